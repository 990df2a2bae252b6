"""The publication date, where the text itself prints it: beside a label, on a line of its own, in a dateline."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractor.data import Library, Row
from extractor.record import Date, Published

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_EARLIEST = "1900"
_WINDOW = 80


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in which releases print their date."""

    tail: bool
    words: int
    before: re.Pattern[str]
    after: re.Pattern[str]

    def holds(self, text: str, date: Date) -> bool:
        away = text[date.end :] if self.tail else text[: date.start]
        if len(away.split(None, self.words)) > self.words:
            return False
        before = self.before.search(text, max(0, date.start - _WINDOW), date.start)
        return before is not None and self.after.match(text, date.end) is not None


def detector(library: Library) -> Callable[[str, Sequence[Date]], Published | None]:
    """Makes the function that finds the publication date among an article's dates."""
    places = [_place(row) for row in library.table("dates/published.tsv", "rule", "part", "words", "before", "after")]

    def detect(text: str, dates: Sequence[Date]) -> Published | None:
        full = [date for date in dates if _is_full(date)]
        for place in places:
            for date in full:
                if place.holds(text, date):
                    return Published(value=str(date.value), from_="text")
        return None

    return detect


def _is_full(date: Date) -> bool:
    value = date.value or ""
    return date.resolution == "explicit" and _DAY.fullmatch(value) is not None and value > _EARLIEST


def _place(row: Row) -> _Place:
    if row["part"] not in ("head", "tail") or not row["words"].isdecimal():
        row.fail("part is head or tail, words is a number")
    try:
        before = re.compile(f"(?:{row['before']})$", re.IGNORECASE)
        after = re.compile(row["after"], re.IGNORECASE)
    except re.error as error:
        row.fail(f"not a regular expression: {error}")
    return _Place(row["part"] == "tail", int(row["words"]), before, after)
