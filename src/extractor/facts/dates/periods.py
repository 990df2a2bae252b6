"""Readings of periods (years, quarters, seasons, decades), and of durations, sets, times of day, vague references."""

from datetime import date

from extractor.facts.dates.absolute import exists, full_year, stated_year, ymd
from extractor.facts.dates.context import FORMS, Context, Reading, Timex
from extractor.facts.dates.days import amount
from extractor.facts.dates.relative import from_anchor, step_of, weekday
from extractor.facts.dates.values import season_start
from extractor.regex import compiled
from extractor.rules.matcher import Match
from extractor.terms import Resolution

_SATURDAY, _HALF = 6, 0.5
_HALVES = {"Y": "P6M", "E": "P5Y", "C": "P50Y", "TH": "PT30M", "TM": "PT30S"}
_PERIOD = {"F": ("W", 2), "C": ("Y", 100), "E": ("Y", 10), "WE": ("WE", 1), "Q": ("Q", 1)}
_SEASON, _MONTHS = 3, 12
_SHORTER = "YMWD"  # each unit before those that are shorter
_ISO_DAY = compiled(r"\b(?:19|20)\d\d-\d\d-\d\d\b")
_FORGOTTEN = 6  # months after which "this summer" is rather the coming one


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
    """Three years, the last six months, several weeks, recent years, two years and six months, 4 years 11 months."""
    count = amount(parts) if "amount" in parts else "X"
    if "amount" in parts and parts.words("amount")[0].startswith("0"):
        return None
    if "andhalf" in parts and not isinstance(count, str):
        count += _HALF
    value, unit = period(count, _unit(parts)), _unit(parts)
    for further in (number for number in "23" if f"amount{number}" in parts):
        more = parts.text(f"anyunit{further}") or "Y"
        if more not in _SHORTER.partition(unit)[2]:
            return None  # "41 months and 51 months"
        value, unit = value + period(amount(parts, f"amount{further}"), more).removeprefix("P"), more
    return Timex("DURATION", value, "explicit")


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
    count = amount(parts) if "amount" in parts else 1
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
    """The year, the quarter: the one in hand; the weekend: the last one, or the coming one by the tense."""
    unit = parts.text("unit") or "Y"
    if unit == "Q" and context.memory.quarter:
        return Timex("DATE", context.memory.quarter, "relative")
    if unit in ("E", "C", "D"):
        return None
    weekday = context.anchor.isoweekday() if unit == "WE" and context.anchor else _SATURDAY
    return from_anchor(unit, -1 if weekday < _SATURDAY and context.side() != "future" else 0, context)


READINGS: dict[str, Reading] = {
    **{f"ref{side}": _unbounded(f"{side.upper()}_REF") for side in ("past", "present", "future")},
    "oneunit": _units(1), "durationspan": _units("X"),
}  # fmt: skip


def year(parts: Match, context: Context) -> Timex | None:  # noqa: ARG001
    """A year."""
    number = stated_year(parts) or parts.number("plainyear") or parts.number("oldyear")
    return None if number is None else Timex("DATE", f"{number:04}")


def yearspan(parts: Match, context: Context) -> Timex | None:
    """2004-2006, 2003-04: two years; a month in an article whose days are written 2003-04-25."""
    years, month = _two_years(parts, "yy"), parts.number("yy")
    if month and month <= _MONTHS and "year2" not in parts and _ISO_DAY.search(context.text):
        return Timex("DATE", f"{parts.number('year'):04}-{month:02}")
    return Timex("DATE", f"{years[0]:04}/{years[1]:04}") if years else None


def _two_years(parts: Match, short: str) -> tuple[int, int] | None:
    start, end, tail = parts.number("year"), parts.number("year2"), parts.number(short)
    if start is None:
        return None
    if (last := parts.number("lastfigure")) is not None:
        end = start // 10 * 10 + last
        end += 10 if end < start else 0
    if end is None and tail is not None:
        end = start // 100 * 100 + tail
        end += 100 if end < start and tail < 10 and start % 100 > 50 else 0  # noqa: PLR2004
    return (start, end) if end is not None and 0 < end - start < 150 else None  # noqa: PLR2004


def spokenyear(parts: Match, context: Context) -> Timex | None:  # noqa: ARG001
    """Nineteen ninety-six; the year two thousand; this second day of May, in the year of our Lord two thousand ten."""
    digits = [n for word in parts.words("spokenyear") if isinstance(n := parts.values.get(("number", word)), int)]
    match digits:
        case [head, 1000, *rest] if head == 2:  # noqa: PLR2004
            value = 2000 + sum(rest)
        case [19 | 18 | 20 as century, tens] if 10 <= tens < 100:  # noqa: PLR2004
            value = century * 100 + tens
        case [19 | 18 | 20 as century, tens, ones] if tens >= 20 and ones < 10:  # noqa: PLR2004
            value = century * 100 + tens + ones
        case _:
            return None
    month, day = parts.number("mon"), parts.number("nth")
    if month is not None and day is not None and not exists(value, month, day):
        return None
    return Timex("DATE", f"{value:04}" if month is None else ymd(value, month, day))


