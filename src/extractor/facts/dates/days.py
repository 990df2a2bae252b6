"""Readings of days that follow from the date before them or from a week: the next day, the 30th, Tuesday last week."""

import re
from calendar import monthrange
from datetime import date, timedelta

from extractor.facts.dates.absolute import likely_year, nearest, stated_year, ymd
from extractor.facts.dates.context import Context, Reading, Timex
from extractor.facts.dates.relative import from_anchor, step_of
from extractor.facts.dates.values import OPEN, add_months
from extractor.rules.matcher import Match

_MONTH = re.compile(r"(?P<year>[\dX]{4})-(?P<month>\d\d)(?![\d/])")
_DAY = re.compile(_MONTH.pattern + r"-(?P<day>\d\d)")
_LEAP = 2000
_FEW_MONTHS = 2


def weekofday(parts: Match, context: Context) -> Timex | None:
    """Tuesday last week, Monday of next week."""
    number = parts.number("weekday") or 1
    if parts.text("unit") != "W":
        return None
    if context.anchor is None:
        return Timex("DATE", f"XXXX-WXX-{number}", "unresolved")
    monday = context.anchor - timedelta(context.anchor.weekday())
    return Timex("DATE", str(monday + timedelta(weeks=step_of(parts), days=number - 1)), "relative")


def newyear(parts: Match, context: Context) -> Timex | None:
    """The new year: the next one, or the one that has just begun."""
    if parts.text("unit") != "Y":
        return None
    return from_anchor("Y", int(context.anchor is not None and context.anchor.month > 1), context)


def dayafter(parts: Match, context: Context) -> Timex | None:
    """The next day, the previous day: beside the last day that was read; open where none was."""
    if parts.text("unit") != "D":
        return None
    last = _DAY.fullmatch(context.memory.last or "")
    if last is None:
        return Timex("DATE", OPEN["D"], "unresolved")
    known = last["year"].isdecimal()
    step = 1 if "following" in parts or "next" in parts else -1
    day = date(int(last["year"]) if known else _LEAP, int(last["month"]), int(last["day"])) + timedelta(step)
    return Timex("DATE", str(day) if known else f"XXXX-{day:%m-%d}", "relative" if known else "unresolved")


def dayofmonth(parts: Match, context: Context) -> Timex | None:
    """The 30th: of the month that was read last, else of the one that the publication date makes the nearest."""
    number = parts.number("day") or 0
    last = _MONTH.match(context.memory.last or "")
    anchor = context.anchor
    if anchor is not None and not (last and last["year"].isdecimal() and _close(last, anchor)):
        months = (add_months(anchor.replace(day=1), step) for step in (-1, 0, 1))
        days = [month.replace(day=number) for month in months if number <= monthrange(month.year, month.month)[1]]
        day = nearest(days, context) if context.side() else min(days, key=lambda day: abs((day - anchor).days))
        return Timex("DATE", str(day), "inferred") if day else None
    if last is None or not 1 <= number <= monthrange(_LEAP, int(last["month"]))[1]:
        return None
    known = last["year"].isdecimal()
    return Timex("DATE", ymd(int(last["year"]) if known else None, int(last["month"]), number), "inferred")


def dayofrelative(parts: Match, context: Context) -> Timex | None:
    """The 15th of next month."""
    if parts.text("unit") != "M":
        return None
    month = from_anchor("M", step_of(parts), context)
    day = parts.number("day") or 0
    if month.resolution == "unresolved":
        return Timex("DATE", f"XXXX-XX-{day:02}", "unresolved")
    return Timex("DATE", str(date.fromisoformat(f"{month.value}-{day:02}")), "relative")


def weekdayofmonth(parts: Match, context: Context) -> Timex:
    """The second Monday in May 2024, the last Friday of June; a day of the month, where it has no such one."""
    month, stated = parts.number("mon") or 1, stated_year(parts)
    year = stated or likely_year(month, None, None, context)
    if year is None:
        return Timex("DATE", f"XXXX-{month:02}-XX", "unresolved")
    first = date(year, month, 1)
    first += timedelta(((parts.number("weekday") or 1) - first.isoweekday()) % 7)
    days = [day for weeks in range(5) if (day := first + timedelta(weeks=weeks)).month == month]
    number = parts.number("nth") or len(days)
    if number > len(days):
        return Timex("DATE", f"{year:04}-{month:02}-XX", "unresolved")
    return Timex("DATE", str(days[number - 1]), "explicit" if stated else "inferred")


def _close(month: re.Match[str], anchor: date) -> bool:
    away = int(month["year"]) * 12 + int(month["month"]) - anchor.year * 12 - anchor.month
    return abs(away) <= _FEW_MONTHS


READINGS: dict[str, Reading] = {
    reading.__name__: reading for reading in (weekofday, weekdayofmonth, newyear, dayafter, dayofmonth, dayofrelative)
}
