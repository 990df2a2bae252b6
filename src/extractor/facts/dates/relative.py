"""Readings of expressions that stand in relation to the publication date or to an earlier date."""

from datetime import date, timedelta

from extractor.facts.dates.absolute import ymd
from extractor.facts.dates.context import FORMS, Context, Timex, weekday_from
from extractor.facts.dates.values import OPEN, around
from extractor.rules.matcher import Match

_LONG = {"E": "P10Y", "C": "P100Y"}
_WEDNESDAY = 3
_LENGTHS = {"Y": len("2023"), "M": len("2023-03"), "W": len("2023-03-09")}


def from_anchor(unit: str, steps: int, context: Context) -> Timex:
    """The unit so many steps from the publication date's."""
    if context.anchor is None:
        return Timex("DATE", OPEN[unit], "unresolved")
    return Timex("DATE", around(context.anchor, unit, steps), "relative")


def step_of(parts: Match) -> int:
    """Steps back or on that words like last and next say."""
    return sum(parts.number(name) or 0 for name in ("last", "past", "next", "following"))


def deictic(parts: Match, context: Context) -> Timex:
    """Today, the day before yesterday; yesterday evening, this morning, last night, tonight; "today (16)" is a 16th."""
    day = from_anchor("D", (parts.number("deictic") or 0) + step_of(parts), context)
    if context.anchor is not None and (number := parts.number("day")):
        told = date.fromisoformat(day.value or "")
        near = (told + timedelta(step) for step in (0, -1, 1, -2, 2))  # a report may appear a day or two late
        day = Timex("DATE", str(next((each for each in near if each.day == number), told)), "relative")
    return _in_part(day, parts)


def _in_part(day: Timex, parts: Match) -> Timex:
    part = parts.text("daypart")
    return Timex("TIME", f"{day.value}T{part}", day.resolution) if part else day


def weekday(parts: Match, context: Context) -> Timex:
    """Tuesday, last Thursday, Tuesday next, Friday week, Friday night: the tense decides where no word does."""
    number = parts.number("weekday") or parts.number("dow") or 1
    step = step_of(parts)
    if context.anchor is None:
        return _in_part(Timex("DATE", f"XXXX-WXX-{number}", "unresolved"), parts)
    if step < 0:
        day = weekday_from(context.anchor - timedelta(1), number, "past")
    elif step > 0:
        day = weekday_from(context.anchor + timedelta(1), number, "future") + timedelta(weeks=step - 1)
    else:
        gap, known = (context.text, context.memory.at, context.start), FORMS.day.fullmatch(context.memory.last or "")
        listed, again = FORMS.listed.fullmatch(*gap), known and FORMS.elsewhere.fullmatch(*gap)
        before = context.memory.first_day() if listed or again else None  # this Friday and Saturday
        told = context.side() or "future" if "this" in parts else context.told()
        told = "about" if again else "future" if before else told
        day = weekday_from(before or context.anchor, number, told)
    return _in_part(Timex("DATE", str(day), "relative"), parts)


def relative(parts: Match, context: Context) -> Timex | None:
    """This week, last year, next quarter; "this weekend" is the last one early in the week, where the tense is past."""
    unit = parts.text("unit") or "Y"
    step = step_of(parts)
    if unit == "WE" and not step and context.anchor and context.anchor.isoweekday() <= _WEDNESDAY:
        step = -(context.side() == "past")
    if unit in ("D", "F"):
        return None
    if unit in _LONG and step < 0:
        return Timex("DURATION", _LONG[unit], "explicit")
    former, last = _is_former(unit, context), context.memory.last or ""
    if former and FORMS.two_years.fullmatch(last):
        return Timex("DATE", "/".join(f"{int(year) - 1:04}" for year in last.split("/")), "relative")
    day = context.memory.first_day() if "following" in parts or former else None
    return from_anchor(unit, step, context) if day is None else Timex("DATE", around(day, unit, step), "relative")


def _is_former(unit: str, context: Context) -> bool:
    """Whether "the previous month" is the one before that which its sentence names ("from January to [it]")."""
    if len(context.memory.last or "") < _LENGTHS.get(unit, 99) or not FORMS.former.match(context.text, context.start):
        return False
    named = context.text[context.sentence(context.start)[0] : context.memory.at].split()[-1:]
    return bool(named) and not named[0].islower()  # "last year" is of the text's own day


def financial(parts: Match, context: Context) -> Timex | None:
    """This financial year, the next fiscal year: two calendar years where the country's begins in the middle of one."""
    start = context.customs.financial
    if parts.text("unit") != "Y" or start == 1 or context.anchor is None:
        return relative(parts, context)
    first = context.anchor.year - (context.anchor.month < start) + step_of(parts)
    return Timex("DATE", f"{first:04}/{first + 1:04}", "relative")


def relativemonth(parts: Match, context: Context) -> Timex:
    """Last August, next January, this May."""
    month = parts.number("month") or 1
    if context.anchor is None:
        return Timex("DATE", f"XXXX-{month:02}", "unresolved")
    step, now = step_of(parts), context.anchor.month
    year = context.anchor.year + (step > 0 and month <= now) - (step < 0 and month >= now)
    return Timex("DATE", f"{year:04}-{month:02}", "relative")


def calendarshift(parts: Match, context: Context) -> Timex | None:
    """March 2 of last year; last June 12."""
    month = parts.number("mon") or 1
    day = parts.number("mday")
    step = step_of(parts)
    if context.anchor is None:
        return Timex("DATE", ymd(None, month, day), "unresolved")
    year = context.anchor.year + step
    if "ofyear" not in parts:
        passed = (month, day or 1) < (context.anchor.month, context.anchor.day)
        year = context.anchor.year + (step if step < 0 and not passed else step if step > 0 and passed else 0)
    return Timex("DATE", str(date(year, month, day or 1))[: 10 if day else 7], "relative")


def same(parts: Match, context: Context) -> Timex | None:
    """The same year, that day: the unit of the last date that was read; May of that year."""
    unit = parts.text("unit") or "Y"
    day = context.memory.first_day()
    value = context.memory.last or ""
    if day is None or {"Y": 4, "M": 7, "D": 10}.get(unit, 99) > len(value):
        return None
    month = parts.number("month") if unit == "Y" else None
    return Timex("DATE", f"{value[:4]}-{month:02}" if month else around(day, unit, 0), "relative")


def pointof(parts: Match, context: Context) -> Timex | None:
    """The end of last year, the beginning of the month, year-end."""
    unit = parts.text("unit") or "Y"
    return None if unit == "D" else from_anchor(unit, step_of(parts), context)


def quarterof(parts: Match, context: Context) -> Timex | None:
    """Last year's third quarter."""
    number, year = parts.number("nth"), from_anchor("Y", step_of(parts), context)
    return Timex("DATE", f"{year.value}-Q{number}", year.resolution) if number in range(1, 5) else None
