"""Whom pronouns and nouns such as "the senators" or "both countries" stand for: those who acted before."""

from extractor.facts.events.actors import Actor, is_person
from extractor.facts.events.lexicon import Lexicon
from extractor.tree import Token

_PAIR = 2
_THEY = ("they", "their")


class Antecedents:
    """Those who acted so far in one article."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words
        self._last: dict[bool, Actor] = {}
        self._group: list[Actor] = []

    def last(self, *, person: bool) -> Actor | None:
        """The person who acted last, or the body or country."""
        return self._last.get(person)

    def group(self, head: Token) -> list[Actor]:
        """The people, or the two bodies, that acted together just before: those whom "they" or "both lawmakers" are."""
        return self._group if self._group and (head.lower_ in _THEY or self._points_back(head)) else []

    def _points_back(self, head: Token) -> bool:
        people = is_person(self._group[0])
        named = head.lower_ in self._words.classes["members" if people else "sides"]
        return named and any(child.lower_ in self._words.classes["those"] for child in head.children)

    def remember(self, actors: list[Actor], *, in_clause: bool) -> None:
        """The actors of an event: "they" may stand for several of them until another acts.

        ``in_clause`` is whether they are the subject of a clause, so that the pronouns of the next stand for them.
        """
        for actor in reversed(actors) if in_clause else ():
            self._last[is_person(actor)] = actor
        people = [actor for actor in actors if is_person(actor)]
        if people and people == actors:
            self._group = people if len(people) > 1 else []
        elif actors and not people and in_clause:
            self._group = actors if len(actors) == _PAIR else self._group if self._is_of_people() else []
            if len(actors) > _PAIR:
                self._last.pop(False, None)  # nobody knows which of them "it" is

    def _is_of_people(self) -> bool:
        return bool(self._group) and is_person(self._group[0])
