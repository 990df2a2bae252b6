"""Who said a quotation, told before it: "X said: “…”", "X: “…”", "According to X, “…”"."""

import re

from extractor.coref.context import Context, Mention
from extractor.coref.mentions import mention_of, with_apposed
from extractor.facts.quotes.cues import Attribution, Cues, named_before
from extractor.facts.quotes.speech import FORMS
from extractor.text.quotation_marks import Quoted
from extractor.text.syntax import lacks_agent, subject

_LONG_LEAD, _EARLY = 30, 60


class Leads(Cues):
    """Finds the attribution in the words before a quotation."""

    def before(self, context: Context, quoted: Quoted) -> Attribution | None:
        """``X said, “…”``, ``X said: “…”``, ``X: “…”`` and ``According to X, “…”``."""
        start = sentence_start(context, quoted)
        head = context.text[start : quoted.outer_start].rstrip()
        nobody, near = None, self.according(context, start, quoted.outer_start)
        if near and near.mention and not context.text[near.mention.end : quoted.outer_start].strip(" ,"):
            return near  # "it says he was, according to Brook, “…”"
        for match in self.verbs_before(context, quoted):
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

    def verbs_before(self, context: Context, quoted: Quoted) -> list[re.Match[str]]:
        """The verbs of saying between a quotation and the start of its sentence, the nearest one first."""
        verbs = self._speech.verb.finditer(context.text, sentence_start(context, quoted), quoted.outer_start)
        cues = [verb for verb in verbs if self.is_cue(context, verb, beside=is_beside(context, verb, quoted))][::-1]
        return [verb for verb in cues if not self._is_past(context, verb, quoted)] or cues

    def _is_past(self, context: Context, verb: re.Match[str], quoted: Quoted) -> bool:
        """Whether a verb's clause but tells when or why, and ends before the words ("when he agreed to it, “…”")."""
        token = None if is_beside(context, verb, quoted) else context.parsed(verb.start())
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


def sentence_start(context: Context, quoted: Quoted) -> int:
    """Where the words begin that may introduce a quotation: its sentence, after any quotation before it."""
    start, previous = context.opening(quoted.outer_start), context.quoted_before(quoted.outer_start)
    return max(start, context.paragraph_start(quoted.outer_start), previous.outer_end if previous else 0)


def is_beside(context: Context, verb: re.Match[str], quoted: Quoted) -> bool:
    """Whether a verb stands right before a quotation."""
    return not context.text[verb.end() : quoted.outer_start].strip(" \n,:")
