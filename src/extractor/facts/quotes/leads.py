"""Attributions on a line of their own (``X said:``), and the quotations without marks that they announce."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import takewhile

from msgspec.structs import replace

from extractor.facts.quotes.carrying import Utterance
from extractor.facts.quotes.cues import Finder
from extractor.facts.quotes.nearby import before_verb, role_before_verb, with_name
from extractor.facts.quotes.quoted import Quoted
from extractor.facts.quotes.scene import Scene, Voice
from extractor.facts.quotes.speech import FIRST_PERSON

_ITEM = re.compile(r"\W|\d+[.)]\s|[a-z]")
_DOING = re.compile(r"[A-Z][a-z]+ing\b")
_STOPS = (".", "!", "?", "…")
_FEWEST_WORDS = 6
_AFTER_VERB = 6


class Leads(Finder):
    """Finds attributions that end a paragraph (``X said:``) and what they announce."""

    def voice(self, scene: Scene, number: int) -> Voice | None:
        """The voice that the paragraph ``number`` announces for the ones after it."""
        if number < 0:
            return None
        start, end = scene.paragraphs[number]
        text = scene.text
        if text[end - 1] != ":" or scene.quoted_at(start) is not None:
            return None
        opening, _ = scene.bounds(scene.sentence(end - 1))
        start = max(start, opening)
        verb = next(
            filter(partial(self._leads, scene), reversed([*self._speech.verb.finditer(text, start, end)])), None
        )
        if verb is None or len(text[verb.end() : end].split()) > _AFTER_VERB:
            return None
        mention = self._cues.speaker(scene, verb.start(), first=False)
        if mention is None or not start <= mention.start < verb.start() or _DOING.match(text, mention.start):
            named = [person for person in scene.named(start, verb.start()) if person.end <= verb.start()]
            mention = role_before_verb(text, start, verb.start()) or (
                named[-1] if named else before_verb(text, start, verb.start())
            )
        return Voice(with_name(text, mention, end), verb.span(), "lead") if mention is not None else None

    def _leads(self, scene: Scene, verb: re.Match[str]) -> bool:
        """Whether a verb of saying is something done, and no noun of the same form (``his comments on it:``)."""
        known, token = self._speech.verbs.get(verb[0]), scene.parsed(verb.start())
        if known is None or not known.direct or verb[0] == known.name:
            return False
        if token is None:
            return known.clause == "bare" or not verb[0].endswith("s")
        return token.tag_.startswith("VB")

    def blocks(self, scene: Scene) -> Iterator[Utterance]:
        """The paragraphs without marks that an attribution before them makes a quotation.

        The first one is, and all up to the last that speaks in first person.
        """
        number = 0
        while number + 1 < len(scene.paragraphs):
            voice = self.voice(scene, number)
            number += 1
            if voice is not None:
                run = [*takewhile(partial(_may_belong, scene, voice), range(number, len(scene.paragraphs)))]
                personal = [each for each in run if FIRST_PERSON.search(scene.text, *scene.paragraphs[each])]
                for each in run[: max([number, *personal]) + 1 - number]:
                    yield Utterance(_whole(scene, each), replace(voice, rule="block"))
                number += len(run)


def _may_belong(scene: Scene, voice: Voice, number: int) -> bool:
    """Whether a paragraph may go on with a block: it has whole sentences, no marks, and does not name the speaker."""
    start, end = scene.paragraphs[number]
    text = scene.text[start:end]
    if _ITEM.match(text) or len(text.split()) < _FEWEST_WORDS or not text.endswith(_STOPS):
        return False
    named = voice.mention is not None and scene.text[voice.mention.head : voice.mention.end] in text
    return scene.next_quoted(start) >= end and not named


def _whole(scene: Scene, number: int) -> Quoted:
    start, end = scene.paragraphs[number]
    return Quoted(start, end, start, end, number, opened=False, closed=False)
