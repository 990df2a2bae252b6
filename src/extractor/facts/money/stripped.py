"""Amounts whose signs were stripped with all other punctuation: "provides  1 2 billion for" was "$1.2 billion"."""

import re
from collections.abc import Callable

from extractor.data import Library
from extractor.fact import Money
from extractor.regex import any_of, compiled
from extractor.text.normalization import is_stripped
from extractor.text.numbers import numbers

_GAP = compiled(r"\s\s(?=\d)")
_LONGEST = 20
"""Characters of the words that stand before an amount."""


def finder(library: Library) -> Callable[[str], list[Money]]:
    """Makes the function that finds amounts in a text without punctuation (nothing in any other text).

    A gap of two blanks is what a stripped sign leaves. Releases of that kind come from the US Senate, so the currency
    is USD.
    """
    known = numbers(library)
    things = any_of(row["thing"] for row in library.table("money/things.tsv"))
    after, before, loose, _ = map(any_of, library.classes("money/context.tsv", "place", "word").values())
    opening = compiled(rf"\b{before}$", re.IGNORECASE)
    scaled = compiled(
        rf"(?P<whole>\d{{1,3}})(?:\s(?P<part>\d{{1,3}}))?\s+(?P<scale>{known.scale})\b"
        rf"(?!\s+(?:(?!{after}\b)\w+\s){{0,2}}{things}\b)",
        re.IGNORECASE,
    )
    followed, closed = (
        compiled(rf"\d{{1,3}}(?:\s\d{{3}})+(?={words}\b)", re.IGNORECASE) for words in (rf"\s+{after}", rf"\s{loose}")
    )

    def find(text: str) -> list[Money]:
        amounts = (_amount(text, gap) for gap in _GAP.finditer(text)) if is_stripped(text) else ()
        return [money for money in amounts if money is not None]

    def _amount(text: str, gap: re.Match[str]) -> Money | None:
        start = gap.end()
        if match := scaled.match(text, start):
            value = known.value(f"{match['whole']}.{match['part'] or 0} {match['scale']}")
        elif match := followed.match(text, start) or (
            opening.search(text, max(0, gap.start() - _LONGEST), gap.start()) and closed.match(text, start)
        ):
            value = known.value(match[0])
        else:
            return None
        assert value is not None
        return Money(text=match[0], start=start, end=match.end(), amount=value, currency="USD", rule="stripped sign")

    return find
