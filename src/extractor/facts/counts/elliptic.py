"""Numbers that leave the noun out where a count stands shortly before: "six were agreed", "rejecting 12"."""

import re
from collections.abc import Callable, Iterator
from itertools import chain, zip_longest

from extractor.data import Library
from extractor.facts.counts.counted import Counted
from extractor.regex import any_of, compiled
from extractor.terms import Modifier
from extractor.text.numbers import numbers

_REACH = 300
_UNITS = ("amendment", "bill", "clause", "recommendation", "resolution", "petition", "motion", "section", "article")


def finder(library: Library) -> Callable[[str, list[Counted]], Iterator[Counted]]:
    """Makes the function that finds numbers after the counts that they take their noun from."""
    known = numbers(library)
    words = [row["word"] for row in library.table("counts/stages.tsv", "word", "stage")]
    done = any_of(word for word in words if not word.endswith(("s", "ing")))
    doing = any_of(word for word in words if word.endswith(("ed", "ing")))
    modifiers: dict[str, Modifier] = {
        row["words"]: row["modifier"]  # type: ignore[misc]
        for row in library.table("counts/modifiers.tsv", "words", "modifier", "place")
        if row["place"] == "before"
    }
    number = rf"(?:\b(?P<modifier>{any_of(modifiers)})\s+)?(?<![\w.,$£€/#-])(?<!\bbut\s)(?P<number>{known.cardinal})"
    patterns = [
        compiled(pattern, re.VERBOSE | re.IGNORECASE)
        for pattern in (
            rf"""{number}(?:\s+of\s+(?:them|these|those|which))?(?:\s+(?:others?|more))?
            \s+(?:were|was|had\s+been|have\s+been|are)\s+(?:\w+ly\s+)?{done}\b""",
            rf"(?:(?<=,\s)|(?<=;\s)|(?<=and\s)){number}\s+{done}\b(?=\s*[,.;]|\s+and\b)",
            rf"\b{doing}\s+(?:only\s+|just\s+)?{number}(?=\s*[,.;]|\s+and\b)",
        )
    ]

    def find(text: str, named: list[Counted]) -> Iterator[Counted]:
        for counted, following in zip_longest(named, named[1:]):
            if counted.unit not in _UNITS or counted.value <= 1:
                continue
            last = min(len(text), counted.end + _REACH, following.start if following else len(text))
            for match in chain.from_iterable(pattern.finditer(text, counted.end, last) for pattern in patterns):
                value = known.value(match["number"])
                if isinstance(value, int) and value <= counted.value:
                    modifier = modifiers.get(" ".join((match["modifier"] or "").lower().split()))
                    yield Counted(*match.span("number"), value, counted.unit, "", modifier, "noun left out")

    return find
