"""TIMEX3 values as strings: what they are in EDTF, and which days they cover.

Readings make TIMEX3 values (``2006-W06``, ``1998-SU``, ``199``); EDTF and the bounds follow from them.
Seasons are three whole months: in the north spring is March to May, in the south September to November.
"""

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache

_SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SEASON_NAMES = {number: name for name, number in _SEASONS.items()}
_PART = re.compile(
    r"(?P<year>[\dX]{4})(?:-(?:(?P<season>SP|SU|FA|WI)|W(?P<week>[\dX]{2})(?P<rest>-WE|-[1-7])?"
    r"|Q(?P<quarter>[\dX])|H(?P<half>[12])|(?P<month>[\dX]{2})(?:-(?P<day>[\dX]{2}))?))?(?:T.*)?"
)


@lru_cache(4096)
def edtf(timex: str) -> str | None:
    """The EDTF value of a TIMEX3 value; None for references, durations and times of no day."""
    if "/" in timex:
        ends = [edtf(part) for part in timex.split("/")]
        return None if None in ends else "/".join(filter(None, ends))
    if re.fullmatch(r"\d{2,3}|X{2,3}", timex):
        return timex + "X" * (4 - len(timex))
    match = _PART.fullmatch(timex)
    if match is None:
        return None
    year = match["year"]
    if match["season"]:
        value = f"{year}-{_SEASONS[match['season']]}"
    elif match["half"]:
        value = f"{year}-01/{year}-06" if match["half"] == "1" else f"{year}-07/{year}-12"
    elif match["rest"] and match["rest"] != "-WE":
        value = "XXXX-XX-XX"
    elif match["rest"] == "-WE" and "X" not in timex:
        saturday = date.fromisocalendar(int(year), int(match["week"]), 6)
        value = f"{saturday}/{saturday + timedelta(1)}"
    else:
        value = timex.removesuffix("-WE").split("T")[0]
    return value


def season_start(name: str, south: bool) -> int:
    """The month in which a season (``SP``, ``SU``, ``FA``, ``WI``) begins."""
    return (_STARTS[name] + 5) % 12 + 1 if south else _STARTS[name]


@lru_cache(4096)
def bounds(value: str, south: bool = False) -> tuple[str, str] | None:
    """The first and the last day (ISO 8601) that an EDTF value covers; None where it leaves them open.

    Args:
        value: a day, month, year, season, quarter, week, decade or century, or two with a stroke between.
        south: seasons are those of the southern hemisphere.
    """
    if "/" in value:
        start, end = (bounds(part, south) for part in value.split("/"))
        return None if start is None or end is None else (start[0], end[1])
    if re.fullmatch(r"\d{2,3}X{1,2}", value):
        return value.replace("X", "0") + "-01-01", value.replace("X", "9") + "-12-31"
    match = _PART.fullmatch(value)
    if match is None or "X" in value:
        return None
    return (value, value) if match["day"] else _covered(match, south)


def _covered(match: re.Match[str], south: bool) -> tuple[str, str]:
    year = int(match["year"])
    if match["week"]:
        monday = date.fromisocalendar(year, int(match["week"]), 1)
        return str(monday), str(monday + timedelta(6))
    if match["quarter"]:
        return _months(year, 3 * int(match["quarter"]) - 2, 3)
    month = match["month"]
    if month in _SEASON_NAMES:
        return _months(year, season_start(_SEASON_NAMES[month], south), 3)
    return _months(year, int(month), 1) if month else _months(year, 1, 12)


def _months(year: int, first: int, count: int) -> tuple[str, str]:
    last_year, last = divmod(first + count - 2, 12)
    last_year += year
    return f"{year:04}-{first:02}-01", f"{last_year:04}-{last + 1:02}-{monthrange(last_year, last + 1)[1]:02}"


def add_months(day: date, months: int) -> date:
    """The day so many months on; the month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def around(day: date, unit: str, steps: int) -> str:
    """The TIMEX3 value so many steps from a day's; raises ValueError, OverflowError where the calendar ends before."""
    if unit == "D":
        return str(day + timedelta(steps))
    if unit in ("W", "F", "WE"):
        year, week, _ = (day + timedelta(weeks=steps * (2 if unit == "F" else 1))).isocalendar()
        return f"{year:04}-W{week:02}{'-WE' * (unit == 'WE')}"
    if unit == "M":
        return str(add_months(day, steps))[:7]
    if unit == "Q":
        moved = add_months(day, 3 * steps)
        return f"{moved.year:04}-Q{(moved.month + 2) // 3}"
    year = day.year + steps * {"Y": 1, "E": 10, "C": 100}[unit]
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(year)
    return f"{year:04}"[: {"Y": 4, "E": 3, "C": 2}[unit]]


OPEN = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "F": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX",
    "Y": "XXXX", "E": "XXX", "C": "XX",
}  # fmt: skip
