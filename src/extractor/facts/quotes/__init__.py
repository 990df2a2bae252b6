"""Said: quotations with their speakers."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from extractor.data import Library
from extractor.facts.draft import Draft, Find
from extractor.facts.quotes import speech
from extractor.facts.quotes.direct import Listener
from extractor.facts.quotes.marks import scanner
from extractor.facts.quotes.scene import Scene, Voice, Words
from extractor.facts.quotes.speakers import NOBODY, Casting
from extractor.paragraphs import paragraphs
from extractor.record import Mention, Quote


def build(library: Library) -> Find:
    """The finder of quotes."""
    words = speech.read(library)
    scan, listener = scanner(library), Listener(words)

    def find(doc: Doc, draft: Draft) -> Iterator[Quote]:
        bounds = paragraphs(doc.text)
        scene = Scene(doc, draft, bounds, scan(doc.text, bounds))
        casting = Casting(doc, draft, words)
        for utterance in listener.utterances(scene):
            voice = utterance.voice
            speaker = casting.cast(voice.mention) if voice is not None and voice.mention is not None else NOBODY
            yield Quote(
                text=doc.text[utterance.quoted.start : utterance.quoted.end],
                start=utterance.quoted.start,
                end=utterance.quoted.end,
                kind="direct",
                speaker=speaker.name,
                speaker_id=speaker.id,
                speaker_mention=_mention(doc.text, voice.mention) if voice else None,
                cue=_cue(doc.text, voice) if voice else None,
                rule=voice.rule if voice else "marks",
            )

    return find


def _mention(text: str, words: Words | None) -> Mention | None:
    return words and Mention(text=text[words.start : words.end], start=words.start, end=words.end)


def _cue(text: str, voice: Voice) -> Mention | None:
    if voice.cue is None:
        return None
    start, end = voice.cue
    return Mention(text=text[start:end], start=start, end=end)


def trigger(library: Library) -> re.Pattern[str]:
    """Sentences in which this matches are parsed: those with a verb of saying or "according to"."""
    verbs = speech.read(library).verbs
    return re.compile(rf"\b{speech.alternatives([*verbs, 'according'])}\b", re.IGNORECASE)
