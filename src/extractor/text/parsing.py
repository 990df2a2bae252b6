"""Trees: the sentences of documents, and the dependency parse of those that a kind of fact asks for."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from extractor.doc import Doc
from extractor.draft import Sentence, Trigger
from extractor.text.sentences import Bounds
from extractor.tree import Span, Token, Tree

Marks = NDArray[np.int64]
"""Of each token, 1 where a sentence begins, else -1."""
Parse = Callable[[Sequence[tuple[Doc, Marks]]], list[Tree]]
_BEHIND = 2
"""So many tokens behind a sentence a mark may stand that opens what it announces."""
_MARKS = {"“": True, "”": False, '"': True}
"""Quotation marks, and whether they open."""


class Trees:
    """Cuts documents into sentences and parses those that a trigger asks for, all of a batch in one go.

    ``parse`` makes trees of sentences, each lot as the tokens of some document.
    """

    def __init__(self, parse: Parse, split: Callable[[Doc, str], Bounds], triggers: Iterable[Trigger]) -> None:
        self._parse, self._split = parse, split
        self._triggers = [*triggers]
        self._telling = frozenset[str]().union(*(trigger.words for trigger in self._triggers))

    def __call__(self, docs: Sequence[Doc], texts: Iterable[str]) -> Iterator[tuple[Sentence, ...]]:
        """The sentences of each document; ``texts`` are theirs."""
        bounds = [self._split(doc, text) for doc, text in zip(docs, texts, strict=True)]
        chosen = [self._chosen(doc.lowers, each) for doc, each in zip(docs, bounds, strict=True)]
        trees = iter(self._parse([_excerpt(doc, spans) for doc, spans in zip(docs, chosen, strict=True) if spans]))
        for doc, spans, picked in zip(docs, bounds, chosen, strict=True):
            yield tuple(_sentences(spans, picked, doc.lowers, next(trees) if picked else None))

    def _chosen(self, words: list[str], bounds: Bounds) -> list[tuple[int, int]]:
        starts = [start for start, _ in bounds]
        chosen: set[int] = set()
        hits = [(at, word) for at, word in enumerate(words) if word in self._telling]
        for trigger in self._triggers:
            places = ((bisect_right(starts, at) - 1, at) for at, word in hits if word in trigger.words)
            if trigger.quoting:
                places = ((place, at) for place, at in places if _quotes(words[at : bounds[place][1] + _BEHIND]))
            chosen.update(islice(dict.fromkeys(place for place, _ in places), trigger.first))
        return [bounds[place] for place in sorted(chosen)]


def _quotes(words: list[str]) -> bool:
    return next((_MARKS[word] for word in words if word in _MARKS), False)


def _excerpt(doc: Doc, spans: list[tuple[int, int]]) -> tuple[Doc, Marks]:
    """A Doc of its own that holds just these spans, and where in it they begin."""
    rows, blanks = (np.concatenate([each[start:end] for start, end in spans]) for each in (doc.rows, doc.blanks))
    marks = np.full(len(rows), -1, dtype=np.int64)
    marks[np.cumsum([0, *(end - start for start, end in spans[:-1])])] = 1
    return Doc(doc.vocabulary, rows, blanks), marks


def _sentences(
    bounds: Iterable[tuple[int, int]], picked: list[tuple[int, int]], words: list[str], tree: Tree | None
) -> Iterator[Sentence]:
    chosen = set(picked)
    at = 0
    for start, end in bounds:
        if tree is not None and (start, end) in chosen:
            yield Sentence(start, end, Span(tree, at, at + end - start), words[start:end])
            at += end - start
        else:
            yield Sentence(start, end)


def within(sentence: Sentence, words: set[str]) -> list[Token]:
    """The tokens of a sentence that are one of the words (lower case), in order; none where it has no tree."""
    tree = sentence.tree
    return [] if tree is None else [tree[at] for at, word in enumerate(sentence.words) if word in words]
