"""What belongs to a date: a second one, words before it (early), the year of its list, its time of day."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date as day
from datetime import timedelta
from itertools import pairwise

from msgspec.structs import replace

from extractor.data import Library
from extractor.fact import Date
from extractor.facts.dates import absolute
from extractor.facts.dates.context import FORMS
from extractor.facts.dates.values import bounds
from extractor.regex import compiled, lookbehind

_DAY = len("2023-03-09")
_Form = tuple[re.Pattern[str] | None, re.Pattern[str]]
_LONGEST, _YEAR, _HALF = 30, 4, 6


class Joins:
    """Joins what stands together, by the tables of what is between two expressions and of words before one."""

    def __init__(self, library: Library) -> None:
        self._forms: defaultdict[str, list[_Form]] = defaultdict(list)
        for row in library.table("dates/joins.tsv"):
            between = row.pattern(rf"\s*{row['between']}\s*(?:the\s+)?", re.IGNORECASE)
            before = row.pattern(rf"\b{row['before']}\s+(?:the\s+)?$", re.IGNORECASE) if row["before"] else None
            self._forms[row["kind"]].append((before, between))
        words = library.patterns("dates/before.tsv", "type").items()
        self._before = {kind: compiled(rf"(?<!\w)(?:(?:{each})[\s-]+)++$", re.IGNORECASE) for kind, each in words}

    def __call__(self, text: str, dates: Iterable[Date]) -> list[Date]:
        """The dates of a text, in order: spans as one, with the words before them, days and years from beside them."""
        spans = self._spans(text, (self._widened(text, date) for date in dates))
        return self._told_again(text, self._lent(text, self._timed(text, spans)))

    def _widened(self, text: str, date: Date) -> Date:
        """The date from the words before it on ("early")."""
        pattern = self._before.get(date.rule) or self._before.get(date.type)
        match = pattern and lookbehind(pattern, text, date.start, _LONGEST)
        return date if not match else replace(date, text=text[match.start() : date.end], start=match.start())

    def _spans(self, text: str, dates: Iterable[Date]) -> Iterator[Date]:
        last: Date | None = None
        for date in dates:
            joined = last and _joined(text, last, date, self._forms["span"])
            if last is not None and joined is None:
                yield last
            last = joined or date
        if last is not None:
            yield last

    def _timed(self, text: str, dates: Iterable[Date]) -> list[Date]:
        """The dates, times of day among them on the day beside them."""
        found: list[Date] = []
        own: set[int] = set()
        for date in dates:
            kind = self._kind(text, found[-1], date) if found else None
            if kind == "time-day" and len(found) - 1 in own and date.rule != "weekday":
                kind = None  # "10 a.m. tomorrow, 22 November"
            if kind == "time-day":
                found[-1] = replace(_on(found[-1], date), text=text[found[-1].start : date.end], end=date.end)
                own.add(len(found) - 1)
                if len(found) - 2 not in own and len(found) > 1 and self._kind(text, *found[-2:]) == "time-time":
                    found[-2] = _on(found[-2], date)
            else:
                found.append(_on(date, found[-1]) if kind else date)
        return found

    def _kind(self, text: str, first: Date, second: Date) -> str | None:
        """How a time of day and what stands beside it hang together, where they do."""
        kind = f"{_sort(first)}-{_sort(second)}"
        fits = any(form.fullmatch(text, first.end, second.start) for _, form in self._forms.get(kind, ()))
        return kind if fits else None

    def _lent(self, text: str, dates: list[Date]) -> list[Date]:
        """The dates, those without a year in that of their list."""
        stated = False
        for i in range(len(dates) - 2, -1, -1):
            first, second = dates[i : i + 2]
            stated = stated or (second.resolution == "explicit" and _has_month(second))
            lacks = first.resolution in ("inferred", "unresolved") and _has_month(first)
            near = lacks and any(form.fullmatch(text, first.end, second.start) for _, form in self._forms["list"])
            lent = _in_year(first, second) if stated and near else None
            stated = lent is not None
            if lent is not None:
                dates[i] = lent
        return dates

    def _told_again(self, text: str, dates: list[Date]) -> list[Date]:
        """The dates, a day by its weekday or from today that of the brackets behind it: "on Saturday (29 May 2025)"."""
        for i, (first, second) in enumerate(pairwise(dates)):
            told = any(form.fullmatch(text, first.end, second.start) for _, form in self._forms["again"])
            bare = not any(map(str.isdigit, first.text)) and (first.rule == "weekday" or _sort(first) == "day")
            other = told and bare and first.value != second.value and _sort(second) == "day"
            if other and not _is_other_weekday(first, second):
                dates[i] = dated(first, second.timex or "", resolution=second.resolution)
        return dates


def _joined(text: str, first: Date, second: Date, spans: list[_Form]) -> Date | None:
    if not (_is_calendar(first) and _is_calendar(second)) or second.start - first.end > 20:  # noqa: PLR2004
        return None
    for before, between in spans:
        if not between.fullmatch(text, first.end, second.start):
            continue
        opening = lookbehind(before, text, first.start, 20) if before else None
        if before is not None and opening is None:
            continue
        return _span(text, first, second, opening.start() if opening else first.start)
    return None


def _is_other_weekday(first: Date, second: Date) -> bool:
    """Whether a day that is called by its weekday cannot be the second one: one of them is mistaken."""
    known = first.rule == "weekday" and "X" not in f"{first.value}{second.value}"
    return known and (day.fromisoformat(first.value or "") - day.fromisoformat(second.value or "")).days % 7 != 0


def _is_calendar(date: Date) -> bool:
    return date.type == "DATE" and date.timex is not None and FORMS.calendar.fullmatch(date.timex) is not None


def exists(value: str) -> bool:
    """Whether a day is in the calendar: 29 February, given the year of the other end, may not be."""
    return len(value) < _DAY or "X" in value or absolute.exists(*map(int, value.split("-")))


def _span(text: str, first: Date, second: Date, start: int) -> Date | None:
    begin, end = first.timex or "", second.timex or ""
    if first.rule == "weekday" and "X" not in begin + end and len(end) == _DAY:  # within one week
        monday, thursday = day.fromisoformat(begin), day.fromisoformat(end)
        between = timedelta((thursday - monday).days % 7)
        if second.rule == "weekday":
            end = str(monday + between)
        else:  # Monday to Thursday last week
            begin = str(thursday - between)
    elif first.resolution != "explicit" and len(begin) > 4:  # noqa: PLR2004
        begin = end[:4] + begin[4:]
        if begin > end and end[:4].isdecimal():
            begin = f"{int(end[:4]) - 1:04}{begin[4:]}"
    if len(begin) != len(end) or begin >= end or ("X" in begin) != ("X" in end) or not exists(begin):
        return None
    return dated(second, f"{begin}/{end}", text=text[start : second.end], start=start, rule="span")


def dated(date: Date, value: str, **more: str | int) -> Date:
    """The date with another value (EDTF), and the fields that change with it."""
    first, last = bounds(value) or (None, None)
    return replace(date, **{"value": value, "timex": value, "earliest": first, "latest": last, **more})


def apart(date: Date) -> Iterator[Date]:
    """The days that one expression lists, its first with the words before it and its last with those behind it."""
    values = (date.timex or "").split(",")
    if len(values) == 1:
        yield date
        return
    figures = [*FORMS.day_in_figures.finditer(date.text)][: len(values)]
    for value, figure in zip(values, figures, strict=True):
        start = 0 if figure is figures[0] else figure.start()
        end = len(date.text) if figure is figures[-1] else figure.end()
        yield dated(date, value, text=date.text[start:end], start=date.start + start, end=date.start + end)


def _has_month(date: Date) -> bool:
    return _is_calendar(date) and (date.timex or "")[5:7].isdecimal()


def _in_year(first: Date, second: Date) -> Date | None:
    """The first date in the second's year, or the year before if half a year parts them; None for no such day."""
    month, other = (int((date.timex or "")[5:7]) for date in (first, second))
    year = int((second.timex or "")[:_YEAR]) - (month - other >= _HALF)
    value = f"{year:04}{(first.timex or '')[_YEAR:]}"
    try:
        day.fromisoformat(f"{value}-01"[:10])
    except ValueError:
        return None
    return dated(first, value, resolution="inferred")


def _sort(date: Date) -> str | None:
    if date.type == "TIME" and FORMS.clock.fullmatch(date.timex or ""):
        return "time"
    return "day" if FORMS.whole_day.fullmatch(date.timex or "") else None


def _on(time: Date, date: Date) -> Date:
    day = (date.timex or "")[:10]
    return dated(time, day, timex=day + FORMS.clock.sub(r"\1", time.timex or ""), resolution=date.resolution)
