"""Who said a quotation, told behind it: "“…,” said X", "“…,” X said", or on the next line."""

from extractor.coref.context import Context, Mention
from extractor.facts.quotes.cues import Attribution, at_tail_start, named_behind
from extractor.facts.quotes.leads import Leads
from extractor.facts.quotes.speech import FORMS
from extractor.text.phrases import FINITE
from extractor.text.quotation_marks import Quoted
from extractor.text.syntax import is_infinitive, lacks_agent

_STOPS = frozenset(".!?…")
_GOES_ON = frozenset(",-—–")
_SHORT_TAIL, _LONG_TAIL, _FAR, _LONGEST_LINE = 6, 18, 180, 120


class Tails(Leads):
    """Finds the attribution in the words behind a quotation."""

    def after(self, context: Context, quoted: Quoted) -> Attribution | None:
        """``“…,” said X`` and ``“…,” X said``, in the rest of the quotation's sentence or a short one after it."""
        text, start = context.text, quoted.outer_end
        limit = self._end(context, quoted)
        if start >= context.paragraphs[quoted.paragraph][1]:
            return self._on_next_line(context, quoted.paragraph + 1, goes_on=text[quoted.end - 1] == ",")
        if not self._attaches(context, quoted, text[start:limit]):
            return None
        cited = FORMS.cited.match(text, start, limit)  # "“…,” the secretary quoted Ana Brook, adding …"
        if cited is not None and (mention := named_behind(context, cited.end(), limit)) is not None:
            return Attribution(mention, cited.span("cue"), "after")
        for match in self._speech.verb.finditer(text, start, min(limit, start + _FAR)):
            token = context.parsed(match.start())
            does = token.head if token is not None and is_infinitive(token) else token
            undergone = does is not None and lacks_agent(does)  # "the boats were ordered back", "is urged to report"
            first = not text[start : match.start()].strip(" ,\n—–-")
            undergone = undergone or (token is not None and token.left_edge.lower_ == "to" and token.dep_ == "relcl")
            addressed = first and match[0].endswith("ing")  # "“…,” urging his men to go"
            if not first and match[0].endswith("ing") and self.verbs_before(context, quoted):
                continue  # "as he warned of “…,” the mayor sent a letter, vowing to stay"
            if self.is_cue(context, match, beside=False) and not (undergone or addressed):
                mention = _at_tail(context, start, match.start()) or self.speaker(context, match.start(), first=first)
                if mention is None:
                    behind = named_behind(context, match.end(), limit) if first else None
                    mention = behind if first else at_tail_start(text, start, match.start())
                if mention is not None and mention.start >= start:
                    return Attribution(mention, match.span(), "after")
        according = self.according(context, start, limit)
        opens = according is not None and according.cue is not None and text[according.cue[0]].isupper()
        return None if opens else according  # "According to" begins a sentence of its own

    def _on_next_line(self, context: Context, number: int, *, goes_on: bool) -> Attribution | None:
        """``“…,”`` before a line that but says who said so; more stands behind the verb where it ``goes_on``."""
        if number >= len(context.paragraphs):
            return None
        text, (start, end) = context.text, context.paragraphs[number]
        verb = self._speech.verb.match(text, start, end)
        person = next(iter(context.named(start, end)), None)
        if person is None or end - start > _LONGEST_LINE or context.next_quoted(start) < end:
            return None
        titles = FORMS.line_titles.fullmatch(text, verb.end(), person.start) if verb is not None else None
        begins = start if titles is None else titles.end("gap")
        if titles is None:
            verb = self._speech.verb.search(text, person.end, end)
            first = context.parsed(start)  # "The boat was late, Brook said" tells something else
            tells = first is not None and any(word.tag_ in FINITE and word.at < person.start for word in first.sent)
            if verb is None or tells or FORMS.asides.fullmatch(text, person.end, verb.start()) is None:
                return None
            if not goes_on and text[verb.end() : end].strip(" ."):
                return None
        told = None if verb is None else self._speech.verbs[verb[0].lower()]
        if verb is None or told is None or not told.direct or told.name == verb[0].lower():  # "State Leader Ana Brook"
            return None
        answers = not goes_on and told.name in self._speech.words["answers"]  # "“It is late.”", below: "Brook agreed."
        return None if answers else Attribution(Mention(begins, person.end, person.head), verb.span(), "after")

    def _end(self, context: Context, quoted: Quoted) -> int:
        """The end of the sentence that goes on after a quotation, or that follows it where it ended one."""
        limit = min(context.next_quoted(quoted.outer_end), context.paragraphs[quoted.paragraph][1])
        _, end = context.bounds(max(quoted.outer_end - 1, 0))
        if not context.text[quoted.outer_end : end].strip(" .\n") and end < limit:
            _, end = context.bounds(end)
        return min(limit, end)

    def _attaches(self, context: Context, quoted: Quoted, tail: str) -> bool:
        """Whether the words after a quotation belong to it: they go on with its sentence, or are short and say so."""
        last, first = context.text[quoted.end - 1 : quoted.end], tail.lstrip()[:1]
        if not first:
            return False
        if first == "." and (behind := tail.lstrip()[1:].lstrip()):  # "“…”. Brook said."
            last, first = first, behind[0]
        if last in _GOES_ON or first in _GOES_ON or first.islower() or last not in _STOPS:
            return True
        start = quoted.outer_end
        found = self._speech.verb.finditer(context.text, start, start + len(tail))
        verbs = [verb for verb in found if self.is_cue(context, verb, beside=False)]
        asked = last != "." and verbs and not _reports(context, verbs[0].start())
        if asked and _at_tail(context, start, verbs[0].start()) is not None:  # "“Who knows?” Brook asked as he left"
            return True
        if not verbs or any(_reports(context, verb.start()) for verb in verbs):
            return False
        short = len(tail.split()) <= _LONG_TAIL and len(tail[verbs[-1].end() - start :].split()) <= _SHORT_TAIL
        return short and (tail.rstrip()[-1] in _STOPS or start + len(tail) >= context.paragraphs[quoted.paragraph][1])


def _reports(context: Context, verb: int) -> bool:
    """Whether a verb has a clause of its own that it reports (``Brook said she would go``)."""
    token = context.parsed(verb)
    return token is not None and bool(token.under("ccomp"))


def _at_tail(context: Context, start: int, verb: int) -> Mention | None:
    """The person, titles apart, with whose name the words after a quotation begin, asides at most before the verb."""
    person = next(iter(context.named(start, verb)), None)
    if person is None or FORMS.asides.fullmatch(context.text, person.end, verb) is None:
        return None
    lead = FORMS.tail_titles.fullmatch(context.text, start, person.start)
    return Mention(lead.start("who"), person.end, person.head) if lead else None
