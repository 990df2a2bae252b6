"""Who said a quotation, told before it: "X said: “…”", "X: “…”", "According to X, “…”"."""

import re

from extractor.coref.context import Context, Mention
from extractor.coref.mentions import mention_of, with_apposed
from extractor.facts.quotes.cues import Attribution, Cues, named_before
from extractor.facts.quotes.speech import FORMS
from extractor.text.phrases import FINITE
from extractor.text.quotation_marks import Quoted
from extractor.text.syntax import SUBJECTS, lacks_agent, subject
from extractor.tree import Token

_LONG_LEAD, _EARLY, _FEWEST_WHOLE = 30, 60, 8
_STOPS = frozenset(".!?…")
_TELLING = SUBJECTS | {"poss"}


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
        return near or self._colon(context, start, head) or self._comma(context, start, head, quoted) or nobody

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
        does = _highest(context, start, start + len(head))
        who = subject(does) if does is not None else None
        if does is not None and who is not None and start <= who.at < start + len(head):
            told = lacks_agent(does) and does.lower_ in self._speech.verbs.keys() - self._speech.words["cited"]
            if told or self._may_tell(context, who, head):  # "Bell was asked: “…”", "Reeve scolded Bell: “…”"
                return None if told else Attribution(mention_of(context, who), None, "colon")
            if who.lower_ not in self._speech.words["writer"]:
                people = [each for each in people if _is_subject(context, each)]
        elif people and (he := FORMS.he_first.search(context.text, start, people[0].start)) is not None:
            people = [Mention(he.start(), he.end(), he.start())]  # "In his message he praised Bell: “…”"
        elif people and FORMS.toward.search(context.text, start, people[0].start):
            people = []
        word = head.partition(" ")[0]
        pronoun = self._speech.nouns.pronouns.get(word.lower())
        if not people and pronoun is not None and pronoun.stands == "person" and pronoun.form == word.lower():
            people = [Mention(start, start + len(word), start)]  # "She was blunt: “…”"
        role = FORMS.role_tells.match(context.text, start, start + len(head))
        if not people and role and self._speech.nouns.is_somebody(role["noun"].lower()):
            people = [Mention(start, role.end("noun"), role.start("noun"))]  # "The mayor was blunt: “…”"
        return Attribution(people[0], None, "colon") if people else None

    def _comma(self, context: Context, start: int, head: str, quoted: Quoted) -> Attribution | None:
        """A whole sentence behind what a person does and a comma ("Bell persisted, waving his hands, “…”")."""
        said = context.text[quoted.start : quoted.end]
        whole = said[:1].isupper() and said[-1:] in _STOPS and len(said.split()) >= _FEWEST_WHOLE
        does = _highest(context, start, start + len(head)) if whole and head.endswith(",") else None
        who = subject(does) if does is not None and does.tag_ in FINITE else None
        if who is None or not start <= who.at < start + len(head) or not self._is_one(context, who):
            return None
        return Attribution(mention_of(context, who), None, "colon")

    def _is_one(self, context: Context, noun: Token) -> bool:
        """Whether a noun stands for one person: a pronoun, a name, a role."""
        named, role = bool(context.named_at(noun.at)), self._speech.nouns.is_somebody(noun.lower_)
        return named or self._speech.nouns.stands(noun.lower_) == "person" or (role and noun.tag_ == "NN")

    def _may_tell(self, context: Context, noun: Token, head: str) -> bool:
        """Whether a subject is a person, or a body that speaks in a paper ("in a statement, it thanked Bell")."""
        speech, person = self._speech, self._speech.nouns.stands(noun.lower_) == "person"
        role = speech.nouns.is_somebody(noun.lower_) and noun.lower_ not in speech.nouns.bodies
        person = person or role or bool(context.named_at(noun.at))
        body = speech.speaks(noun) and not speech.is_paper(noun) and noun.lower_ not in speech.words["pointing"]
        return person or (body and speech.paper.search(head.lower()) is not None)


def _highest(context: Context, start: int, end: int) -> Token | None:
    """The verb above the words of a stretch, where its sentence was parsed."""
    token = context.parsed(start)
    within = (each for each in (token, *token.ancestors) if start <= each.at < end) if token is not None else ()
    return next((each for each in reversed([*within]) if each.tag_[0] == "V"), None)


def _is_subject(context: Context, person: Mention) -> bool:
    """Whether somebody does something, or has what is told of ("it is clear that Bell …", "Bell's view is …")."""
    token = context.parsed(person.head)
    return token is not None and token.dep_ in _TELLING


def sentence_start(context: Context, quoted: Quoted) -> int:
    """Where the words begin that may introduce a quotation: its sentence, after any quotation before it."""
    start, previous = context.opening(quoted.outer_start), context.quoted_before(quoted.outer_start)
    return max(start, context.paragraph_start(quoted.outer_start), previous.outer_end if previous else 0)


def is_beside(context: Context, verb: re.Match[str], quoted: Quoted) -> bool:
    """Whether a verb stands right before a quotation."""
    return not context.text[verb.end() : quoted.outer_start].strip(" \n,:")
