"""Quotations without words of their own about the speaker: whose voice goes on in them."""

from dataclasses import dataclass, replace

from extractor.facts.quotes.attribution import words
from extractor.facts.quotes.grammar import subject
from extractor.facts.quotes.marks import Quoted
from extractor.facts.quotes.nearby import at_tail_start
from extractor.facts.quotes.scene import Scene, Voice, Words

_PRONOUNS = frozenset({"he", "she"})


@dataclass(frozen=True, slots=True)
class Utterance:
    """A direct quotation and its voice."""

    quoted: Quoted
    voice: Voice | None


def shared(scene: Scene, heard: list[Utterance]) -> list[Utterance]:
    """Gives quotations without a voice the one that goes on in them.

    In this order: the voice of the quotation that it goes on with; the one whom the sentence before is about; the one
    who spoke before; the one who is named further on in the same paragraph or quotation.
    """
    result = list(heard)
    for place, utterance in enumerate(result):
        if utterance.voice is None:
            voice = _from_before(scene, result, place)
            if voice is not None:
                result[place] = replace(utterance, voice=replace(voice, rule="carried"))
    for place in reversed(range(len(result))):
        if result[place].voice is None:
            voice = _from_after(result, place)
            if voice is not None:
                result[place] = replace(result[place], voice=replace(voice, rule="carried back"))
    return result


def _from_before(scene: Scene, heard: list[Utterance], place: int) -> Voice | None:
    this = heard[place].quoted
    previous = heard[place - 1] if place else None
    if previous is not None and this.carried:
        return previous.voice
    if _from_after(heard, place) is not None:
        return None
    start = previous.quoted.outer_end if previous is not None else 0
    about = _about(scene, start, this)
    if about is not None:
        return Voice(about, None, "about")
    return previous.voice if previous is not None else None


def _about(scene: Scene, start: int, this: Quoted) -> Words | None:
    """Whom the sentence right before a quotation is about, where that sentence stands outside of quotations."""
    end = this.outer_start
    while end > start and scene.text[end - 1].isspace():
        end -= 1
    if end <= start:
        return None
    sentence = scene.sentence(end - 1)
    opening, _ = scene.bounds(sentence)
    if opening < start:
        return None
    if sentence.tree is not None:
        noun = subject(sentence.tree.root)
        found = None if noun is None else words(scene, sentence, noun)
    else:
        found = at_tail_start(scene.text, opening, end)
    return found if found is not None and _is_person(scene, found) else None


def _is_person(scene: Scene, found: Words) -> bool:
    if scene.text[found.start : found.end].lower() in _PRONOUNS:
        return True
    return any(ent.label_ == "PERSON" and ent.start_char <= found.head < ent.end_char for ent in scene.doc.ents)


def _from_after(heard: list[Utterance], place: int) -> Voice | None:
    """The voice named later in the same paragraph, or in the paragraphs that go on with this quotation."""
    for later in heard[place + 1 :]:
        if later.quoted.paragraph != heard[place].quoted.paragraph and not later.quoted.carried:
            return None
        if later.voice is not None:
            return later.voice
    return None
