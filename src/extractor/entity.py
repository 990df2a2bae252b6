"""The shapes of entities: people, bodies, laws and places, each once in a record, with all its mentions."""

import msgspec

from extractor.fact import Fact, Mention
from extractor.terms import InstitutionType, InstrumentType, after, noted


class Entity(Fact, frozen=True, kw_only=True):
    """One that a record names once, by an id (``I1``), and its facts refer to."""

    id: str
    name: str


class Institution(Entity, frozen=True, kw_only=True):
    """One body with all its mentions; ``ids``, by scheme, are Wikidata's or the user's own (``--authority``)."""

    rank, colour, entity_label = 5, "#2f9e44", "ORG"

    type: InstitutionType
    country: str | None
    ids: dict[str, str] = msgspec.field(default_factory=dict)
    mentions: tuple[Mention, ...]
    rule: str
    score: float = 0.0

    def summary(self) -> str:
        return noted(self.name, self.type, self.country)


class Affiliation(msgspec.Struct, frozen=True, kw_only=True):
    """The body, party or state that a person's role belongs to."""

    text: str
    institution_id: str | None


class Person(Entity, frozen=True, kw_only=True):
    """One person with all mentions; ``ids`` as those of bodies."""

    rank, colour, entity_label = 6, "#f08c00", "PERSON"

    role: str | None
    affiliation: Affiliation | None
    ids: dict[str, str] = msgspec.field(default_factory=dict)
    mentions: tuple[Mention, ...]
    rule: str
    score: float = 0.0

    def summary(self) -> str:
        return self.name + after(self.role, ", ") + after(self.affiliation.text if self.affiliation else None, ", ")


class Identifier(msgspec.Struct, frozen=True, kw_only=True):
    """An official name that follows by rule from what the text says; ``url`` is null where no address does."""

    scheme: str
    value: str
    url: str | None


class Instrument(Entity, frozen=True, kw_only=True):
    """A law, bill, treaty or the like, with all its mentions."""

    rank, colour, entity_label = 7, "#6741d9", "LAW"

    type: InstrumentType
    number: str | None
    country: str | None
    identifiers: tuple[Identifier, ...] = ()
    mentions: tuple[Mention, ...]
    rule: str
    score: float = 0.0

    def summary(self) -> str:
        number = None if self.number and self.number in self.name else self.number
        return noted(self.name, self.type, number, self.country)


class Place(Entity, frozen=True, kw_only=True):
    """A place: its mentions, ISO 3166-1 country, ``ids`` by scheme (``geonames``, ``wikidata``), WGS 84 degrees."""

    rank, colour, entity_label = 12, "#1098ad", "GPE"

    country: str | None
    ids: dict[str, str] = msgspec.field(default_factory=dict)
    latitude: float | None = None
    longitude: float | None = None
    mentions: tuple[Mention, ...]
    rule: str
    score: float = 0.0

    def summary(self) -> str:
        return noted(self.name, self.country)
