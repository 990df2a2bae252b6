"""What merging knows of an entity of one article, what it makes of many, and what they say of it together."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Literal, get_args

from msgspec import Struct

from extractor.entity import Institution, Instrument, Person, Place
from extractor.merge.words import bag, codes, name_words, of_each, same_words, single_tokens, tokens
from extractor.record import Record

Kind = Literal["people", "institutions", "instruments", "places"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_MOSTLY = 0.8  # the share of an entity's articles that must be of one country for it to be a person's
_SPELLED_OUT = 4  # how many articles that have a name in one word weigh as much as one that spells it out


class Card(Struct, frozen=True, kw_only=True):
    """One entity of one article, as its record has it.

    ``key`` is any number that its owner knows it by, unique among all cards; ``forms`` are the other words by which the
    article names it. The ``role`` of a person belongs to the ``body``, in the article's words; ``company`` are the last
    names of all people of the article. ``number`` is a law's, or the Wikidata id of a body. ``country`` and ``home``,
    that of most entities of the article, are ISO 3166-1 alpha-2, ``day``, on which the article was published, ISO 8601;
    ``quotes`` counts quotations that it speaks.
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
    company: frozenset[str] = frozenset()


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


def cards_of(record: Record, key: int, article: int) -> dict[str | None, Card]:
    """The cards of a record's entities by their ids there, with keys from ``key`` on."""
    home = most([part.country for part in record.places] + [part.country for part in record.institutions])
    spoken = Counter(speaker for quote in record.quotes for speaker in quote.speaker_ids)
    met = frozenset(name_words(person.name)[-1] for person in record.people)  # in whose company each is met
    served = {body.id: body.country for body in record.institutions if body.type in of_each()}
    found: dict[str | None, Card] = {}
    for kind in KINDS:
        entities: tuple[Person | Institution | Instrument | Place, ...] = getattr(record, kind)
        for entity in entities:
            country: str | None = getattr(entity, "country", None)
            affiliation, number = getattr(entity, "affiliation", None), getattr(entity, "number", None)
            found[entity.id] = Card(
                key=key + len(found), article=article, kind=kind, name=entity.name,
                forms=tuple(dict.fromkeys(" ".join(mention.text.split()) for mention in entity.mentions)),
                type=getattr(entity, "type", None), role=getattr(entity, "role", None),
                body=affiliation.text if affiliation else None,
                number=entity.ids.get("wikidata") if isinstance(entity, Institution) else number,
                country=served.get(affiliation.institution_id) if affiliation else country,
                home=home, day=record.day, quotes=spoken[entity.id],
                company=met if kind == "people" else frozenset(),
            )  # fmt: skip
    return found


def most(values: Iterable[str | None]) -> str | None:
    """The most frequent value; the first by alphabet of several."""
    counts = Counter(filter(None, values))
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


class Role(Struct, frozen=True):
    """A role that articles give a person, and when."""

    role: str | None
    body: str | None
    first: str | None
    last: str | None
    articles: int


class Profile(Struct, frozen=True, kw_only=True):
    """An entity in a few values, days in ISO 8601, ``names`` with numbers of articles, ``role`` as most give it."""

    name: str
    names: tuple[tuple[str, int], ...]
    type: str | None
    number: str | None
    country: str | None
    roles: tuple[Role, ...]
    role: Role | None
    first: str | None
    last: str | None
    articles: int
    quotations: int


def profile(entity: Entity) -> Profile:
    """The profile of an entity; of values on which articles differ the most frequent."""
    cards = entity.cards
    names = Counter(dict.fromkeys((card.name, card.article) for card in cards)).keys()
    counted = Counter(name for name, _ in names)
    first, last = _days(cards)
    roles = _roles(cards) if entity.kind == "people" else ()
    return Profile(
        name=_canonical(entity, counted), names=tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))),
        type=most(card.type for card in cards),
        number=most(card.number for card in cards) if entity.kind == "instruments" else None, country=_country(entity),
        roles=roles, role=_main(roles), first=first, last=last, articles=len({card.article for card in cards}),
        quotations=sum(card.quotes for card in cards),
    )  # fmt: skip


def _canonical(entity: Entity, names: Counter[str]) -> str:
    """The most frequent name that is spelled out and not in capitals; of one in capitals the end as a form has it.

    A person's name of one word gives way to any longer one, another's ("Parliament") to one that is not rare.
    """

    def order(name: str) -> tuple[bool, bool, int, int, str]:
        words = tokens(name)
        short = len(words) == 1
        coded = short if entity.kind == "people" else name.isupper() or any(map(str.isdigit, "".join(words)))
        return (coded, name.isupper(), -names[name] * (1 if short else _SPELLED_OUT), -len(name), name)

    name = min(names, key=order)
    forms = (form for card in entity.cards for form in card.forms) if name.isupper() and " " in name else ()
    ends = [form for form in forms if " " in form and not form.isupper() and name.endswith(form.upper())]
    return max(ends, key=lambda form: (len(form), form)) if ends else name


def _days(cards: Iterable[Card]) -> tuple[str | None, str | None]:
    """The first and the last day of the articles; None where none has one."""
    days = [card.day for card in cards if card.day]
    return min(days, default=None), max(days, default=None)


def _country(entity: Entity) -> str | None:
    """Its own country; a person's is the land that is most often the affiliation, or that of most articles."""
    if entity.kind != "people":
        return most(card.country for card in entity.cards)
    served = most(codes().get(tuple(tokens(card.body))) for card in entity.cards if card.body)
    if served:
        return served
    homes = Counter(card.home for card in entity.cards if card.home)
    best = most(homes.elements())
    return best if best and homes[best] >= _MOSTLY * len(entity.cards) else None


def _roles(cards: list[Card]) -> tuple[Role, ...]:
    held: dict[tuple[str, str | None], list[Card]] = defaultdict(list)
    for card in cards:
        if card.role or card.body:
            held[(card.role or "").casefold(), card.body].append(card)
    roles = []
    for (_, body), members in held.items():
        role = most(card.role for card in members)
        roles.append(Role(role, body, *_days(members), len({card.article for card in members})))
    return tuple(sorted(roles, key=lambda each: (each.first or "~", -each.articles, str(each.role), str(each.body))))


def _main(roles: Iterable[Role]) -> Role | None:
    same = same_words("roles")
    held: dict[tuple[str, ...], list[Role]] = defaultdict(list)
    for role in roles:
        held[bag(single_tokens(role.role or ""), same)].append(role)

    def weight(group: list[Role]) -> tuple[int, str, str]:
        return sum(role.articles for role in group), max(role.last or "" for role in group), str(group[0].role)

    def plain(role: Role) -> tuple[bool, bool, int, str, str]:
        words = single_tokens(role.role or "")
        return (not words, any(map(same.get, words)), -role.articles, str(role.role), str(role.body))

    if not held:
        return None
    most: list[Role] = max(held.values(), key=weight)
    return min(most, key=plain)
