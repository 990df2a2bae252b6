"""Which words of a reported clause are what was said: without when it was said, asides and the speaker's office."""

from extractor.coref.context import Context
from extractor.facts.quotes.cues import Attribution
from extractor.facts.quotes.reported import Report, trim
from extractor.facts.quotes.speech import Speech
from extractor.text.phrases import FINITE
from extractor.text.syntax import own_subjects

_LONGEST_OFFICE, _FEW = 240, 3
_STOPS = ".!?"


class ReportedSpan:
    """Finds where the words begin and end that a clause reports, as code points."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech

    def report(self, context: Context, start: int, end: int, attribution: Attribution) -> Report | None:
        """The words of a clause that are said; None where no verb is left among them, or they stand in marks."""
        cue, source = attribution.cue, attribution.mention
        start, end = trim(context.text, start, end)
        if source is not None and attribution.rule == "according" and source.start < start < source.end < end:
            start = trim(context.text, source.end, end)[0]
        opening = context.paragraph_start(cue[0]) if cue is not None else start
        start = opening if start < opening < end else start  # without a headline that no stop ends
        start = self._after_when(context, start, end, attribution)
        end = _whole_quoted(context, start, _before_direct(context, start, end, attribution))
        cut = self._before_aside(context, start, end, attribution)
        end = cut if _says(context, start, cut) else end
        end = self._before_office(context.text, start, end, attribution)
        set_in = cue is not None and start < cue[0] < end
        says = attribution.rule == "wish" or _says(context, start, end)
        apart = start < end and says and _is_apart(context, start, end, attribution, set_in=set_in)
        return Report(start, end, attribution) if apart else None

    def _after_when(self, context: Context, start: int, end: int, attribution: Attribution) -> int:
        """Where a clause begins after its verb and the words for when or where it was said ("said on Monday it …")."""
        if attribution.cue is None or attribution.rule == "according" or start < attribution.cue[1]:
            return start
        told = self._speech.addressee.match(context.text, attribution.cue[0], end)
        start = told.end() if told and told.end() > start else start
        when = self._speech.when.match(context.text, start, end) or self._speech.citing.match(context.text, start, end)
        return end if self._speech.amount.match(context.text, start, end) else when.end() if when else start

    def _before_aside(self, context: Context, start: int, end: int, attribution: Attribution) -> int:
        """Where a clause ends before what the reporter adds ("said it would pass, hours after", "…, he said, amid")."""
        if attribution.cue is None or attribution.rule == "according":
            return end
        if start < attribution.cue[1]:
            who = attribution.mention
            if who is None or self._speech.aside.match(context.text, attribution.cue[1], end) is None:
                return end
            return trim(context.text, start, min(who.start, attribution.cue[0]))[1]
        found = (pattern.search(context.text, start, end) for pattern in (self._speech.aside, self._speech.in_paper))
        asides = [aside.start() for aside in found if aside and context.quoted_at(aside.start()) is None]
        cut = min((at for at in asides if context.text.count(" ", start, at) > _FEW), default=None)
        return end if cut is None else trim(context.text, start, cut)[1]

    def _before_office(self, text: str, start: int, end: int, attribution: Attribution) -> int:
        """Where a clause ends before the office of who is named behind it ("…, the Minister for Ports, Bell said")."""
        who = attribution.mention
        if who is None or who.start < end or text[end : who.start].strip(",. \n\t"):
            return end
        office = self._speech.office.search(text, max(start, end - _LONGEST_OFFICE), end)
        return office.start() if office else end


def _before_direct(context: Context, start: int, end: int, attribution: Attribution) -> int:
    """Where a clause ends before a sentence of direct speech that no blank parts from it; where its cue follows, 0."""
    opening = context.next_quoted(start)
    if attribution.cue is None or not start < opening < end or context.text[opening - 1] not in _STOPS:
        return end
    return trim(context.text, start, opening)[1] if attribution.cue[0] < start else 0


def _whole_quoted(context: Context, start: int, end: int) -> int:
    """Where a clause ends that would break off within words in marks: before them behind a colon, or with them."""
    quoted = context.quoted_at(end - 1) if start < end else None
    if quoted is None or not start < quoted.outer_start:
        return end
    if end >= quoted.end - 1:  # "said he was “very excited,” the aide", not "told Bell: “You are late.”"
        if context.text[start : quoted.outer_start].rstrip().endswith(":") and not _says(context, start, quoted.start):
            return start
        return quoted.outer_end if quoted.closed and context.text[quoted.end - 1] not in _STOPS else end
    first = trim(context.text, start, quoted.outer_start)[1]
    return first if context.text[first : quoted.outer_start].strip() else quoted.end


def _says(context: Context, start: int, end: int) -> bool:
    """Whether a stretch of a sentence has a verb of its own, and not a participle alone."""
    first, more = context.parsed(start), context.token(end - 1) - context.token(start)
    words = first.doc[first.i : first.i + more + 1] if first else []  # "‘Our Voice. Our Impact.’" is one stretch
    misread = (token.tag_ == "VBN" and own_subjects(token) for token in words)  # "[headed] to the port"
    return any(token.tag_ in FINITE or token.tag_ == "VB" for token in words) or any(misread)


def _is_apart(context: Context, start: int, end: int, attribution: Attribution, *, set_in: bool) -> bool:
    """Whether a clause stands apart from who says it, from quotation marks around it and from the headline."""
    source, marked, headline = attribution.mention, context.quoted_at(start), context.draft.structure.headline
    inside = source is not None and start <= source.head < end and not set_in
    if source is None or inside:
        return False
    inside = marked is not None and (end <= marked.outer_end or start >= marked.end)  # "for “…,” [” said the minister]"
    return not inside and not (headline and headline.start <= start < headline.end)
