"""What a reading may look at besides its match: the day of publication, a country's customs, earlier dates, tense."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct, field

from extractor.data import Library, Patterns
from extractor.rules.matcher import Match
from extractor.terms import DateType, Resolution

FORMS = Patterns("dates/patterns.tsv")

Order = Literal["day", "month"] | None
_MONTHS, _NEAR, _HALF_WEEK = 12, 300, 3
_BEFORE, _BEHIND, _BEHIND_OPENING = 90, 60, 120
"""Code points in which words tell the tense of an expression: before it, behind it, behind what opens a sentence."""
Side = Literal["past", "future", "about", "aim", "event"] | None


class Customs(Struct, frozen=True):
    """A country's way with dates.

    Attributes:
        order: which of 04/05/2022 comes first.
        south: it has the seasons of the southern hemisphere.
        financial: the month in which the financial year begins; 1 where it is named by one year.
    """

    order: Literal["day", "month"]
    south: bool
    financial: int


def customs(library: Library) -> Callable[[str | None], Customs]:
    """Gives the customs of a country (ISO 3166-1); None is a country that is not known."""
    table = {}
    for row in library.table("dates/countries.tsv"):
        if not row["financial"].isdecimal() or not 1 <= int(row["financial"]) <= 12:  # noqa: PLR2004
            row.fail("financial is a month's number")
        table[row["country"]] = Customs(row.value("order"), row["seasons"] == "south", int(row["financial"]))
    return lambda country: table.get(country or "*", table["*"])


def order_in(text: str, custom: Order) -> Order:
    """The order that a date such as 25/12/2022 shows, if none disagrees; of full stops day first, or the ``custom``."""
    orders = set()
    for match in FORMS.figures.finditer(text):
        first, second = int(match[1]), int(match[3])
        if second <= _MONTHS and (first > _MONTHS or (match[2] == "." and first <= _MONTHS and custom != "month")):
            orders.add("day")
        elif first <= _MONTHS < second:
            orders.add("month")
    return orders.pop() if len(orders) == 1 else None  # type: ignore[return-value]


class Timex(Struct, frozen=True):
    """What a reading makes of an expression: TIMEX3 type and value, and how the value was found."""

    type: DateType
    value: str
    resolution: Resolution = "explicit"


class Famous(Struct, frozen=True):
    """The year that a day keeps, within how many days of an anniversary it does not, and what nearby says it does."""

    year: int
    near: int
    told: re.Pattern[str]


class Memory(Struct):
    """What earlier expressions of the article leave to later ones, as TIMEX3 values; where the last one ends.

    ``aside``: the day before the last one, which a sentence names but in passing ("after talks the previous day").
    ``famous``: days by month and day ("09-11") that were said to be the famous ones.
    """

    last: str | None = None
    aside: str | None = None
    at: int = 0
    quarter: str | None = None
    famous: set[str] = field(default_factory=set)

    def first_day(self) -> date | None:
        """The first day of the last date that was read, where it is a day, month or year that is known."""
        if self.last is None or "X" in self.last:
            return None
        padded = self.last.split("/")[0].split("T")[0]
        try:
            return date.fromisoformat(padded + {4: "-01-01", 7: "-01"}.get(len(padded), ""))
        except ValueError:
            return None


class Context(Struct):
    """The article around an expression.

    Attributes:
        anchor: the publication date.
        order: gives which of 04/05/2022 comes first in this article; None: nothing says so.
        home: the country that the article is written from (ISO 3166-1), where it is known.
        sentence: gives start and end of the sentence at a place.
        customs: that country's way with dates.
        famous: days that keep their year, by month and day ("09-11").
        titles: words that stand before a person's name, without their stops.
        memory: earlier expressions.
        start: first code point of the expression that is being read.
        end: its end.
        tense: words that put an expression on a side of the publication date; the group that they match names it.
    """

    text: str
    anchor: date | None
    order: Callable[[], Order]
    home: str | None
    sentence: Callable[[int], tuple[int, int]]
    customs: Customs
    tense: re.Pattern[str]
    famous: dict[str, Famous]
    titles: frozenset[str]
    memory: Memory = field(default_factory=Memory)
    start: int = 0
    end: int = 0

    def day(self) -> str | None:
        """The day in hand, for a time of day: the last one read, not far before, or the publication date before any."""
        if self.memory.last is None:
            return str(self.anchor) if self.anchor else None
        near = self.memory.at > self.start - _NEAR
        later = self.memory.aside is not None and self.memory.at < self.sentence(self.start)[0]
        last = self.memory.aside if later else self.memory.last
        return last if near and FORMS.day.fullmatch(last or "") else None

    def side(self) -> Side:
        """The side of the publication date on which the words nearby put the expression: for months no other."""
        told = self.told()
        if told == "event":
            return None
        return "future" if told in ("about", "aim") else told

    def told(self) -> Side:
        """The same, or ``about`` where a text tells in the past what was to come, ``aim`` for what it is done.

        ``event`` for a day (no month) that names what takes place on it ("the 7 November polls").
        """
        first, last = self.sentence(self.start)
        before = self.text[max(first, self.start - _BEFORE) : self.start]
        ahead = _BEHIND if before.strip() else _BEHIND_OPENING  # where who does it stands between
        after = self.text[self.end : min(last, self.end + ahead)].lstrip(", ")
        before, after = FORMS.break_.split(before)[-1], FORMS.comma.split(after, maxsplit=1)[0]
        named = self.text[self.end - 1].isdecimal() and self.tense.match(after)
        clause = FORMS.joined.split(before)[-1]
        told = [*self.tense.finditer(clause)][-1:] or [*self.tense.finditer(after)][:1]
        told = told or [*self.tense.finditer(before)][-1:]
        if named and named.lastgroup == "event" and not (told and told[0].lastgroup == "future"):
            return "event"
        return told[0].lastgroup if told else None  # type: ignore[return-value]


Reading = Callable[[Match, Context], Timex | None]


def weekday_from(anchor: date, weekday: int, side: Side) -> date:
    """The nearest such weekday (1 is Monday) on that side of the anchor, or on any; the anchor itself counts."""
    ahead = (weekday - anchor.isoweekday()) % 7
    if side in ("future", "aim") or (side == "about" and ahead <= _HALF_WEEK):
        return anchor + timedelta(ahead)
    return anchor - timedelta(-ahead % 7)
