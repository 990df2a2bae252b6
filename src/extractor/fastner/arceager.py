"""Greedy arc-eager parsing, many sentences in step.

Every sentence is a state of spaCy's arc-eager system: a stack of tokens, a buffer of tokens, and the arcs set so far.
All unfinished sentences take one move at a time together, so that a step is a handful of array operations however
many they are. Stacks and buffers are linked lists over the tokens of all sentences: `below` names the token under a
token on its stack, `after` the token behind it in its buffer. Where there is none, the number of tokens stands.

What is allowed and what a move does is written in spacy/pipeline/_parser_internals/arc_eager.pyx. Stack and buffer
keep the order of the text there, so the last arc to the right of a token is the only one that is ever taken back.

Arcs that a parser has lifted so that none cross are put back (Nivre & Nilsson 2005, the scheme "head"): a label
``dobj||xcomp`` says that the token hangs, as ``dobj``, on a token below its head with the label ``xcomp``.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from extractor.fastner.weights import Flags, Floats, Marks, Places, Transitions, greatest

_SLOTS = 8
_KINDS = "SDLRB"
_SHIFT, _REDUCE, _LEFT, _RIGHT, _ = range(len(_KINDS))
_ALLOWS = np.array([1, 2, 4, 4, 8])
"""A bit for each kind of move; to break a sentence in two is never allowed, for sentences are known."""
_BLOCK = 16_384  # tokens whose sentences go in step
_AHEAD = 2  # tokens behind its own that a sentence's buffer can show
_LIFTED = "||"


class Sentences(NamedTuple):
    """The sentences of some documents, one after the other."""

    cuts: Places  # where they begin, and at last the number of tokens
    last: Flags  # the last tokens of documents
    starts: Flags  # the first tokens of sentences

    @classmethod
    def of(cls, documents: Sequence[Marks]) -> "Sentences":
        """From the sentence starts of each document, of which its first token is one."""
        starts = np.concatenate(documents) == 1
        last = np.zeros(len(starts), dtype=np.bool_)
        last[np.cumsum([len(each) for each in documents]) - 1] = True
        return cls(np.append(np.flatnonzero(starts), len(starts)), last, starts)


class Arcs(NamedTuple):
    """For every token its head (itself where it has none) and the number of the move that set the arc (or -1)."""

    heads: Places
    moves: Places


class ArcEager:
    """Finds heads and labels in token vectors as a greedy spaCy `DependencyParser` does."""

    def __init__(self, weights: Transitions) -> None:
        if len(weights.slots) != _SLOTS:
            raise ValueError(f"a state of {len(weights.slots)} tokens")
        self._weights = weights
        self._hidden = len(weights.upper)
        slots = zip(weights.slots, weights.missing, strict=True)
        self._lower: Floats = np.concatenate([row for slot, missing in slots for row in (slot, missing[None])])
        self._kind_of = np.array([_KINDS.index(move[0]) for move in weights.moves])
        allowed = np.arange(2 * _ALLOWS.max())[:, None] & _ALLOWS[self._kind_of]
        self._penalty = np.where(allowed, 0, -np.inf).astype(np.float32)

    def __call__(self, vectors: Floats, sentences: Sentences) -> Arcs:
        """The arcs of all documents."""
        arcs = Arcs(*np.empty((2, len(vectors)), dtype=np.intp))
        cuts = sentences.cuts
        first = 0
        while first < len(cuts) - 1:
            stop = max(first + 1, int(np.searchsorted(cuts, cuts[first] + _BLOCK, side="right")) - 1)
            low, high = cuts[first], cuts[stop]
            block = slice(low, high + _AHEAD)
            part = Sentences(cuts[first : stop + 1] - low, *(flags[block] for flags in sentences[1:]))
            heads, moves = self._parse(self._parts(vectors[block]), part)
            arcs.heads[low:high] = heads[: high - low] + low
            arcs.moves[low:high] = moves[: high - low]
            first = stop
        return arcs

    def _parts(self, vectors: Floats) -> Floats:
        """What the tokens are as parts of a state, then what no token is: 1 at the end, where all others have 0."""
        parts = np.zeros((len(vectors) + 1, len(self._lower) // _SLOTS), dtype=np.float32)
        parts[:-1, :-1] = self._weights.inner(vectors)
        parts[-1, -1] = 1
        return parts

    def _parse(self, parts: Floats, sentences: Sentences) -> Arcs:
        states = _States(sentences)
        while len(states.top):
            slots = states.slots()
            state = parts.take(slots.T, axis=0, mode="clip").reshape(len(states.top), -1) @ self._lower
            state += self._weights.bias
            scores = greatest(state, self._hidden) @ self._weights.upper
            scores += self._weights.upper_bias
            scores += self._penalty[states.allowed(slots)]
            best = scores.argmax(axis=1)
            states.advance(slots, best, self._kind_of[best])
        return states.arcs()


class _States:
    """The states of the unfinished sentences: the token on `top` of each one's stack, the `front` of its buffer."""

    def __init__(self, sentences: Sentences) -> None:
        cuts, last, starts = sentences
        self._none = none = len(last)
        self.front = cuts[:-1].copy()
        self.top = np.full(len(self.front), none)
        self._stop = np.where(last[cuts[1:] - 1], none, cuts[1:])
        self._starts, self._goes_on = np.append(starts, False), np.append(~starts, False)
        self._below, self._left, self._right, self._before, self._head = np.full((5, none + 1), none)
        self._after = np.arange(1, none + 2)
        self._after[:-1][last] = self._after[-1] = none
        self._kept_back = np.zeros(none + 1, dtype=np.bool_)
        self._move = np.full(none + 1, -1)

    def slots(self) -> Places:
        """The tokens that a state is scored by, a row for each slot, a column for each state."""
        front, top, below = self.front, self.top, self._below
        under = below[top]
        return np.array((
            front, self._after[front], top, under, below[under], self._left[front], self._left[top], self._right[top]
        ))  # fmt: skip

    def allowed(self, slots: Places) -> Places:
        """The sum of `_ALLOWS` over the moves that each state allows."""
        front, behind, top, under = slots[:4]
        empty, starts = top == self._none, self._starts[front]
        shift = empty | ~(starts | (behind == self._none) | self._kept_back[front])
        reduce = ~(empty | ((under == self._none) & self._goes_on[front]))
        arcs = ~(empty | starts | (front == self._none))
        allowed: Places = shift + 2 * reduce + 4 * arcs
        return allowed

    def advance(self, slots: Places, moves: Places, kinds: Places) -> None:
        """Take one move in each state."""
        front, behind, top, under = slots[:4]
        self._add_left(top, front, moves, kinds == _LEFT)
        self._add_right(top, front, moves, kinds == _RIGHT)
        pushed = (kinds == _SHIFT) | (kinds == _RIGHT)
        self._below[front[pushed]] = top[pushed]
        self.top = np.where(pushed, front, under)
        self.front = np.where(pushed, behind, front)
        self._give_back(top, under, kinds == _REDUCE)
        going_on = (self.top != self._none) | (self.front != self._stop)
        if not going_on.all():
            self.top, self.front, self._stop = self.top[going_on], self.front[going_on], self._stop[going_on]

    def arcs(self) -> Arcs:
        """The arcs that were set."""
        heads = self._head[:-1]
        return Arcs(np.where(heads == self._none, np.arange(self._none), heads), self._move[:-1])

    def _add_left(self, top: Places, front: Places, moves: Places, here: Flags) -> None:
        child, head = top[here], front[here]
        former = self._head[child]
        lost = former != self._none
        self._right[former[lost]] = self._before[child[lost]]
        self._head[child], self._move[child] = head, moves[here]
        self._left[head] = child
        self._kept_back[head] = False

    def _add_right(self, top: Places, front: Places, moves: Places, here: Flags) -> None:
        head, child = top[here], front[here]
        self._head[child], self._move[child] = head, moves[here]
        self._before[child] = self._right[head]
        self._right[head] = child

    def _give_back(self, top: Places, under: Places, here: Flags) -> None:
        """A token without a head goes from the stack to the buffer again, unless it was the last on the stack."""
        back = here & (self._head[top] == self._none) & (under != self._none)
        token = top[back]
        self._kept_back[token] = True
        self._after[token] = self.front[back]
        self.front[back] = token


def is_lifted(label: str) -> bool:
    """Whether a label says that its arc was lifted."""
    return _LIFTED in label


def lower_arcs(heads: list[int], labels: list[str], spaces: Sequence[bool]) -> None:
    """Put all lifted arcs back where they belong; roots are their own heads, ``spaces`` are passed over."""
    children: list[list[int]] = [[] for _ in heads]
    for place, head in enumerate(heads):
        if head != place:
            children[head].append(place)
    for place, label in enumerate(labels):
        if is_lifted(label):
            labels[place], sought = label.split(_LIFTED)
            above = heads[place]
            heads[place] = _below(above, place, sought, labels, children, spaces)
            children[above].remove(place)
            children[heads[place]] = sorted([*children[heads[place]], place])


def _below(top: int, own: int, label: str, labels: list[str], children: list[list[int]], spaces: Sequence[bool]) -> int:
    """The first token with a label below another, breadth first; the other where there is none."""
    level = [top]
    while level:
        below = [child for each in level for child in children[each] if child != own and not spaces[child]]
        found = next((child for child in below if labels[child] == label), None)
        if found is not None:
            return found
        level = below
    return top
