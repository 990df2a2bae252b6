"""Speakers: from the words beside a quotation to the person or body of the record."""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from extractor.facts.quotes.scene import Scene, Voice, Words
from extractor.facts.quotes.speech import Speech
from extractor.record import Institution, Person

_SINGULAR = frozenset({"he", "she", "his", "her"})
_PLURAL = frozenset({"it", "they", "we", "its", "their", "our", "i"})
_DEFINITE = re.compile(r"(?:the|this|that|our|his|her|its)\s+(?:[\w’'-]+\s+)*?(?P<noun>[\w’'-]+)$", re.IGNORECASE)
_SPEAKS_FOR = re.compile(r"\b(?:of|for|to|from|with)\b")
_WORD = re.compile(r"\w[\w’'-]*")
_NAME_WORD = re.compile(r"[\w’'.-]*[\w.]")
_TITLE_REACH = 40
_LONGEST_ACRONYM = 4
_BEFORE_NAMES = ("title", "self", "body")
_HOLDS = ("title", "self")
_OF = re.compile(r"\s+(?:of|on|for|to|against|and)\s")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the clean name and the id in the record, both None where the text names nobody."""

    name: str | None
    id: str | None
    person: bool = False


NOBODY = Speaker(None, None)

_Entity = Person | Institution
_Span = tuple[int, int, _Entity]


class Casting:
    """Finds the entity that words name, keeping in mind who was spoken of and who spoke.

    Args:
        scene: the article with its people and institutions.
        speech: the words of speech.
    """

    def __init__(self, scene: Scene, speech: Speech) -> None:
        self._scene = scene
        self._text = scene.text
        self._speech = speech
        entities: list[_Entity] = [*scene.draft.people, *scene.draft.institutions]
        spans = [(mention.start, mention.end, entity) for entity in entities for mention in entity.mentions]
        self._spans: list[_Span] = sorted(spans, key=lambda span: (span[0], -span[1]))
        self._starts = [start for start, _, _ in self._spans]
        self._longest = max((end - start for start, end, _ in self._spans), default=0)
        self._titles: dict[str, list[str]] = {}
        self._spoke: list[tuple[int, Speaker]] = []

    def cast(self, mention: Words) -> Speaker:
        """The speaker whom a mention names; remembered for the pronouns that follow."""
        speaker = self._find(mention)
        if speaker.name is not None:
            self._spoke.append((mention.start, speaker))
        return speaker

    def fuller(self, voice: Voice) -> Words | None:
        """The words of a voice that name its speaker: those farther off where a pronoun beside it means the same."""
        if voice.mention is None or voice.outer is None:
            return voice.mention
        one, other = self._find(voice.mention), self._find(voice.outer)
        same = one == other if one.name is not None else self._said(voice.mention) == self._said(voice.outer)
        return voice.outer if same else voice.mention

    def _find(self, mention: Words) -> Speaker:
        said = self._said(mention)
        if said in _SINGULAR:
            return self._pronoun(mention, said)
        if said in _PLURAL:
            return self._body_before() if said in ("it", "they") else NOBODY
        return self._named(mention) or self._definite(mention, said) or self._unlisted(mention) or NOBODY

    def _said(self, mention: Words) -> str:
        return " ".join(self._text[mention.start : mention.end].lower().split())

    def _named(self, mention: Words) -> Speaker | None:
        """The entity whose name stands at the mention's head, or for which the head noun speaks."""
        first = bisect_left(self._starts, mention.start - self._longest)
        last = bisect_left(self._starts, mention.end)
        inside = [span for span in self._spans[first:last] if mention.start < span[1]]
        at_head = [span for span in inside if span[0] <= mention.head < span[1]]
        for kind in (Person, Institution):
            for _, _, entity in at_head:
                if isinstance(entity, kind):
                    return _speaker(entity)
        if labelled := next(filter(self._labelled(mention), self._spans[first:last]), None):
            return _speaker(labelled[2])
        head = self._head(mention)
        beside = [span for span in inside if isinstance(span[2], Person) and span[0] > mention.head]
        if beside and not _SPEAKS_FOR.search(self._text, mention.head, beside[0][0]):
            return _speaker(beside[0][2])
        speaks_for = self._speech.roles.get(head.lower())
        if beside and speaks_for in _HOLDS and self._closes(mention, beside[-1]):
            return _speaker(beside[-1][2])
        if speaks_for == "body":
            return next((_speaker(entity) for _, _, entity in inside if isinstance(entity, Institution)), None)
        return self._by_surname(head)

    def _labelled(self, mention: Words) -> Callable[[_Span], bool]:
        """Whether the mention's head stands in the party label behind a person: "Ana Brook  D NM"."""

        def holds(span: _Span) -> bool:
            label = self._speech.party.match(self._text, span[1]) if span[1] <= mention.head else None
            return isinstance(span[2], Person) and label is not None and mention.head < label.end()

        return holds

    def _by_surname(self, head: str) -> Speaker | None:
        if not head[:1].isupper():
            return None
        bearers = [person for person in self._scene.draft.people if person.name.split()[-1].lower() == head.lower()]
        return _speaker(bearers[0]) if len(bearers) == 1 else None

    def _closes(self, mention: Words, person: _Span) -> bool:
        """Whether a role ends with its holder's name ("the Member for the North Ana Brook")."""
        before = self._text[mention.head : person[0]].split()
        return person[1] == mention.end and not _SPEAKS_FOR.fullmatch(before[-1])

    def _definite(self, mention: Words, said: str) -> Speaker | None:
        """The holder of a role ("the senator"), or the body whose name or type the noun tells ("the ministry").

        Where nobody holds the role, whoever a pronoun would stand for.
        """
        match = _DEFINITE.match(said)
        if match is None:
            return None
        noun = match["noun"]
        place = bisect_left(self._starts, mention.start)
        last = self._spoke[-1][1].id if self._spoke else None
        spans = self._spans[:place]
        by_last = (span for span in reversed(spans) if span[2].id == last)
        for start, end, entity in chain(by_last, reversed(spans)):
            if isinstance(entity, Institution):
                if noun in (entity.name.lower().split()[-1], _head_noun(entity.name)):
                    return _speaker(entity)
            elif noun in self._speech.roles:
                titled = self._text[max(0, start - _TITLE_REACH) : end].lower()
                if noun in (entity.role or "").lower() or noun in _WORD.findall(titled):
                    return _speaker(entity)
        own = any(word[0].isupper() for word in self._text[mention.start : mention.end].split()[1:])
        if noun in self._speech.bodies and not own:
            of_type = (
                entity
                for _, _, entity in reversed(self._spans[:place])
                if isinstance(entity, Institution) and entity.type == self._speech.bodies[noun]
            )
            return next((_speaker(entity) for entity in of_type), None)
        holds = noun in self._speech.genders or self._speech.roles.get(noun) in _HOLDS
        if holds and said.startswith("the ") and not noun.endswith("s"):
            return self._pronoun(mention, self._speech.genders.get(noun, ""))
        return None

    def _unlisted(self, mention: Words) -> Speaker | None:
        """A name that the record does not list: the capitalised words at the head, without titles before them."""
        head = _WORD.match(self._text, mention.head)
        name: list[str] = []
        for word in reversed(_NAME_WORD.findall(self._text[mention.start : head.end() if head else mention.end])):
            if not word[0].isupper() or self._speech.roles.get(word.strip(".").lower()) in _BEFORE_NAMES:
                break
            name.insert(0, word)
        if not name:
            return None
        label = self._scene.label(mention.head) or "PERSON"
        clean = " ".join(word.title() if word.isupper() and len(word) > _LONGEST_ACRONYM else word for word in name)
        return Speaker(clean.removesuffix("’s").removesuffix("'s"), None, person=label == "PERSON")

    def _pronoun(self, mention: Words, said: str) -> Speaker:
        """Whom a pronoun stands for.

        The person nearest before it in its sentence; else the first of the last sentence of its paragraph that names
        one; else who spoke last; else who was spoken of last.
        """
        place = bisect_left(self._starts, mention.start)
        opening = bisect_left(self._starts, self._scene.paragraph_start(mention.start))
        if near := [span for span in self._spans[opening:place] if self._may_be(span, said)]:
            sentence = self._scene.sentence(near[-1][0])
            same = self._scene.sentence(mention.start).start == sentence.start
            first = [span for span in near if self._scene.sentence(span[0]).start == sentence.start]
            return _speaker((near[-1] if same else first[0])[2])
        for _, speaker in reversed(self._spoke):
            if speaker.person:
                return speaker
        before = next((span for span in reversed(self._spans[:place]) if self._may_be(span, said)), None)
        return _speaker(before[2]) if before else NOBODY

    def _may_be(self, span: _Span, said: str) -> bool:
        return isinstance(span[2], Person) and self._scene.quoted_at(span[0]) is None and self._fits(span, said)

    def _fits(self, span: _Span, said: str) -> bool:
        """Whether nothing in the person's role or the title before this mention contradicts the pronoun."""
        pronoun = {"his": "he", "her": "she"}.get(said, said)
        entity = span[2]
        assert isinstance(entity, Person)
        words = self._titles.get(entity.id)
        if words is None:
            titles = [self._title_before(mention.start) for mention in entity.mentions]
            words = self._titles[entity.id] = _WORD.findall(f"{entity.role or ''} {' '.join(titles)}".lower())
        return not pronoun or all(self._speech.genders.get(word, pronoun) == pronoun for word in words)

    def _title_before(self, start: int) -> str:
        words = self._text[max(0, start - _TITLE_REACH) : start].split()
        return words[-1].strip(".") if words else ""

    def _body_before(self) -> Speaker:
        if self._spoke and not self._spoke[-1][1].person:
            return self._spoke[-1][1]
        return NOBODY

    def _head(self, mention: Words) -> str:
        word = _WORD.match(self._text, mention.head)
        return word[0] if word else ""


def _speaker(entity: _Entity) -> Speaker:
    return Speaker(entity.name, entity.id, isinstance(entity, Person))


def _head_noun(name: str) -> str:
    """The noun that says what kind of body a name names ("Ministry of Ports": ministry)."""
    return _OF.split(name, maxsplit=1)[0].lower().split()[-1]
