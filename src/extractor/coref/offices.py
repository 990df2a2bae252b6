"""Whom an office without a name tells ("Defence Secretary"), and the body of which members are told ("MPs")."""

import re
from bisect import bisect_right
from functools import cached_property

from extractor.coref.context import Context, Referent, referent_of
from extractor.coref.mentions import Nouns
from extractor.entity import Institution, Person

_OFFICE = re.compile(
    r"(?:(?:[Tt]he|[Oo]ur|[Tt]heir|[Ii]ts|[Hh]is|[Hh]er|[Mm]y)\s+)?"
    r"(?P<office>(?!(?:The|Our|Their|Its|His|Her|My|An?)\b)[A-Z][\w-]+(?:\s+(?:(?:of|for|and|the)\s+)*[A-Z][\w-]+)*)"
)
_CAPITALISED = re.compile(r"\b[A-Z]\w*")
_WORD = re.compile(r"\w+")


class Offices:
    """Finds those who hold an office, by their roles, and bodies by what kind of body they are.

    Args:
        context: the article with its people and institutions.
        nouns: those that stand for people and bodies.
    """

    def __init__(self, context: Context, nouns: Nouns) -> None:
        self._context, self._text, self._nouns = context, context.text, nouns
        self._meant: dict[tuple[str, str], Referent | None] = {}
        self._holders: dict[tuple[str, frozenset[str]], list[int]] = {}

    def find(self, noun: str, at: int, bounds: tuple[int, int]) -> Referent | None:
        """The one that a noun in small letters stands for; an office of which nobody is told is a name of its own.

        Args:
            noun: the head of the phrase.
            at: where it stands (code points).
            bounds: where its phrase begins and its sentence ends.
        """
        for kind in self._nouns.kinds.get(noun, ()):
            if kind == "person":
                return self._officer(noun, at, bounds)
            if (meant := self._body(noun, kind)) is not None:
                return meant
        return None

    def _body(self, noun: str, kind: str) -> Referent | None:
        """The only body of a kind, or the one that has the noun in its name."""
        if (noun, kind) not in self._meant:
            bodies = [each for each in self._context.draft.of(Institution) if each.type == kind]
            named = [each for each in bodies if noun in each.name.lower()] or bodies
            self._meant[noun, kind] = referent_of(named[0]) if len(named) == 1 else None
        return self._meant[noun, kind]

    def _officer(self, noun: str, at: int, bounds: tuple[int, int]) -> Referent | None:
        """Who holds the office and was named last before it, or else first."""
        chief = noun in self._nouns.chiefs
        words = (_WORD if chief else _CAPITALISED).findall(self._text, bounds[0], at)
        front = frozenset(word.lower() for word in words) - self._nouns.articles
        if places := self._holding(noun, front, chief=chief and bool(front)):
            spans = self._context.spans
            before = bisect_right(places, at, key=lambda place: spans[place][0])
            return referent_of(spans[places[max(before - 1, 0)]][2])
        office = _OFFICE.match(self._text, *bounds)
        return Referent(office["office"], None, person=True) if office and office.end() > at else None

    def _holding(self, noun: str, front: frozenset[str], *, chief: bool) -> list[int]:
        """Where those are named whose role has these words and the noun; no Shadow Minister is the Minister."""
        if (noun, front) not in self._holders:
            asked, apart = front | (set() if chief else {noun}), self._nouns.apart
            roles = self._roles.items()
            holding = {id_ for id_, role in roles if asked <= role and front & apart == role & apart}
            places = (place for place, span in enumerate(self._context.spans) if span[2].id in holding)
            self._holders[noun, front] = list(places)
        return self._holders[noun, front]

    @cached_property
    def _roles(self) -> dict[str, set[str]]:
        people = self._context.draft.of(Person)
        return {person.id: set(_WORD.findall((person.role or "").lower())) for person in people}
