"""Sentences: where they end, by punctuation, line structure and the gaps that stripped punctuation leaves."""

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cache

from spacy.attrs import IDX
from spacy.tokens import Doc

from extractor.data import Library

Bounds = tuple[tuple[int, int], ...]

_BREAK = re.compile(
    r"""(?P<stop>[.!?…]["”’'»)\]]*)\s+(?=["“‘'«(\[]*[^\W_a-z])   # a stop before a capital or figure
      | \n\s*\n\s*                                               # an empty line
      | \n\s*(?=[•*·–—-]\s)                                      # a list item
      | (?<=\S)[ \t\xa0]{3,}(?=["“‘'(]*[A-Z])                    # a gap that stripped punctuation left
    """,
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[\w.]+$")


@cache
def splitter(library: Library) -> Callable[[Doc], Bounds]:
    """Makes the function that gives a Doc's sentences as (start, end) token indices, covering every token."""
    abbreviations = frozenset(row["word"].lower() for row in library.table("sentences/abbreviations.tsv", "word"))

    def ends_sentence(text: str, match: re.Match[str]) -> bool:
        if match["stop"] is None or match["stop"][0] != ".":
            return True
        word = _LAST_WORD.search(text, max(0, match.start() - 20), match.start())
        if word is None:
            return True
        initial = len(word[0]) == 1 and word[0].isupper()
        return not initial and word[0].lower() not in abbreviations

    def split(doc: Doc) -> Bounds:
        if not len(doc):
            return ()
        text = doc.text
        offsets = doc.to_array([IDX]).ravel().tolist()
        starts = [0]
        for match in _BREAK.finditer(text):
            if ends_sentence(text, match):
                token = bisect_left(offsets, match.end())
                if starts[-1] < token < len(doc):
                    starts.append(token)
        return tuple(zip(starts, [*starts[1:], len(doc)], strict=True))

    return split
