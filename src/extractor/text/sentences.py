"""Sentences: where they end, by punctuation, line structure and gaps; and the parse of those that a kind asks for."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice, pairwise

import numpy as np
from numpy.typing import NDArray

from extractor.data import Library
from extractor.doc import Doc
from extractor.draft import Draft, Sentence, Trigger
from extractor.text.normalization import FORMS, is_stripped
from extractor.text.paragraphs import credits_end, joins, line_breaks
from extractor.tree import Span, Token, Tree

Marks = NDArray[np.int64]
"""Of each token, 1 where a sentence begins, else -1."""
Parse = Callable[[Sequence[tuple[Doc, Marks]]], list[Tree]]
_BEHIND = 2  # so many tokens behind a sentence a mark may stand that opens what it announces
_MARKS = {"“": True, "”": False, '"': True}  # quotation marks, and whether they open
Bounds = tuple[tuple[int, int], ...]
"""The sentences as (start, end) token indices, all tokens covered."""
Split = Callable[[Doc, str, int], Bounds]
"""Cuts a Doc and its text into sentences; one begins behind the end of its dateline (code points; 0: none)."""
_LONGEST = 250
"""Tokens of a sentence, at which it is cut: of 82,000 sentences of real releases fifteen, all lists, are longer."""


class Trees:
    """Cuts documents into sentences, and has a batch's that a trigger asks for made trees by ``parse`` in one go."""

    def __init__(self, parse: Parse, split: Split, triggers: Iterable[Trigger]) -> None:
        self._parse, self._split = parse, split
        self._triggers = [*triggers]
        self._telling = frozenset[str]().union(*(trigger.words for trigger in self._triggers))

    def __call__(
        self, docs: Sequence[Doc], texts: Iterable[str], datelines: Iterable[int]
    ) -> Iterator[tuple[Sentence, ...]]:
        """The sentences of each document; ``texts`` and where their ``datelines`` end (code points) are theirs."""
        bounds = [self._split(*each) for each in zip(docs, texts, datelines, strict=True)]
        chosen = [self._chosen(doc.lowers, each) for doc, each in zip(docs, bounds, strict=True)]
        trees = iter(self._parse([_excerpt(doc, spans) for doc, spans in zip(docs, chosen, strict=True) if spans]))
        for doc, spans, picked in zip(docs, bounds, chosen, strict=True):
            if (tree := next(trees) if picked else None) is not None:
                tree.places = [place for start, end in picked for place in doc.starts[start:end]]
            yield tuple(_sentences(spans, picked, doc.lowers, tree))

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


@cache
def splitter(library: Library) -> Split:
    """Makes the function that gives the sentences of a Doc and its text."""
    abbreviations = {row["word"].lower(): row["ends"] for row in library.table("sentences/abbreviations.tsv")}
    lowered = {row["word"] for row in library.table("sentences/abbreviations.tsv") if row["word"].islower()}
    joining = joins(library)
    starters = library.words("sentences/starters.tsv", "word")

    def ends_sentence(text: str, match: re.Match[str]) -> bool:
        stopped = match["stop"] in (".", ".)")
        word = FORMS.last_word.search(text, max(0, match.start() - 20), match.start()) if stopped else None
        if word is None:
            return True
        small = word[0].islower() and word[0] not in lowered and not text[match.end()].isdigit()
        ends = None if small else abbreviations.get(word[0].lower())  # "he voted no. They left", "law no. 5"
        if ends is None and (
            not FORMS.dotted.fullmatch(word[0]) or text[match.end()] == "“" or FORMS.on_site.match(text, word.start())
        ):
            return True
        following = FORMS.next_word.match(text, match.end())
        return ends != "never" and following is not None and following[1] in starters

    def split(doc: Doc, text: str, dateline: int) -> Bounds:
        offsets = doc.starts
        breaks = {end for _, end in line_breaks(text, joining)}
        ends = [
            match.end()
            for match in FORMS.break_.finditer(text)
            if match.end() in breaks or (match["line"] is None and ends_sentence(text, match))
        ]
        if is_stripped(text):
            gaps = (match.end() for match in FORMS.stripped_stop.finditer(text))
            words = ((gap, FORMS.next_word.match(text, gap)) for gap in gaps)
            ends = sorted({*ends, *(gap for gap, following in words if following and following[1] in starters)})
        ends += credits_end(text)
        dash = FORMS.dash.match(text, dateline) if dateline else None
        ends += [dash.end() if dash else dateline]
        spans = pairwise(sorted({0, *(bisect_left(offsets, end) for end in ends), len(doc)}))
        return tuple((at, min(at + _LONGEST, end)) for start, end in spans for at in range(start, end, _LONGEST))

    return split


class Sentences:
    """From where to where the sentences of an article reach in code points, with the white space after them."""

    def __init__(self, doc: Doc, draft: Draft) -> None:
        self._starts = [doc.starts[sentence.start] for sentence in draft.sentences]
        self.bounds = list(pairwise((*self._starts, len(draft.article.text))))

    def number(self, at: int) -> int:
        """Which sentence stands at a place."""
        return bisect_right(self._starts, at) - 1

    def sentence(self, at: int) -> tuple[int, int]:
        """Start and end of the sentence at a place."""
        return self.bounds[self.number(at)]
