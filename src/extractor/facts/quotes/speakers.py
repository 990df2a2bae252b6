"""Speakers: from the words beside a quotation to the person or body of the record."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc

from extractor.facts.draft import Draft
from extractor.facts.quotes.scene import Words
from extractor.facts.quotes.speech import Speech
from extractor.record import Institution, Person

_SINGULAR = frozenset({"he", "she", "him", "her", "his"})
_IMPERSONAL = frozenset({"it", "its", "they", "them", "their", "we", "us", "our"})
_CLOSEST = 4
_NAME_WORD = re.compile(r"[\w’'.-]*[\w.]")
_WORD = re.compile(r"\w[\w’'-]*")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the clean name and the id in the record, both None where the text names nobody."""

    name: str | None
    id: str | None
    person: bool = False


NOBODY = Speaker(None, None)


class Casting:
    """Finds the entity that words name, keeping in mind who was spoken of and who spoke.

    Args:
        doc: the article.
        draft: its people and institutions.
        speech: the words of speech.
    """

    def __init__(self, doc: Doc, draft: Draft, speech: Speech) -> None:
        self._text = draft.article.text
        self._speech = speech
        entities: list[Person | Institution] = [*draft.people, *draft.institutions]
        spans = [(mention.start, mention.end, entity) for entity in entities for mention in entity.mentions]
        self._spans = sorted(spans, key=lambda span: (span[0], -span[1]))
        self._starts = [start for start, _, _ in self._spans]
        self._names = [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
        self._last: Speaker = NOBODY

    def cast(self, mention: Words) -> Speaker:
        """The speaker whom a mention names; remembered for the pronouns that follow."""
        speaker = self._find(mention)
        if speaker.name is not None:
            self._last = speaker
        return speaker

    def _find(self, mention: Words) -> Speaker:
        said = self._text[mention.start : mention.end].lower()
        if said in _SINGULAR:
            return self._pronoun(mention)
        if said in _IMPERSONAL:
            return self._last if said in ("it", "its", "they", "we") and not self._last.person else NOBODY
        named = self._overlapping(mention)
        if named is not None:
            return named
        role = self._head(mention)
        if role in self._speech.roles and said.split(" ")[0] in ("the", "this", "that", "our", "his", "her"):
            return self._by_role(mention, role)
        return NOBODY

    def _overlapping(self, mention: Words) -> Speaker | None:
        """The entity that a mention names, where the name stands at the mention's head."""
        inside = [span for span in self._spans if span[0] < mention.end and mention.start < span[1]]
        at_head = [span for span in inside if span[0] <= mention.head < span[1]]
        people = [span for span in at_head if isinstance(span[2], Person)]
        if people or at_head:
            return _speaker((people or at_head)[0][2])
        head = self._head(mention)
        if self._speech.roles.get(head) == "body":
            bodies = [span for span in inside if isinstance(span[2], Institution)]
            return _speaker(bodies[0][2]) if bodies else None
        after = [span for span in inside if span[0] > mention.head and isinstance(span[2], Person)]
        if after and head in self._speech.roles and not self._text[mention.head : after[0][0]].count(" of "):
            return _speaker(after[0][2])
        return self._unlisted(mention)

    def _head_end(self, mention: Words) -> int:
        word = _WORD.match(self._text, mention.head)
        return word.end() if word else mention.end

    def _head(self, mention: Words) -> str:
        word = _WORD.match(self._text, mention.head)
        return word[0].lower() if word else ""

    def _unlisted(self, mention: Words) -> Speaker | None:
        """A name that the record does not list: the capitalised words at the head, without titles before them."""
        name: list[str] = []
        for word in reversed(_NAME_WORD.findall(self._text[mention.start : self._head_end(mention)])):
            if not word[0].isupper() or word.strip(".").lower() in self._speech.roles:
                break
            name.insert(0, word)
        if not name:
            return None
        label = next((label for start, end, label in self._names if start <= mention.head < end), "PERSON")
        return Speaker(" ".join(name).removesuffix("’s").removesuffix("'s"), None, person=label == "PERSON")

    def _pronoun(self, mention: Words) -> Speaker:
        """The last speaker, unless another person was spoken of since and nobody spoke between."""
        if self._last.person:
            return self._last
        place = bisect_right(self._starts, mention.start) - 1
        before = [span for span in self._spans[max(0, place - _CLOSEST) : place + 1] if isinstance(span[2], Person)]
        return _speaker(before[-1][2]) if before else self._last

    def _by_role(self, mention: Words, role: str) -> Speaker:
        holders = [
            span for span in self._spans
            if isinstance(span[2], Person) and span[0] < mention.start and role in (span[2].role or "").lower()
        ]  # fmt: skip
        return _speaker(holders[-1][2]) if holders else NOBODY


def _speaker(entity: Person | Institution) -> Speaker:
    return Speaker(entity.name, entity.id, isinstance(entity, Person))
