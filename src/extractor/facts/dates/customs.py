"""How an article writes dates: by its country's customs (order of figures, seasons, financial year) and its own."""

import re
from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from extractor.data import Library

_ANY = "*"
Order = Literal["day", "month"] | None
_FIGURES = re.compile(r"(?<![\d./-])(\d{1,2})([/.-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/])")
_MONTHS = 12


class Customs(Struct, frozen=True):
    """A country's way with dates.

    Attributes:
        order: which of 04/05/2022 comes first.
        south: it has the seasons of the southern hemisphere.
        financial: the month in which the financial year begins; 1 where it is named by one year.
    """

    order: Literal["day", "month"]
    south: bool
    financial: int


def customs(library: Library) -> Callable[[str | None], Customs]:
    """Gives the customs of a country (ISO 3166-1); None is a country that is not known."""
    table = {}
    for row in library.table("dates/countries.tsv"):
        if not row["financial"].isdecimal() or not 1 <= int(row["financial"]) <= 12:  # noqa: PLR2004
            row.fail("financial is a month's number")
        table[row["country"]] = Customs(row.value("order"), row["seasons"] == "south", int(row["financial"]))
    return lambda country: table.get(country or _ANY, table[_ANY])


def order_in(text: str, custom: Order) -> Order:
    """The order that a date such as 25/12/2022 of the text shows; None where none does, or where two disagree.

    Figures parted by full stops are day first, but where the country's ``custom`` is the month.
    """
    orders = set()
    for match in _FIGURES.finditer(text):
        first, second = int(match[1]), int(match[3])
        if second <= _MONTHS and (first > _MONTHS or (match[2] == "." and first <= _MONTHS and custom != "month")):
            orders.add("day")
        elif first <= _MONTHS < second:
            orders.add("month")
    return orders.pop() if len(orders) == 1 else None  # type: ignore[return-value]
