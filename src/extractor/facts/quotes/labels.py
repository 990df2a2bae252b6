"""Attributions on a line of their own: labels, signatures, and ``X said:`` before paragraphs without marks."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import takewhile

from msgspec.structs import replace

from extractor.coref.context import Context, Mention
from extractor.coref.mentions import with_name
from extractor.facts.quotes.cues import Attribution, Finder, before_verb, role_before_verb
from extractor.facts.quotes.propagation import Quotation
from extractor.facts.quotes.speech import FIRST_PERSON
from extractor.regex import compiled
from extractor.text.quotation_marks import Quoted

_DASH = r"[—–―‒-]{1,2}"
_SIGNED = compiled(rf"\s*(?P<open>{_DASH}|[(\[])?\s*(?P<who>[^\W\d_][^:;!?\n]{{2,120}}?)[)\]]?\.?$")
_OPENING = compiled(rf"\s*(?:{_DASH}|[(\[])\s*")
_ENDS = frozenset(".!?…)];:")
_CAPITAL = r"[A-ZÀ-Þ][\w.’'-]*"
_NAME = compiled(rf"{_CAPITAL}(?: (?:(?:of|for|and|the|van|von|de|al|bin) )?{_CAPITAL}){{0,7}}")
_HEAD = compiled(rf"(?P<who>{_CAPITAL}(?: {_CAPITAL}){{1,3}})\s*(?:{_DASH}|:)?\s*")
_STOPS = (".", "!", "?", "…", ":", ",", ";", "”", '"')
_GOES_WITH = compiled(r"(?:at|before|during|for|from|in|of|on|speaking|to|via|with)\b|[,(\[|/–—-]")
_LONGEST_LINE = 120
_LONGEST_SIGNATURE = 8
_FEWEST_LINES = 2
_ITEM = re.compile(r"\W|\d+[.)]\s|[a-z]")
_DOING = re.compile(r"[A-Z][a-z]+ing\b")
_SENTENCE_STOPS = (".", "!", "?", "…")
_FEWEST_WORDS = 6
_AFTER_VERB = 6


class Lines:
    """Finds the names that sign quotations or stand on the line before them.

    Args:
        context: the article.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        whole = [quoted.paragraph for quoted in context.quoted if self._is_whole(quoted)]
        people = {person.head for person in context.people}
        before, after = (
            sum(name is not None and name.head in people for name in map(self._named, (n + side for n in whole)))
            for side in (-1, 1)
        )
        self._side = 0 if before + after < _FEWEST_LINES else (-1 if before > after else 1)

    def signature(self, quoted: Quoted) -> Attribution | None:
        """The attribution whose name stands after a dash or in brackets right after a quotation that is whole."""
        text = self._context.text
        limit = min(self._context.paragraphs[quoted.paragraph][1], self._context.next_quoted(quoted.outer_end))
        opening = _OPENING.match(text, quoted.outer_end, limit)
        if opening is None or text[quoted.end - 1] not in _ENDS:
            return None
        name = self._name(opening.end(), limit, cited=opening[0].strip() in ("(", "["))
        if name is None or not (self._is_apart(name.end, limit) or text[name.end] in _ENDS):
            return None
        return Attribution(name, None, "signature")

    def attribution(self, quoted: Quoted) -> Attribution | None:
        """The attribution that signs a quotation which ends its paragraph, or that the line before it names."""
        context = self._context
        _, end = context.paragraphs[quoted.paragraph]
        signed = self._signed(quoted.outer_end, end, bare=True)
        if signed is None and quoted.outer_end >= end and quoted.paragraph + 1 < len(context.paragraphs):
            signed = self._signed(*context.paragraphs[quoted.paragraph + 1])
        if signed is not None:
            return Attribution(signed, None, "signature")
        headed = self._headed(context.paragraphs[quoted.paragraph][0], quoted.outer_start)
        if headed is None and quoted.paragraph and self._is_whole(quoted):
            start, end = context.paragraphs[quoted.paragraph - 1]
            headed = self._introduced(start, end) if context.text[end - 1] == ":" else None
        if headed is not None:
            return Attribution(headed, None, "line")
        beside = self._named(quoted.paragraph + self._side) if self._side and self._is_whole(quoted) else None
        return None if beside is None else Attribution(beside, None, "line")

    def _headed(self, start: int, end: int) -> Mention | None:
        """Who is named there and nothing else (``ANA BROOK “…”``, ``Ana Brook — “…”``)."""
        match = _HEAD.fullmatch(self._context.text, start, end)
        if match is None:
            return None
        first, last = match.span("who")
        if any(person.end == last for person in self._context.named(first, last)):
            return Mention(first, last, first + match["who"].rfind(" ") + 1)
        return None

    def _introduced(self, start: int, end: int) -> Mention | None:
        """Who is named on a line that a colon ends, office and all (``Senator Brook, spokesperson for ports:``)."""
        person = next(iter(self._context.named(start, end)), None)
        if person is None or end - start > _LONGEST_LINE:
            return self._headed(start, end)
        titles = self._context.text[start : person.start].split()
        office = self._context.text[person.end : end - 1].lstrip()
        if all(word[0].isupper() for word in titles) and office[:1] in ("", ","):
            return Mention(start, person.end, person.head)
        return None

    def _signed(self, start: int, end: int, *, bare: bool = False) -> Mention | None:
        """Who signs from ``start`` on; ``bare``: even without a dash or bracket before the name."""
        match = _SIGNED.match(self._context.text, start, end)
        if match is None or not (match["open"] or bare):
            return None
        if not match["open"] and match[0].endswith(".") and len(match[0].split()) > _LONGEST_SIGNATURE:
            return None
        mention = self._name(match.start("who"), match.end("who"), cited=match["open"] in ("(", "[", None))
        return mention if mention is not None and self._is_apart(mention.end, match.end("who")) else None

    def _named(self, number: int) -> Mention | None:
        """Whom a paragraph names that is but a name with what belongs to it."""
        if not 0 <= number < len(self._context.paragraphs):
            return None
        start, end = self._context.paragraphs[number]
        text = self._context.text[start:end]
        if len(text) > _LONGEST_LINE or text.endswith(_STOPS) or self._context.quoted_at(start) is not None:
            return None
        mention = self._name(start, end)
        return mention if mention is not None and self._is_apart(mention.end, end) else None

    def _is_apart(self, start: int, end: int) -> bool:
        """Whether a name ends there, or what follows tells who or where its bearer is."""
        rest = self._context.text[start:end].lstrip()
        return not rest or _GOES_WITH.match(rest) is not None

    def _name(self, start: int, end: int, *, cited: bool = False) -> Mention | None:
        """The person whose name stands from ``start`` on, with any title.

        Or else two or more capitalised words there, but not where a source may be ``cited``.
        """
        name = _NAME.match(self._context.text, start, end)
        if name is None:
            return None
        person = next(iter(self._context.named(start, name.end() + 1)), None)
        if person is not None:
            return Mention(start, person.end, person.head)
        last = name[0].rfind(" ") + 1
        return Mention(start, name.end(), start + last) if last and not cited else None

    def _is_whole(self, quoted: Quoted) -> bool:
        return (quoted.outer_start, quoted.outer_end) == self._context.paragraphs[quoted.paragraph]


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
    if _ITEM.match(text) or len(text.split()) < _FEWEST_WORDS or not text.endswith(_SENTENCE_STOPS):
        return False
    named = attribution.mention is not None and context.text[attribution.mention.head : attribution.mention.end] in text
    return context.next_quoted(start) >= end and not named


def _whole(context: Context, number: int) -> Quoted:
    start, end = context.paragraphs[number]
    return Quoted(start, end, start, end, number, opened=False, closed=False)
