"""Direct quotations: which quoted stretches are speech, and who speaks them."""

import re
from dataclasses import replace

from extractor.facts.quotes.attribution import Attributor
from extractor.facts.quotes.blocks import blocks, signature
from extractor.facts.quotes.carrying import Utterance, shared
from extractor.facts.quotes.marks import Quoted
from extractor.facts.quotes.scene import Scene, Voice
from extractor.facts.quotes.speech import Speech

_WORD = re.compile(r"\w[\w’'-]*")
_STOPS = (".", "!", "?", "…", "—", ",")
_CLOSING = "’'”\")]"
_SMALL = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "its", "our")
)
_SURE = ("after", "before", "colon", "swallowed", "signature")
_FINITE = frozenset(("VBD", "VBP", "VBZ", "MD"))
_FEWEST_PART = 6
_FEWEST_CLAUSE = 4
_FEWEST_WHOLE = 3
_FEWEST_SAID = 2


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
            voice = self._attributor.voice(scene, quoted) or self._signed(scene, quoted)
            if self._is_speech(scene, quoted, voice):
                heard.append(Utterance(_without(scene, quoted, voice), voice))
        heard += blocks(scene, self._speech)
        return shared(scene, self._speech, sorted(heard, key=lambda utterance: utterance.quoted.start))

    def _signed(self, scene: Scene, quoted: Quoted) -> Voice | None:
        """The voice of the line after a quotation that ends its paragraph."""
        _, end = scene.paragraphs[quoted.paragraph]
        return signature(scene, quoted.paragraph + 1) if quoted.outer_end >= end else None

    def _is_speech(self, scene: Scene, quoted: Quoted, voice: Voice | None) -> bool:
        text = scene.text[quoted.start : quoted.end]
        words = _WORD.findall(text)
        before = scene.text[max(0, quoted.outer_start - 40) : quoted.outer_start]
        if not words or self._speech.introducers.search(before) or _is_title(words):
            return False
        if voice is not None and voice.rule in _SURE and _stands_apart(text, before):
            return len(words) >= _FEWEST_SAID
        if quoted.carried:
            return True
        if not before.strip() or before.rstrip()[-1:] in '.!?:”"' or "\n" in before[len(before.rstrip()) :]:
            return len(words) >= _FEWEST_WHOLE and text[:1].isupper() and text.rstrip(_CLOSING).endswith(_STOPS)
        if voice is None or len(words) < _FEWEST_CLAUSE:
            return False
        return len(words) >= _FEWEST_PART or _has_finite_verb(scene, quoted)


def _without(scene: Scene, quoted: Quoted, voice: Voice | None) -> Quoted:
    """The quotation without the attribution that it swallowed where its closing mark is missing."""
    if voice is None or voice.rule != "swallowed" or voice.mention is None or voice.cue is None:
        return quoted
    cut = min(voice.mention.start, voice.cue[0])
    return replace(quoted, end=len(scene.text[:cut].rstrip()), closed=True)


def _stands_apart(text: str, before: str) -> bool:
    """Whether a quotation is a clause of its own, not a part of the sentence around it."""
    lead = before.rstrip()[-1:]
    return (
        lead in (",", ":", ".", "!", "?", "”", '"', "")
        or before.endswith("\n")
        or text.endswith(",")
        or text[:1].isupper()
    )


def _has_finite_verb(scene: Scene, quoted: Quoted) -> bool:
    places = range(scene.token(quoted.start), scene.token(quoted.end - 1) + 1)
    tokens = (scene.parsed(scene.offsets[place]) for place in places)
    return any(token is not None and token.tag_ in _FINITE for token in tokens)


def _is_title(words: list[str]) -> bool:
    weighty = [word for word in words if word.lower() not in _SMALL]
    return bool(weighty) and all(word[0].isupper() or word[0].isdecimal() for word in weighty)
