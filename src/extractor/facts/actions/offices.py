"""Whom a common noun stands for: "the committee", "the Minister", "Defence Secretary"."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from extractor.facts.actions.actors import Actor, Mention
from extractor.facts.actions.lexicon import Lexicon
from extractor.facts.draft import Draft

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


class Body(Struct, frozen=True):
    """A body with its type and how often it is named."""

    type: str
    weight: int
    actor: Actor


class Offices:
    """The bodies of one article by type, and its people by role."""

    def __init__(self, text: str, draft: Draft, mentions: list[Mention], words: Lexicon) -> None:
        self._text, self._words, self._mentions = text, words, mentions
        self._starts = [mention.start for mention in mentions]
        self._roles = [
            (set(_WORD.findall((each.role or "").lower())), Actor(each.name, each.id)) for each in draft.people
        ]
        self._affiliations = {e.id: e.affiliation.institution_id for e in draft.people if e.affiliation}
        self.bodies = [Body(e.type, len(e.mentions), Actor(e.name, e.id)) for e in draft.institutions]

    def held(self) -> set[str | None]:
        """The ids of the people whose role the article tells."""
        return {actor.id for role, actor in self._roles if role}

    def body_of(self, person: Actor) -> Actor | None:
        """The body that a person belongs to."""
        return next((body.actor for body in self.bodies if body.actor.id == self._affiliations.get(person.id or "")), None)

    def speaks(self, actor: Actor) -> bool:
        """Whether a country, a ministry, a government or a union of states may be the "we" of a statement."""
        return actor.id is None or any(body.actor == actor and body.type in _STATES for body in self.bodies)

    def chamber(self, at: int) -> list[Actor]:
        """The chamber, committee or cabinet that is named most, before a place."""
        before = {mention.actor.id for mention in self._before(at)}
        deciding = [body for body in self.bodies if self._decides(body) and body.actor.id in before]
        return [max(deciding, key=lambda body: body.weight).actor] if deciding else []

    def _before(self, at: int) -> list[Mention]:
        return self._mentions[: bisect_right(self._starts, at)]

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
            elif matching := [body for body in self.bodies if body.type == kind]:
                yield max(matching, key=lambda body: (noun in body.actor.name.lower(), body.weight)).actor
                return

    def _officer(self, noun: str, at: int, bounds: tuple[int, int]) -> Iterator[Actor]:
        of_chief = noun in self._words.classes["chiefs"]
        words = (_WORD if of_chief else _CAPITALISED).findall(self._text, bounds[0], at)
        front = {word.lower() for word in words} - _ARTICLES
        matching = [actor for role, actor in self._roles if self._holds(role, noun, front)]
        if matching:
            before = [m.actor for m in self._before(at) if m.actor in matching]
            yield before[-1] if before else matching[0]
        elif (office := _OFFICE.match(self._text, *bounds)) and office.end() > at:
            nobody_else = [actor for role, actor in self._roles if not role and self._is_addressed(actor)]
            yield nobody_else[0] if len(nobody_else) == 1 else Actor(office["office"], None)

    def _holds(self, role: set[str], noun: str, front: set[str]) -> bool:
        """Whether a role may be the office of a noun with these words in front: no Shadow Minister is the Minister."""
        others = self._words.classes["other offices"]
        is_called = noun in role or (bool(front) and noun in self._words.classes["chiefs"])
        return is_called and front <= role and front & others == role & others

    def _is_addressed(self, actor: Actor) -> bool:
        return re.search(rf"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+{re.escape(actor.name.split()[-1])}\b", self._text) is not None
