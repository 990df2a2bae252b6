"""Entities across articles: people, bodies, laws and places of many records become one entity each.

Nothing of a record changes: merging reads cards and gives lists of them. Names are put into blocks (a last name, a
rare word, a number), so that the work grows with their number and not with its square; within a block a sum of
weighted signals decides, and its names are the reason. What a user has decided wins.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from hashlib import blake2b
from itertools import chain

from extractor.merge import bags, people
from extractor.merge.bodies import WAYS
from extractor.merge.card import KINDS, Card, Doubt, Entity, Kind
from extractor.merge.cluster import Decision, Edge, Group, cluster, compared, decided
from extractor.merge.words import weights

__all__ = ["KINDS", "Card", "Decision", "Doubt", "Entity", "Kind", "block_keys", "merge"]

_GROUPS: dict[Kind, Callable[[list[Card]], tuple[list[Group], Iterator[Edge]]]] = {
    "people": people.groups_of,
    **{way.kind: partial(bags.groups_of, way) for way in WAYS},
}
_KEYS: dict[Kind, Callable[[Card], Iterator[str]]] = {
    "people": people.keys,
    **{way.kind: partial(bags.keys, way) for way in WAYS},
}


def merge(cards: Sequence[Card], decisions: Sequence[Decision] = ()) -> dict[Kind, tuple[list[Entity], list[Doubt]]]:
    """For each kind its entities, and pairs of them (by place in the list) that may be one."""
    found: dict[Kind, tuple[list[Entity], list[Doubt]]] = {}
    for kind in KINDS:
        groups, edges = _GROUPS[kind]([card for card in cards if card.kind == kind])
        weight = weights(kind)
        verdicts = decided([each for each in decisions if each.kind == kind], groups)
        found[kind] = cluster(kind, groups, edges, weight["link"], weight["doubt"], verdicts)
    return found


def block_keys(cards: Iterable[Card], decisions: Sequence[Decision] = ()) -> Iterator[set[int]]:
    """Keys of each card, of 63 bits: only cards that share one, perhaps through others, make or change an entity."""
    joined: dict[tuple[str, str], list[str]] = defaultdict(list)
    for number, each in enumerate(decisions):
        for name in (each.name, each.other) if each.same else ():
            joined[each.kind, compared(name)].append(f"decision {number}")
    for card in cards:
        own = chain(_KEYS[card.kind](card), joined.get((card.kind, compared(card.name)), ()))
        yield {_hashed(card.kind, key) for key in own}


@lru_cache(maxsize=200_000)
def _hashed(kind: Kind, key: str) -> int:
    return int.from_bytes(blake2b(f"{kind} {key}".encode(), digest_size=8).digest()) >> 1
