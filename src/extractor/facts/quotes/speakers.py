"""Speakers: from the words beside a quotation to the person or body of the record."""

import re
from bisect import bisect_left
from collections.abc import Callable

from extractor.facts.quotes.holders import Holders
from extractor.facts.quotes.pronouns import Pronouns
from extractor.facts.quotes.scene import NOBODY, Scene, Span, Speaker, Voice, Words, speaker_of
from extractor.facts.quotes.speech import Speech
from extractor.facts.quotes.together import Groups, joined
from extractor.facts.quotes.unlisted import unlisted
from extractor.record import Institution, Person

_SINGULAR = frozenset({"he", "she", "his", "him", "her"})
_PLURAL = frozenset({"it", "they", "we", "its", "their", "our", "i"})
_PRONOUNS = _SINGULAR | _PLURAL
_ARTICLE = len("The ")
_FROM = re.compile(r"\b(?:from|by|of)\b")
_SET_BESIDE = re.compile(r",\s+(?:[A-Z][\w.]*\s+){0,3}")
_SPEAKS_FOR = re.compile(r"\b(?:of|for|to|from|with)\b")
_OWNER = re.compile(r"(?P<last>[Ii]ts|[Tt]heir)\b|(?:\w+\s+){1,4}(?P<noun>\w+)(?=[’']s?\s)")
_WORD = re.compile(r"\w[\w’'-]*")
_OF_BODIES = ("body", "paper")
_HOLDS = ("title", "self")


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
        self._spans = scene.spans
        self._starts = [start for start, _, _ in self._spans]
        self._longest = max((end - start for start, end, _ in self._spans), default=0)
        self._pronouns = Pronouns(scene, speech)
        self._holders = Holders(scene, speech)
        self._groups = Groups(scene, speech)
        self._spoke: list[Speaker] = []
        self._last: list[Speaker] = []

    def cast(self, mention: Words, cue: int | None) -> list[Speaker]:
        """Those whom a mention names, in order; remembered, even when unknown, for pronouns further on.

        ``cue`` is where the verb stands by which they speak.
        """
        together = self._together(mention, cue)
        speaker = together[0] if together else self._find(mention)
        if speaker.name is not None or self._said(mention) not in _PRONOUNS:
            self._spoke.append(speaker)
        if speaker.name is None:
            return [speaker]
        self._last = together or [speaker, *self._beside(mention, speaker)]
        return self._last

    def _together(self, mention: Words, cue: int | None) -> list[Speaker]:
        """Those who are meant by a plural role, by "they" after they have said something together, or by a list."""
        if self._said(mention) == "they":
            return self._last if len(self._last) > 1 else []
        listed = self._groups.holding(mention, cue)
        return [speaker_of(person) for person in listed or self._groups.find(mention)]

    def _beside(self, mention: Words, speaker: Speaker) -> list[Speaker]:
        """Those who say it together with the speaker whom a mention names."""
        named = (self._named(other) for other in joined(self._scene, mention))
        return [*dict.fromkeys(other for other in named if other is not None and other != speaker)]

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
            return self._body_before(mention.start) if said in ("it", "they", "its", "their") else NOBODY
        last = self._spoke[-1].id if self._spoke else None
        holder = self._named(mention) or self._holders.find(mention, last)
        if holder is not None:
            return holder
        if (owner := self._owner(mention)) is not None:
            return self._find(owner)
        pronoun = self._holders.pronoun(mention)
        return (
            unlisted(self._scene, self._speech, mention) or NOBODY
            if pronoun is None
            else self._pronoun(mention, pronoun)
        )

    def _said(self, mention: Words) -> str:
        return " ".join(self._text[mention.start : mention.end].lower().split())

    def _named(self, mention: Words) -> Speaker | None:
        """The entity whose name stands at the mention's head, or for which the head noun speaks."""
        first = bisect_left(self._starts, mention.start - self._longest)
        last = bisect_left(self._starts, mention.end)
        inside = [span for span in self._spans[first:last] if mention.start < span[1]]
        at_head = [span for span in inside if span[0] <= mention.head < span[1] and not self._heads(span, inside)]
        for kind in (Person, Institution):
            for _, _, entity in at_head:
                if isinstance(entity, kind):
                    return speaker_of(entity)
        if labelled := next(filter(self._labelled(mention), self._spans[first:last]), None):
            return speaker_of(labelled[2])
        return self._person_in(mention, inside) or self._body_in(mention, inside) or self._by_surname(mention)

    def _heads(self, body: Span, inside: list[Span]) -> bool:
        """Whether a person is set beside a body whose office is theirs ("Secretary of the Union, Ana Brook")."""
        beside = next((span for span in inside if span[0] > body[1] and isinstance(span[2], Person)), None)
        return (
            isinstance(body[2], Institution)
            and beside is not None
            and _SET_BESIDE.fullmatch(self._text, body[1], beside[0]) is not None
        )

    def _person_in(self, mention: Words, inside: list[Span]) -> Speaker | None:
        """The person named beside a mention's head ("Member for the North Ana Brook", "a letter from Ana Brook")."""
        people = [span for span in inside if isinstance(span[2], Person) and span[0] > mention.head]
        if not people:
            return None
        if not _SPEAKS_FOR.search(self._text, mention.head, people[0][0]):
            return speaker_of(people[0][2])
        last = people[-1]
        return speaker_of(last[2]) if self._closes(mention, last) or self._wrote(mention, last) else None

    def _body_in(self, mention: Words, inside: list[Span]) -> Speaker | None:
        """The body for which a mention's head speaks ("spokesman for the Ministry of Ports", "the Times newspaper")."""
        head = self._head(mention).lower()
        own = self._speech.roles.get(head) == "body"
        for span in inside:
            if isinstance(span[2], Institution):
                calls = head in self._speech.bodies and span[1] < mention.head
                if own or calls or self._wrote(mention, span):
                    return speaker_of(span[2])
        return None

    def _labelled(self, mention: Words) -> Callable[[Span], bool]:
        """Whether the mention's head stands in what labels a person: "Ana Brook  D NM", "Ana Brook MP"."""

        def holds(span: Span) -> bool:
            if not isinstance(span[2], Person) or span[1] > mention.head:
                return False
            label = self._speech.party.match(self._text, span[1])
            letters = self._text[span[1] : mention.end].strip(" ,")
            return letters.isupper() or (label is not None and mention.head < label.end())

        return holds

    def _by_surname(self, mention: Words) -> Speaker | None:
        head = self._head(mention)
        if not head[:1].isupper():
            return None
        bearers = self._scene.bearers.get(head.lower(), [])
        return speaker_of(bearers[0]) if len(bearers) == 1 else None

    def _owner(self, mention: Words) -> Words | None:
        """Whose a paper is that a mention names ("the centre's report", "its report")."""
        if self._speech.roles.get(self._head(mention).lower()) not in _OF_BODIES:
            return None
        owner = _OWNER.match(self._text, mention.start, mention.head)
        return None if owner is None else Words(owner.start(), owner.end(), owner.start(owner.lastgroup or 0))

    def _closes(self, mention: Words, person: Span) -> bool:
        """Whether a role ends with its holder's name ("the Member for the North Ana Brook", "one of us, Ana Brook")."""
        speaks_for = self._speech.roles.get(self._head(mention).lower())
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

    def _pronoun(self, mention: Words, said: str) -> Speaker:
        found = self._pronouns.speaker(mention.start, said, self._spoke)
        return speaker_of(found) if isinstance(found, Person) else found or NOBODY

    def _body_before(self, start: int) -> Speaker:
        """The body with which the sentence before ``start`` in its paragraph begins, or that spoke last."""
        opening = self._scene.bounds(self._scene.sentence(start))[0]
        if opening > self._scene.paragraph_start(start):
            before, _ = self._scene.bounds(self._scene.sentence(opening - 1))
            first = bisect_left(self._starts, before)
            for begins, _, entity in self._spans[first : bisect_left(self._starts, before + _ARTICLE + 1)]:
                if begins < opening and isinstance(entity, Institution):
                    return speaker_of(entity)
        return self._spoke[-1] if self._spoke and not self._spoke[-1].person else NOBODY

    def _head(self, mention: Words) -> str:
        word = _WORD.match(self._text, mention.head)
        return word[0] if word else ""
