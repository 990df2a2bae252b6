"""The closed sets of values that stand in a record (types, units, modifiers), and values in words."""

import re
from datetime import date
from typing import Literal, get_args

DateType = Literal["DATE", "TIME", "DURATION", "SET"]
Resolution = Literal["explicit", "relative", "inferred", "unresolved"]
InstitutionType = Literal[
    "legislature", "committee", "government", "ministry", "agency", "court", "security", "presidency",
    "local_government", "intergovernmental", "party", "company", "ngo", "union", "university", "media", "other",
]  # fmt: skip
InstrumentType = Literal[
    "constitution", "act", "bill", "code", "treaty", "regulation", "resolution", "decree", "plan", "rules", "other"
]  # fmt: skip
LAWS = frozenset[InstrumentType](("act", "bill"))
"""Types of which one law may be, in its making and after."""
Unit = Literal[
    "bill", "act", "article", "section", "clause", "resolution", "recommendation",
    "submission", "petition", "treaty", "case", "member", "other",
]  # fmt: skip
Modifier = Literal["about", "over", "under", "at_least", "at_most"]
ActionType = Literal[
    "introduce", "pass", "approve", "adopt", "reject", "amend", "ratify", "sign", "repeal", "veto",
    "propose", "announce", "appoint", "sentence", "rule", "fund", "request",
    "charge", "convict", "fine", "settle", "award", "invest", "report", "other",
]  # fmt: skip
ADOPTING: tuple[ActionType, ...] = ("pass", "approve", "adopt")
DECIDING: tuple[ActionType, ...] = (*ADOPTING, "reject", "amend", "ratify")
LEGISLATING: tuple[ActionType, ...] = (*DECIDING, "repeal")
"""Types of event by which a text comes into force, that a vote is the result of, and that are done to laws."""
Modality = Literal["done", "planned", "possible", "negated"]

BODY_TYPES: tuple[InstitutionType, ...] = get_args(InstitutionType)
_MODIFIERS = {"about": "about ", "over": "more than ", "under": "fewer than ", "at_least": "at least ",
              "at_most": "at most "}  # fmt: skip
_OPEN = re.compile("[XW/-]+")
_OPEN_END = re.compile(r"(?<=\d)(?:-XX)+")
_OPEN_YEAR = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?")  # what EDTF has for parts of a day that nobody knows
_OPEN_FIGURES = re.compile(r"(?<=\d)XX?(?![-X\d])")
_WEEK = re.compile(r"(\d{4})-W(0[1-9]|[1-4]\d|5[0-2])")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_CLOCK = re.compile(r"T(\d\d:\d\d|[A-Z]{2}$)")
_TIMES = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
_LASTING = re.compile(r"P(T(?=\d+[HMS])|(?=\d+[YMWD]))(\d+)([YMWDHS])")
_PART = re.compile(r"(\d{4})-(2[1-9]|3\d|4[01])")
_PARTS = (
    *("spring", "summer", "autumn", "winter") * 3, "Q1", "Q2", "Q3", "Q4",
    "first third of", "second third of", "last third of", "first half of", "second half of",
)  # fmt: skip
"""The parts of a year that EDTF numbers from 21 on: seasons (anywhere, of the north, of the south), quarters …"""
_FIRST_PART = 21
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute", "TS": "second"}
"""The letters of ISO 8601 durations, those of a time of day after its T."""


def counted(many: int, noun: str, plural: str = "") -> str:
    """So many things, in words: ``1 article``, ``2 articles``."""
    return f"{many:,} {noun if many == 1 else plural or noun + 's'}"


def number(value: float) -> str:
    """The number with commas between thousands."""
    return f"{value:,}"


def quantity(value: float, modifier: Modifier | None) -> str:
    """The number with what limits it: ``more than 1,000``."""
    return (_MODIFIERS[modifier] if modifier else "") + number(value)


def day(value: str) -> str:
    """An EDTF or TIMEX3 value without the signs for what nobody knows, a duration of one unit in words."""
    lasting = _LASTING.fullmatch(value)
    if lasting:
        many, unit = lasting[2], _UNITS[lasting[1] + lasting[3]]
        return f"{many} {unit}{'' if many == '1' else 's'}"
    if part := _PART.fullmatch(value):
        return f"{_PARTS[int(part[2]) - _FIRST_PART]} {part[1]}"
    if week := _WEEK.fullmatch(value):
        return f"week of {date.fromisocalendar(int(week[1]), int(week[2]), 1)}"
    if _OPEN.fullmatch(value):
        unit = "week" if "W" in value else ("year", "month", "day")[value.partition("/")[0].count("-")]
        return f"a {unit} left open"
    known = _OPEN_FIGURES.sub(lambda open_: "0" * len(open_[0]) + "s", _OPEN_END.sub("", value))
    yearless = _OPEN_YEAR.sub(_yearless, known)
    return known if yearless == known else f"{yearless.replace('/', ' to ')} (year open)"


def _yearless(found: re.Match[str]) -> str:
    """A day, month or season of a year that nobody knows."""
    number = int(found[1])
    name = _PARTS[number - _FIRST_PART].removesuffix(" of") if number >= _FIRST_PART else _MONTHS[number - 1]
    return f"{int(found[2])} {name}" if found[2] else name


def clock(timex: str | None) -> str | None:
    """The time of day of a TIMEX3 value, in figures or a word; None where it has none."""
    found = _CLOCK.search(timex or "")
    return _TIMES.get(found[1], found[1]) if found else None


def after(text: str | None, sign: str = " ") -> str:
    """The text behind the sign; nothing for none."""
    return f"{sign}{text}" if text else ""


def noted(name: str, *notes: str | None) -> str:
    """The name with those notes in brackets that there are."""
    return name + after(", ".join(filter(None, notes)), " (") + (")" if any(notes) else "")
