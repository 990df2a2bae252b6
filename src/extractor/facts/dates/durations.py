"""Readings of durations, sets, times of day, and vague references."""

from extractor.facts.dates.context import Context, Reading, Timex
from extractor.facts.dates.days import amount
from extractor.facts.dates.relative import weekday
from extractor.facts.dates.values import OPEN, around
from extractor.rules.matcher import Match

_SATURDAY = 6
_HALF = 0.5
_HALVES = {"Y": "P6M", "E": "P5Y", "C": "P50Y", "TH": "PT30M", "TM": "PT30S"}
_PERIOD = {"F": ("W", 2), "C": ("Y", 100), "E": ("Y", 10), "WE": ("WE", 1), "Q": ("Q", 1)}


def period(count: str | float, unit: str) -> str:
    """An ISO 8601 duration as TIMEX3 writes it: P3Y, PT4H, PXD."""
    if count == _HALF and unit in _HALVES:
        return _HALVES[unit]
    if unit.startswith("T"):
        return f"PT{count}{unit[1]}"
    letter, times = _PERIOD.get(unit, (unit, 1))
    if isinstance(count, str):
        return f"P{count}{unit}" if unit in ("E", "C") else f"P{count}{letter}"
    return f"P{count * times:g}{letter}"


def _unit(parts: Match) -> str:
    return parts.text("anyunit") or parts.text("anyclock") or parts.text("units") or parts.text("unit") or "Y"


def duration(parts: Match, context: Context) -> Timex | None:  # noqa: ARG001
    """Three years, the last six months, several weeks, recent years."""
    count = amount(parts, "amount") if "amount" in parts else "X"
    if "amount" in parts and parts.words("amount")[0].startswith("0"):
        return None
    if "andhalf" in parts and not isinstance(count, str):
        count += _HALF
    return Timex("DURATION", period(count, _unit(parts)), "explicit")


def _units(count: str | float) -> Reading:
    """Reads so many of a unit: the year ended June 30; two to three weeks, of which neither number is the right one."""
    return lambda parts, _: Timex("DURATION", period(count, _unit(parts)), "explicit")


def _unbounded(value: str) -> Reading:
    """Reads a present, past or future without bounds."""
    return lambda parts, _: Timex("DATE", parts.text("ref") or value, "unresolved")


def every(parts: Match, context: Context) -> Timex | None:  # noqa: ARG001
    """Every year, each Tuesday, every July, every two weeks, Fridays, twice a year, daily."""
    if day := parts.number("weekday") or parts.number("weekdays"):
        return Timex("SET", f"XXXX-WXX-{day}", "explicit")
    if month := parts.number("month"):
        return Timex("SET", f"XXXX-{month:02}", "explicit")
    if name := parts.text("season"):
        return Timex("SET", f"XXXX-{name}", "explicit")
    count = amount(parts, "amount") if "amount" in parts else 1
    return Timex("SET", parts.text("often") or period(count, _unit(parts)), "explicit")


def clock(parts: Match, context: Context) -> Timex | None:
    """10 p.m. Wednesday, 10:30, noon: with its day where the expression names one."""
    hour, minute = parts.number("hour"), parts.number("minute")
    if (figures := parts.number("hhmm")) is not None:
        hour, minute = divmod(figures, 100)
    time = parts.text("clock")
    if time is None:
        if hour is None:
            return None
        if "meridiem" in parts:
            turns = "hour2" in parts and (parts.number("hour2") or 0) % 12 < hour % 12  # 11:30 to 1 p.m.
            hour = hour % 12 + abs((parts.number("meridiem") or 0) - 12 * turns)
        time = f"{hour:02}:{minute or 0:02}"
    day = weekday(parts, context).value if "dow" in parts else context.day()
    return Timex("TIME", f"{day or 'XXXX-XX-XX'}T{time}", "relative")


def unitthe(parts: Match, context: Context) -> Timex | None:
    """The year, the quarter: the one in hand."""
    unit = parts.text("unit") or "Y"
    if unit == "Q" and context.memory.quarter:
        return Timex("DATE", context.memory.quarter, "relative")
    if unit in ("E", "C", "D"):
        return None
    if context.anchor is None:
        return Timex("DATE", OPEN[unit], "unresolved")
    gone = unit == "WE" and context.anchor.isoweekday() < _SATURDAY and context.side() != "future"
    return Timex("DATE", around(context.anchor, unit, -1 if gone else 0), "relative")


READINGS: dict[str, Reading] = {
    **{f"ref{side}": _unbounded(f"{side.upper()}_REF") for side in ("past", "present", "future")},
    "oneunit": _units(1), "durationspan": _units("X"),
}  # fmt: skip
