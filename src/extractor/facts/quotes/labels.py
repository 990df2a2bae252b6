"""Attributions on a line of their own: labels, signatures, and ``X said:`` before paragraphs without marks."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import takewhile

from msgspec.structs import replace

from extractor.coref.context import Context, Mention
from extractor.coref.mentions import with_name
from extractor.facts.quotes.cues import Attribution, Cues
from extractor.facts.quotes.propagation import Quotation
from extractor.facts.quotes.speech import FORMS
from extractor.text.quotation_marks import Quoted

_SETS_OFF = frozenset(",–—-")
_LONGEST_LINE, _LONGEST_SIGNATURE, _FEWEST_WORDS, _AFTER_VERB = 120, 8, 6, 6
_LONGEST_CHAIN, _PAIR = 40, 2


def on_line(context: Context, quoted: Quoted, asking: frozenset[str]) -> Attribution | None:
    """The attribution that signs a quotation which ends its paragraph, or that the line before it names."""
    start, end = context.paragraphs[quoted.paragraph]
    apart = quoted.outer_start == start or context.text[quoted.start : quoted.end][:1].isupper()
    signed = _signed(context, quoted.outer_end, end, bare=True) if apart else None
    if signed is None and quoted.outer_end >= end and quoted.paragraph + 1 < len(context.paragraphs):
        signed = _signed(context, *context.paragraphs[quoted.paragraph + 1], bare=False)
    whole = (quoted.outer_start, quoted.outer_end) == (start, end)
    if signed is None and whole and _signs(context, quoted.paragraph + 1):
        line = context.paragraphs[quoted.paragraph + 1]
        signed = _introduced(context, *line)
        signed = None if signed is None or signed.end == line[1] else signed  # a name alone may be a heading
    if signed is not None:
        return Attribution(signed, None, "signature")
    if not quoted.paragraph or not whole or _signs(context, quoted.paragraph - 1):
        return None
    line = context.paragraphs[quoted.paragraph - 1]
    asks = context.text[slice(*line)].lower().rstrip(":") in asking  # "Reporter", right before a question
    introduced = Mention(*line, line[0]) if asks else _introduced(context, *line)
    return None if introduced is None else Attribution(introduced, None, "line")


def _signs(context: Context, number: int) -> bool:
    """Whether a line that names somebody signs what the paragraph above it quotes, and so on up to the first one."""
    lines = context.paragraphs
    if not 0 < number < len(lines) or context.text[lines[number][1] - 1] == ":" or not _is_quoted(context, number - 1):
        return False
    for place in range(number, max(number - _LONGEST_CHAIN, 0), -2):
        if not _is_quoted(context, place - 1):
            return False
        if place < _PAIR or _introduced(context, *lines[place - 2]) is None:
            return True
    return False


def _is_quoted(context: Context, number: int) -> bool:
    """Whether a paragraph is one quotation."""
    start, end = context.paragraphs[number]
    quoted = context.quoted_at(start)
    return quoted is not None and (quoted.outer_start, quoted.outer_end) == (start, end)


def _introduced(context: Context, start: int, end: int) -> Mention | None:
    """Who is named on a line that a colon or the name ends (``Senator Brook, spokesperson for ports:``)."""
    person = next(iter(context.named(start, end)), None)
    if person is None or end - start > _LONGEST_LINE or context.text[person.start - 1 : person.start] == "/":
        return None  # "Gazeta/Ana Brook" took the picture
    colon = context.text[end - 1] == ":"
    office = context.text[person.end : end].lstrip()
    title = office[:1] in _SETS_OFF and office[-1] not in ".!?"
    if not colon and not (context.is_listed(person) and (not office or title)):
        return None
    titles = context.text[start : person.start].split()
    told = all(word[0].isupper() and word[-1] != ":" for word in titles) and (title or office in ("", ":"))
    return Mention(start, person.end, person.head) if told else None


def _signed(context: Context, start: int, end: int, *, bare: bool) -> Mention | None:
    """Who signs from ``start`` on; ``bare``: even without a dash or bracket before the name."""
    match = FORMS.signed.match(context.text, start, end)
    if match is None or not (match["open"] or bare):
        return None
    if not match["open"] and match[0].endswith(".") and len(match[0].split()) > _LONGEST_SIGNATURE:
        return None
    mention = _name(context, *match.span("who"), cited=match["open"] in ("(", "[", None))
    rest = context.text[mention.end : match.end("who")].lstrip() if mention is not None else ""
    return mention if not rest or FORMS.goes_with.match(rest) else None


def _name(context: Context, start: int, end: int, *, cited: bool) -> Mention | None:
    """The person whose name, with any title, stands from ``start`` on; else capitalised words, unless ``cited``."""
    name = FORMS.name.match(context.text, start, end)
    if name is None:
        return None
    person = next(iter(context.named(start, name.end() + 1)), None)
    if person is not None:
        return Mention(start, person.end, person.head)
    last = name[0].rfind(" ") + 1
    return Mention(start, name.end(), start + last) if last and not cited else None


class Leads(Cues):
    """Finds attributions that end a paragraph (``X said:``) and what they announce."""

    def attribution(self, context: Context, number: int) -> Attribution | None:
        """The attribution that the paragraph ``number`` announces for the ones after it."""
        if number < 0:
            return None
        start, end = context.paragraphs[number]
        text = context.text
        if text[end - 1] != ":" or context.quoted_at(start) is not None:
            return None
        start = max(start, context.opening(end - 1))
        verbs = reversed([*self._speech.verb.finditer(text, start, end)])
        verb = next((verb for verb in verbs if self._leads(context, verb)), None)
        token = context.parsed(verb.start()) if verb is not None else None
        whole = token is not None and any(said.i > token.i for said in token.under("ccomp"))  # "said this is why:"
        if verb is None or whole or len(text[verb.end() : end].split()) > _AFTER_VERB:
            return None
        mention = self.speaker(context, verb.start(), first=False)
        return Attribution(with_name(text, mention, end), verb.span(), "lead") if mention is not None else None

    def _leads(self, context: Context, verb: re.Match[str]) -> bool:
        """Whether a verb of saying is something done, and no noun of the same form (``his comments on it:``)."""
        known, token = self._speech.verbs.get(verb[0]), context.parsed(verb.start())
        if known is None or not known.direct or verb[0] == known.name or (token and self.is_undergone(token)):
            return False
        return token.tag_.startswith("VB") if token else known.clause == "bare" or not verb[0].endswith("s")

    def _is_done(self, context: Context, told: Attribution) -> bool:
        """Whether a body does with things what a verb tells and a list says with which ("ended debates on:")."""
        verb = context.parsed(told.cue[0]) if told.cue is not None else None
        objects = verb.under("dobj") if verb is not None else []
        person = told.mention is None or context.named(told.mention.start, told.mention.end)
        return not person and any(not self._speech.is_paper(noun) and not self._speech.speaks(noun) for noun in objects)

    def blocks(self, context: Context) -> Iterator[Quotation]:
        """The paragraphs that an attribution before them makes a quotation: up to the last in first person."""
        number = 0
        while number + 1 < len(context.paragraphs):
            attribution = self.attribution(context, number)
            number += 1
            if attribution is not None and not self._is_done(context, attribution):
                run = [*takewhile(partial(_may_belong, context, attribution), range(number, len(context.paragraphs)))]
                personal = [each for each in run if FORMS.first_person.search(context.text, *context.paragraphs[each])]
                for each in run[: max([number, *personal]) + 1 - number]:
                    yield Quotation(_whole(context, each), replace(attribution, rule="block"))
                number += len(run)


def _may_belong(context: Context, attribution: Attribution, number: int) -> bool:
    """Whether a paragraph may go on with a block: it has whole sentences, no marks, and does not name the speaker."""
    start, end = context.paragraphs[number]
    text = context.text[start:end]
    if FORMS.item.match(text) or len(text.split()) < _FEWEST_WORDS or not text.endswith((".", "!", "?", "…")):
        return False
    named = attribution.mention is not None and context.text[attribution.mention.head : attribution.mention.end] in text
    return context.next_quoted(start) >= end and not named


def _whole(context: Context, number: int) -> Quoted:
    start, end = context.paragraphs[number]
    return Quoted(start, end, start, end, number, opened=False, closed=False)
