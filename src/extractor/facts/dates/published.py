"""The publication date, where the text itself prints it: beside a label, on a line of its own, in a dateline."""

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from extractor.data import Library, Row
from extractor.fact import Date
from extractor.record import Published
from extractor.regex import compiled, lookbehind

_DAY = compiled(r"\d{4}-\d\d-\d\d")
_EARLIEST = "1900"
_WINDOW = 200
_NEVER = "never"


class _Place(Struct, frozen=True):
    """A place in which releases print their date; ``more`` matches more words than may lie before or behind it."""

    part: str
    more: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    unless: re.Pattern[str] | None

    def holds(self, text: str, date: Date) -> bool:
        if not self.after.match(text, date.end) or self._is_away(text, date):
            return False
        before = lookbehind(self.before, text, date.start, _WINDOW)
        return before is not None and not (self.unless and self.unless.search(text, 0, date.start))

    def _is_away(self, text: str, date: Date) -> bool:
        """Whether too many words part the date from the start or the end of the text."""
        if self.part == _NEVER:
            return False
        bounds = (0, date.start) if self.part == "head" else (date.end, len(text))
        return self.more.match(text, *bounds) is not None


def detector(library: Library) -> Callable[[str, Sequence[Date]], Published | None]:
    """Makes the function that finds the publication date among an article's dates."""
    rows = [_place(row) for row in library.table("dates/published.tsv")]
    never = [place for place in rows if place.part == _NEVER]
    places = [place for place in rows if place.part != _NEVER]

    def detect(text: str, dates: Sequence[Date]) -> Published | None:
        full = [date for date in dates if _is_full(date)]
        for place in places:
            for date in full:
                if place.holds(text, date) and not any(other.holds(text, date) for other in never):
                    return Published(value=str(date.value), from_="text")
        return None

    return detect


def _is_full(date: Date) -> bool:
    value = date.value or ""
    return date.resolution == "explicit" and _DAY.fullmatch(value) is not None and value > _EARLIEST


def _place(row: Row) -> _Place:
    if not row["words"].isdecimal():
        row.fail("words is no number")
    before = row.pattern(f"(?:{row['before']})$", re.IGNORECASE)
    after = row.pattern(row["after"], re.IGNORECASE)
    unless = row.pattern(row["unless"], re.IGNORECASE) if row["unless"] else None
    more = compiled(rf"\s*+(?:\S++\s++){{{row['words']}}}\S")
    return _Place(row["part"], more, before, after, unless)
