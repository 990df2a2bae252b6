"""Sentences: where they end, by punctuation, line structure and the gaps that stripped punctuation leaves."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cache
from itertools import pairwise

from extractor.data import Library
from extractor.doc import Doc
from extractor.draft import Draft
from extractor.regex import compiled
from extractor.text.normalization import is_stripped
from extractor.text.paragraphs import joins, line_breaks

Bounds = tuple[tuple[int, int], ...]

_BREAK = compiled(
    r"""(?=[.!?…\n]|\s\s)(?:                                       # most places are none
        (?P<stop>[.!?…]["”’'»)\]]*)\s+(?=["“‘'«„(\[]*[^\W_a-z])  # a stop before a capital or figure
      | (?<=[a-z])[.!?](?:["”](?=[A-Z][a-z])|(?=“?[A-Z][a-z]))   # the same where conversion ate the space
      | (?P<line>(?<![^\S\n])[^\S\n]*+\n\s*+)                    # a line end
      | (?<=\S)[ \t\xa0]{3,}(?=["“‘'(]*[A-Z])                    # a gap that stripped punctuation left
    )""",
    re.VERBOSE,
)
_STRIPPED_STOP = compiled(r"(?<=\w)[ \xa0]{2,}(?=[A-Z])")
"""Where every sign became a blank, a stop and the blank behind it make two."""
_LAST_WORD = compiled(r"[\w.]+$")
_LONGEST = 250
"""Tokens of a sentence, at which it is cut: of 82,000 sentences of real releases fifteen, all lists, are longer."""
_NEXT_WORD = compiled(r"\W*(?!\w\.)(\w+)")
_DOTTED = compiled(r"(?:\w\.)*[A-Z]")


@cache
def splitter(library: Library) -> Callable[[Doc, str], Bounds]:
    """Makes the function that gives the sentences of a Doc and its text as (start, end) token indices, all covered."""
    abbreviations = {row["word"].lower(): row["ends"] for row in library.table("sentences/abbreviations.tsv")}
    joining = joins(library)
    starters = library.words("sentences/starters.tsv", "word")

    def ends_sentence(text: str, match: re.Match[str]) -> bool:
        stopped = match["stop"] in (".", ".)")
        word = _LAST_WORD.search(text, max(0, match.start() - 20), match.start()) if stopped else None
        if word is None:
            return True
        ends = abbreviations.get(word[0].lower())
        if ends is None and (not _DOTTED.fullmatch(word[0]) or text[match.end()] == "“"):
            return True
        following = _NEXT_WORD.match(text, match.end())
        return ends != "never" and following is not None and following[1] in starters

    def split(doc: Doc, text: str) -> Bounds:
        if not len(doc):
            return ()
        offsets = doc.starts
        breaks = {end for _, end in line_breaks(text, joining)}
        ends = [
            match.end()
            for match in _BREAK.finditer(text)
            if match.end() in breaks or (match["line"] is None and ends_sentence(text, match))
        ]
        if is_stripped(text):
            gaps = (match.end() for match in _STRIPPED_STOP.finditer(text))
            words = ((gap, _NEXT_WORD.match(text, gap)) for gap in gaps)
            ends = sorted({*ends, *(gap for gap, following in words if following and following[1] in starters)})
        starts = {0, *(bisect_left(offsets, end) for end in ends), len(doc)}
        spans = pairwise(sorted(starts))
        return tuple((at, min(at + _LONGEST, end)) for start, end in spans for at in range(start, end, _LONGEST))

    return split


class Sentences:
    """Sentences of an article as code points."""

    def __init__(self, doc: Doc, draft: Draft) -> None:
        self._end = len(draft.article.text)
        self.starts = [doc.starts[sentence.start] for sentence in draft.sentences]

    def sentence(self, at: int) -> tuple[int, int]:
        """Start and end (code points) of the sentence at a place."""
        index = bisect_right(self.starts, at) - 1
        start = self.starts[index] if index >= 0 else 0
        return start, self.starts[index + 1] if index + 1 < len(self.starts) else self._end
