"""Amounts whose signs were stripped with all other punctuation: "provides  1 2 billion for" was "$1.2 billion"."""

import re
from collections.abc import Callable

from extractor.data import Library
from extractor.numbers import numbers
from extractor.record import Money
from extractor.regex import any_of, compiled
from extractor.stripped import is_stripped

_PLACES = ("after", "before", "loose")


def finder(library: Library) -> Callable[[str], list[Money]]:
    """Makes the function that finds amounts in a text without punctuation (nothing in any other text).

    A gap of two blanks is what a stripped sign leaves. Releases of that kind come from the US Senate, so the currency
    is USD.
    """
    known = numbers(library)
    things = any_of(row["thing"] for row in library.table("money/things.tsv", "thing"))
    rows = library.table("money/context.tsv", "word", "place")
    after, before, loose = (any_of(row["word"] for row in rows if row["place"] == place) for place in _PLACES)
    pattern = compiled(
        rf"""(?<=\s\s)(?:
            (?P<whole>\d{{1,3}})(?:\s(?P<part>\d{{1,3}}))?\s+(?P<scale>{known.scale})\b
              (?!\s+(?:(?!{after}\b)\w+\s){{0,2}}{things}\b)
          | (?P<figures>\d{{1,3}}(?:\s\d{{3}})+) (?=\s+{after}\b)
        )
        | \b{before}\s\s(?P<after>\d{{1,3}}(?:\s\d{{3}})+) (?=\s{loose}\b)""",
        re.VERBOSE | re.IGNORECASE,
    )

    def find(text: str) -> list[Money]:
        return [_read(match) for match in pattern.finditer(text)] if is_stripped(text) else []

    def _read(match: re.Match[str]) -> Money:
        if match["scale"]:
            value = known.value(f"{match['whole']}.{match['part'] or 0} {match['scale']}")
        else:
            value = known.value(match["figures"] or match["after"])
        assert value is not None
        start = match.start("after") if match["after"] else match.start()
        text = match.string[start : match.end()]
        return Money(text=text, start=start, end=match.end(), amount=value, currency="USD", rule="stripped sign")

    return find
