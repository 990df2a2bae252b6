"""What an entity is over all its articles: its name, all names, roles over time, first and last day, counts."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from msgspec import Struct

from extractor.merge.card import Card, Entity
from extractor.merge.words import tokens

_MOSTLY = 0.8
"""The share of an entity's articles that must be of one country for it to be a person's."""


class Role(Struct, frozen=True):
    """A role that articles give a person, and when."""

    role: str | None
    body: str | None
    first: str | None
    last: str | None
    articles: int


class Profile(Struct, frozen=True, kw_only=True):
    """An entity in a few values; days are ISO 8601, ``names`` go with the number of articles that have them."""

    name: str
    names: tuple[tuple[str, int], ...]
    type: str | None
    number: str | None
    country: str | None
    roles: tuple[Role, ...]
    first: str | None
    last: str | None
    articles: int
    quotations: int


def profile(entity: Entity) -> Profile:
    """The profile of an entity; of values on which articles differ the most frequent."""
    cards = entity.cards
    names = Counter(dict.fromkeys((card.name, card.article) for card in cards)).keys()
    counted = Counter(name for name, _ in names)
    days = sorted(card.day for card in cards if card.day)
    return Profile(
        name=_canonical(entity, counted),
        names=tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))),
        type=_most(card.type for card in cards),
        number=_most(card.number for card in cards),
        country=_country(entity),
        roles=_roles(cards) if entity.kind == "people" else (),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        articles=len({card.article for card in cards}),
        quotations=sum(card.quotes for card in cards),
    )


def _canonical(entity: Entity, names: Counter[str]) -> str:
    """The most frequent name that is spelled out and not in capitals."""

    def order(name: str) -> tuple[bool, bool, int, int, str]:
        words = tokens(name)
        short = len(words) == 1 if entity.kind == "people" else name.isupper() or any(map(str.isdigit, "".join(words)))
        return (short, name.isupper(), -names[name], -len(name), name)

    return min(names, key=order)


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _country(entity: Entity) -> str | None:
    if entity.kind != "people":
        return _most(card.country for card in entity.cards)
    homes = Counter(card.home for card in entity.cards if card.home)
    best = _most(homes.elements())
    return best if best and homes[best] >= _MOSTLY * len(entity.cards) else None


def _roles(cards: list[Card]) -> tuple[Role, ...]:
    held: dict[tuple[str | None, str | None], list[Card]] = defaultdict(list)
    for card in cards:
        if card.role or card.body:
            held[card.role, card.body].append(card)
    roles = []
    for (role, body), members in held.items():
        days = sorted(card.day for card in members if card.day)
        first, last = (days[0], days[-1]) if days else (None, None)
        roles.append(Role(role, body, first, last, len({card.article for card in members})))
    return tuple(sorted(roles, key=lambda each: (each.first or "~", -each.articles, str(each.role), str(each.body))))
