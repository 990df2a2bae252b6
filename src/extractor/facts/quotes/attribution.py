"""Who said a direct quotation: the verb before, behind or around it, and the words that name the speaker."""

import re
from collections.abc import Iterator

from extractor.coref.context import Context, Mention
from extractor.coref.mentions import mention_of, with_apposed
from extractor.facts.quotes.claims import answered
from extractor.facts.quotes.cues import (
    FORMS,
    Attribution,
    Cues,
    at_tail_start,
    is_of_thing,
    named_before,
    named_behind,
    sender,
)
from extractor.text.quotation_marks import Quoted
from extractor.text.syntax import is_infinitive, lacks_agent, subject
from extractor.tree import Token

_TOLD = frozenset({"VBD", "VBZ", "VBN"})
_STOPS = frozenset(".!?…")
_LEADS = frozenset(",:")
_LONG_LEAD, _EARLY = 30, 60
_OBJECTS = frozenset({"dobj", "oprd"})
_GOES_ON = frozenset(",-—–")
_SHORT_TAIL, _LONG_TAIL, _FAR, _LONGEST_LINE = 6, 18, 180, 120


class Attributor(Cues):
    """Finds the attribution of direct quotations: the words for the speaker, the cue and how it was found."""

    def attribution(self, context: Context, quoted: Quoted) -> Attribution | None:
        """The attribution that the words beside a quotation name, or None where they name none."""
        verbs = [verb for verb in self._verbs_before(context, quoted)[:1] if _is_beside(context, verb, quoted)]
        beside = verbs[0] if verbs else None
        unnamed = Attribution(None, beside.span(), "before") if beside else None
        last, rest = context.text[quoted.end - 1], context.text[quoted.outer_end : quoted.outer_end + 2].strip()
        whole = last in _STOPS and (not rest or rest[0].isupper())  # it ends a sentence, and a new one begins
        another = FORMS.another.match(context.text, quoted.outer_end)  # "he said, “…,” while Bell said, “…”"
        apart = whole or (beside is not None and (last != "," or another is not None))
        return self._nearest(context, quoted, apart=apart) or unnamed

    def _nearest(self, context: Context, quoted: Quoted, *, apart: bool) -> Attribution | None:
        """``apart``: whether it ends its sentence, or its verb stands before it (``he said, “…” – and left``)."""
        lead = context.text[_sentence_start(context, quoted) : quoted.outer_start].rstrip()
        after = self._after(context, quoted)
        if apart and lead and lead[-1] in _LEADS:
            return self._before(context, quoted) or after or self._around(context, quoted)
        if not lead or lead[-1] in _LEADS or (after is not None and _closes(context, quoted, after)):
            return after or self._before(context, quoted) or self._around(context, quoted)
        return self._around(context, quoted) or after or self._before(context, quoted)

    def _before(self, context: Context, quoted: Quoted) -> Attribution | None:
        """``X said, “…”``, ``X said: “…”``, ``X: “…”`` and ``According to X, “…”``."""
        start = _sentence_start(context, quoted)
        head = context.text[start : quoted.outer_start].rstrip()
        nobody, near = None, self.according(context, start, quoted.outer_start)
        if near and near.mention and not context.text[near.mention.end : quoted.outer_start].strip(" ,"):
            return near  # "it says he was, according to Brook, “…”"
        for match in self._verbs_before(context, quoted):
            token = context.parsed(match.start())
            if token is not None and lacks_agent(token):
                nobody = nobody or Attribution(None, match.span(), "before")
                continue
            mention = self.speaker(context, match.start(), first=False)
            goes_on = token is not None and token.tag_ == "VBG"  # "he said it was “safe”, adding: “…”"
            if mention is None or (mention.start < start and not goes_on):
                found = named_before(context, start, match.start())
                mention = found and with_apposed(context, found, match.start(), after=False)
            if mention is not None:
                return Attribution(mention, match.span(), "before")
        return near or self._colon(context, start, head) or nobody

    def _after(self, context: Context, quoted: Quoted) -> Attribution | None:
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
            if not first and match[0].endswith("ing") and self._verbs_before(context, quoted):
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
            if verb is None or FORMS.asides.fullmatch(text, person.end, verb.start()) is None:
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

    def _verbs_before(self, context: Context, quoted: Quoted) -> list[re.Match[str]]:
        """The verbs of saying between a quotation and the start of its sentence, the nearest one first."""
        verbs = self._speech.verb.finditer(context.text, _sentence_start(context, quoted), quoted.outer_start)
        cues = [verb for verb in verbs if self.is_cue(context, verb, beside=_is_beside(context, verb, quoted))][::-1]
        return [verb for verb in cues if not self._is_past(context, verb, quoted)] or cues

    def _is_past(self, context: Context, verb: re.Match[str], quoted: Quoted) -> bool:
        """Whether a verb's clause but tells when or why, and ends before the words ("when he agreed to it, “…”")."""
        token = None if _is_beside(context, verb, quoted) else context.parsed(verb.start())
        before = token is not None and token.right_edge.place[1] < quoted.outer_start - 1
        return token is not None and before and self._speech.shapes.timed(token)

    def _colon(self, context: Context, start: int, head: str) -> Attribution | None:
        """``X: “…”`` and ``X scolded him: “…”``; "She is sure that jailing X will not end it: “…”" is hers."""
        if not head.endswith(":") or len(head.split()) > _LONG_LEAD:
            return None
        people = context.named(start, start + min(len(head), _EARLY))
        first = context.parsed(people[0].head) if people else None
        for each in (first, *first.ancestors) if first is not None else ():
            who = subject(each.head) if each.dep_ in ("ccomp", "csubj") else None
            if who is not None and self._speech.nouns.stands(who.lower_) == "person":
                return Attribution(mention_of(context, who), None, "colon")
        word = head.partition(" ")[0]
        pronoun = self._speech.nouns.pronouns.get(word.lower())
        if not people and pronoun is not None and pronoun.stands == "person" and pronoun.form == word.lower():
            people = [Mention(start, start + len(word), start)]  # "She was blunt: “…”"
        role = FORMS.role_tells.match(context.text, start, start + len(head))
        if not people and role and self._speech.nouns.is_somebody(role["noun"].lower()):
            people = [Mention(start, role.end("noun"), role.start("noun"))]  # "The mayor was blunt: “…”"
        return Attribution(people[0], None, "colon") if people else None

    def _around(self, context: Context, quoted: Quoted) -> Attribution | None:
        """The verb above a quotation that is part of a sentence (``he called it “a loss for all of us”``).

        The nearest verb of saying that somebody does, or else the nearest verb that may have words quoted.
        """
        token = context.parsed(quoted.start)
        if token is None:
            return None
        if (denied := answered(token, self._speech)) is not None:
            return Attribution(None, denied.place, "around")
        floor, shapes = context.paragraph_start(quoted.outer_start), self._speech.shapes
        found: list[tuple[tuple[bool, ...], Attribution]] = []
        for verb, quoted_as in (*self._naming(context, quoted), *_above(token)):
            reports = quoted_as == "done" and shapes.only_reports(verb)
            if (quoted_as == "said" or not found) and shapes.may_say(verb) and not reports:
                beside = verb.at >= floor and context.quoted_at(verb.at) is None and not lacks_agent(verb)
                noun = self.doer(verb) if beside else None
                if noun is not None and self._speech.is_paper(noun):
                    noun = sender(verb, self._speech) or noun
                if noun is None or noun.lower_ in self._speech.words["day"]:
                    continue
                if context.quoted_at(noun.at) is None and not self._is_thing(noun, verb):
                    direct = verb.lower_ in self._speech.direct
                    rank = (noun.lower_ in self._speech.words["pointing"], not self._speech.speaks(noun), not direct)
                    mention = mention_of(context, noun)
                    who = None if is_of_thing(context, verb, mention) else mention
                    found.append((rank, Attribution(who, verb.place, "around")))
        return min(found, key=lambda item: item[0])[1] if found else self._meaning(context, quoted, token)

    def _meaning(self, context: Context, quoted: Quoted, token: Token) -> Attribution | None:
        """Who does what any verb says that a quoted clause with "that" depends on (``she made clear that “…”``)."""
        if not FORMS.that.search(context.text, max(0, quoted.outer_start - len("that  ")), quoted.outer_start):
            return None
        for verb in token.ancestors:
            noun = subject(verb) if verb.tag_ in _TOLD and verb.i < token.i and not lacks_agent(verb) else None
            known = noun is not None and noun.lower_ not in self._speech.words["pointing"] and self._speech.speaks(noun)
            if noun is not None and known and noun.i < verb.i:
                return Attribution(mention_of(context, noun), verb.place, "around")
        return None

    def _naming(self, context: Context, quoted: Quoted) -> Iterator[tuple[Token, str]]:
        """A verb of judging with its object right before a quotation (``called the council “…”``)."""
        before = context.parsed(quoted.outer_start - 1) if quoted.outer_start else None
        for verb in _ending(before) if before is not None else ():
            if self._speech.shapes.calls(verb):
                yield verb, "said"

    def _is_thing(self, noun: Token, verb: Token) -> bool:
        """Whether a noun is a thing that does what a verb tells rather than says so ("the era of “…” has begun")."""
        if noun.tag_ != "NN" or self._speech.speaks(noun) or self._speech.is_paper(noun):
            return self._speech.nouns.roles.get(noun.lower_) == "part"
        known = self._speech.verbs.get(verb.lower_)
        return known is None or known.clause != "bare"


