"""The shapes of facts: a class for each kind, and for the parts of them.

All ``start`` and ``end`` values count Unicode code points in the article's text, and for every item
``text == article.text[start:end]``. ``rule`` names the rule or model that produced a fact, ``score`` is the measured
share of right facts of its rule and signals (0 to 1). Keys of the JSON are written in the order of the fields.
"""

from typing import Literal

import msgspec

from extractor.terms import ActionType, DateType, InstitutionType, InstrumentType, Modality, Modifier, Resolution, Unit


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A span of the text: ``text == article.text[start:end]``."""

    text: str
    start: int
    end: int


class Date(msgspec.Struct, frozen=True, kw_only=True):
    """A temporal expression; ``value`` is EDTF, ``timex`` the TIMEX3 value."""

    text: str
    start: int
    end: int
    type: DateType
    value: str | None
    timex: str | None
    earliest: str | None
    latest: str | None
    resolution: Resolution
    rule: str
    score: float = 0.0


class Institution(msgspec.Struct, frozen=True, kw_only=True):
    """One body with all its mentions."""

    id: str
    name: str
    type: InstitutionType
    country: str | None
    mentions: tuple[Mention, ...]
    rule: str
    score: float = 0.0


class Affiliation(msgspec.Struct, frozen=True, kw_only=True):
    """The body, party or state that a person's role belongs to."""

    text: str
    institution_id: str | None


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One person with all mentions."""

    id: str
    name: str
    role: str | None
    affiliation: Affiliation | None
    mentions: tuple[Mention, ...]
    rule: str
    score: float = 0.0


class Amendments(msgspec.Struct, frozen=True, kw_only=True):
    """A number of amendments."""

    text: str
    start: int
    end: int
    value: float | int
    modifier: Modifier | None
    stage: str | None
    instrument: str | None
    rule: str
    score: float = 0.0


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """A number of other legislative things; ``unit`` says which."""

    text: str
    start: int
    end: int
    unit: Unit
    value: float | int
    modifier: Modifier | None
    stage: str | None
    instrument: str | None
    rule: str
    score: float = 0.0


class Vote(msgspec.Struct, frozen=True, kw_only=True):
    """The result of a vote; ``body`` is the id of the institution that voted, be it a chamber or a court."""

    text: str
    start: int
    end: int
    for_: int | None = msgspec.field(name="for")
    against: int | None
    abstain: int | None
    unanimous: bool
    outcome: Literal["adopted", "rejected"] | None
    body: str | None = None
    instrument: str | None
    rule: str
    score: float = 0.0


class Money(msgspec.Struct, frozen=True, kw_only=True):
    """An amount of money; ``currency`` is ISO 4217."""

    text: str
    start: int
    end: int
    amount: float | int
    currency: str
    rule: str
    score: float = 0.0


class Identifier(msgspec.Struct, frozen=True, kw_only=True):
    """An official name that follows by rule from what the text says; ``url`` is null where no address does."""

    scheme: str
    value: str
    url: str | None


class Instrument(msgspec.Struct, frozen=True, kw_only=True):
    """A law, bill, treaty or the like, with all its mentions."""

    id: str
    name: str
    type: InstrumentType
    number: str | None
    country: str | None
    identifiers: tuple[Identifier, ...] = ()
    mentions: tuple[Mention, ...]
    rule: str
    score: float = 0.0


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """An IPTC Media Topic with the words that speak for it; ``ids`` are its ids elsewhere, by scheme (``wikidata``)."""

    id: str
    label: str
    score: float
    ids: dict[str, str] = {}
    evidence: tuple[Mention, ...]
    rule: str


class CoSpeaker(msgspec.Struct, frozen=True, kw_only=True):
    """One who says something together with the ``speaker``; ``id`` is null for who is no entity of the record."""

    name: str
    id: str | None


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """Direct or indirect speech, without its quotation marks.

    Of several who say it together ``speaker`` is the first named, ``co_speakers`` are the others.
    """

    text: str
    start: int
    end: int
    kind: Literal["direct", "indirect"]
    speaker: str | None
    speaker_id: str | None
    co_speakers: tuple[CoSpeaker, ...] = ()
    speaker_mention: Mention | None
    cue: Mention | None
    rule: str
    score: float = 0.0


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """Who did what; ``text`` is the trigger with its object.

    ``predicate`` is the verb or noun as the text has it, ``source`` who claims it where it is a claim,
    ``mentions`` all places where the article tells it, this one first.
    """

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


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place with all its mentions; ``country`` is ISO 3166-1 alpha-2.

    ``ids`` are official ids by scheme (``geonames``, ``wikidata``); latitude and longitude are degrees (WGS 84).
    """

    id: str
    name: str
    country: str | None
    ids: dict[str, str] = {}
    latitude: float | None = None
    longitude: float | None = None
    mentions: tuple[Mention, ...]
    rule: str
    score: float = 0.0


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """Whom the press may ask, from the contact block."""

    text: str
    start: int
    end: int
    name: str | None
    role: str | None
    organization: str | None
    email: str | None
    telephone: str | None
    rule: str
    score: float = 0.0


Fact = (
    Date | Institution | Person | Amendments | Count | Vote | Money
    | Instrument | Topic | Quote | Action | Place | Contact
)  # fmt: skip
