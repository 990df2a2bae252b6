"""Said: quotations with their speakers."""

from collections.abc import Iterator
from typing import Literal

from extractor.coref.context import NOBODY, WORD, contexts
from extractor.coref.resolver import Resolver
from extractor.data import Library
from extractor.doc import Doc
from extractor.draft import Draft, Find, Trigger
from extractor.fact import CoSpeaker, Mention, Quote
from extractor.facts.quotes.cues import Attribution
from extractor.facts.quotes.direct import DirectSpeech
from extractor.facts.quotes.indirect import IndirectSpeech
from extractor.facts.quotes.speech import FORMS, Speech, read_speech
from extractor.facts.quotes.stripped import Gaps
from extractor.facts.quotes.unmarked import Unmarked
from extractor.text.spans import Spans

Kind = Literal["direct", "indirect"]
_FEW, _NEAR = 3, 2000  # so many words somebody may say twice; more are told again so near, as by captions and leads


def build(library: Library) -> Find:
    """The finder of direct and indirect quotations with their speakers, in text order (``models/quotes``)."""
    words = read_speech(library)
    indirect, gaps, unmarked = IndirectSpeech(words), Gaps(words), Unmarked(words)
    direct = DirectSpeech(words, indirect.attribution)
    context_of = contexts(library)

    def find(doc: Doc, draft: Draft) -> Iterator[Quote]:
        context = context_of(doc, draft)
        resolver = Resolver(context, words.nouns)
        heard = direct.quotations(context)
        between = list(gaps.reports(context))
        told = (each.attribution for each in heard if each.attribution and each.attribution.rule != "carried")
        cues = {each.cue[0]: each.mention for each in told if each.cue is not None}
        known = [(quotation.quoted.start, quotation.quoted.end) for quotation in heard]
        whole = list(unmarked.reports(context))
        known += [(report.start, report.end) for report in (*between, *whole)]
        reports = Spans((*between, *indirect.reports(context, known, cues)))
        said: list[tuple[int, int, Kind, Attribution | None]] = [
            (quotation.quoted.start, quotation.quoted.end, "direct", quotation.attribution)
            for quotation in heard
            if not (quotation.few and reports.touching(quotation.quoted.start, quotation.quoted.end))
        ]
        said += [(report.start, report.end, "direct", report.attribution) for report in whole]
        said += [(report.start, report.end, "indirect", report.attribution) for report in reports]
        told_at: dict[tuple[str | None, ...], int] = {}
        for start, end, kind, attribution in sorted(said, key=lambda item: item[:2]):
            if draft.structure.role_at(start) == "menu":
                continue
            quote = _quote(context.text, start, end, kind, attribution or Attribution(None, None, "marks"), resolver)
            words_told = quote.speaker, *WORD.findall(quote.text.lower())
            again = len(words_told) > _FEW and start - told_at.get(words_told, -_NEAR) < _NEAR
            told_at[words_told] = start
            if not again and (kind == "direct" or quote.speaker is not None or not _is_idle(quote, words)):
                yield quote

    return find


def _is_idle(quote: Quote, words: Speech) -> bool:
    """Whether nobody else speaks: it is the writer's own "I" or "we", a thing, or what one unknown is to do."""
    said, cue = quote.speaker_mention, quote.cue
    if quote.rule == "wish" or said is None:
        return quote.rule == "wish"
    verb = words.verbs.get(cue.text.lower()) if cue else None
    shown = False
    if verb is not None and verb.clause != "bare" and words.is_thing(said.text):
        shown = verb.name in words.words["shown"] or not words.is_of_paper(said.text)
    return shown or FORMS.first_person.match(said.text) is not None


def _quote(text: str, start: int, end: int, kind: Kind, told: Attribution, resolver: Resolver) -> Quote:
    mention, cue, said = told.mention, told.cue, (start, end)
    at = cue[0] if cue else None
    speaker, *others = resolver.resolve(mention, at, said, reported=kind == "indirect") if mention else [NOBODY]
    return Quote(
        text=text[start:end], start=start, end=end, kind=kind, speaker=speaker.name, speaker_id=speaker.id,
        co_speakers=tuple(CoSpeaker(name=other.name, id=other.id) for other in others if other.name),
        speaker_mention=_mention(text, mention.start, mention.end) if mention else None,
        cue=_mention(text, *cue) if cue else None,
        rule=told.rule,
    )  # fmt: skip


def _mention(text: str, start: int, end: int) -> Mention:
    shown = text[start:end].rstrip()
    return Mention(text=shown, start=start, end=start + len(shown))


def triggers(library: Library) -> tuple[Trigger, ...]:
    """Sentences with one of these words are parsed: "according" (``source``) and forms that are hardly ever nouns.

    Plain forms and those in -s (state, plans, reports) are left out but for the bare verbs: they would have
    half of all text parsed. Any form will do before a quotation.
    """
    words = read_speech(library)
    clear = {
        form
        for form, verb in words.verbs.items()
        if form in words.words["plain"]
        or (form != verb.name and (not form.endswith("s") or (verb.direct and verb.clause == "bare")))
    }
    return Trigger(frozenset(clear | words.words["source"])), Trigger(frozenset(words.parts), quoting=True)
