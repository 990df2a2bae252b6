"""The record: the public shape of what is found in one article.

All ``start`` and ``end`` values count Unicode code points in the article's text, and for every
item ``text == article.text[start:end]``. ``rule`` names the rule or model that produced a fact, ``score`` is
the measured share of right facts of its rule and signals (0 to 1).
The classes are the JSON contract: keys are written in the order of the fields.
"""

from typing import Any, Literal

import msgspec

from extractor.terms import ActionType, DateType, InstitutionType, InstrumentType, Modality, Modifier, Resolution, Unit

SCHEMA_VERSION = 1


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A span of the text: ``text == article.text[start:end]``."""

    text: str
    start: int
    end: int


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """The publication date: an ISO 8601 day, and where it was found."""

    value: str
    from_: Literal["option", "metadata", "text"] = msgspec.field(name="from")


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """The place line that opens a report (``GENEVA, 3 May –``)."""

    place: str
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


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """Words that a rule fits and that are no fact, and why."""

    text: str
    start: int
    end: int
    rule: str
    reason: str


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """All facts of one article.

    ``headline`` is as the text has it, ``lead`` the paragraph that sums up (at most 300 code points); ``title`` is what
    the metadata say. ``kinds`` are the keys of the kinds of fact that were looked for: of others
    nothing is known, and JSON has not their keys. ``text`` and ``refused`` are present only when they were asked for.
    """

    schema_version: int = SCHEMA_VERSION
    id: str
    source: str
    title: str | None
    url: str | None
    language: str | None
    published: Published | None
    dateline: Dateline | None
    headline: Mention | None = None
    lead: Mention | None = None
    kinds: tuple[str, ...] = msgspec.field(default_factory=lambda: FACT_KEYS)
    dates: tuple[Date, ...] = ()
    institutions: tuple[Institution, ...] = ()
    people: tuple[Person, ...] = ()
    amendments: tuple[Amendments, ...] = ()
    counts: tuple[Count, ...] = ()
    votes: tuple[Vote, ...] = ()
    money: tuple[Money, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    topics: tuple[Topic, ...] = ()
    quotes: tuple[Quote, ...] = ()
    actions: tuple[Action, ...] = ()
    places: tuple[Place, ...] = ()
    contacts: tuple[Contact, ...] = ()
    metadata: dict[str, Any] = {}
    text: str | msgspec.UnsetType = msgspec.UNSET
    refused: tuple[Refused, ...] | msgspec.UnsetType = msgspec.UNSET

    def to_json(self) -> str:
        """The record as the command writes it: one line, without the kinds of fact that were not looked for."""
        from extractor.codec import encode  # noqa: PLC0415 - it knows the record

        return encode(self).decode()

    def to_dict(self) -> dict[str, Any]:
        """The same as an object of strings, numbers, lists and dicts."""
        entries: dict[str, Any] = msgspec.json.decode(self.to_json())
        return entries

    def __repr__(self) -> str:
        """What it is of, its day, and how many facts of each kind it holds."""
        numbers = [f"{len(facts)} {key}" for key in FACT_KEYS if (facts := getattr(self, key))]
        return f"<Record {self.id!r} {', '.join([self.published.value if self.published else 'no date', *numbers])}>"


KEY_OF: dict[type[Any], str] = {
    Date: "dates", Institution: "institutions", Person: "people", Amendments: "amendments", Count: "counts",
    Vote: "votes", Money: "money", Instrument: "instruments", Topic: "topics", Quote: "quotes",
    Action: "actions", Place: "places", Contact: "contacts",
}  # fmt: skip
FACT_KEYS: tuple[str, ...] = tuple(KEY_OF.values())


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why an article gave no record: the stage that failed and the reason in one line."""

    stage: str
    reason: str


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """Stands in a record's place when its article could not be read."""

    id: str
    source: str
    error: Problem
