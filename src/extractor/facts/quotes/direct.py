"""Direct quotations: which quoted stretches are speech, and who speaks them."""

from msgspec.structs import replace

from extractor.coref.context import WORD, Context
from extractor.facts.quotes.attribution import Attributor
from extractor.facts.quotes.cues import Attribution
from extractor.facts.quotes.labels import Leads, on_line
from extractor.facts.quotes.propagation import Propagation, Quotation, Reported
from extractor.facts.quotes.speech import FORMS, Speech
from extractor.text.phrases import FINITE
from extractor.text.quotation_marks import Quoted

_STOPS = (".", "!", "?", "…", "—", ",")
_FULL_STOPS = (".", "!", "?")
_OPENING_STOPS = (".", "!", "?", "”", '"', "")
_OPENING, _CLOSING, _NEAR = "([", "’'”\")]", 40
_SURE = ("after", "before", "colon", "signature", "lead", "line")
_FEWEST_PART, _FEWEST_CLAUSE, _FEWEST_WHOLE, _FEWEST_SAID = 6, 4, 3, 2


class DirectSpeech:
    """Tells speech from scare quotes, titles and terms.

    Args:
        speech: the words of speech.
        reported: tells who says what a sentence reports.
    """

    def __init__(self, speech: Speech, reported: Reported) -> None:
        self._speech, self._reported = speech, reported
        self._attributor, self._leads = Attributor(speech), Leads(speech)

    def quotations(self, context: Context) -> list[Quotation]:
        """The article's direct quotations in order, each with a attribution of its own, a borrowed one, or none."""
        heard: list[Quotation] = []
        for quoted in context.quoted:
            attribution = self._attributor.attribution(context, quoted) or _resumed(context, quoted, heard[-1:])
            if attribution is None and context.opens(quoted):
                attribution = self._leads.attribution(context, quoted.paragraph - 1)
            attribution = _continued(context, attribution, heard[-1:])
            attribution = attribution or on_line(context, quoted, self._speech.nouns.asking)
            if self._is_speech(context, quoted, attribution):
                few = attribution is not None and attribution.rule == "around" and _is_few_words(context, quoted)
                heard.append(Quotation(quoted, attribution, few))
        heard += self._leads.blocks(context)
        ordered = sorted(heard, key=lambda quotation: quotation.quoted.start)
        return Propagation(context, self._speech, ordered, self._reported)()

    def _is_speech(self, context: Context, quoted: Quoted, attribution: Attribution | None) -> bool:
        text = context.text[quoted.start : quoted.end]
        words = WORD.findall(text)[: None if any(map(str.isspace, text)) else 1]
        start = context.paragraphs[quoted.paragraph][0] if context.opens(quoted) else quoted.outer_start
        before = context.text[max(0, start - 40) : start]
        if not (quoted.opened or quoted.carried):  # "… that the port is shut", "…, said Bell"
            forms = (match for match in self._speech.verb.finditer(text) if text.endswith(", ", 0, match.start()))
            tells = any(self._speech.verbs[form[0].lower()].clause == "bare" for form in forms)
            if tells or self._speech.reporting.search(text):
                return False
        if not words or (_is_title(words, self._speech.words["small"]) and not _is_answer(attribution, text, before)):
            return False
        named = "\n" not in before[len(before.rstrip()) :] and self._speech.introducers.search(before)
        if named and (len(words) < _FEWEST_PART or not text[:1].islower()):
            return False
        fewest = _fewest(context, quoted, attribution, before)
        return fewest is not None and len(words) >= fewest


def _continued(context: Context, told: Attribution | None, before: list[Quotation]) -> Attribution | None:
    """An attribution without a subject, with that of the quotation right before: "“…” And continued: “…”"."""
    last = before[-1].attribution if before else None
    if last is None or told is None or told.mention is not None or told.cue is None:
        return told
    goes_on = FORMS.goes_on.fullmatch(context.text, before[-1].quoted.outer_end, told.cue[0])
    return replace(told, mention=last.mention) if goes_on else told


