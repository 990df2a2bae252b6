"""Whom "he", "she" and roles without a name stand for."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from extractor.coref.context import Context, Referent
from extractor.coref.lexicon import Nouns
from extractor.record import Person

_WORD = re.compile(r"\w[\w’'-]*")
_TITLE_REACH = 40
_LONGEST_TITLE = 6
_OWNS = ("’", "'")
_OWN = {"his": "he", "him": "he", "her": "she"}


class _Spoke(Struct):
    """Speakers for whom a pronoun may stand, among so many that were read."""

    read: int = 0
    fitting: list[Referent] = []


class Pronouns:
    """Finds people by what is known of them where no name stands.

    Args:
        context: the article.
        nouns: those that stand for people and bodies.
    """

    def __init__(self, context: Context, nouns: Nouns) -> None:
        self._context = context
        self._nouns = nouns
        self._spans = context.spans
        self._starts = [start for start, _, _ in context.spans]
        self._people = {person.id: person for person in context.draft.people}
        self._told: dict[str, str] = {}
        self._known: dict[str, list[int]] = {}
        self._spoke: dict[str, _Spoke] = {}

    def speaker(self, start: int, said: str, spoke: Sequence[Referent]) -> Person | Referent | None:
        """Whom the pronoun ``said`` at ``start`` stands for (or a role without a name, where it is empty).

        The person nearest before it in its sentence; else the first of the last sentence of its paragraph that names
        one; else who spoke last (``spoke``: the speakers so far); else the first of the last sentence that names one.
        """
        pronoun = _OWN.get(said, said)
        place = bisect_left(self._starts, start)
        opening = bisect_left(self._starts, self._context.paragraph_start(start))
        near = self._latest(opening, place, pronoun)
        asking: set[str] = set()
        if near:
            same = self._context.sentence(start).start == self._context.sentence(near[-1][0]).start
            if not same:
                return near[0][1]
            asking = {person.id for begins, person in near if self._asks(begins)}
            answering = [person for _, person in near if person.id not in asking]
            if answering:
                return answering[-1]
        for speaker in reversed(self._heard(spoke, pronoun)):
            if speaker.id not in asking:
                return speaker
        far = self._latest(0, opening, pronoun)
        return far[0][1] if far else None

    def _heard(self, spoke: Sequence[Referent], pronoun: str) -> list[Referent]:
        """Those who spoke for whom the pronoun may stand."""
        known = self._spoke.setdefault(pronoun, _Spoke())
        for speaker in spoke[known.read :]:
            if speaker.person and (speaker.id is None or self._fits(self._people[speaker.id], pronoun)):
                known.fitting.append(speaker)
        known.read = len(spoke)
        return known.fitting

    def _latest(self, first: int, last: int, pronoun: str) -> list[tuple[int, Person]]:
        """Those who may be meant in the last sentence that names one, among the spans from ``first`` to ``last``.

        Owners only where it names nobody else ("Reeve's lawyer, Ana Brook, denied it"), labels of a transcript never.
        """
        found: list[tuple[int, Person]] = []
        owners = []
        fitting = self._fitting(pronoun)
        for place in range(bisect_left(fitting, last) - 1, bisect_left(fitting, first) - 1, -1):
            begins, ends, entity = self._spans[fitting[place]]
            if found and self._context.sentence(begins).start != self._context.sentence(found[0][0]).start:
                break
            assert isinstance(entity, Person)
            found.insert(0, (begins, entity))
            if self._context.text[ends : ends + 1] in _OWNS:
                owners.append(begins)
        return [item for item in found if item[0] not in owners] or found

    def _fitting(self, pronoun: str) -> list[int]:
        """The places among the spans of those who may be meant."""
        if pronoun not in self._known:
            self._known[pronoun] = [
                place
                for place, (begins, ends, entity) in enumerate(self._spans)
                if isinstance(entity, Person)
                and self._context.text[ends : ends + 1] != ":"
                and self._may_be(begins, entity, pronoun)
            ]
        return self._known[pronoun]

    def _asks(self, start: int) -> bool:
        """Whether somebody is named as who puts a question to another ("asked by Ms Brook, she said …")."""
        words = self._context.text[self._context.bounds(self._context.sentence(start))[0] : start].split()
        for place in range(len(words) - 1, max(0, len(words) - _LONGEST_TITLE), -1):
            if words[place] == "by":
                return words[place - 1].lower() in self._nouns.saying
        return False

    def _may_be(self, start: int, person: Person, pronoun: str) -> bool:
        return self._context.quoted_at(start) is None and self._fits(person, pronoun)

    def _fits(self, person: Person, pronoun: str) -> bool:
        return not pronoun or self._of(person) in ("", pronoun)

    def _of(self, person: Person) -> str:
        """The pronoun that a person's titles and roles tell, or else the given name; empty where they tell none."""
        told = self._told.get(person.id)
        if told is None:
            titles = [self._title_before(mention.start) for mention in person.mentions]
            words = _WORD.findall(f"{person.role or ''} {' '.join(titles)}".lower())
            genders = [self._nouns.genders[word] for word in words if word in self._nouns.genders]
            given, *further = person.name.lower().split()
            told = genders[0] if genders else self._nouns.given.get(given, "") if further else ""
            self._told[person.id] = told
        return told

    def _title_before(self, start: int) -> str:
        words = self._context.text[max(0, start - _TITLE_REACH) : start].split()
        return words[-1].strip(".") if words else ""
