"""Readings of expressions that name their place in the calendar: days, months, spans of them."""

from datetime import date, timedelta

from extractor.data import Library
from extractor.facts.dates.context import FORMS, Context, Famous, Timex
from extractor.rules.matcher import Match
from extractor.terms import Resolution

_LEAP, _MIDDLE, _NEAR, _YEAR, _FRESH = 2000, 15, 75, 366, 14
_AROUND, _BEFORE, _OPENING, _TIMES, _LONGEST_TITLE = 60, 100, 8, 3, 24
_MONTH, _DAY = len("2023-03"), len("2023-03-09")


def famous(library: Library) -> dict[str, Famous]:
    """Days that keep their year, by month and day."""
    rows = library.table("dates/famous.tsv")
    return {row["day"]: Famous(int(row["year"]), int(row["near"]), row.pattern(row["told"])) for row in rows}


def calendar(parts: Match, context: Context) -> Timex | None:
    """A day, a month or a year from the parts of a date; the year from the publication date where none is stated."""
    month = parts.number("mon") or parts.number("month") or parts.number("namedmonth") or parts.number("doubtfulmonth")
    month = month or parts.number("monthnumber")
    day = parts.number("mday") or parts.number("day") or parts.number("nth")
    year = stated_year(parts)
    weekday = parts.number("dow")
    if month is None:
        return _day_of_week_and_month(day, weekday, context)
    if day is not None and not exists(year, month, day):
        return None
    if year is not None:
        return Timex("DATE", ymd(year, month, day))
    guess = likely_year(month, day, weekday, context)
    return Timex("DATE", ymd(guess, month, day), "inferred" if guess else "unresolved")


def monthalone(parts: Match, context: Context) -> Timex | None:
    """A month by itself; behind a title it is a given name ("Congresswoman April Reeve")."""
    before = context.text[max(0, context.start - _LONGEST_TITLE) : context.start].split()
    return None if before and before[-1].rstrip(".") in context.titles else calendar(parts, context)


def stated_year(parts: Match, number: str = "") -> int | None:
    """The year that the expression states, two-digit years taken as 1950 to 2049."""
    stated, short = parts.number(f"year{number}"), parts.number(f"yy{number}")
    return full_year(short) if stated is None and short is not None else stated


def full_year(short: int) -> int:
    """A two-digit year between 1950 and 2049."""
    return short + (2000 if short < 50 else 1900)  # noqa: PLR2004


def likely_year(month: int, day: int | None, weekday: int | None, context: Context) -> int | None:
    """The year of a date without one: the weekday decides, then the sentence, the tense, and what is nearest."""
    if context.anchor is None:
        return None
    if weekday is None and (told := _year_in_hand(month, day, context)) is not None:
        return told
    years = (context.anchor.year + step for step in (0, -1, 1))
    days = [date(year, month, day or _MIDDLE) for year in years if exists(year, month, day or 1)]
    if day is None and FORMS.lasts.search(context.text, max(0, context.start - _BEFORE), context.start):
        days = [each for each in days if (each.year, each.month) >= (context.anchor.year, context.anchor.month)]
    chosen = nearest([each for each in days if day and each.isoweekday() == weekday] or days, context)
    known = _famous(chosen, context) if chosen and weekday is None and day is not None else None
    return known or (chosen.year if chosen else None)


def _year_in_hand(month: int, day: int | None, context: Context) -> int | None:
    """The past year in which its sentence goes on ("was arrested in June 2020 and released [in August]")."""
    last, first = context.memory.last or "", context.memory.first_day()
    assert context.anchor is not None
    if first is None or len(last) != (_MONTH if day is None else _DAY) or first.year >= context.anchor.year:
        return None
    here = context.memory.at >= context.sentence(context.start)[0] and context.told() in ("past", None)
    joined = here and FORMS.joined_on.search(context.text, context.memory.at, context.start)
    return first.year if joined and (month, day or 0) > (first.month, first.day if day else 0) else None


def _famous(day: date, context: Context) -> int | None:
    """The year of a day that the world remembers, if the article was written after it and not near an anniversary."""
    name = f"{day:%m-%d}"
    known = context.famous.get(name)
    if known is None or context.anchor is None or date(known.year, day.month, day.day) >= context.anchor:
        return None
    away = abs((day - context.anchor).days)
    if known.told.search(context.text, max(0, context.start - _AROUND), context.end + _AROUND):
        context.memory.famous.add(name)
    return known.year if away > (known.near if name in context.memory.famous else _TIMES * known.near) else None


def nearest(days: list[date], context: Context) -> date | None:
    """The day that the publication date and the tense make the most likely one."""
    return min(days, key=lambda day: _distance(day, context), default=None)


def _distance(day: date, context: Context) -> int:
    """How far a day is from the publication date, with the wrong side of the tense counted as farther."""
    assert context.anchor is not None
    away = (day - context.anchor).days
    side = context.told()
    if side in ("about", "aim", "event"):
        return abs(away)
    if side == "future":
        return abs(away) if away > -_NEAR else _YEAR - away
    if away <= 0:
        return -away
    gone = FORMS.gone.search(context.text, max(0, context.start - _BEFORE), context.start)
    opens = FORMS.fronted.search(context.text, max(0, context.start - _OPENING), context.start)
    if gone or (FORMS.narrated if opens else FORMS.happened).match(context.text, context.end):
        return _YEAR * away
    return 4 * away if side == "past" else away + _NEAR


