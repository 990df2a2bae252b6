"""What the tuned transformer says about texts: the best sequence of tags in windows with some context around them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from spacy.tokens import Token

from .corpus import Labelled, Span
from .transformer import BLANK, CLOSES, EDGE, LONGEST, OPENS, TAGS, Row, Tagger

WINDOW, CONTEXT = 180, 40  # words
AT_ONCE = 6000  # pieces
NEVER = -1e4
Scores = NDArray[np.float32]


class Window(NamedTuple):
    """A stretch of a text as the tagger reads it, and the words in it (by number) whose scores are kept."""

    text: int
    row: Row
    words: list[int]


def read(tagger: Tagger, items: Sequence[Labelled]) -> list[tuple[Span, ...]]:
    """Return the spans that a tagger finds in texts."""
    docs = [BLANK.make_doc(item.text) for item in items]
    scores: list[dict[int, Scores]] = [{} for _ in docs]
    windows = [window for number, doc in enumerate(docs) for window in _windows(tagger, number, list(map(str, doc)))]
    for batch in _batches(sorted(windows, key=lambda window: len(window.row.pieces))):
        with torch.no_grad():
            found = iter(tagger([window.row for window in batch]).log_softmax(-1).numpy())
        for window in batch:
            scores[window.text].update((word, next(found)) for word in window.words)
    return [
        tuple(spans_of([doc[word] for word in sorted(known)], [known[word] for word in sorted(known)]))
        for doc, known in zip(docs, scores, strict=True)
    ]


def _windows(tagger: Tagger, number: int, words: Sequence[str]) -> Iterator[Window]:
    """Cut a text into windows; the whole text is one if it is short."""
    whole = tagger.encoded(words)
    step = WINDOW if len(words) > WINDOW + 2 * CONTEXT else max(1, len(words))
    for start in range(0, len(words), step):
        inside = range(max(0, start - CONTEXT), min(len(words), start + step + CONTEXT))
        read = [word for word in inside if whole.first[word] >= 0]
        if not read:
            continue
        opens = whole.first[read[0]]
        closes = next((at for at in whole.first[inside.stop :] if at >= 0), len(whole.pieces) - 1)
        pieces = [OPENS, *whole.pieces[opens:closes], CLOSES][:LONGEST]
        shapes = [EDGE, *whole.shapes[opens:closes], EDGE][:LONGEST]
        kept = [w for w in read if start <= w < start + step and whole.first[w] - opens + 1 < LONGEST]
        yield Window(number, Row(pieces, shapes, [whole.first[word] - opens + 1 for word in kept], []), kept)


def _batches(windows: Sequence[Window]) -> Iterator[list[Window]]:
    batch: list[Window] = []
    for window in windows:
        if batch and len(window.row.pieces) * (len(batch) + 1) > AT_ONCE:
            yield batch
            batch = []
        if window.words:
            batch.append(window)
    if batch:
        yield batch


def _steps() -> Scores:
    """Return what it costs to go from one tag to the next: only a tag of the same label goes on with ``I``."""
    free = [[now[0] != "I" or before[1:] == now[1:] for now in TAGS] for before in TAGS]
    return np.where(free, 0.0, NEVER).astype("float32")


STEPS = _steps()


def _best(scores: Sequence[Scores]) -> list[int]:
    """Return the best allowed sequence of tags."""
    if not scores:
        return []
    total, back = scores[0] + STEPS[0], []
    for here in scores[1:]:
        ways = total[:, None] + STEPS
        back.append(ways.argmax(axis=0))
        total = ways.max(axis=0) + here
    path = [int(total.argmax())]
    for before in reversed(back):
        path.append(int(before[path[-1]]))
    return path[::-1]


def spans_of(words: Sequence[Token], scores: Sequence[Scores]) -> list[Span]:
    """Return the spans that the best tags make."""
    spans: list[Span] = []
    for word, tag in zip(words, map(TAGS.__getitem__, _best(scores)), strict=True):
        place, _, label = tag.partition("-")
        end = word.idx + len(word)
        if place == "B":
            spans.append(Span(word.idx, end, label))
        elif place == "I":
            spans[-1] = spans[-1]._replace(end=end)
    return spans
