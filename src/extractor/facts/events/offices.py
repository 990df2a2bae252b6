"""Whom a common noun stands for: "the committee", "the Minister", "Defence Secretary"."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from extractor.draft import Draft
from extractor.entity import Institution, Person
from extractor.facts.events.actors import Actor, Mention
from extractor.facts.events.lexicon import Lexicon

_OFFICE = re.compile(
    r"(?:(?:[Tt]he|[Oo]ur|[Tt]heir|[Ii]ts|[Hh]is|[Hh]er|[Mm]y)\s+)?"
    r"(?P<office>(?!(?:The|Our|Their|Its|His|Her|My|An?)\b)[A-Z][\w-]+(?:\s+(?:(?:of|for|and|the)\s+)*[A-Z][\w-]+)*)"
)
_UNLISTED = re.compile(
    r"(?:\b(?P<some>[Aa]n?)\s+(?:[a-z-]+\s+)*)?(?P<name>(?!(?:An?|The)\s)(?:[A-Z][\w.’'-]*\s+){1,4}\w+)$"
)
_CAPITALISED = re.compile(r"\b[A-Z]\w*")
_WORD = re.compile(r"\w+")
_STATES = ("ministry", "government", "intergovernmental")
_ARTICLES = frozenset({"the", "a", "an"})
_ADDRESS = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+(?=(?P<next>\S{1,120}))")
_EDGE = re.compile(r"\b")


class Body(Struct, frozen=True):
    """A body with its type and how often it is named."""

    type: str
    weight: int
    actor: Actor


class Offices:
    """The bodies of one article by type, and its people by role."""

    def __init__(self, text: str, draft: Draft, mentions: list[Mention], words: Lexicon) -> None:
        self._text, self._words = text, words
        self._starts = [mention.start for mention in mentions]
        self._places: defaultdict[str | None, list[int]] = defaultdict(list)
        for place, mention in enumerate(mentions):
            self._places[mention.actor.id].append(place)
        self._actors = [mention.actor for mention in mentions]
        self._roles = [
            (set(_WORD.findall((each.role or "").lower())), Actor(each.name, each.id)) for each in draft.of(Person)
        ]
        self._affiliations = {e.id: e.affiliation.institution_id for e in draft.of(Person) if e.affiliation}
        self._in_role: defaultdict[str, list[tuple[set[str], Actor]]] = defaultdict(list)
        for role, actor in self._roles:
            for word in role:
                self._in_role[word].append((role, actor))
        self.bodies = [Body(e.type, len(e.mentions), Actor(e.name, e.id)) for e in draft.of(Institution)]
        self._by_id = {body.actor.id: body.actor for body in self.bodies}
        self._holders: dict[tuple[str, frozenset[str]], tuple[list[Actor], list[int]]] = {}
        self._meant: dict[tuple[str, str], Actor | None] = {}

    def held(self) -> set[str | None]:
        """The ids of the people whose role the article tells."""
        return {actor.id for role, actor in self._roles if role}

    def body_of(self, person: Actor) -> Actor | None:
        """The body that a person belongs to."""
        return self._by_id.get(self._affiliations.get(person.id or "") or "")

    def speaks(self, actor: Actor) -> bool:
        """Whether a country, a ministry, a government or a union of states may be the "we" of a statement."""
        return actor.id is None or actor.id in self._states

    @cached_property
    def _states(self) -> frozenset[str | None]:
        return frozenset(body.actor.id for body in self.bodies if body.type in _STATES)

    def chamber(self, at: int) -> list[Actor]:
        """The chamber, committee or cabinet that is named most, before a place."""
        place = bisect_right(self._chambers, at, key=lambda chamber: chamber[0]) - 1
        return [self._chambers[place][1].actor] if place >= 0 else []

    @cached_property
    def _chambers(self) -> list[tuple[int, Body]]:
        """Where the article first names one of these that it names more often than any before."""
        found: list[tuple[int, Body]] = []
        for body in filter(self._decides, self.bodies):
            if not found or body.weight > found[-1][1].weight:
                found.append((self._starts[self._places[body.actor.id][0]], body))
        return found

    def _decides(self, body: Body) -> bool:
        cabinets, deciding = self._words.classes["cabinets"], self._words.classes["deciding"]
        return body.type in deciding or any(word in cabinets for word in body.actor.name.lower().split())

    def of(self, noun: str, at: int, bounds: tuple[int, int]) -> Iterator[Actor]:
        """The one that a noun in lower case stands for; ``bounds`` are its phrase's start and its sentence's end."""
        unlisted = _UNLISTED.search(self._text, bounds[0], at + len(noun))
        if unlisted and (unlisted["some"] or noun in self._words.classes["collective"]):
            yield Actor(unlisted["name"], None)
            return
        for kind in self._words.generic.get(noun, ()):
            if kind == "person":
                yield from self._officer(noun, at, bounds)
            elif meant := self._body(noun, kind):
                yield meant
                return

    def _body(self, noun: str, kind: str) -> Actor | None:
        """The body of a kind that has the noun in its name, or else is named most."""
        if (noun, kind) not in self._meant:
            matching = (body for body in self.bodies if body.type == kind)
            best = max(matching, key=lambda body: (noun in body.actor.name.lower(), body.weight), default=None)
            self._meant[noun, kind] = best.actor if best else None
        return self._meant[noun, kind]

    def _officer(self, noun: str, at: int, bounds: tuple[int, int]) -> Iterator[Actor]:
        of_chief = noun in self._words.classes["chiefs"]
        words = (_WORD if of_chief else _CAPITALISED).findall(self._text, bounds[0], at)
        front = frozenset(word.lower() for word in words) - _ARTICLES
        matching, places = self._holding(noun, front)
        if matching:
            last = bisect_right(places, bisect_right(self._starts, at) - 1) - 1
            yield self._actors[places[last]] if last >= 0 else matching[0]
        elif (office := _OFFICE.match(self._text, *bounds)) and office.end() > at:
            yield self._unknown[0] if len(self._unknown) == 1 else Actor(office["office"], None)

    def _holding(self, noun: str, front: frozenset[str]) -> tuple[list[Actor], list[int]]:
        """Those whose role is an office with these words, and their places among the mentions."""
        if (noun, front) not in self._holders:
            chief = bool(front) and noun in self._words.classes["chiefs"]
            holders = self._in_role[min(front) if chief else noun]
            matching = [actor for role, actor in holders if self._holds(role, front)]
            places = sorted(place for actor in matching for place in self._places[actor.id])
            self._holders[noun, front] = matching, places
        return self._holders[noun, front]

    def _holds(self, role: set[str], front: frozenset[str]) -> bool:
        """Whether a role may be an office with these words in front: no Shadow Minister is the Minister."""
        others = self._words.classes["other offices"]
        return front <= role and front & others == role & others

    @cached_property
    def _unknown(self) -> list[Actor]:
        """Those of whom the article tells no role but addresses them ("Mr Bell")."""
        words = {
            match["next"][: edge.start()]
            for match in _ADDRESS.finditer(self._text)
            for edge in _EDGE.finditer(match["next"])
        }
        return [actor for role, actor in self._roles if not role and actor.name.split()[-1] in words]
