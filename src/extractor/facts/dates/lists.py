"""Lists of days and the years they lend (``January 12 and March 10, 2006``); times of day and their days."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date as day

from msgspec.structs import replace

from extractor.data import Library
from extractor.fact import Date
from extractor.facts.dates.joins import dated, forms, is_calendar
from extractor.regex import compiled

_FIGURES = compiled(r"\b\d{1,2}(?:st|nd|rd|th)?\b")
_YEAR = 4
_HALF = 6
_CLOCK = compiled(r".*(T\d\d:\d\d)")
_DAY = compiled(r"[\dX]{4}-[\dX]{2}-[\dX]{2}(?:T[A-Z]{2})?")


def lender(library: Library) -> Callable[[str, list[Date]], list[Date]]:
    """Makes the function that gives dates without a year, among an article's dates (in order), that of their list."""
    between = forms(library, "list")[0][1]

    def lend(text: str, dates: list[Date]) -> list[Date]:
        stated = False
        for i in range(len(dates) - 2, -1, -1):
            first, second = dates[i : i + 2]
            stated = stated or (second.resolution == "explicit" and _has_month(second))
            lacks = first.resolution in ("inferred", "unresolved") and _has_month(first)
            near = lacks and between.fullmatch(text, first.end, second.start)
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
        yield dated(date, value, text=date.text[start:end], start=date.start + start, end=date.start + end)


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
    return dated(first, value, resolution="inferred")


def timed(library: Library) -> Callable[[str, Iterable[Date]], list[Date]]:
    """Makes the function that gives times of day, among an article's dates (in order), the day beside them."""
    between = {kind: forms(library, kind)[0][1] for kind in ("time-day", "day-time", "time-time")}

    def pair(text: str, first: Date, second: Date) -> str | None:
        kind = f"{_sort(first)}-{_sort(second)}"
        near = kind in between and between[kind].fullmatch(text, first.end, second.start)
        return kind if near else None

    def give(text: str, dates: Iterable[Date]) -> list[Date]:
        found: list[Date] = []
        own: set[int] = set()
        for date in dates:
            kind = pair(text, found[-1], date) if found else None
            if kind == "time-day" and len(found) - 1 in own and date.rule != "weekday":
                kind = None  # "10 a.m. tomorrow, 22 November"
            if kind == "time-day":
                both = text[found[-1].start : date.end]
                found[-1] = replace(_on(found[-1], date), text=both, end=date.end)
                own.add(len(found) - 1)
                if len(found) - 2 not in own and len(found) > 1 and pair(text, *found[-2:]) == "time-time":
                    found[-2] = _on(found[-2], date)
            else:
                found.append(_on(date, found[-1]) if kind else date)
        return found

    return give


def _sort(date: Date) -> str | None:
    if date.type == "TIME" and _CLOCK.fullmatch(date.timex or ""):
        return "time"
    return "day" if _DAY.fullmatch(date.timex or "") else None


def _on(time: Date, date: Date) -> Date:
    """The time, on the day of the date."""
    day = (date.timex or "")[:10]
    return dated(time, day, timex=day + _CLOCK.sub(r"\1", time.timex or ""), resolution=date.resolution)
