"""From groups of cards and scored links between them to entities."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, product
from math import log10
from pathlib import Path

from msgspec import Struct

from extractor.data import Library, forget_tables
from extractor.errors import DataError
from extractor.merge.card import KINDS, Card, Doubt, Entity, Kind, Link
from extractor.merge.words import tokens
from extractor.sets import Sets

Values = dict[str, frozenset[str]]
Verdicts = dict[tuple[int, int], bool]
_MARGIN = 0.5  # how much better than the second best a weak group's best link must be
_OFTEN = 0.4  # what an entity that is named ten times as often as another is worth more as the whole of a weak name


class Group(Struct, eq=False):
    """Cards that are one entity for sure, and the name to show for it.

    ``hard`` are values of which two entities must not have different ones (seat, country, year), by what they are. A
    ``weak`` name is a part of one (a last name, letters): it joins one other group at most, the best.
    """

    name: str
    cards: list[Card]
    hard: Values = {}
    weak: bool = False


class Edge(Struct, frozen=True):
    """A scored link between two groups, by their places."""

    first: int
    second: int
    score: float
    reason: str


def scored(first: int, second: int, signals: Sequence[str], weight: dict[str, float]) -> Edge:
    """The link that these signals make together: its score is the sum of their weights, its reason their names."""
    return Edge(first, second, sum(weight[each] for each in signals), ", ".join(signals))


def pairs(block: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """All pairs of a block of groups; of one of more than ``most`` each with those that follow it, so many of them."""
    for place, first in enumerate(block):
        for second in block[place + 1 : place + most]:
            yield first, second


def cluster(
    kind: Kind, groups: list[Group], edges: Iterable[Edge], least: float, doubt: float, decided: Verdicts
) -> tuple[list[Entity], list[Doubt]]:
    """Joins groups by their links, the best first, unless that brings different hard values together.

    From the score ``least`` on a link joins; from ``doubt`` on one that does not join is told as doubtful. The user has
    ``decided`` that two groups are the same (True) or different (False).
    """
    clusters = _Clusters(groups, [pair for pair, same in decided.items() if not same])
    links: list[Edge] = []
    doubts: list[Edge] = []
    for (first, second), same in sorted(decided.items()):
        if same and clusters.join(first, second, decided=True):
            links.append(Edge(first, second, 99.0, "decided by the user"))
    strong, weak, parts = _sorted(groups, (edge for edge in edges if edge.score >= doubt))
    for edge in chain(strong, _best(groups, clusters, weak, doubts), filter(clusters.of_one, parts)):
        if (edge.first, edge.second) in decided:
            continue
        if edge.score < least:
            if not (groups[edge.first].weak and groups[edge.second].weak):
                doubts.append(edge)
        elif clusters.join(edge.first, edge.second):
            links.append(edge)
    doubts = [edge for edge in doubts if clusters.fit(edge.first, edge.second)]
    return _entities(kind, groups, clusters, links, doubts)


def _sorted(groups: list[Group], edges: Iterable[Edge]) -> tuple[list[Edge], dict[int, list[Edge]], list[Edge]]:
    """Links between whole names, the best and best attested first; those of each weak group with one; the others."""
    strong: list[Edge] = []
    weak: dict[int, list[Edge]] = defaultdict(list)
    parts: list[Edge] = []
    for edge in edges:
        ends = [end for end in (edge.first, edge.second) if groups[end].weak]
        if len(ends) == 1:
            weak[ends[0]].append(edge)
        else:
            (parts if ends else strong).append(edge)
    strong.sort(key=lambda edge: (-edge.score, -sum(len(groups[end].cards) for end in (edge.first, edge.second))))
    return strong, weak, sorted(parts, key=_order)


def _best(
    groups: list[Group], clusters: "_Clusters", weak: dict[int, list[Edge]], doubts: list[Edge]
) -> Iterator[Edge]:
    """The best link of each weak group, if the next is clearly worse; a name in much more use is the likelier."""
    for at, found in sorted(weak.items()):
        worth = {
            edge: edge.score + _OFTEN * log10(len(groups[edge.first + edge.second - at].cards))
            for edge in sorted(found, key=_order)
            if clusters.fit(edge.first, edge.second)
        }
        if not worth:
            continue
        best = max(worth, key=worth.__getitem__)
        whole = clusters.root(best.first + best.second - at)
        others = [edge for edge in worth if clusters.root(edge.first + edge.second - at) != whole]
        other = max(others, key=worth.__getitem__, default=None)
        if other is None or worth[best] - worth[other] >= _MARGIN:
            yield best
        else:
            doubts += [best, other]


def _order(edge: Edge) -> tuple[float, int, int]:
    return (-edge.score, edge.first, edge.second)


def _link(groups: list[Group], edge: Edge) -> Link:
    return Link(groups[edge.first].name, groups[edge.second].name, round(edge.score, 2), edge.reason)


class _Clusters(Sets):
    """Sets of groups, with the hard values of each and pairs that must stay apart."""

    def __init__(self, groups: list[Group], apart: list[tuple[int, int]]) -> None:
        super().__init__()
        self._hard = [dict(group.hard) for group in groups]
        self._whole = [not group.weak for group in groups]
        self._apart: dict[int, set[int]] = defaultdict(set)
        for first, second in apart:
            self._apart[first].add(second)
            self._apart[second].add(first)

    def fit(self, first: int, second: int) -> bool:
        """Whether no hard value and no decision keeps the two apart."""
        one, two = self.root(first), self.root(second)
        mine, yours = self._hard[one], self._hard[two]
        return not (
            any(mine[what].isdisjoint(yours[what]) for what in mine.keys() & yours.keys())
            or any(self.root(other) == two for other in self._apart.get(one, ()))
        )

    def of_one(self, edge: Edge) -> bool:
        """Whether not both ends are with a whole name already: a part of names makes no two of them one."""
        one, two = self.root(edge.first), self.root(edge.second)
        return one == two or not (self._whole[one] and self._whole[two])

    def join(self, first: int, second: int, *, decided: bool = False) -> bool:
        """Whether the two are one now; not where hard values or a decision keep them apart."""
        one, two = self.root(first), self.root(second)
        if one == two:
            return True
        if not (decided or self.fit(one, two)):
            return False
        mine, yours = self._hard[one], self._hard[two]
        low, high = self.unite(one, two)
        self._whole[low] |= self._whole[high]
        self._hard[low] = mine | yours | {what: mine[what] | yours[what] for what in mine.keys() & yours.keys()}
        self._apart[low] |= self._apart[high]
        for other in self._apart[high]:
            self._apart[self.root(other)].add(low)
        return True


def _entities(
    kind: Kind, groups: list[Group], clusters: _Clusters, links: list[Edge], doubts: list[Edge]
) -> tuple[list[Entity], list[Doubt]]:
    place: dict[int, int] = {}
    entities: list[Entity] = []
    for at, group in enumerate(groups):
        root = clusters.root(at)
        if root not in place:
            place[root] = len(entities)
            entities.append(Entity(kind, [], []))
        entities[place[root]].cards += group.cards
    for edge in links:
        entities[place[clusters.root(edge.first)]].links.append(_link(groups, edge))
    told: dict[tuple[int, int], Doubt] = {}
    for edge in sorted(doubts, key=_order):
        one, two = sorted((place[clusters.root(edge.first)], place[clusters.root(edge.second)]))
        if one != two:
            told.setdefault((one, two), Doubt(one, two, _link(groups, edge)))
    return entities, list(told.values())


class Decision(Struct, frozen=True):
    """Two names of a kind, as records have them, that are one entity's or not."""

    kind: str
    same: bool
    name: str
    other: str


