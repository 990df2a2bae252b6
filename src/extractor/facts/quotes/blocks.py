"""Quotations set as blocks without marks, attributed on the line before (``X said:``)."""

import re
from collections.abc import Iterator

from extractor.facts.quotes.carrying import Utterance
from extractor.facts.quotes.marks import Quoted
from extractor.facts.quotes.nearby import before_verb, with_name
from extractor.facts.quotes.scene import Scene, Voice
from extractor.facts.quotes.speech import FIRST_PERSON, Speech

_ITEM = re.compile(r"\W|\d+[.)]\s")
_STOPS = (".", "!", "?", "…")
_FEWEST_WORDS = 6
_AFTER_VERB = 6


def blocks(scene: Scene, speech: Speech) -> Iterator[Utterance]:
    """The paragraphs that an attribution on a line of its own makes a quotation."""
    number = 0
    while number < len(scene.paragraphs):
        voice = _lead(scene, speech, number)
        number += 1
        first = number
        while voice is not None and number < len(scene.paragraphs) and _belongs(scene, number, first):
            yield Utterance(_whole(scene, number), voice)
            number += 1


def _lead(scene: Scene, speech: Speech, number: int) -> Voice | None:
    """The voice that a paragraph such as ``Minister X said:`` announces for the ones after it."""
    start, end = scene.paragraphs[number]
    text = scene.text
    if text[end - 1] != ":" or scene.quoted_at(start) is not None or number + 1 == len(scene.paragraphs):
        return None
    opening, _ = scene.bounds(scene.sentence(end - 1))
    start = max(start, opening)
    verbs = [match for match in speech.verb.finditer(text, start, end) if speech.verbs[match[0].lower()].direct]
    if not verbs or len(text[verbs[-1].end() : end].split()) > _AFTER_VERB:
        return None
    verb = verbs[-1]
    named = [person for person in scene.people if start <= person.start < verb.start()]
    mention = named[-1] if named else before_verb(text, start, verb.start())
    if mention is None:
        return None
    return Voice(with_name(text, mention, end), verb.span(), "block")


def _belongs(scene: Scene, number: int, first: int) -> bool:
    """Whether a paragraph goes on with a block: the first one does, later ones that speak in first person too."""
    start, end = scene.paragraphs[number]
    text = scene.text[start:end]
    if _ITEM.match(text) or len(text.split()) < _FEWEST_WORDS or not text.endswith(_STOPS):
        return False
    if scene.next_quoted(start) < end:
        return False
    return number == first or FIRST_PERSON.search(text) is not None


def _whole(scene: Scene, number: int) -> Quoted:
    start, end = scene.paragraphs[number]
    return Quoted(start, end, start, end, number, opened=False, closed=False)
