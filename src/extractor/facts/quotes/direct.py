"""Direct quotations: which quoted stretches are speech, and who speaks them."""

import re
from dataclasses import dataclass, replace

from extractor.facts.quotes.attribution import Attributor
from extractor.facts.quotes.marks import Quoted
from extractor.facts.quotes.scene import Scene, Voice
from extractor.facts.quotes.speech import Speech

_WORD = re.compile(r"\w[\w’'-]*")
_STOPS = (".", "!", "?", "…", "—", ",")
_SMALL = frozenset(("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "its", "our"))
_FEWEST_PART = 6
_FEWEST_WHOLE = 3
_FEWEST_SAID = 2


@dataclass(frozen=True, slots=True)
class Utterance:
    """A direct quotation and its voice; ``borrowed`` where the voice was named beside another one."""

    quoted: Quoted
    voice: Voice | None


class Listener:
    """Tells speech from scare quotes, titles and terms.

    Args:
        speech: the words of speech.
    """

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._attributor = Attributor(speech)

    def utterances(self, scene: Scene) -> list[Utterance]:
        """The article's direct quotations in order, each with a voice of its own, a borrowed one, or none."""
        heard = []
        for quoted in scene.quoted:
            voice = self._attributor.voice(scene, quoted)
            if self._is_speech(scene, quoted, voice):
                heard.append(Utterance(quoted, voice))
        return _shared(scene, heard)

    def _is_speech(self, scene: Scene, quoted: Quoted, voice: Voice | None) -> bool:
        text = scene.text[quoted.start : quoted.end]
        words = _WORD.findall(text)
        before = scene.text[max(0, quoted.outer_start - 40) : quoted.outer_start]
        if self._speech.introducers.search(before) or _is_title(words):
            return False
        if voice is not None and voice.rule in ("after", "before", "colon") and _stands_apart(text, before):
            return len(words) >= _FEWEST_SAID
        if quoted.carried:
            return True
        if not before.strip() or before.rstrip()[-1:] in ".!?:”\"\n" or before[-1:] == "\n":
            return len(words) >= _FEWEST_WHOLE and text[:1].isupper() and text.endswith(_STOPS)
        return voice is not None and len(words) >= _FEWEST_PART


def _stands_apart(text: str, before: str) -> bool:
    """Whether a quotation is a clause of its own, not a part of the sentence around it."""
    lead = before.rstrip()[-1:]
    return lead in (",", ":", ".", "!", "?", "”", '"', "") or before.endswith("\n") or text.endswith(",") or text[:1].isupper()


def _is_title(words: list[str]) -> bool:
    weighty = [word for word in words if word.lower() not in _SMALL]
    return bool(weighty) and all(word[0].isupper() or word[0].isdigit() for word in weighty)


def _shared(scene: Scene, heard: list[Utterance]) -> list[Utterance]:
    """Gives quotations without words about their speaker the voice of their neighbours."""
    result = list(heard)
    for step in (_same_paragraph_before, _carried_back, _before):
        for place, utterance in enumerate(result):
            if utterance.voice is None:
                voice = step(result, place)
                if voice is not None:
                    result[place] = replace(utterance, voice=replace(voice, rule="carried"))
    return result


def _same_paragraph_before(heard: list[Utterance], place: int) -> Voice | None:
    """The voice of the quotation before in the same paragraph, or of the one that this one goes on with."""
    this = heard[place].quoted
    if place and (heard[place - 1].quoted.paragraph == this.paragraph or this.carried):
        return heard[place - 1].voice
    return None


def _carried_back(heard: list[Utterance], place: int) -> Voice | None:
    """The voice named later in the same paragraph, or in the paragraphs that go on with this quotation."""
    for later in range(place + 1, len(heard)):
        that = heard[later].quoted
        if that.paragraph != heard[place].quoted.paragraph and not that.carried:
            return None
        if heard[later].voice is not None:
            return heard[later].voice
    return None


def _before(heard: list[Utterance], place: int) -> Voice | None:
    """The voice of the quotation before: a speaker who was named once goes on."""
    return heard[place - 1].voice if place else None


