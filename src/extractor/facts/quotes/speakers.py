"""Speakers: from the words beside a quotation to the person or body of the record."""

import re
from bisect import bisect_left
from collections.abc import Callable
from itertools import chain

from extractor.facts.quotes.pronouns import Pronouns, Span
from extractor.facts.quotes.scene import Scene, Speaker, Voice, Words
from extractor.facts.quotes.speech import Speech
from extractor.record import Institution, Person

_NAMES = frozenset({"NNP", "NNPS"})
_SINGULAR = frozenset({"he", "she", "his", "him", "her"})
_PLURAL = frozenset({"it", "they", "we", "its", "their", "our", "i"})
_PRONOUNS = _SINGULAR | _PLURAL
_ARTICLE = len("The ")
_DEFINITE = re.compile(r"(?:the|this|that|our|his|her|its) (?P<title>(?:[\w’'-]+ )*?(?P<noun>[\w’'-]+))$")
_FROM = re.compile(r"\b(?:from|by|of)\b")
_OWNED = re.compile(r"[’']s?\s")
_SPEAKS_FOR = re.compile(r"\b(?:of|for|to|from|with)\b")
_WORD = re.compile(r"\w[\w’'-]*")
_NAME_WORD = re.compile(r"[\w’'.-]*[\w.]")
_TITLE_REACH = 40
_LONGEST_ACRONYM = 4
_BEFORE_NAMES = ("title", "self", "body")
_OF_BODIES = ("body", "paper")
_HOLDS = ("title", "self")
_OF = re.compile(r"\s+(?:of|on|for|to|against|and)\s")


NOBODY = Speaker(None, None)