def _sentence_start(context: Context, quoted: Quoted) -> int:
    """Where the words begin that may introduce a quotation: its sentence, after any quotation before it."""
    start, previous = context.opening(quoted.outer_start), context.quoted_before(quoted.outer_start)
    return max(start, context.paragraph_start(quoted.outer_start), previous.outer_end if previous else 0)


def _is_beside(context: Context, verb: re.Match[str], quoted: Quoted) -> bool:
    return not context.text[verb.end() : quoted.outer_start].strip(" \n,:")


def _closes(context: Context, quoted: Quoted, after: Attribution) -> bool:
    """Whether an attribution follows right after a quotation that ends with a comma (``“…,” she said``)."""
    if context.text[quoted.end - 1] != "," or after.mention is None or after.cue is None:
        return False
    return not context.text[quoted.outer_end : min(after.mention.start, after.cue[0])].strip()


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


def _ending(token: Token) -> Iterator[Token]:
    """The token and those above it whose phrases end with it ("[called the council] …")."""
    yield token
    for higher in token.ancestors:
        if higher.right_edge.i != token.i:
            return
        yield higher


def _above(token: Token) -> Iterator[tuple[Token, str]]:
    """The token and those above it, and as what it stands below them: ``said``, ``done`` to or ``beside``.

    What somebody says is a clause ("he said [the council believed …]"), what is done to something its object.
    Each is followed by the verbs set in before it.
    """
    below = token
    for verb in (token, *token.ancestors):
        yield verb, "said" if below.dep_ in ("ccomp", "xcomp") else "done" if below.dep_ in _OBJECTS else "beside"
        for child in verb.lefts:
            if child.dep_ in ("ccomp", "parataxis") and child.right_edge.i < token.i:
                yield child, "said"
        below = verb
