"""Readings of expressions that count from a date: two weeks ago, three days later, the year-ago quarter."""

from datetime import timedelta

from extractor.facts.dates.context import Context, Reading, Timex
from extractor.facts.dates.relative import from_anchor, step_of
from extractor.facts.dates.values import OPEN, around
from extractor.rules.matcher import Match

_HALF = 0.5
_WHOLE = "2000-01-01"
_LEAST = {"D": len("2000-01-01"), "W": len("2000-01-01"), "M": len("2000-01")}
"""How much must be known of a date (as a TIMEX3 value) to count days, weeks or months from it."""
_SMALLER = {"Y": ("M", 12), "E": ("Y", 10), "C": ("Y", 100)}


def shift(parts: Match, context: Context) -> Timex | None:
    """Two weeks ago, three days later, a year earlier."""
    unit = parts.text("anyunit") or "Y"
    count = amount(parts, "amount")
    step = 1 if "later" in parts or "hence" in parts or "ahead" in parts else -1
    if not isinstance(count, str):
        count += _HALF if "andhalf" in parts else 0
        unit, times = _SMALLER[unit] if isinstance(count, float) and unit in _SMALLER else (unit, 1)
        count *= times
    if isinstance(count, str) or count != int(count):
        return Timex("DATE", "PAST_REF" if step < 0 else "FUTURE_REF", "unresolved")
    anchor = context.anchor
    if "later" in parts or "earlier" in parts:
        anchor = context.memory.first_day() or anchor
        if unit in _LEAST and len(context.memory.last or _WHOLE) < _LEAST[unit]:
            anchor = None
    if anchor is None:
        return Timex("DATE", OPEN[unit], "unresolved")
    steps = step * int(count)
    if "later" in parts and context.anchor and context.side() != "future":
        years = steps * {"Y": 1, "E": 10, "C": 100}.get(unit, 0)
        if years and anchor.year + years > context.anchor.year:
            return None
    if unit in ("W", "F"):
        return Timex("DATE", str(anchor + timedelta(weeks=steps * (2 if unit == "F" else 1))), "relative")
    return Timex("DATE", around(anchor, unit, steps), "relative")


def yearago(parts: Match, context: Context) -> Timex | None:
    """A year ago, the year-ago quarter: the quarter in hand a year before, else the year."""
    if parts.text("unit") in ("D", "W", "E", "C"):
        return None
    quarter = context.memory.quarter
    if quarter is not None:
        return Timex("DATE", f"{int(quarter[:4]) - 1:04}{quarter[4:]}", "relative")
    return from_anchor("Y", -1, context)


def latest(parts: Match, context: Context) -> Timex | None:
    """The latest quarter, the most recent period: the quarter in hand."""
    if parts.text("unit") not in (None, "Q"):
        return None
    if context.memory.quarter is None:
        return None if "unit" not in parts else from_anchor("Q", -1, context)
    return Timex("DATE", context.memory.quarter, "relative")


def lastyears(parts: Match, context: Context) -> Timex | None:
    """Last year's quarter."""
    return yearago(parts, context) if context.memory.quarter else from_anchor("Y", step_of(parts), context)


def periodof(parts: Match, context: Context) -> Timex | None:
    """The 1988 quarter: the quarter in hand in that year, else the year."""
    if parts.text("unit") not in (None, "Q"):
        return None
    quarter = context.memory.quarter
    return Timex("DATE", f"{parts.number('year'):04}" + (quarter[4:] if quarter else ""), "relative")


def amount(parts: Match, name: str) -> int | str | float:
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


READINGS: dict[str, Reading] = {reading.__name__: reading for reading in (shift, yearago, latest, lastyears, periodof)}