_Entity = Person | Institution


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
        self._spans: list[Span] = sorted(spans, key=lambda span: (span[0], -span[1]))
        self._starts = [start for start, _, _ in self._spans]
        self._longest = max((end - start for start, end, _ in self._spans), default=0)
        self._pronouns = Pronouns(scene, speech, self._spans)
        self._spoke: list[Speaker] = []

    def cast(self, mention: Words) -> Speaker:
        """The speaker whom a mention names; remembered, even when unknown, for the pronouns that follow."""
        speaker = self._find(mention)
        if speaker.name is not None or self._said(mention) not in _PRONOUNS:
            self._spoke.append(speaker)
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
            return self._body_before(mention.start) if said in ("it", "they") else NOBODY
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
        if beside and (self._closes(mention, beside[-1], speaks_for) or self._wrote(mention, beside[-1])):
            return _speaker(beside[-1][2])
        if speaks_for in _OF_BODIES:
            bodies = (span for span in inside if isinstance(span[2], Institution))
            own = speaks_for == "body"
            return next((_speaker(body[2]) for body in bodies if own or self._wrote(mention, body)), None)
        return self._by_surname(head)

    def _labelled(self, mention: Words) -> Callable[[Span], bool]:
        """Whether the mention's head stands in what labels a person: "Ana Brook  D NM", "Ana Brook MP"."""

        def holds(span: Span) -> bool:
            if not isinstance(span[2], Person) or span[1] > mention.head:
                return False
            label = self._speech.party.match(self._text, span[1])
            letters = self._text[span[1] : mention.end].strip(" ,")
            return letters.isupper() or (label is not None and mention.head < label.end())

        return holds

    def _by_surname(self, head: str) -> Speaker | None:
        if not head[:1].isupper():
            return None
        bearers = [person for person in self._scene.draft.people if person.name.split()[-1].lower() == head.lower()]
        return _speaker(bearers[0]) if len(bearers) == 1 else None

    def _closes(self, mention: Words, person: Span, speaks_for: str | None) -> bool:
        """Whether a role ends with its holder's name ("the Member for the North Ana Brook", "one of us, Ana Brook")."""
        before = self._text[mention.head : person[0]].split()
        letters = self._text[person[1] : mention.end]
        if letters and not letters.isupper():
            return False
        if speaks_for is None and self._speech.roles.get(before[-1]) == "self":
            return True
        while len(before) > 1 and self._speech.roles.get(before[-1].strip(".").lower()) in _HOLDS:
            before.pop()
        if before[-1].endswith(","):
            return True
        return speaks_for in _HOLDS and not _SPEAKS_FOR.fullmatch(before[-1])

    def _wrote(self, mention: Words, who: Span) -> bool:
        """Whether a paper is somebody's ("a statement from Senator Ana Brook", "the Ministry of Ports report")."""
        if self._speech.roles.get(self._head(mention).lower()) not in _OF_BODIES:
            return False
        return who[1] <= mention.head or _FROM.search(self._text, mention.head, who[0]) is not None

    def _definite(self, mention: Words, said: str) -> Speaker | None:
        """The holder of a role ("the senator"), or the body whose name or type the noun tells ("the ministry").

        Where nobody holds the role, whoever a pronoun would stand for who is not known by another office.
        """
        match = _DEFINITE.match(said)
        if match is None:
            return None
        title, noun = match["title"], match["noun"]
        office = title if title in self._speech.offices else noun
        spans = self._spans[: bisect_left(self._starts, mention.start)]
        last = self._spoke[-1].id if self._spoke else None
        for span in chain((span for span in reversed(spans) if span[2].id == last), reversed(spans)):
            if self._is_called(span, noun, office):
                return _speaker(span[2])
        own = any(word[0].isupper() for word in self._text[mention.start : mention.end].split()[1:])
        if noun in self._speech.bodies and not own:
            bodies = (entity for _, _, entity in reversed(spans) if isinstance(entity, Institution))
            return next((_speaker(body) for body in bodies if body.type == self._speech.bodies[noun]), None)
        holds = noun in self._speech.genders or self._speech.roles.get(noun) in _HOLDS
        if holds and said.startswith("the ") and not noun.endswith("s") and not _OWNED.search(said):
            found = self._pronoun(mention, self._speech.genders.get(noun, ""))
            return NOBODY if office in self._speech.offices and self._has_role(found) else found
        return None

    def _is_called(self, span: Span, noun: str, office: str) -> bool:
        """Whether a body's name or type is ``noun``, or a person's role or the title before the name ``office``."""
        start, end, entity = span
        if isinstance(entity, Institution):
            return noun in (entity.name.lower().split()[-1], _head_noun(entity.name))
        if noun not in self._speech.roles:
            return False
        titled = " ".join(_WORD.findall(self._text[max(0, start - _TITLE_REACH) : end].lower()))
        return office in (entity.role or "").lower() or f" {office} " in f" {titled} "

    def _has_role(self, speaker: Speaker) -> bool:
        return any(person.role for person in self._scene.draft.people if person.id == speaker.id)

    def _unlisted(self, mention: Words) -> Speaker | None:
        """A name that the record does not list: the capitalised words at the head, without titles before them."""
        head = _WORD.match(self._text, mention.head)
        if not self._may_be_name(mention) or self._in_law(mention.head):
            return None
        name: list[str] = []
        for word in reversed(_NAME_WORD.findall(self._text[mention.start : head.end() if head else mention.end])):
            if not word[0].isupper() or self._speech.roles.get(word.strip(".").lower()) in _BEFORE_NAMES:
                break
            name.insert(0, word)
        if not name:
            return None
        label = self._scene.label(mention.head) or "PERSON"
        titled = self._is_titled(mention, name[0])
        clean = " ".join(
            word.title() if word.isupper() and (titled or len(word) > _LONGEST_ACRONYM) else word for word in name
        )
        return Speaker(clean.removesuffix("’s").removesuffix("'s"), None, person=label == "PERSON")

    def _may_be_name(self, mention: Words) -> bool:
        """Whether the head is a name to the model or the parser, and not the party behind one that was lost."""
        token = self._scene.parsed(mention.head)
        if token is not None and token.tag_ not in _NAMES and self._scene.label(mention.head) is None:
            return False
        return self._speech.party.fullmatch("  " + self._text[mention.start : mention.end]) is None

    def _in_law(self, offset: int) -> bool:
        laws = self._scene.draft.instruments
        return any(mention.start <= offset < mention.end for law in laws for mention in law.mentions)

    def _is_titled(self, mention: Words, first: str) -> bool:
        """Whether a title stands before the first word of a name ("SEN. REID")."""
        place = self._text.find(first, mention.start, mention.end)
        before = self._text[max(0, place - _TITLE_REACH) : place].split()
        return bool(before) and self._speech.roles.get(before[-1].strip(".").lower()) == "title"

    def _pronoun(self, mention: Words, said: str) -> Speaker:
        found = self._pronouns.speaker(mention.start, said, self._spoke)
        return _speaker(found) if isinstance(found, Person) else found or NOBODY

    def _body_before(self, start: int) -> Speaker:
        """The body with which the sentence before ``start`` in its paragraph begins, or that spoke last."""
        opening = self._scene.bounds(self._scene.sentence(start))[0]
        if opening > self._scene.paragraph_start(start):
            before, _ = self._scene.bounds(self._scene.sentence(opening - 1))
            first = bisect_left(self._starts, before)
            for begins, _, entity in self._spans[first : bisect_left(self._starts, before + _ARTICLE + 1)]:
                if begins < opening and isinstance(entity, Institution):
                    return _speaker(entity)
        return self._spoke[-1] if self._spoke and not self._spoke[-1].person else NOBODY

    def _head(self, mention: Words) -> str:
        word = _WORD.match(self._text, mention.head)
        return word[0] if word else ""


def _speaker(entity: _Entity) -> Speaker:
    return Speaker(entity.name, entity.id, isinstance(entity, Person))


def _head_noun(name: str) -> str:
    """The noun that says what kind of body a name names ("Ministry of Ports": ministry)."""
    return _OF.split(name, maxsplit=1)[0].lower().split()[-1]