def read(path: Path) -> list[Decision]:
    """The decisions of a file: ``kind``, ``verdict``, ``name``, ``other``; raises DataError as ``file:line: why``."""
    if not path.is_file():
        raise DataError(f"{path}: no such file")
    forget_tables()  # a user may have changed it since it was read
    found = []
    for row in Library((path.parent,)).table(path.name, "kind", "verdict", "name", "other"):
        if row["kind"] not in KINDS:
            row.fail(f"kind {row['kind']!r} is none of {', '.join(KINDS)}")
        if row["verdict"] not in ("same", "different"):
            row.fail(f"verdict {row['verdict']!r} is neither same nor different")
        found.append(Decision(row["kind"], row["verdict"] == "same", row["name"], row["other"]))
    return found


def compared(name: str) -> str:
    """A name as decisions are compared with it: its words, folded, with single blanks."""
    return " ".join(tokens(name))


def decided(decisions: Sequence[Decision], groups: list[Group]) -> Verdicts:
    """What the decisions say of pairs of groups, by their places."""
    named: dict[str, set[int]] = defaultdict(set)
    for at, group in enumerate(groups if decisions else ()):
        for card in group.cards:
            named[compared(card.name)].add(at)
    verdicts: Verdicts = {}
    for decision in decisions:
        for first, second in product(named[compared(decision.name)], named[compared(decision.other)]):
            if first != second:
                verdicts[min(first, second), max(first, second)] = decision.same
    return verdicts
