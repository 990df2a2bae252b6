"""Greedy decoding of BILUO moves, all tokens of all documents in step.

While no entity is open, spaCy's state is the next token alone, so what is best at a token
does not depend on the tokens before it: every token is scored as a possible start in one
product. An open entity must take `I` or `L` of its own label, and its state is the next
token, the entity's first token and the token before: entities are followed side by side, one
token a step, until each is closed. Starts inside an earlier entity are dropped at the end.
The few entities that are still open after so many steps are followed one after another, those
inside an earlier one not at all, so that time goes with length even where all tokens are starts.
"""

from typing import NamedTuple

import numpy as np

from extractor.fastner.weights import Flags, Floats, Places, Transitions, greatest

_SLOTS = 3
_BLOCK = 2048  # tokens scored at a time as possible starts
_SIDE_BY_SIDE = 32  # steps that entities are followed together


class Entity(NamedTuple):
    """Tokens `start` to `end` (exclusive), counted over all documents of the batch.

    `sure` is the share, 0 to 1, of the label among all that the first token could begin or be.
    """

    start: int
    end: int
    label: str
    sure: float


class Decoder:
    """Finds entities in token vectors as a greedy spaCy `EntityRecognizer` does."""

    def __init__(self, weights: Transitions) -> None:
        if len(weights.slots) != _SLOTS:
            raise ValueError(f"a state of {len(weights.slots)} tokens")
        self._weights = weights
        self._hidden = len(weights.upper)
        place = {move: at for at, move in enumerate(weights.moves)}
        self._labels = [move[2:] for move in weights.moves if move.startswith("B-")]
        columns = {kind: [place[f"{kind}-{label}"] for label in self._labels] for kind in "BILU"}
        self._inside, self._last = np.array(columns["I"]), np.array(columns["L"])
        starts = np.array(sorted([*columns["B"], *columns["U"], place["O"]]))
        self._upper = np.ascontiguousarray(weights.upper[:, starts])
        self._upper_bias = weights.upper_bias[starts]
        self._begins = np.isin(starts, columns["B"])
        self._outside = int(np.flatnonzero(starts == place["O"])[0])
        label_of = {place: at for kind in "BU" for at, place in enumerate(columns[kind])}
        self._label = np.array([label_of.get(start, -1) for start in starts.tolist()])

    def __call__(self, vectors: Floats, ends: Flags, spaces: Flags) -> list[Entity]:
        """Entities in order.

        ends: the tokens after which an entity cannot go on (a document or sentence ends).
        spaces: the tokens that cannot start an entity.
        """
        parts = self._weights.inner(vectors)
        choices, shares = self._best_starts(parts, ends, spaces)
        starts = np.flatnonzero(choices != self._outside)
        choices, shares = choices[starts], shares[starts]
        labels, stops = self._label[choices], starts + 1
        long = np.flatnonzero(self._begins[choices])
        stops[long] = self._follow(parts, starts[long], labels[long], ends)
        entities, free = [], 0
        columns = (starts.tolist(), stops.tolist(), labels.tolist(), shares.tolist())
        for start, stop, label, share in zip(*columns, strict=True):
            if start >= free:
                entities.append(Entity(start, stop, self._labels[label], share))
                free = stop
        return entities

    def _best_starts(self, parts: Floats, ends: Flags, spaces: Flags) -> tuple[Places, Floats]:
        """The best start at each token, and where it begins an entity the share of that entity's label."""
        weights = self._weights
        bias = weights.bias + weights.missing[1] + weights.missing[2]
        best, shares = np.empty(len(parts), dtype=np.intp), np.zeros(len(parts), dtype=np.float32)
        for start in range(0, len(parts), _BLOCK):
            block = slice(start, start + _BLOCK)
            hidden = greatest(parts[block] @ weights.slots[0] + bias, self._hidden)
            scores = hidden @ self._upper + self._upper_bias
            scores[np.ix_(ends[block], self._begins)] = -np.inf
            scores[np.ix_(spaces[block], self._label >= 0)] = -np.inf
            scores.argmax(axis=1, out=best[block])
            begun = np.flatnonzero(best[block] != self._outside)
            shares[block][begun] = self._share(scores[begun], best[block][begun])
        return best, shares

    def _share(self, scores: Floats, choices: Places) -> Floats:
        """The share of the label of each choice after a softmax over all starts."""
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        same = self._label[choices][:, None] == self._label
        share: Floats = (odds * same).sum(axis=1) / odds.sum(axis=1)
        return share

    def _follow(self, parts: Floats, starts: Places, labels: Places, ends: Flags) -> Places:
        """Where the entities that begin at `starts` and go on after it stop."""
        weights = self._weights
        base = parts[starts] @ weights.slots[1] + weights.bias
        stops = starts + 1

        def step(open_: Places) -> Places:
            at = stops[open_]
            state = parts[at] @ weights.slots[0] + parts[at - 1] @ weights.slots[2]
            state += base[open_]
            scores = greatest(state, self._hidden) @ weights.upper + weights.upper_bias
            each, label = np.arange(len(open_)), labels[open_]
            goes_on = scores[each, self._inside[label]] >= scores[each, self._last[label]]
            goes_on &= ~ends[at]
            stops[open_] += 1
            going: Places = open_[goes_on]
            return going

        open_, steps = np.arange(len(starts)), 0
        while len(open_) and steps < _SIDE_BY_SIDE:
            open_, steps = step(open_), steps + 1
        still, free = set(open_.tolist()), 0
        for place in range(len(starts)) if still else ():
            if starts[place] >= free:
                alone = np.array([place] if place in still else [], dtype=np.intp)
                while len(alone):
                    alone = step(alone)
                free = stops[place]
        return stops
