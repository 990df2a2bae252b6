"""Which comes first in 04/05/2022: what the article's own dates say."""

import re
from typing import Literal

Order = Literal["day", "month"] | None

_FIGURES = re.compile(r"(?<![\d./-])(\d{1,2})([/.-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/])")
_MONTHS = 12


def order_in(text: str) -> Order:
    """The order that a date such as 25/12/2022 of the text shows; None where none does, or where two disagree.

    Figures parted by full stops are day first wherever they are written.
    """
    orders = set()
    for match in _FIGURES.finditer(text):
        first, second = int(match[1]), int(match[3])
        if second <= _MONTHS and (first > _MONTHS or (match[2] == "." and first <= _MONTHS)):
            orders.add("day")
        elif first <= _MONTHS < second:
            orders.add("month")
    return orders.pop() if len(orders) == 1 else None  # type: ignore[return-value]
