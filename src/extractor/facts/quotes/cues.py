"""The cue of a direct quotation: verbs of saying, "according to", and names by their place."""

import re

from msgspec import Struct

from extractor.coref.context import Context, Mention
from extractor.coref.mentions import mention_of, with_name
from extractor.facts.quotes.sources import further, issuer, judge, said_by, sender, told_by, written_to
from extractor.facts.quotes.speech import FORMS, Speech
from extractor.text.syntax import SUBJECTS, goes_on, inverted_subject, subject
from extractor.tree import Token

_PARTICIPLE = "ing"
_ARGUMENTS = SUBJECTS | {"dobj", "pobj"}


class Attribution(Struct, frozen=True):
    """Who speaks: the words that name the speaker, and the verb; offsets are code points."""

    mention: Mention | None
    cue: tuple[int, int] | None
    rule: str


class Cues:
    """Reads the words beside a direct quotation: whether a verb is its cue, and the words for who speaks."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech

    def is_cue(self, context: Context, match: re.Match[str], *, beside: bool) -> bool:
        """Whether a verb may be the cue of a direct quotation; ``beside``: the quotation begins right after it."""
        form = match[0].lower()
        verb = self._speech.verbs[form]
        token = context.parsed(match.start())
        if not verb.direct or (form == verb.name if token is None else self._speech.shapes.bidden(token)):
            return False
        if token is not None and not beside and token.tag_ == "VB" and token.dep_ == "acl":
            return False  # "took the decision to add ten boats: “…”"
        if token is not None and beside and self._speech.shapes.busy(token) and context.text[match.end()] not in ",:":
            return False  # "they share “a deep commitment” to it"
        if token is None or token.tag_.startswith("VB") or form in ("said", "says"):
            return True
        done = token.dep_ == "dobj" and token.head.tag_ == "VB"  # "to press charges: “…”"
        noun = token.tag_ == "NNS" and not done and (beside or token.dep_ not in _ARGUMENTS)
        return noun or (beside and form.endswith(_PARTICIPLE))

    def is_undergone(self, verb: Token) -> bool:
        """Whether a participle tells what was done with a thing ("in a post [shared] on Monday: “…”")."""
        told = (verb.tag_, verb.dep_) == ("VBN", "acl") and not verb.under("agent")
        return told and not self._speech.speaks(verb.head)

    def doer(self, verb: Token) -> Token | None:
        """Who does what a verb says; nobody what others have to say."""
        if self._speech.shapes.bidden(verb):
            return None
        noun = judge(verb, self._speech) or subject(verb)
        if noun is None or not goes_on(verb):
            return noun if noun is None else self._above(verb, noun)
        known = self._speech.verbs.get(verb.lower_)
        adds = known is not None and known.name in self._speech.words["further"]
        if not verb.lower_.endswith(_PARTICIPLE):  # "she said it was shut and [added], …", "… was shut, and [asked]"
            apart = verb.doc[max(verb.i - 2, 0)].text == "," and verb.nbor(-1).dep_ == "cc"
            return (told_by(verb, self._speech) if adds or apart else None) or noun
        judged = not adds and verb.head.lower_ in self._speech.parts and self._speech.speaks(noun)
        return noun if judged else further(verb, noun, self._speech)

    def _above(self, verb: Token, noun: Token) -> Token:
        """Who speaks by a participle hung on what a thing does: "Bell denied that the pier was late [saying] …"."""
        thing = noun.tag_ in ("NN", "NNS") and not (self._speech.speaks(noun) or self._speech.is_paper(noun))
        if verb.tag_ != "VBG" or verb.dep_ != "advcl" or not thing:
            return noun
        above = (who for who in map(subject, verb.ancestors) if who is not None and self._speech.speaks(who))
        return next(above, noun)

    def speaker(self, context: Context, cue: int, *, first: bool) -> Mention | None:
        """The words for who does what the verb at ``cue`` says; ``first``: it comes right after the quotation."""
        token = context.parsed(cue)
        if token is None:
            return None
        participle = token.lower_.endswith(_PARTICIPLE)
        if participle and (person := said_by(context, token, cue, self._speech)) is not None:
            return person
        known = self._speech.verbs.get(token.lower_)
        name = known.name if known is not None else ""
        heard = not first and name in self._speech.words["addressing"]  # "also told the PM: “…”"
        above, behind = self.doer(token), None if heard or goes_on(token) else inverted_subject(token)
        noun = (behind or above) if first else (above or behind)
        for clause in token.under("ccomp") if first and noun is None else ():  # "“…,” said [the woman], who, she said"
            noun = next(iter(clause.under(*SUBJECTS)), None) if clause.left_edge.i == token.i + 1 else None
        if noun is not None and (named := self.set_in(context, token, noun)) is not None:
            return named
        if noun is not None and (self._speech.is_paper(noun) or written_to(noun, self._speech)):
            noun = (None if first else sender(token, self._speech)) or issuer(noun, self._speech)
        if noun is not None and participle and not self._speech.speaks(noun):
            noun = told_by(token, self._speech) or noun
        if noun is None or noun.lower_ in self._speech.words["day"] or context.quoted_at(noun.at) is not None:
            return None
        found = mention_of(context, noun)
        return found if FORMS.words.fullmatch(context.text, found.start, found.end) else None

    def set_in(self, context: Context, verb: Token, noun: Token) -> Mention | None:
        """Who is named behind a verb set in behind a paper, its subject ("Her comments, said [Bell], are “wrong”")."""
        apart = noun.i < verb.i and verb.nbor(-1).text == "," and self._speech.is_paper(noun)
        return named_behind(context, verb.place[1], context.bounds(verb.at)[1]) if apart else None

    def according(self, context: Context, start: int, end: int) -> Attribution | None:
        """Whom "according to" names between two offsets."""
        match = FORMS.according.search(context.text, start, end)
        token = context.parsed(match.end()) if match else None
        if match is None or token is None:
            return None
        to = context.parsed(match.end() - 3)
        noun = next(iter(to.under("pobj")), None) if to is not None else None
        cue = match.start(), match.start() + len(match[0].rstrip())
        noun = issuer(noun, self._speech) if noun is not None else token
        return Attribution(mention_of(context, noun), cue, "according")


def is_of_thing(context: Context, verb: Token, who: Mention) -> bool:
    """Whether a thing says it, though somebody is named before the verb ("a motion by Brook, which stated")."""
    return any(child.lower_ == "which" for child in verb.lefts) and bool(context.named_at(who.head))


def named_before(context: Context, start: int, verb: int) -> Mention | None:
    """The person named right before a verb, asides apart, not before ``start``."""
    last = context.named(start, verb)[-1:]
    return last[0] if last and FORMS.asides.fullmatch(context.text, last[0].end, verb) else None


def named_behind(context: Context, verb: int, end: int) -> Mention | None:
    """The person of the record named behind a verb that ends there, titles in any letters between, before ``end``."""
    first = next(filter(context.is_listed, context.named(verb, end)), None)
    return first if first is not None and FORMS.titles_behind.fullmatch(context.text, verb, first.start) else None


def at_tail_start(text: str, start: int, verb: int) -> Mention | None:
    """The noun phrase with which the words between a quotation's end and its verb begin."""
    match = FORMS.tail_start.match(text, start, verb)
    if match is None:
        return None
    first, last = match.span("who")
    head = max(match["who"].rfind(" "), match["who"].rfind("\n")) + 1
    return with_name(text, Mention(first, last, first + head), verb)
