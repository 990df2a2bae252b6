"""The law that a bare noun stands for: "the Bill", "the Act"."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable

from extractor.facts.instruments.matching import LAWS
from extractor.facts.instruments.mention import Entity, Found

_ANY_LAW = "any law"


class _Kin:
    """The laws of one head noun: their places in a list, and where each of their mentions begins."""

    def __init__(self) -> None:
        self.laws: set[int] = set()
        self.mentions: list[tuple[int, int]] = []


class Anaphora:
    """The laws of one text, by the nouns that their mentions have."""

    def __init__(self, made: list[Entity]) -> None:
        self._made = made
        self._kin: defaultdict[str, _Kin] = defaultdict(_Kin)
        self._nouns: list[set[str]] = []
        for place, entity in enumerate(made):
            self._nouns.append(set())
            self._join(place, _nouns(entity.found))
        for kin in self._kin.values():
            kin.mentions.sort()

    def law(self, item: Found) -> int | None:
        """The place of the last one before it of that kind, else of the only one."""
        kin = self._kin.get(item.head) or (self._kin.get(_ANY_LAW) if item.type in LAWS else None)
        if kin is None:
            return None
        if before := bisect_left(kin.mentions, (item.start,)):
            return kin.mentions[before - 1][1]
        return next(iter(kin.laws)) if len(kin.laws) == 1 else None

    def add(self, place: int, item: Found) -> None:
        """The noun is a mention of the law at this place."""
        for noun in self._nouns[place]:
            insort(self._kin[noun].mentions, (item.start, place))
        self._made[place].found.append(item)
        if new := _nouns([item]) - self._nouns[place]:
            self._join(place, new)
            for noun in new:
                self._kin[noun].mentions.sort()

    def _join(self, place: int, nouns: set[str]) -> None:
        self._nouns[place] |= nouns
        for noun in nouns:
            self._kin[noun].laws.add(place)
            self._kin[noun].mentions += [(item.start, place) for item in self._made[place].found]


def _nouns(found: Iterable[Found]) -> set[str]:
    return {noun for item in found for noun in (item.head, *([_ANY_LAW] if item.type in LAWS else []))}
