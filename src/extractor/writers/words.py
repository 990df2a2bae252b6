"""Facts in a few words: what tables, pages and lists show of each kind."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from extractor.record import (
    Action,
    Amendments,
    Contact,
    Count,
    Date,
    Fact,
    Institution,
    Instrument,
    Mention,
    Money,
    Person,
    Place,
    Quote,
    Record,
    Topic,
    Vote,
)  # fmt: skip

ORDER = (
    "amendments", "votes", "counts", "dates", "institutions", "people", "instruments",
    "money", "quotes", "actions", "topics", "places", "contacts",
)  # fmt: skip
_MODIFIERS = {
    "about": "about ",
    "over": "more than ",
    "under": "fewer than ",
    "at_least": "at least ",
    "at_most": "at most ",
}


_OPEN = re.compile("[X/-]+")
_OPEN_END = re.compile(r"(?<=\d)(?:-XX)+")
_OPEN_YEAR = re.compile(r"XXXX-(?=\d)")
"""What EDTF has for parts of a day that nobody knows."""
_LASTING = re.compile(r"P(T(?=\d+[HMS])|(?=\d+[YMWD]))(\d+)([YMWDHS])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute", "TS": "second"}
"""The letters of ISO 8601 durations, those of a time of day after its T."""


class Shown(Struct, frozen=True):
    """One fact in words.

    Attributes:
        kind: the record's key that holds it.
        id: its identity in the record: its own id (``I1``) where it has one, else kind and number (``dates-3``).
        fact: its value in a few words.
        place: the words of the text that it rests on.
        spans: where they stand.
        rule: what found it.
    """

    kind: str
    id: str
    fact: str
    place: str
    spans: tuple[Mention, ...]
    rule: str


def heading(record: Record) -> str:
    """What to call an article: its title from the metadata, else its headline, else its id; in one line."""
    headline = record.headline.text if record.headline else None
    return " ".join((record.title or headline or record.id).split())


def summary(record: Record) -> str | None:
    """The lead in one line; None where the article has none."""
    return " ".join(record.lead.text.split()) if record.lead else None


def shown(record: Record, order: tuple[str, ...] = ORDER) -> Iterator[Shown]:
    """All facts of the record in words, those that matter most to a reader first."""
    for kind in order:
        for number, fact in enumerate(getattr(record, kind), 1):
            parts = spans(fact)
            yield Shown(kind, fact_id(kind, number, fact), words(fact), _place(parts), parts, fact.rule)


def fact_id(kind: str, number: int, fact: Fact) -> str:
    """The identity of the fact, the ``number``-th of its kind (from 1), in its record."""
    return getattr(fact, "id", None) or f"{kind}-{number}"


def spans(fact: Fact) -> tuple[Mention, ...]:
    """The places in the text that the fact rests on, in order; a topic may rest on the whole text, with none."""
    for name in ("mentions", "evidence"):
        parts: tuple[Mention, ...] | None = getattr(fact, name, None)
        if parts or (parts is not None and not hasattr(fact, "start")):
            return parts
    return (Mention(text=fact.text, start=fact.start, end=fact.end),)  # type: ignore[union-attr]


def words(fact: Fact) -> str:
    """The fact's value in a few words."""
    return _WORDS[type(fact)](fact)


def _place(parts: tuple[Mention, ...]) -> str:
    counted = Counter(" ".join(part.text.split()) for part in parts)
    return ", ".join(f"{text} ×{times}" if times > 1 else text for text, times in counted.items())


def _number(value: float) -> str:
    return f"{value:,}"


def _amendments(fact: Amendments) -> str:
    return f"{_MODIFIERS.get(fact.modifier or '', '')}{_number(fact.value)}{_after(fact.stage)}"


def _count(fact: Count) -> str:
    return f"{_MODIFIERS.get(fact.modifier or '', '')}{_number(fact.value)} × {fact.unit}{_after(fact.stage)}"


def _vote(fact: Vote) -> str:
    sides = ((fact.for_, "for"), (fact.against, "against"), (fact.abstain, "abstaining"))
    given = [f"{_number(value)} {side}" for value, side in sides if value is not None]
    if fact.unanimous:
        given.append("unanimous")
    return ": ".join(filter(None, (", ".join(given), fact.outcome)))


def _date(fact: Date) -> str:
    told = _day(fact.value or fact.timex or fact.type.lower())
    return f"{told} (inferred)" if fact.resolution == "inferred" else told


def _day(value: str) -> str:
    """An EDTF or TIMEX3 value without the signs for what nobody knows, a duration of one unit in words."""
    lasting = _LASTING.fullmatch(value)
    if lasting:
        number, unit = lasting[2], _UNITS[lasting[1] + lasting[3]]
        return f"{number} {unit}{'' if number == '1' else 's'}"
    known = _OPEN_YEAR.sub("", _OPEN_END.sub("", value))
    if _OPEN.fullmatch(known):
        return "a day left open"
    return f"{known} (year open)" if _OPEN_YEAR.search(value) else known


def _person(fact: Person) -> str:
    return fact.name + _after(fact.role, ", ") + _after(fact.affiliation.text if fact.affiliation else None, ", ")


def _body(fact: Institution | Place) -> str:
    notes = [note for note in (getattr(fact, "type", None), fact.country) if note]
    return fact.name + (f" ({', '.join(notes)})" if notes else "")


def _instrument(fact: Instrument) -> str:
    number = fact.number if fact.number and fact.number not in fact.name else None
    return f"{fact.name} ({', '.join(note for note in (fact.type, number, fact.country) if note)})"


def speakers(quote: Quote) -> list[str]:
    """The names of all who say it together, none where the speaker is unknown."""
    return [name for name in (quote.speaker, *(other.name for other in quote.co_speakers)) if name]


def _quote(fact: Quote) -> str:
    *others, last = speakers(fact) or ["(speaker unknown)"]
    return f"{', '.join(others)} and {last}" if others else last


def _action(fact: Action) -> str:
    """Who did what in the text's own verb; without one who acts, what was done to whom."""
    said = (fact.actor, fact.predicate or fact.type, fact.object) if fact.actor else (fact.object, fact.predicate)
    notes = [note for note in (fact.modality, f"according to {fact.source}" if fact.source else "") if note]
    tone = f" ({', '.join(notes)})" if notes != ["done"] else ""
    told = " ".join(" ".join(part.split()) for part in said if part)
    return f"{told}{_after(_day(fact.date) if fact.date else None, ', ')}{tone}"


def _after(text: str | None, sign: str = " ") -> str:
    return f"{sign}{text}" if text else ""


_WORDS: dict[type[Any], Callable[[Any], str]] = {
    Amendments: _amendments,
    Count: _count,
    Vote: _vote,
    Money: lambda fact: f"{fact.currency} {_number(fact.amount)}",
    Date: _date,
    Institution: _body,
    Place: _body,
    Person: _person,
    Instrument: _instrument,
    Topic: lambda fact: f"{fact.label} ({fact.id})",
    Quote: _quote,
    Action: _action,
    Contact: lambda fact: ", ".join(
        part for part in (fact.name, fact.role, fact.organization, fact.email, fact.telephone) if part
    ),
}
