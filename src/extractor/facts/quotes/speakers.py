"""Speakers: from the words beside a quotation to the person or body of the record."""

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
        self._text = doc.text
        self._speech = speech
        self._spans: list[tuple[int, int, Person | Institution]] = sorted(
            ((mention.start, mention.end, entity)
             for entity in (*draft.people, *draft.institutions) for mention in entity.mentions),
            key=lambda span: (span[0], -span[1]),
        )  # fmt: skip
        self._starts = [start for start, _, _ in self._spans]
        self._names = [
            (ent.start_char, ent.end_char, ent.text) for ent in doc.ents if ent.label_ in ("PERSON", "ORG")
        ]
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
        role = self._text[mention.head : mention.end].lower().split(" ")[0]
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
        head = self._text[mention.head :].lower().split(maxsplit=1)[0].strip(",.”\"") if mention.head < len(self._text) else ""
        if self._speech.roles.get(head) == "body":
            bodies = [span for span in inside if isinstance(span[2], Institution)]
            return _speaker(bodies[0][2]) if bodies else None
        after = [span for span in inside if span[0] > mention.head and isinstance(span[2], Person)]
        if after and head in self._speech.roles and not self._text[mention.head : after[0][0]].count(" of "):
            return _speaker(after[0][2])
        return self._unlisted(mention)

    def _unlisted(self, mention: Words) -> Speaker | None:
        """A name that the record does not list."""
        for start, end, text in self._names:
            if start <= mention.head < end:
                return Speaker(" ".join(text.split()).removeprefix("the "), None, person=True)
        return None

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
