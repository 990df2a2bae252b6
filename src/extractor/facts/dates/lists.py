"""Lists: the days that one expression lists, and the years that the last lends: ``January 12 and March 10, 2006``."""

from collections.abc import Callable, Iterator
from datetime import date as day

import msgspec

from extractor.data import Library
from extractor.fact import Date
from extractor.facts.dates.joins import forms, is_calendar
from extractor.facts.dates.values import bounds
from extractor.regex import compiled

_FIGURES = compiled(r"\b\d{1,2}(?:st|nd|rd|th)?\b")
_YEAR = 4
_HALF = 6
_WEEKDAY = "weekday"


def lender(library: Library) -> Callable[[str, list[Date]], list[Date]]:
    """Makes the function that gives dates without a year, among an article's dates (in order), that of their list."""
    between, beside = forms(library, "list")[0][1], forms(library, "weekday")[0][1]

    def lend(text: str, dates: list[Date]) -> list[Date]:
        stated = False
        for i in range(len(dates) - 2, -1, -1):
            first, second = dates[i : i + 2]
            if (
                first.rule == _WEEKDAY
                and _has(second) | _lacks(second)
                and beside.fullmatch(text, first.end, second.start)
            ):
                dates[i] = _same_day(first, second) or first
                continue
            stated = stated or _has(second)
            near = _lacks(first) and between.fullmatch(text, first.end, second.start)
            lent = _in_year(first, second) if stated and near else None
            stated = lent is not None
            if lent is not None:
                dates[i] = lent
        return dates

    return lend


def apart(date: Date) -> Iterator[Date]:
    """The days that one expression lists, its first with the words before it and its last with those behind it."""
    values = (date.timex or "").split(",")
    if len(values) == 1:
        yield date
        return
    figures = [*_FIGURES.finditer(date.text)][: len(values)]
    for value, figure in zip(values, figures, strict=True):
        start = 0 if figure is figures[0] else figure.start()
        end = len(date.text) if figure is figures[-1] else figure.end()
        first, last = bounds(value) or (None, None)
        yield msgspec.structs.replace(
            date, text=date.text[start:end], start=date.start + start, end=date.start + end,
            value=value, timex=value, earliest=first, latest=last,
        )  # fmt: skip


def _lacks(date: Date) -> bool:
    return date.resolution in ("inferred", "unresolved") and _has_month(date)


def _has(date: Date) -> bool:
    return date.resolution == "explicit" and _has_month(date)


def _same_day(weekday: Date, date: Date) -> Date | None:
    """The weekday as the day that stands in brackets behind it: Tuesday (May 25); None where it is another weekday."""
    value = date.timex or ""
    try:
        right = day.fromisoformat(value).isoweekday() == day.fromisoformat(weekday.timex or "").isoweekday()
    except ValueError:
        return None
    if not right:
        return None
    return msgspec.structs.replace(weekday, value=value, timex=value, earliest=date.earliest, latest=date.latest)


def _has_month(date: Date) -> bool:
    return is_calendar(date) and (date.timex or "")[5:7].isdecimal()


def _in_year(first: Date, second: Date) -> Date | None:
    """The first date in the second's year, or in the year before where half a year or more would lie between them.

    None where there is no such day.
    """
    month, other = (int((date.timex or "")[5:7]) for date in (first, second))
    year = int((second.timex or "")[:_YEAR]) - (month - other >= _HALF)
    value = f"{year:04}{(first.timex or '')[_YEAR:]}"
    try:
        day.fromisoformat(f"{value}-01"[:10])
    except ValueError:
        return None
    earliest, latest = bounds(value) or (None, None)
    return msgspec.structs.replace(
        first, value=value, timex=value, earliest=earliest, latest=latest, resolution="inferred"
    )