def _resumed(context: Context, quoted: Quoted, before: list[Quotation]) -> Attribution | None:
    """The attribution within whose sentence a quotation goes on: "“The pier,” said Brook, mayor of it, “is safe.”"."""
    for last in before:
        told, gap = last.attribution, context.text[last.quoted.outer_end : quoted.outer_start].rstrip()
        paused = context.text[last.quoted.end - 1] == "," == gap[-1:] and context.text[quoted.start].islower()
        if paused and told is not None and told.rule == "after" and not FORMS.ended.search(gap):
            return told
    return None


def _fewest(context: Context, quoted: Quoted, attribution: Attribution | None, before: str) -> int | None:
    """How many words at least a quotation has that stands like this one; None where it is none at any length."""
    text = context.text[quoted.start : quoted.end]
    if attribution is not None and attribution.rule in _SURE:
        if _stands_apart(text, before):
            return 1 if _is_answer(attribution, text, before) else _FEWEST_SAID
        if text.endswith(",") or _is_opened(text):
            return _FEWEST_CLAUSE
    if quoted.carried:
        return 1
    placed = FORMS.placed.fullmatch(context.text, context.paragraphs[quoted.paragraph][0], quoted.outer_start)
    if placed or not before.strip() or before.rstrip()[-1:] in '.!?:”"' or "\n" in before[len(before.rstrip()) :]:
        return _fewest_alone(context, quoted, text)
    return None if attribution is None else _FEWEST_CLAUSE


def _is_few_words(context: Context, quoted: Quoted) -> bool:
    """Whether a few quoted words only judge ("good and humane judge") and do not say something ("has erred")."""
    first, last = context.parsed(quoted.start), context.parsed(quoted.end - 1)
    if first is None or last is None or first.doc is not last.doc:
        return False
    few = len(WORD.findall(context.text, quoted.start, quoted.end)) < _FEWEST_PART
    return few and not any(token.tag_ in FINITE for token in first.doc[first.i : last.i + 1])


def _is_answer(attribution: Attribution | None, text: str, before: str) -> bool:
    """Whether a quotation of any length opens a sentence and is attributed after it (``“Lies,” replied Brook.``)."""
    opens = before.rstrip()[-1:] in _OPENING_STOPS or before.endswith("\n")
    return opens and attribution is not None and attribution.rule == "after" and text.endswith((",", "!", "?"))


def _fewest_alone(context: Context, quoted: Quoted, text: str) -> int | None:
    """The same for one that opens a sentence."""
    if not _is_opened(text):
        return None
    if text.rstrip(_CLOSING).endswith(_STOPS):
        return _FEWEST_SAID if context.goes_on(quoted) else _FEWEST_WHOLE
    return _FEWEST_PART if _is_sentence(context, quoted) or context.goes_on(quoted) else None


def _is_sentence(context: Context, quoted: Quoted) -> bool:
    """Whether one without a stop inside ends a sentence: its stop stands outside, it never closes, or stands alone."""
    text, behind = context.text, context.text[quoted.outer_end : quoted.outer_end + 1]
    before = text[max(0, quoted.outer_start - _NEAR) : quoted.outer_start].rstrip().rstrip(_CLOSING)
    return behind in _FULL_STOPS or not quoted.closed or (behind in ("", "\n") and before.endswith(_FULL_STOPS))


def _stands_apart(text: str, before: str) -> bool:
    """Whether a quotation is a clause of its own, not a part of the sentence around it."""
    apart = before.rstrip()[-1:] in (*_OPENING_STOPS, ",", ":") or before.endswith("\n")
    return apart or (_is_opened(text) and text.endswith(_STOPS))


def _is_opened(text: str) -> bool:
    """Whether words begin with a capital, in a bracket that the reporter added or not ("(The public) may call")."""
    return text.lstrip(_OPENING)[:1].isupper()


def _is_title(words: list[str], small: frozenset[str]) -> bool:
    weighty = [word for word in words if word.lower() not in small]
    return bool(weighty) and all(word[0].isupper() or word[0].isdecimal() for word in weighty)
