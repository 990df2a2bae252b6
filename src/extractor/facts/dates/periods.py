"""Readings of expressions that name a year, a quarter, a season, a decade, or a span of years."""

from datetime import date

from extractor.facts.dates.absolute import full_year, stated_year, ymd
from extractor.facts.dates.context import Context, Reading, Timex
from extractor.facts.dates.relative import step_of
from extractor.facts.dates.values import season_start
from extractor.regex import compiled
from extractor.rules.matcher import Match

_SEASON = 3
_MONTHS = 12
_ISO_DAY = compiled(r"\b(?:19|20)\d\d-\d\d-\d\d\b")
_FORGOTTEN = 6
"""Months after which "this summer" is rather the coming one."""


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


def yearspans(parts: Match, context: Context) -> Timex | None:  # noqa: ARG001
    """2020-21 to 2025-26: from the first year to the last."""
    first, second, last = parts.number("year"), parts.number("year2"), parts.number("yy2")
    if first is None or second is None or last is None:
        return None
    end = second // 100 * 100 + last
    return Timex("DATE", f"{first:04}/{end:04}") if first < second < end else None


def _two_years(parts: Match, short: str) -> tuple[int, int] | None:
    start, end, tail = parts.number("year"), parts.number("year2"), parts.number(short)
    if start is None:
        return None
    if (last := parts.number("lastfigure")) is not None:
        end = start // 10 * 10 + last
        end += 10 if end < start else 0
    if end is None and tail is not None:
        end = start // 100 * 100 + tail
        end += 100 if end < start and tail < 10 else 0  # noqa: PLR2004
    return (start, end) if end is not None and 0 < end - start < 150 else None  # noqa: PLR2004


def spokenyear(parts: Match, context: Context) -> Timex | None:  # noqa: ARG001
    """Nineteen ninety-six; the year two thousand."""
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
    month = parts.number("month")
    return Timex("DATE", f"{value:04}" if month is None else ymd(value, month, None))


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
    if number is None or not 1 <= number <= 22:  # noqa: PLR2004
        return None
    return Timex("DATE", f"{number - 1:02}")


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
    """FY2022 to FY2024."""
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


def quarter(parts: Match, context: Context) -> Timex | None:
    """The third quarter of 2006, Q3, the March quarter; without a year the likely one."""
    month = parts.number("month")
    number = (month + 2) // 3 if month else parts.number("nth") or _figure(parts)
    if number is None or not 1 <= number <= 4:  # noqa: PLR2004
        return None
    year = _year_after(parts)
    if year is not None:
        return Timex("DATE", f"{year:04}-Q{number}")
    if context.anchor is None:
        return Timex("DATE", f"XXXX-Q{number}", "unresolved")
    if {"last", "this", "next"} & parts.groups.keys():
        return Timex("DATE", f"{context.anchor.year + step_of(parts):04}-Q{number}", "relative")
    return Timex("DATE", f"{_part_year(number, 4, context.anchor, context):04}-Q{number}", "inferred")


def lastquarter(parts: Match, context: Context) -> Timex | None:  # noqa: ARG001
    """The last quarter of 2020."""
    year = parts.number("year2") or stated_year(parts)
    return Timex("DATE", f"{year:04}-Q4")


def _figure(parts: Match) -> int | None:
    """The number of Q2 or 2Q."""
    return parts.number("day") or parts.number("day2")


def _year_after(parts: Match) -> int | None:
    """The year of a quarter or half: 2011, '11, FY11."""
    return stated_year(parts) or stated_year(parts, "2")


def _part_year(number: int, parts: int, anchor: date, context: Context) -> int:
    """The year of a quarter or half that stands without one: the latest begun, or the next by the tense."""
    now = (anchor.month - 1) * parts // 12 + 1
    side = context.side()
    if number > now and side != "future":
        return anchor.year - 1
    return anchor.year + (number <= now - parts // 2 and side == "future")


def half(parts: Match, context: Context) -> Timex | None:
    """The first half of 2006, the second half of last year, the December half."""
    month = parts.number("month")
    number, year = (month + 5) // 6 if month else parts.number("nth") or _figure(parts), _year_after(parts)
    if number not in (1, 2):
        return None
    if year is not None:
        return Timex("DATE", f"{year:04}-H{number}")
    if context.anchor is None:
        return Timex("DATE", f"XXXX-H{number}", "unresolved")
    if "month" in parts:
        return Timex("DATE", f"{_part_year(number, 2, context.anchor, context):04}-H{number}", "inferred")
    step = (parts.number("last") or 0) + (parts.number("next") or 0)
    last = context.memory.last or ""
    of_same = not {"last", "this", "next", "the"} & parts.groups.keys() and last[4:6] == "-H"
    year = int(last[:4]) if of_same else context.anchor.year + step
    return Timex("DATE", f"{year:04}-H{number}", "relative")


READINGS: dict[str, Reading] = {
    reading.__name__: reading
    for reading in (
        year, yearspan, yearspans, spokenyear, decade, century, fiscal, fiscalspan, season, quarter, lastquarter, half,
    )
}  # fmt: skip
