"""Entities across articles: people, bodies, laws and places of many records become one entity each.

Nothing of a record changes: merging reads cards and gives lists of them. Names are put into blocks (a last name, a
rare word, a number), so that the work grows with their number and not with its square; within a block a sum of
weighted signals decides, and its names are the reason. What a user has decided wins.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from extractor.data import Library, library
from extractor.merge import people
from extractor.merge.bags import groups_of
from extractor.merge.bodies import WAYS
from extractor.merge.card import KINDS, Card, Doubt, Entity, Kind, Link, cards
from extractor.merge.cluster import Decision, Edge, Group, cluster, decided
from extractor.merge.words import weights

__all__ = ["KINDS", "Card", "Decision", "Doubt", "Entity", "Kind", "Link", "cards", "merge"]

GROUPS: dict[Kind, Callable[[list[Card], Library], tuple[list[Group], Iterator[Edge]]]] = {
    "people": people.groups_of,
    **{way.kind: partial(groups_of, way) for way in WAYS},
}


def merge(
    cards: Sequence[Card], decisions: Sequence[Decision] = (), data: Library | None = None
) -> dict[Kind, tuple[list[Entity], list[Doubt]]]:
    """For each kind its entities, and pairs of them (by place in the list) that may be one.

    Raises:
        DataError: a table of weights or words is faulty.
    """
    data = data or library()
    by_kind: dict[Kind, list[Card]] = defaultdict(list)
    for card in cards:
        by_kind[card.kind].append(card)
    found: dict[Kind, tuple[list[Entity], list[Doubt]]] = {}
    for kind in KINDS:
        groups, edges = GROUPS[kind](by_kind[kind], data)
        weight = weights(data, kind)
        verdicts = decided([each for each in decisions if each.kind == kind], groups)
        found[kind] = cluster(kind, groups, edges, weight["link"], weight["doubt"], verdicts)
    return found
