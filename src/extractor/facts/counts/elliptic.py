"""Numbers that leave the noun out where a count stands shortly before: "six were agreed", "a further three fell"."""

import re
from collections.abc import Callable, Iterator
from itertools import zip_longest

from extractor.data import Library
from extractor.facts.counts.counted import Counted
from extractor.numbers import numbers
from extractor.regex import compiled

_REACH = 300
_UNITS = ("amendment", "bill", "clause", "recommendation", "resolution", "petition", "motion", "section", "article")


def finder(library: Library) -> Callable[[str, list[Counted]], Iterator[Counted]]:
    """Makes the function that finds numbers after the counts that they take their noun from."""
    known = numbers(library)
    stages = "|".join(
        re.escape(row["word"])
        for row in library.table("counts/stages.tsv", "word", "stage")
        if row["word"].endswith("ed")
    )
    pattern = compiled(
        rf"""(?<![\w.,$£€/–#-])(?P<number>{known.cardinal})
        (?P<of>\s+of\s+(?:them|these|those|which))?
        \s+(?:(?:others?|more)\s+)?(?:were|was|had\s+been|have\s+been|are)\s+(?:\w+ly\s+)?(?:{stages}|withdrawn)\b""",
        re.VERBOSE | re.IGNORECASE,
    )

    def find(text: str, named: list[Counted]) -> Iterator[Counted]:
        for counted, following in zip_longest(named, named[1:]):
            if counted.unit not in _UNITS or counted.value <= 1:
                continue
            last = min(len(text), counted.end + _REACH, following.start if following else len(text))
            for match in pattern.finditer(text, counted.end, last):
                value = known.value(match["number"])
                if isinstance(value, int) and value <= counted.value:
                    yield Counted(
                        match.start("number"), match.end("number"), value, counted.unit, "", None, "noun left out"
                    )

    return find
