"""Words before an expression that belong to it: early, nearly, more than."""

import re
from collections import defaultdict
from collections.abc import Callable

import msgspec

from extractor.data import Library
from extractor.fact import Date
from extractor.regex import compiled

_LONGEST = 30


def widener(library: Library) -> Callable[[str, Date], Date]:
    """Makes the function that lets a date begin at the words before it."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    for row in library.table("dates/before.tsv", "type", "pattern"):
        row.pattern(row["pattern"])
        words[row["type"]].append(row["pattern"])
    patterns = {kind: compiled(rf"(?<!\w)(?:(?:{'|'.join(words[kind])})[\s-]+)++$", re.IGNORECASE) for kind in words}

    def widen(text: str, date: Date) -> Date:
        pattern = patterns.get(date.rule) or patterns.get(date.type)
        match = pattern and pattern.search(text, max(0, date.start - _LONGEST), date.start)
        if not match:
            return date
        return msgspec.structs.replace(date, text=text[match.start() : date.end], start=match.start())

    return widen
