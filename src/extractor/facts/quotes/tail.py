"""Who said a direct quotation, as the words after it tell (``“…,” said X``, ``“…,” X said``, ``…, X said.``)."""

from extractor.coref.context import Context, Mention
from extractor.facts.quotes.cues import Attribution, Cues, at_tail_start
from extractor.regex import compiled
from extractor.text.quotation_marks import Quoted
from extractor.text.syntax import lacks_agent

_GOES_ON = frozenset(",-—–")
_STOPS = frozenset(".!?…")
_SHORT_TAIL = 6
_LONG_TAIL = 18
_FAR = 180
_LONGEST_LINE = 120
_LINE_TITLES = compiled(r"(?P<gap>\s+)(?:[A-Z][\w.’'()-]*,?\s+|(?:for|of|the|and)\s+){0,10}")
_TAIL_TITLES = compiled(
    r"[\s,—–-]*(?:[a-z][\w-]+\s+){0,2}?(?P<who>(?:[Tt]he\s+)?(?:(?:[A-Z][\w.’'-]*|\([A-Z][\w.]*\)),?\s+(?:(?:for|of|on|to|the|and|in)\s+){0,2}){0,10})"
)
_ASIDES = compiled(
    r"(?:\s+of(?:\s+[A-Z][\w.]*){1,3})?(?:\s*\([^()]{1,60}\))*(?:,[^“”\"]{1,160},|,)?\s+(?:\w+ly\s+|also\s+|then\s+|later\s+)*"
)


class Tail(Cues):
    """Finds the attribution that the words after a quotation name."""

    def attribution(self, context: Context, quoted: Quoted) -> Attribution | None:
        """``“…,” said X`` and ``“…,” X said``, in the rest of the quotation's sentence or a short one after it."""
        text, start = context.text, quoted.outer_end
        limit = self._end(context, quoted)
        if start >= context.paragraphs[quoted.paragraph][1]:
            return self._on_next_line(context, quoted.paragraph + 1)
        if not self._attaches(context, quoted, text[start:limit]):
            return None
        for match in self._speech.verb.finditer(text, start, min(limit, start + _FAR)):
            token = context.parsed(match.start())
            undergone = token is not None and lacks_agent(token)  # "the boats were ordered back"
            first = not text[start : match.start()].strip(" ,\n—–-")
            addressed = first and match[0].endswith("ing")  # "“…,” urging his men to go"
            if self.is_cue(context, match, beside=False) and not (undergone or addressed):
                mention = (
                    _at_tail(context, start, match.start())
                    or self.speaker(context, match.start(), first=first)
                    or (None if first else at_tail_start(text, start, match.start()))
                )
                if mention is not None and mention.start >= start:
                    return Attribution(mention, match.span(), "after")
        according = self.according(context, start, limit)
        opens = according is not None and according.cue is not None and text[according.cue[0]].isupper()
        return None if opens else according  # "According to" begins a sentence of its own

    def _on_next_line(self, context: Context, number: int) -> Attribution | None:
        """``“…,”`` before a line that says but who said so: ``said Ana Brook`` or ``Ana Brook said.``."""
        if number >= len(context.paragraphs):
            return None
        start, end = context.paragraphs[number]
        if end - start > _LONGEST_LINE or context.next_quoted(start) < end:
            return None
        verb = self._speech.verb.match(context.text, start, end)
        last = context.text[start:end].rstrip(" .").rpartition(" ")[2]
        if verb is None and last in self._speech.verbs:
            verb = self._speech.verb.search(context.text, context.text.rindex(last, start, end), end)
        person = next(iter(context.named(start, end)), None)
        if verb is None or person is None or not self._speech.verbs[verb[0].lower()].direct:
            return None
        if verb.start() > start:
            clear = person.end <= verb.start() and _ASIDES.fullmatch(context.text, person.end, verb.start())
            return Attribution(Mention(start, person.end, person.head), verb.span(), "after") if clear else None
        if (titles := _LINE_TITLES.fullmatch(context.text, verb.end(), person.start)) is None:
            return None
        return Attribution(Mention(titles.end("gap"), person.end, person.head), verb.span(), "after")

    def _end(self, context: Context, quoted: Quoted) -> int:
        """The end of the sentence that goes on after a quotation, or that follows it where it ended one."""
        limit = min(context.next_quoted(quoted.outer_end), context.paragraphs[quoted.paragraph][1])
        _, end = context.bounds(context.sentence(max(quoted.outer_end - 1, 0)))
        if not context.text[quoted.outer_end : end].strip() and end < limit:
            _, end = context.bounds(context.sentence(end))
        return min(limit, end)

    def _attaches(self, context: Context, quoted: Quoted, tail: str) -> bool:
        """Whether the words after a quotation belong to it: they go on with its sentence, or are short and say so."""
        last, first = context.text[quoted.end - 1 : quoted.end], tail.lstrip()[:1]
        if not first:
            return False
        if last in _GOES_ON or first in _GOES_ON or first.islower() or last not in _STOPS:
            return True
        start = quoted.outer_end
        found = self._speech.verb.finditer(context.text, start, start + len(tail))
        verbs = [verb for verb in found if self.is_cue(context, verb, beside=False)]
        return (
            bool(verbs)
            and len(tail.split()) <= _LONG_TAIL
            and len(tail[verbs[-1].end() - start :].split()) <= _SHORT_TAIL
            and not _reports(context, verbs[-1].start())
            and (tail.rstrip()[-1] in _STOPS or start + len(tail) >= context.paragraphs[quoted.paragraph][1])
        )


def _reports(context: Context, verb: int) -> bool:
    """Whether a verb has a clause of its own that it reports (``Brook said she would go``)."""
    token = context.parsed(verb)
    return token is not None and bool(token.under("ccomp"))


def _at_tail(context: Context, start: int, verb: int) -> Mention | None:
    """The person with whose name, titles apart, the words after a quotation begin (``“…,” Ana Brook (North) said``).

    Between the name and the verb stand asides at most.
    """
    person = next(iter(context.named(start, verb)), None)
    if person is None or _ASIDES.fullmatch(context.text, person.end, verb) is None:
        return None
    lead = _TAIL_TITLES.fullmatch(context.text, start, person.start)
    return Mention(lead.start("who"), person.end, person.head) if lead else None
