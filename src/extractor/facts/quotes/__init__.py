"""Said: quotations with their speakers."""

from collections.abc import Iterator
from typing import Literal

from spacy.tokens import Doc

from extractor.data import Library
from extractor.draft import Draft, Find, Trigger
from extractor.facts.quotes import speech
from extractor.facts.quotes.direct import Listener
from extractor.facts.quotes.indirect import Reporter
from extractor.facts.quotes.marks import scanner
from extractor.facts.quotes.scene import NOBODY, Scene, Voice, Words
from extractor.facts.quotes.speakers import Casting
from extractor.facts.quotes.speech import FIRST_PERSON
from extractor.facts.quotes.stripped import Gaps
from extractor.record import CoSpeaker, Mention, Quote
from extractor.text.paragraphs import joins, paragraphs

Kind = Literal["direct", "indirect"]


def build(library: Library) -> Find:
    """The finder of quotes."""
    words = speech.read(library)
    scan, listener, reporter = scanner(library), Listener(words), Reporter(words)
    gaps, joining = Gaps(words), joins(library)

    def find(doc: Doc, draft: Draft) -> Iterator[Quote]:
        bounds = paragraphs(draft.article.text, joining)
        scene = Scene(doc, draft, bounds, scan(draft.article.text, bounds))
        casting = Casting(scene, words)
        heard = listener.utterances(scene)
        spans = [(utterance.quoted.start, utterance.quoted.end) for utterance in heard]
        said: list[tuple[int, int, Kind, Voice | None]] = [
            (*span, "direct", utterance.voice) for span, utterance in zip(spans, heard, strict=True)
        ]
        between = list(gaps.reports(scene))
        voices = (utterance.voice for utterance in heard)
        cues = {voice.cue[0]: voice.mention for voice in voices if voice is not None and voice.cue is not None}
        known = spans + [(report.start, report.end) for report in between]
        reports = [*between, *reporter.reports(scene, known, cues)]
        said += [(report.start, report.end, "indirect", report.voice) for report in reports]
        for start, end, kind, voice in sorted(said, key=lambda item: item[:2]):
            quote = _quote(scene.text, start, end, kind, voice, casting)
            if kind == "direct" or quote.speaker is not None or not _is_idle(quote):
                yield quote

    return find


def _is_idle(quote: Quote) -> bool:
    """Whether nobody else speaks: it is the writer's own "I" or "we", or what one unknown wants or is to do."""
    mention = quote.speaker_mention
    return quote.rule == "wish" or (mention is not None and FIRST_PERSON.match(mention.text) is not None)


def _quote(text: str, start: int, end: int, kind: Kind, voice: Voice | None, casting: Casting) -> Quote:
    mention = casting.fuller(voice) if voice is not None else None
    speaker, *others = (
        casting.cast(mention, voice.cue[0] if voice.cue else None) if voice and mention is not None else [NOBODY]
    )
    return Quote(
        text=text[start:end], start=start, end=end, kind=kind, speaker=speaker.name, speaker_id=speaker.id,
        co_speakers=tuple(CoSpeaker(name=other.name, id=other.id) for other in others if other.name),
        speaker_mention=_mention(text, mention),
        cue=_cue(text, voice) if voice else None,
        rule=voice.rule if voice else "marks",
    )  # fmt: skip


def _mention(text: str, words: Words | None) -> Mention | None:
    if words is None:
        return None
    shown = text[words.start : words.end].rstrip()
    return Mention(text=shown, start=words.start, end=words.start + len(shown))


def _cue(text: str, voice: Voice) -> Mention | None:
    if voice.cue is None:
        return None
    start, end = voice.cue
    return Mention(text=text[start:end], start=start, end=end)


def triggers(library: Library) -> tuple[Trigger, ...]:
    """Sentences with one of these words are parsed: "according" and forms that are hardly ever nouns.

    Plain forms and those in -s (state, plans, reports) are left out but for the bare verbs: they would have
    half of all text parsed. Any form will do before a quotation.
    """
    words = speech.read(library)
    clear = {form for form, verb in words.verbs.items() if form in words.plain or _is_clearly_verb(form, verb)}
    return Trigger(frozenset(clear | {"according"})), Trigger(words.parts, quoting=True)


def _is_clearly_verb(form: str, verb: speech.Verb) -> bool:
    return form != verb.name and (not form.endswith("s") or (verb.direct and verb.clause == "bare"))
