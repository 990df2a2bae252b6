"""The shapes of facts: a class for each kind and for the parts of them (entities stand in ``entity``).

All ``start`` and ``end`` values count Unicode code points in the article's text, and for every item
``text == article.text[start:end]``. ``rule`` names the rule or model that produced a fact, ``score`` is the measured
share of right facts of its rule and signals (0 to 1). Keys of the JSON are written in the order of the fields.
"""

from typing import TYPE_CHECKING, ClassVar, Literal

import msgspec

from extractor.terms import (
    ActionType,
    DateType,
    Modality,
    Modifier,
    Resolution,
    Unit,
    after,
    clock,
    day,
    number,
    quantity,
)


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A span of the text: ``text == article.text[start:end]``."""

    text: str
    start: int
    end: int


PLACES = ("mentions", "evidence")  # the fields for the places of a fact that is not one place itself


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of fact: what every class of facts says of itself. Its key is that of its field in the ``Record``.

    Attributes:
        rank: the place of the kind among others where people read them, the most telling first.
        colour: its colour on pages.
        entity_label: of its places among the entities of a spaCy Doc; None where it is none.
    """

    rank: ClassVar[int] = 99
    colour: ClassVar[str] = "#868e96"
    entity_label: ClassVar[str | None] = None
    if TYPE_CHECKING:  # as fields of this class they would come first in the JSON
        rule: str
        score: float

    def summary(self) -> str:
        """The fact in a few words."""
        raise NotImplementedError

    @property
    def spans(self) -> tuple[Mention, ...]:
        """The places in the text that it rests on, in order; a topic may rest on the whole text, with none."""
        for name in PLACES:
            parts: tuple[Mention, ...] | None = getattr(self, name, None)
            if parts or (parts is not None and not hasattr(self, "start")):
                return parts
        return (Mention(text=self.text, start=self.start, end=self.end),)  # type: ignore[attr-defined]


class Statement(Fact, frozen=True, kw_only=True):
    """A fact that the text states in one place."""

    text: str
    start: int
    end: int


class Date(Statement, frozen=True, kw_only=True):
    """A temporal expression; ``value`` is EDTF, ``timex`` the TIMEX3 value."""

    rank, colour, entity_label = 4, "#1c7ed6", "DATE"

    type: DateType
    value: str | None
    timex: str | None
    earliest: str | None
    latest: str | None
    resolution: Resolution
    rule: str
    score: float = 0.0

    def summary(self) -> str:
        told = day(self.value or self.timex or "")
        if self.type == "SET" or (self.value is None and told in ("", self.timex)):
            told = " ".join(self.text.split())
        told += after(clock(self.timex), ", ")
        return f"{told} (inferred)" if self.resolution == "inferred" else told


class Amendments(Statement, frozen=True, kw_only=True):
    """A number of amendments."""

    rank, colour = 1, "#d6336c"

    value: float | int
    modifier: Modifier | None
    stage: str | None
    instrument: str | None
    rule: str
    score: float = 0.0

    def summary(self) -> str:
        return quantity(self.value, self.modifier) + after(self.stage)


class Count(Statement, frozen=True, kw_only=True):
    """A number of other legislative things; ``unit`` says which."""

    rank, colour = 3, "#e8590c"

    unit: Unit
    value: float | int
    modifier: Modifier | None
    stage: str | None
    instrument: str | None
    rule: str
    score: float = 0.0

    def summary(self) -> str:
        return f"{quantity(self.value, self.modifier)} × {self.unit}{after(self.stage)}"


class Vote(Statement, frozen=True, kw_only=True):
    """The result of a vote; ``body`` is the id of the institution that voted, be it a chamber or a court."""

    rank, colour = 2, "#9c36b5"

    for_: int | None = msgspec.field(name="for")
    against: int | None
    abstain: int | None
    unanimous: bool
    outcome: Literal["adopted", "rejected"] | None
    body: str | None = None
    instrument: str | None
    rule: str
    score: float = 0.0

    def summary(self) -> str:
        sides = ((self.for_, "for"), (self.against, "against"), (self.abstain, "abstaining"))
        given = [f"{number(value)} {side}" for value, side in sides if value is not None]
        if self.unanimous:
            given.append("unanimous")
        return ": ".join(filter(None, (", ".join(given), self.outcome)))