def decade(parts: Match, context: Context) -> Timex | None:  # noqa: ARG001
    """The 1990s, the '90s, the nineties; decades without a century are the twentieth's (the teens and before: ours)."""
    number = parts.number("year")
    if number is None:
        short = parts.number("yy")
        tens = parts.number("decade") if short is None else short // 10 if short % 10 == 0 else None
        if tens is None:
            return None
        number = (2000 if tens < 2 else 1900) + tens * 10  # noqa: PLR2004
    return Timex("DATE", f"{number:04}"[:3]) if number % 10 == 0 else None


def century(parts: Match, context: Context) -> Timex | None:  # noqa: ARG001
    """The 20th century."""
    number = parts.number("nth") or parts.number("roman")
    return Timex("DATE", f"{number - 1:02}") if number and number in range(1, 23) else None


def fiscal(parts: Match, context: Context) -> Timex | None:  # noqa: ARG001
    """Fiscal 2016, FY 2016-17, the 2018/19 financial year."""
    years = _two_years(parts, "yy2" if "yy2" in parts else "yy")
    if years:
        return Timex("DATE", f"{years[0]:04}/{years[1]:04}")
    year, short, second = parts.number("year"), parts.number("yy"), parts.number("yy2")
    if year is None and short is not None:
        year = full_year(short)
        if second is not None:
            return Timex("DATE", f"{year:04}/{full_year(second):04}")
    return None if year is None else Timex("DATE", f"{year:04}")


def fiscalspan(parts: Match, context: Context) -> Timex | None:  # noqa: ARG001
    """FY2022 to FY2024, 2020-21 to 2025-26."""
    years = [value for number in ("", "2") if (value := stated_year(parts, number)) is not None]
    return Timex("DATE", f"{years[0]:04}/{years[1]:04}") if len(years) == 2 and years[0] < years[1] else None  # noqa: PLR2004


def season(parts: Match, context: Context) -> Timex | None:
    """Spring 2019, summer 2012/13, this spring, last summer; a season belongs to the year in which it begins."""
    name, stated = parts.text("season") or "", stated_year(parts)
    if stated is not None:
        return Timex("DATE", f"{stated:04}-{name}")
    if context.anchor is None:
        return Timex("DATE", f"XXXX-{name}", "unresolved")
    step = (parts.number("last") or parts.number("past") or 0) + (parts.number("next") or 0)
    year = _season_year(season_start(name, context.customs.south), step, context.anchor, context)
    return Timex("DATE", f"{year:04}-{name}", "relative" if step or "this" in parts else "inferred")


def _season_year(start: int, step: int, anchor: date, context: Context) -> int:
    """The year in which the season that begins in that month began: the tense decides where no word does."""
    latest = anchor.year - (anchor.month < start)
    since = (anchor.month - start) % 12
    side = context.side()
    if step < 0:
        return latest - (since < _SEASON)
    if step > 0 or (since >= _SEASON and side == "future"):
        return latest + 1
    return latest + (side is None and since >= _FORGOTTEN)


def _part(letter: str, count: int, parts: Match, context: Context) -> Timex | None:
    """One of so many parts of a year, by its number or the month that ends it; without a year the likely one."""
    month = parts.number("month")
    told = parts.number("nth") or parts.number("day") or parts.number("day2")
    number = -(-month * count // _MONTHS) if month else told
    if number is None or not 1 <= number <= count:
        return None
    stated, anchor = stated_year(parts) or stated_year(parts, "2"), context.anchor
    if stated is None and (ended := FORMS.ended.match(context.text, context.end)):
        return _ending(letter, count, int(ended["year"]), next(at for at in range(1, _MONTHS + 1) if ended[at]))
    if stated is not None or anchor is None:
        known: tuple[str, Resolution] = ("XXXX", "unresolved") if stated is None else (f"{stated:04}", "explicit")
        return Timex("DATE", f"{known[0]}-{letter}{number}", known[1])
    deictic, last = {"last", "this", "next"} & parts.groups.keys(), context.memory.last or ""
    if letter == "H" and not (month or deictic) and last[4:6] == "-H":  # the second half
        return Timex("DATE", f"{last[:4]}-H{number}", "relative")
    now, ahead = (anchor.month - 1) * count // _MONTHS + 1, context.side() == "future"
    if deictic or (letter == "H" and not month):
        gone = not (deictic or "ofyear" in parts) and number > now and context.side() == "past"
        return Timex("DATE", f"{anchor.year + step_of(parts) - gone:04}-{letter}{number}", "relative")
    year = anchor.year - (number > now and not ahead) + (ahead and number <= now - count // 2)
    return Timex("DATE", f"{year:04}-{letter}{number}", "inferred")


def _ending(letter: str, count: int, year: int, month: int) -> Timex:
    """The half or quarter that ends with a month: "first half ended 30 September 2022" is April to September."""
    size = _MONTHS // count
    if month % size == 0:
        return Timex("DATE", f"{year:04}-{letter}{month // size}", "explicit")
    first = month - size + 1
    start = f"{year - (first < 1):04}-{(first - 1) % _MONTHS + 1:02}"
    return Timex("DATE", f"{start}/{year:04}-{month:02}", "explicit")


def quarter(parts: Match, context: Context) -> Timex | None:
    """The third quarter of 2006, Q3, the March quarter; without a year the latest begun, or the next by the tense."""
    return _part("Q", 4, parts, context)


def half(parts: Match, context: Context) -> Timex | None:
    """The first half of 2006, the second half of last year, the December half."""
    return _part("H", 2, parts, context)
