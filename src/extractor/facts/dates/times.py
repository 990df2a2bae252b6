"""Times of day and their days: ``5 p.m., Nov. 6``, ``Tuesday at 10:30``, ``9 to 11 a.m. on 3 May``."""

from collections.abc import Callable, Iterable

import msgspec

from extractor.data import Library
from extractor.fact import Date
from extractor.facts.dates.joins import forms
from extractor.facts.dates.values import bounds
from extractor.regex import compiled

_CLOCK = compiled(r".*(T\d\d:\d\d)")
_DAY = compiled(r"[\dX]{4}-[\dX]{2}-[\dX]{2}")


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
                found[-1] = _one(text, found[-1], date)
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
    return "day" if date.type == "DATE" and _DAY.fullmatch(date.timex or "") else None


def _on(time: Date, date: Date) -> Date:
    """The time, on the day of the date."""
    day = (date.timex or "")[:10]
    first, last = bounds(day) or (None, None)
    clock = _CLOCK.sub(r"\1", time.timex or "")
    return msgspec.structs.replace(
        time, value=day, timex=day + clock, earliest=first, latest=last, resolution=date.resolution
    )


def _one(text: str, time: Date, date: Date) -> Date:
    """Both as one expression."""
    return msgspec.structs.replace(_on(time, date), text=text[time.start : date.end], end=date.end)
