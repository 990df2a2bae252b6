"""What belongs to a date: a second one (``from May 2019 to August 2021``), or words before it (early)."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date as day
from datetime import timedelta

from msgspec.structs import replace

from extractor.data import Library
from extractor.fact import Date
from extractor.facts.dates.values import bounds
from extractor.regex import compiled

_WEEKDAY = "weekday"
_DAY = len("2023-03-09")
_CALENDAR = compiled(r"[\dX]{4}(?:-[\dX]{2}){0,2}")


Form = tuple[re.Pattern[str] | None, re.Pattern[str]]
_LONGEST = 30


def forms(library: Library, kind: str) -> list[Form]:
    """The patterns of one kind of joining: words before the first of two expressions, and between them."""
    found = []
    for row in library.table("dates/joins.tsv"):
        between = row.pattern(rf"\s*{row['between']}\s*(?:the\s+)?", re.IGNORECASE)
        before = row.pattern(rf"\b{row['before']}\s+(?:the\s+)?$", re.IGNORECASE) if row["before"] else None
        if row["kind"] == kind:
            found.append((before, between))
    return found


def joiner(library: Library) -> Callable[[str, Iterable[Date]], Iterator[Date]]:
    """Makes the function that joins neighbours among an article's dates (in order)."""
    spans = forms(library, "span")

    def join(text: str, dates: Iterable[Date]) -> Iterator[Date]:
        last: Date | None = None
        for date in dates:
            joined = last and _joined(text, last, date, spans)
            if last is not None and joined is None:
                yield last
            last = joined or date
        if last is not None:
            yield last

    return join


def _joined(text: str, first: Date, second: Date, spans: list[Form]) -> Date | None:
    if not (is_calendar(first) and is_calendar(second)) or second.start - first.end > 20:  # noqa: PLR2004
        return None
    for before, between in spans:
        if not between.fullmatch(text, first.end, second.start):
            continue
        opening = before.search(text, max(0, first.start - 20), first.start) if before else None
        if before is not None and opening is None:
            continue
        return _span(text, first, second, opening.start() if opening else first.start)
    return None


def is_calendar(date: Date) -> bool:
    """Whether it is a year, month or day, known or not."""
    return date.type == "DATE" and date.timex is not None and _CALENDAR.fullmatch(date.timex) is not None


def exists(value: str) -> bool:
    """Whether a day is in the calendar: 29 February, given the year of the other end, may not be."""
    if len(value) < _DAY or "X" in value:
        return True
    year, month, day = map(int, value.split("-"))
    return day <= monthrange(year, month)[1]


def _span(text: str, first: Date, second: Date, start: int) -> Date | None:
    begin, end = first.timex or "", second.timex or ""
    if first.rule == _WEEKDAY and "X" not in begin + end and len(end) == _DAY:  # within one week
        monday, thursday = day.fromisoformat(begin), day.fromisoformat(end)
        between = timedelta((thursday - monday).days % 7)
        if second.rule == _WEEKDAY:
            end = str(monday + between)
        else:  # Monday to Thursday last week
            begin = str(thursday - between)
    elif first.resolution != "explicit" and len(begin) > 4:  # noqa: PLR2004
        begin = end[:4] + begin[4:]
        if begin > end and end[:4].isdecimal():
            begin = f"{int(end[:4]) - 1:04}{begin[4:]}"
    known = ("X" in begin) == ("X" in end)
    if len(begin) != len(end) or begin >= end or not known or not exists(begin):
        return None
    return dated(second, f"{begin}/{end}", text=text[start : second.end], start=start, rule="span")


def dated(date: Date, value: str, **more: str | int) -> Date:
    """The date with another value (EDTF), and the fields that change with it."""
    first, last = bounds(value) or (None, None)
    return replace(date, **{"value": value, "timex": value, "earliest": first, "latest": last, **more})


def widener(library: Library) -> Callable[[str, Date], Date]:
    """Makes the function that lets a date begin at the words before it."""
    words = library.patterns("dates/before.tsv", "type").items()
    patterns = {kind: compiled(rf"(?<!\w)(?:(?:{each})[\s-]+)++$", re.IGNORECASE) for kind, each in words}

    def widen(text: str, date: Date) -> Date:
        pattern = patterns.get(date.rule) or patterns.get(date.type)
        match = pattern and pattern.search(text, max(0, date.start - _LONGEST), date.start)
        if not match:
            return date
        return replace(date, text=text[match.start() : date.end], start=match.start())

    return widen