class Money(Statement, frozen=True, kw_only=True):
    """An amount of money; ``currency`` is ISO 4217."""

    rank, colour, entity_label = 8, "#0b7285", "MONEY"

    amount: float | int
    currency: str
    rule: str
    score: float = 0.0

    def summary(self) -> str:
        return f"{self.currency} {number(self.amount)}"


class Topic(Fact, frozen=True, kw_only=True):
    """An IPTC Media Topic with the words that speak for it; ``ids`` are its ids elsewhere, by scheme (``wikidata``)."""

    rank, colour = 11, "#5c940d"

    id: str
    label: str
    score: float
    ids: dict[str, str] = msgspec.field(default_factory=dict)
    evidence: tuple[Mention, ...]
    rule: str

    def summary(self) -> str:
        return f"{self.label} ({self.id})"


class CoSpeaker(msgspec.Struct, frozen=True, kw_only=True):
    """One who says something together with the ``speaker``; ``id`` is null for who is no entity of the record."""

    name: str
    id: str | None


class Quote(Statement, frozen=True, kw_only=True):
    """Direct or indirect speech without its marks; of several who say it together ``speaker`` is the first named."""

    rank, colour = 9, "#868e96"

    kind: Literal["direct", "indirect"]
    speaker: str | None
    speaker_id: str | None
    co_speakers: tuple[CoSpeaker, ...] = ()
    speaker_mention: Mention | None
    cue: Mention | None
    rule: str
    score: float = 0.0

    @property
    def speakers(self) -> list[str]:
        """The names of all who say it together, none where the speaker is unknown."""
        return [name for name in (self.speaker, *(other.name for other in self.co_speakers)) if name]

    @property
    def speaker_ids(self) -> list[str]:
        """Their ids, each once."""
        ids = dict.fromkeys((self.speaker_id, *(other.id for other in self.co_speakers)))
        return [each for each in ids if each]

    def summary(self) -> str:
        *others, last = self.speakers or ["(speaker unknown)"]
        return f"{', '.join(others)} and {last}" if others else last


class Action(Fact, frozen=True, kw_only=True):
    """Who did what; ``text`` is the trigger with its object.

    ``predicate`` is the verb or noun as the text has it, ``source`` who claims it where it is a claim,
    ``mentions`` all places where the article tells it, this one first.
    """

    rank, colour = 10, "#c92a2a"

    type: ActionType
    predicate: str | None = None
    actor: str | None
    actor_id: str | None
    object: str | None
    object_id: str | None
    date: str | None
    modality: Modality
    source: str | None = None
    text: str
    start: int
    end: int
    mentions: tuple[Mention, ...] = ()
    rule: str
    score: float = 0.0

    def summary(self) -> str:
        """Who did what in the text's own verb; without one who acts, what was done to whom."""
        said = (self.actor, self.predicate or self.type, self.object) if self.actor else (self.object, self.predicate)
        notes = [note for note in (self.modality, self.source and f"according to {self.source}") if note]
        tone = f" ({', '.join(notes)})" if notes != ["done"] else ""
        told = " ".join(" ".join(part.split()) for part in said if part)
        return f"{told}{after(self.date and day(self.date), ', ')}{tone}"


class Contact(Statement, frozen=True, kw_only=True):
    """Whom the press may ask, from the contact block."""

    rank, colour = 13, "#846358"

    name: str | None
    role: str | None
    organization: str | None
    email: str | None
    telephone: str | None
    rule: str
    score: float = 0.0

    def summary(self) -> str:
        return ", ".join(filter(None, (self.name, self.role, self.organization, self.email, self.telephone)))