def _day_of_week_and_month(day: int | None, weekday: int | None, context: Context) -> Timex | None:
    """``Monday 19th``: the nearest day that is both."""
    if context.anchor is None or day is None:
        return None
    days = (context.anchor + timedelta(away) for away in sorted(range(-40, 41), key=abs))
    found = next((at for at in days if at.day == day and at.isoweekday() == weekday), None)
    return Timex("DATE", str(found), "inferred") if found else None


def exists(year: int | None, month: int, day: int) -> bool:
    """Whether a month has a day, in that year or in a leap one."""
    try:
        date(year or _LEAP, month, day)
    except ValueError:
        return False
    return True


def ymd(year: int | None, month: int, day: int | None) -> str:
    """A day, or a month, of a year that may be unknown."""
    head = f"{'XXXX' if year is None else f'{year:04}'}-{month:02}"
    return head if day is None else f"{head}-{day:02}"


def numeric(parts: Match, context: Context) -> Timex | None:
    """04/05/2022 in the article's order; as the figures allow where only one order makes a date."""
    first, second, year = parts.number("day"), parts.number("day2"), stated_year(parts)
    if first is None or second is None:
        return None
    weekday = parts.number("dow")
    options = [(first, second, "day"), (second, first, "month")]
    options = [option for option in options if exists(year, option[1], option[0])]
    if weekday and year:
        options = [each for each in options if date(year, each[1], each[0]).isoweekday() == weekday] or options
    if not options:
        return None
    if len(options) > 1 and first != second:
        order = context.order() or _fresh(options, year, context)
        options = [option for option in options if option[2] == order]
    if not options:
        return Timex("DATE", f"{year:04}-XX-XX" if year else "XXXX-XX-XX", "unresolved")
    day, month, _ = options[0]
    if year is None:
        year = likely_year(month, day, weekday, context)
    return Timex("DATE", ymd(year, month, day))


def _fresh(options: list[tuple[int, int, str]], year: int | None, context: Context) -> str | None:
    """The order in which figures make a day close to the publication date, where only one does."""
    if context.anchor is None or year is None:
        return None
    near = [order for day, month, order in options if abs((date(year, month, day) - context.anchor).days) <= _FRESH]
    return near[0] if len(near) == 1 else None


def span(parts: Match, context: Context) -> Timex | None:
    """Days of one month, from the first to the last: ``March 9-10``, ``3rd to 14th May 2021``."""
    month, year = parts.number("mon"), stated_year(parts)
    days = _days(parts)
    if month is None or not days:
        return None
    first, last = days[0], days[-1]
    if days != sorted(set(days)) or first == last or not exists(year, month, last):
        return None
    resolution = "explicit" if year else "inferred"
    if year is None and "last" in parts and context.anchor:
        year = context.anchor.year - 1
    if year is None:
        year = likely_year(month, last, None, context)
    value = f"{ymd(year, month, first)}/{ymd(year, month, last)}"
    return Timex("DATE", value, resolution if year else "unresolved")  # type: ignore[arg-type]


def _days(parts: Match) -> list[int]:
    names = ("mday", "day", "nth", "mday2", "nth2", "day2", "mday3", "nth3")
    return [day for name in names if (day := parts.number(name)) is not None]


def days(parts: Match, context: Context) -> Timex | None:
    """Days of one month: a span where each follows the last, else with commas between (``5, 12 and 19 March``)."""
    whole, listed = span(parts, context), _days(parts)
    if whole is None or listed == list(range(listed[0], listed[-1] + 1)):
        return whole
    month = whole.value[: len("2023-03-")]
    return Timex("DATE", ",".join(f"{month}{day:02}" for day in listed), whole.resolution)


def dayspan(parts: Match, context: Context) -> Timex | None:
    """Days of two months: ``30 June-2 July 2011``, ``from 5 May to 7 June``; one stated year dates both."""
    ends = []
    for which in ("", "2"):
        month = parts.number(f"mon{which}")
        day = parts.number(f"mday{which}") or parts.number(f"nth{which}")
        if month is None or day is None:
            return None
        ends.append((month, day))
    turns = ends[0] > ends[1]
    first, last = stated_year(parts), stated_year(parts, "2")
    resolution: Resolution = "explicit" if first or last else "inferred"
    if last is None:
        last = likely_year(*ends[1], None, context) if first is None else first + turns
    if first is None and last is not None:
        first = last - turns
    if not (exists(first, *ends[0]) and exists(last, *ends[1])):
        return None
    return Timex("DATE", f"{ymd(first, *ends[0])}/{ymd(last, *ends[1])}", resolution if last else "unresolved")


def monthspan(parts: Match, context: Context) -> Timex | None:  # noqa: ARG001
    """Two months of one year: ``March to May 2021``; the first may lie in the year before."""
    first, second, year = parts.number("mon"), parts.number("mon2"), stated_year(parts)
    if first is None or second is None or year is None or first == second:
        return None
    return Timex("DATE", f"{ymd(year - (first > second), first, None)}/{ymd(year, second, None)}")
