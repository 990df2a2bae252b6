"""Attributions on a line of their own (``X said:``), and the quotations without marks that they announce."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import takewhile

from msgspec.structs import replace

from extractor.coref.context import Context
from extractor.coref.mentions import with_name
from extractor.facts.quotes.cues import Attribution, Finder
from extractor.facts.quotes.nearby import before_verb, role_before_verb
from extractor.facts.quotes.propagation import Quotation
from extractor.facts.quotes.speech import FIRST_PERSON
from extractor.text.quotation_marks import Quoted

_ITEM = re.compile(r"\W|\d+[.)]\s|[a-z]")
_DOING = re.compile(r"[A-Z][a-z]+ing\b")
_STOPS = (".", "!", "?", "…")
_FEWEST_WORDS = 6
_AFTER_VERB = 6


class Leads(Finder):
    """Finds attributions that end a paragraph (``X said:``) and what they announce."""

    def attribution(self, context: Context, number: int) -> Attribution | None:
        """The attribution that the paragraph ``number`` announces for the ones after it."""
        if number < 0:
            return None
        start, end = context.paragraphs[number]
        text = context.text
        if text[end - 1] != ":" or context.quoted_at(start) is not None:
            return None
        opening, _ = context.bounds(context.sentence(end - 1))
        start = max(start, opening)
        verb = next(
            filter(partial(self._leads, context), reversed([*self._speech.verb.finditer(text, start, end)])), None
        )
        if verb is None or len(text[verb.end() : end].split()) > _AFTER_VERB:
            return None
        mention = self._cues.speaker(context, verb.start(), first=False)
        if mention is None or not start <= mention.start < verb.start() or _DOING.match(text, mention.start):
            named = [person for person in context.named(start, verb.start()) if person.end <= verb.start()]
            mention = role_before_verb(text, start, verb.start()) or (
                named[-1] if named else before_verb(text, start, verb.start())
            )
        return Attribution(with_name(text, mention, end), verb.span(), "lead") if mention is not None else None

    def _leads(self, context: Context, verb: re.Match[str]) -> bool:
        """Whether a verb of saying is something done, and no noun of the same form (``his comments on it:``)."""
        known, token = self._speech.verbs.get(verb[0]), context.parsed(verb.start())
        if known is None or not known.direct or verb[0] == known.name:
            return False
        if token is None:
            return known.clause == "bare" or not verb[0].endswith("s")
        return token.tag_.startswith("VB")

    def blocks(self, context: Context) -> Iterator[Quotation]:
        """The paragraphs without marks that an attribution before them makes a quotation.

        The first one is, and all up to the last that speaks in first person.
        """
        number = 0
        while number + 1 < len(context.paragraphs):
            attribution = self.attribution(context, number)
            number += 1
            if attribution is not None:
                run = [*takewhile(partial(_may_belong, context, attribution), range(number, len(context.paragraphs)))]
                personal = [each for each in run if FIRST_PERSON.search(context.text, *context.paragraphs[each])]
                for each in run[: max([number, *personal]) + 1 - number]:
                    yield Quotation(_whole(context, each), replace(attribution, rule="block"))
                number += len(run)


def _may_belong(context: Context, attribution: Attribution, number: int) -> bool:
    """Whether a paragraph may go on with a block: it has whole sentences, no marks, and does not name the speaker."""
    start, end = context.paragraphs[number]
    text = context.text[start:end]
    if _ITEM.match(text) or len(text.split()) < _FEWEST_WORDS or not text.endswith(_STOPS):
        return False
    named = attribution.mention is not None and context.text[attribution.mention.head : attribution.mention.end] in text
    return context.next_quoted(start) >= end and not named


def _whole(context: Context, number: int) -> Quoted:
    start, end = context.paragraphs[number]
    return Quoted(start, end, start, end, number, opened=False, closed=False)
