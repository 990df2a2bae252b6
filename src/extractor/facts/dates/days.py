"""Readings of days from the date before or a week, and of what counts from a date ("three days later", "the 30th")."""

import re
from calendar import monthrange
from datetime import date, timedelta

from extractor.facts.dates.absolute import likely_year, nearest, stated_year, ymd
from extractor.facts.dates.context import Context, Timex
from extractor.facts.dates.relative import from_anchor, step_of
from extractor.facts.dates.values import OPEN, add_months, around
from extractor.rules.matcher import Match

_HALF = 0.5
_ROUND = 1000  # years from which on a number is a round one ("two thousand years ago" tells no year)
_LEAST = {"D": len("2000-01-01"), "W": len("2000-01-01"), "M": len("2000-01")}
"""How much must be known of a date (as a TIMEX3 value) to count days, weeks or months from it."""
_SMALLER = {"Y": ("M", 12), "E": ("Y", 10), "C": ("Y", 100)}
_MONTH = re.compile(r"(?P<year>[\dX]{4})-(?P<month>\d\d)(?![\d/])")
_DAY = re.compile(_MONTH.pattern + r"-(?P<day>\d\d)")
_LEAP, _FEW_MONTHS = 2000, 2


def shift(parts: Match, context: Context) -> Timex | None:
    """Two weeks ago, three days later, a year earlier."""
    unit = parts.text("anyunit") or "Y"
    count = amount(parts)
    step = 1 if "later" in parts or "hence" in parts or "ahead" in parts else -1
    if not isinstance(count, str):
        count += _HALF if "andhalf" in parts else 0
        unit, times = _SMALLER[unit] if isinstance(count, float) and unit in _SMALLER else (unit, 1)
        count *= times
    if isinstance(count, str) or count != int(count) or (unit == "Y" and count >= _ROUND):
        return Timex("DATE", "PAST_REF" if step < 0 else "FUTURE_REF", "unresolved")
    anchor = context.anchor
    if "later" in parts or "earlier" in parts:
        anchor = context.memory.first_day() or anchor
        if unit in _LEAST and len(context.memory.last or "2000-01-01") < _LEAST[unit]:
            anchor = None
    if anchor is None:
        return Timex("DATE", OPEN[unit], "unresolved")
    steps = step * int(count)
    told = "later" in parts and context.anchor is not None and context.side() != "future"
    years = steps * {"Y": 1, "E": 10, "C": 100}.get(unit, 0)
    if told and context.anchor and years and anchor.year + years > context.anchor.year:
        return None
    weeks = {"W": 1, "F": 2}.get(unit)
    value = str(anchor + timedelta(weeks=steps * weeks)) if weeks else around(anchor, unit, steps)
    if told and value[:10] > str(context.anchor):  # counted from another day than the one told last
        return Timex("DATE", OPEN[unit], "unresolved")
    return Timex("DATE", value, "relative")


def yearago(parts: Match, context: Context) -> Timex | None:  # noqa: ARG001
    """A year ago, the year-ago quarter, last year's quarter: the quarter in hand a year before, else the year."""
    quarter = context.memory.quarter
    if quarter is not None:
        return Timex("DATE", f"{int(quarter[:4]) - 1:04}{quarter[4:]}", "relative")
    return from_anchor("Y", -1, context)


def latest(parts: Match, context: Context) -> Timex | None:
    """The latest quarter, the most recent period: the quarter in hand."""
    if context.memory.quarter is None:
        return None if "named" not in parts else from_anchor("Q", -1, context)
    return Timex("DATE", context.memory.quarter, "relative")


def periodof(parts: Match, context: Context) -> Timex | None:
    """The 1988 quarter: the quarter in hand in that year, else the year."""
    quarter = context.memory.quarter
    return Timex("DATE", f"{parts.number('year'):04}" + (quarter[4:] if quarter else ""), "relative")


def amount(parts: Match, name: str = "amount") -> int | str | float:
    """How many: a number, X for several; two and a half."""
    words = [word for word in parts.words(name) if word not in ("-", "and", "of")]
    if words[-2:] == ["one", "half"]:
        words = [*words[:-2], "half"]
    part, seen = 0, False
    for word in words:
        if word == "half":
            return part + _HALF
        if ("few", word) in parts.values:
            return "X"
        number = int(word) if word.isdecimal() else parts.values.get(("number", word))
        number = {"couple": 2, "dozen": 12}.get(word, number)
        if not isinstance(number, int):
            continue
        seen = True
        if number in (100, 1000) and not word.isdecimal():
            part = max(part, 1) * number
        else:
            part += number
    return part if seen else 1


def weekofday(parts: Match, context: Context) -> Timex | None:
    """Tuesday last week, Monday of next week."""
    number = parts.number("weekday") or 1
    if context.anchor is None:
        return Timex("DATE", f"XXXX-WXX-{number}", "unresolved")
    monday = context.anchor - timedelta(context.anchor.weekday())
    return Timex("DATE", str(monday + timedelta(weeks=step_of(parts), days=number - 1)), "relative")


def newyear(parts: Match, context: Context) -> Timex | None:  # noqa: ARG001
    """The new year: the next one, or the one that has just begun."""
    return from_anchor("Y", int(context.anchor is not None and context.anchor.month > 1), context)


def dayafter(parts: Match, context: Context) -> Timex | None:
    """The next day, the previous day: beside the last day that was read; open where none was."""
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
    months = int(last["year"]) * 12 + int(last["month"]) if last and last["year"].isdecimal() else 0
    if anchor is not None and abs(months - anchor.year * 12 - anchor.month) > _FEW_MONTHS:
        near = (add_months(anchor.replace(day=1), step) for step in (-1, 0, 1))
        days = [month.replace(day=number) for month in near if number <= monthrange(month.year, month.month)[1]]
        day = nearest(days, context) if context.side() else min(days, key=lambda day: abs((day - anchor).days))
        return Timex("DATE", str(day), "inferred") if day else None
    if last is None or not 1 <= number <= monthrange(_LEAP, int(last["month"]))[1]:
        return None
    known = last["year"].isdecimal()
    return Timex("DATE", ymd(int(last["year"]) if known else None, int(last["month"]), number), "inferred")


def dayofrelative(parts: Match, context: Context) -> Timex | None:
    """The 15th of next month."""
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
