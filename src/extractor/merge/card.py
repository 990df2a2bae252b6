"""What merging knows of one entity of one article, and what it makes of many."""

from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from msgspec import Struct

from extractor.entity import Institution, Instrument, Person, Place
from extractor.record import Record

Kind = Literal["people", "institutions", "instruments", "places"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Card(Struct, frozen=True, kw_only=True):
    """One entity of one article, as its record has it.

    Attributes:
        key: where the entity is held: any number that its owner knows it by, unique among all cards.
        article: the number of its article.
        name: as the record has it.
        forms: the other words by which the article names it.
        type: of a body or law.
        role: of a person.
        body: what the role belongs to, in the article's words.
        number: of a law.
        country: ISO 3166-1 alpha-2, of the entity.
        home: that of most entities of the article.
        day: ISO 8601 day on which the article was published.
        quotes: how many quotations it is a speaker of.
    """

    key: int
    article: int
    kind: Kind
    name: str
    forms: tuple[str, ...] = ()
    type: str | None = None
    role: str | None = None
    body: str | None = None
    number: str | None = None
    country: str | None = None
    home: str | None = None
    day: str | None = None
    quotes: int = 0


class Link(Struct, frozen=True):
    """Why two names are taken for one entity's, or may be."""

    name: str
    other: str
    score: float
    reason: str


class Entity(Struct):
    """One entity over all articles: its cards, and the links that brought them together."""

    kind: Kind
    cards: list[Card]
    links: list[Link]


class Doubt(Struct, frozen=True):
    """Two entities (by their place in the list) that may be one."""

    first: int
    second: int
    link: Link


def cards(records: Iterable[Record]) -> Iterator[Card]:
    """The cards of all entities of the records, with keys and article numbers counted from 0."""
    key = 0
    for number, record in enumerate(records):
        own = cards_of(record, key, number)
        yield from own.values()
        key += len(own)


def cards_of(record: Record, key: int, article: int) -> dict[str | None, Card]:
    """The cards of a record's entities by their ids there, with keys from ``key`` on."""
    home = home_of([part.country for part in record.places] + [part.country for part in record.institutions])
    day, spoken = record.published.value if record.published else None, _quotations(record)
    found: dict[str | None, Card] = {}
    for kind in KINDS:
        entities: tuple[Person | Institution | Instrument | Place, ...] = getattr(record, kind)
        for entity in entities:
            affiliation = getattr(entity, "affiliation", None)
            found[entity.id] = Card(
                key=key + len(found), article=article, kind=kind, name=entity.name,
                forms=tuple(dict.fromkeys(" ".join(mention.text.split()) for mention in entity.mentions)),
                type=getattr(entity, "type", None), role=getattr(entity, "role", None),
                body=affiliation.text if affiliation else None, number=getattr(entity, "number", None),
                country=getattr(entity, "country", None), home=home, day=day, quotes=spoken.get(entity.id, 0),
            )  # fmt: skip
    return found


def home_of(countries: Iterable[str | None]) -> str | None:
    """The country that most entities of an article have; the first by alphabet of several."""
    counts: dict[str, int] = {}
    for country in countries:
        if country:
            counts[country] = counts.get(country, 0) + 1
    return min(counts, key=lambda each: (-counts[each], each)) if counts else None


def _quotations(record: Record) -> dict[str, int]:
    """How many quotations each entity of the record is a speaker of."""
    counts: dict[str, int] = {}
    for quote in record.quotes:
        for speaker in {quote.speaker_id, *(other.id for other in quote.co_speakers)} - {None}:
            counts[str(speaker)] = counts.get(str(speaker), 0) + 1
    return counts
