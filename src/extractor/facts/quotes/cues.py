"""The words of speech, and the cue of a direct quotation: verbs of saying, "according to", names by their place."""

import re
from functools import cache

from msgspec import Struct

from extractor.coref.context import Context, Mention
from extractor.coref.mentions import mention_of, nouns, singulars, with_name
from extractor.data import Library, Patterns
from extractor.regex import alternatives, compiled, whole_words
from extractor.text.shapes import Shapes
from extractor.text.syntax import SUBJECTS, goes_on, inverted_subject, lacks_agent, subject, verb_above
from extractor.tree import Token

FORMS = Patterns("quotes/patterns.tsv")

_SPEAKING = frozenset({"self", "body", "text", "nobody", "title"})
_PARTICIPLE = "ing"
_ARGUMENTS = SUBJECTS | {"dobj", "pobj"}


class Verb(Struct, frozen=True):
    """A verb of saying: whether it may stand beside a direct quotation, and the clauses that it introduces."""

    name: str
    direct: bool
    clause: str
    infinitive: str


class Speech(Patterns):
    """The words of speech, and the patterns of ``models/quotes/beside.tsv``.

    Attributes:
        verbs: every form of every verb of saying, in small letters; ``verb`` finds them in a text.
        parts: forms whose subject may speak words quoted in the sentence, among them verbs of judging (dismissed).
        direct: forms that may stand beside a direct quotation.
        nouns: those that stand for people and bodies.
        words: the words of each class of ``words.tsv``, which says what they are.
        shapes: how a verb of saying, or what it says, stands in its tree.
        feelings: nouns by which verbs like "express" introduce a clause (hope).
        occasion: matches such a word with a capital.
    """

    def __init__(self, library: Library) -> None:
        self.verbs: dict[str, Verb] = {}
        self.parts = set[str]()
        for row in library.table("quotes/verbs.tsv"):
            verb = Verb(row["verb"], row["direct"] == "yes", row["clause"], row["infinitive"])
            forms = row["forms"].split()
            if row["direct"] != "no" or verb.clause != "no":
                self.parts.update(forms)
            if verb.direct or verb.clause != "no" or verb.infinitive != "no":
                self.verbs.update(dict.fromkeys(forms, verb))
        self.direct = {form for form, verb in self.verbs.items() if verb.direct}
        words = library.sets("quotes/words.tsv", "class", "word")
        self.words, self.nouns = words, nouns(library)
        clauses = {form for form, verb in self.verbs.items() if verb.clause in ("bare", "that")}
        classes = words | {"direct": self.direct, "clauses": clauses, "parts": self.parts}
        self.shapes = Shapes("quotes/shapes.tsv", library, classes, FORMS.by_name.get, speaks=self.speaks)
        self.feelings = library.words("quotes/feelings.tsv", "noun")
        self.occasion = compiled(rf"{alternatives(map(str.title, words['occasion']))}\b")
        titles = alternatives(
            word.title() for word, kind in self.nouns.roles.items() if kind == "self" and word.isalpha()
        )
        parts = {f"{class_}_words": alternatives(each) for class_, each in words.items()}
        self.verb = whole_words(self.verbs)
        super().__init__(
            "quotes/beside.tsv", library, parts | {"verb_words": alternatives(self.verbs), "title_words": titles}
        )

    def speaks(self, noun: Token) -> bool:
        """Whether a noun may stand for somebody who speaks: a name, a pronoun, a role or a body; a paper does not."""
        forms = singulars(noun.lower_)
        role = any(self.nouns.roles.get(form) in _SPEAKING or form in self.nouns.bodies for form in forms)
        return role or noun.tag_ in ("NNP", "NNPS", "PRP", "WP") or noun.text.isupper()

    def is_paper(self, noun: Token) -> bool:
        """Whether a noun is what somebody says or sends (letters, speech)."""
        named = noun.tag_ == "NNP" and any(part.tag_ == "NNP" for part in noun.under("compound"))  # "Harbour Review"
        return not named and self.is_of_paper(noun.lower_)

    def is_of_paper(self, phrase: str) -> bool:
        """Whether the last word of a phrase is one for such a paper."""
        last = phrase.lower().rpartition(" ")[2]
        kinds = {self.nouns.roles.get(form) for form in singulars(last)}
        return "paper" in kinds or self.statement.fullmatch(last) is not None

    def is_thing(self, phrase: str) -> bool:
        """Whether a phrase in small letters has no word for people or bodies, alone or in the plural."""
        forms = {form for word in phrase.lower().split() for form in singulars(word)}
        told = {self.nouns.roles.get(form) for form in forms} - {None, "paper", "part"}
        pronoun = self.nouns.pronouns.get(phrase.lower())
        people = pronoun is not None and (pronoun.stands == "person" or pronoun.form == "they")
        return phrase[1:].islower() and not (told or people) and forms.isdisjoint(self.nouns.bodies)


read_speech = cache(Speech)


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
        if token is None or token.tag_.startswith("VB") or form in ("said", "says"):
            return True
        done = token.dep_ == "dobj" and token.head.tag_ == "VB"  # "to press charges: “…”"
        noun = token.tag_ == "NNS" and not done and (beside or token.dep_ not in _ARGUMENTS)
        return noun or (beside and form.endswith(_PARTICIPLE))

    def doer(self, verb: Token) -> Token | None:
        """Who does what a verb says; nobody what others have to say."""
        if self._speech.shapes.bidden(verb):
            return None
        noun = judge(verb, self._speech) or subject(verb)
        if noun is None or not goes_on(verb):
            return noun
        known = self._speech.verbs.get(verb.lower_)
        adds = known is not None and known.name in self._speech.words["further"]
        if not verb.lower_.endswith(_PARTICIPLE):  # "she said it was shut and [added], …", "… was shut, and [asked]"
            apart = verb.doc[max(verb.i - 2, 0)].text == "," and verb.nbor(-1).dep_ == "cc"
            return (told_by(verb, self._speech) if adds or apart else None) or noun
        judged = not adds and verb.head.lower_ in self._speech.parts and self._speech.speaks(noun)
        return noun if judged else further(verb, noun, self._speech)

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
        if noun is not None and (self._speech.is_paper(noun) or written_to(noun, self._speech)):
            noun = (None if first else sender(token, self._speech)) or issuer(noun, self._speech)
        if noun is not None and participle and not self._speech.speaks(noun):
            noun = told_by(token, self._speech) or noun
        if noun is None or noun.lower_ in self._speech.words["day"] or context.quoted_at(noun.at) is not None:
            return None
        found = mention_of(context, noun)
        return found if FORMS.words.fullmatch(context.text, found.start, found.end) else None

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


def told_by(verb: Token, speech: Speech) -> Token | None:
    """Who says that in which a verb is set that goes on with it ("he said she thought it rude, adding “…”")."""
    teller = None
    for higher in verb.ancestors:
        noun = subject(higher) if higher.lower_ in speech.verbs or higher.lower_ in speech.parts else None
        teller = noun if noun is not None and speech.speaks(noun) else teller
        joined = higher.dep_ == "conj" and higher.head.dep_ == "ROOT"  # "he attacked it, but she rose, calling it …"
        if (joined and higher.under(*SUBJECTS)) or (teller is not None and higher.dep_ != "ccomp"):
            break
    return teller


def further(verb: Token, noun: Token, speech: Speech) -> Token:
    """Who says it by a verb whose subject is ``noun``: where it goes on from another verb, who says that one."""
    if not goes_on(verb) or (verb.tag_ != "VBG" and speech.speaks(noun)):
        return noun
    above = (noun, *map(subject, verb.ancestors))  # "the bill was debated but [he] insisted"
    return told_by(verb, speech) or next((one for one in above if one is not None and speech.speaks(one)), noun)


def sender(verb: Token, speech: Speech) -> Token | None:
    """Who gives out the paper whose words a verb tells ("Brook sent a letter requesting …", "a study that found …")."""
    if verb.dep_ not in ("acl", "relcl"):
        return None
    paper = written_to(verb.head, speech) or verb.head
    while paper.dep_ == "pobj":
        paper = paper.head.head
    cited = paper.head.lower_ in speech.words["cited"]  # "citing an article that said"
    return subject(paper.head) if paper.dep_ == "dobj" and not cited else None


def issuer(noun: Token, speech: Speech) -> Token:
    """Who gives out a paper as its noun tells ("a statement issued by the council", "one from it"), else that noun."""
    given = (noun, *(child for child in noun.under("acl") if child.lower_ in speech.words["issued"]))
    beside = noun.doc[noun.i + 1 : noun.i + 2] if speech.is_paper(noun) else ()  # "… read a statement [by] the council"
    ways = (way for each in given for way in (*each.under("prep", "agent"), *beside))
    ways = (way for way in ways if way.lower_ in speech.words["issuer"])
    who = (giver for way in ways for giver in way.under("pobj") if speech.speaks(giver))
    return next(who, noun) if speech.is_paper(noun) else noun


def judge(verb: Token, speech: Speech) -> Token | None:
    """Who judges others and goes on by a participle behind them: "Brook attacked Reed [saying] he had lied"."""
    above = verb_above(verb) if verb.tag_ == "VBG" and verb.dep_ in ("acl", "advcl", "ccomp") else None
    if above is None or above.i > verb.i or verb.nbor(-1).text == "," or speech.is_paper(verb.head):
        return None
    judges = above.lower_ in speech.parts and above.lower_ not in speech.direct
    cites = above.lower_ in speech.words["cited"] or lacks_agent(above)
    taken = verb.dep_ == "ccomp" and above.lower_ not in speech.verbs  # "praised [Reed saying] …", not "believe"
    whom = verb.under("nsubj") if taken else above.under("dobj")
    return subject(above) if judges and not cites and whom else None


def said_by(context: Context, participle: Token, at: int, speech: Speech) -> Mention | None:
    """The person named right before a participle ("despite Brook saying so"), none to whom a paper is sent."""
    papers = participle.dep_ == "acl" and speech.is_paper(participle.head)  # "sent a letter to Brook saying"
    if papers or judge(participle, speech) is not None:
        return None
    beside = next(iter(context.named_until(at - 1)), None)
    noun = context.parsed(beside.head) if beside is not None else None
    return None if noun is not None and writer(participle, noun, speech) is not None else beside


def writer(participle: Token, noun: Token, speech: Speech) -> Token | None:
    """Who writes to somebody by whose name a participle stands ("Brook wrote to Reeve urging him to go")."""
    to = participle.head if noun.head is participle and participle.dep_ == "pcomp" else noun.head
    sent = any(map(speech.is_paper, (to.head, *to.head.under("dobj"))))
    if to.lower_ != "to" or not (sent or to.head.lower_ in speech.words["writing"]):
        return None
    above = (word for word in (to.head, *to.head.ancestors) if word.tag_.startswith("VB"))
    return next((who for who in map(subject, above) if who is not None and speech.speaks(who)), None)


def written_to(noun: Token, speech: Speech) -> Token | None:
    """The paper that is sent to somebody or about it ("sent a letter to Reeve"), None where a noun is none such."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in speech.words["upon paper"]:
        return None
    beside = (noun.head.head, *noun.head.head.rights)
    return next((word for word in beside if word.i < noun.head.i and speech.is_paper(word)), None)


def attached(participle: Token) -> Token:
    """The verb above, in no clause that tells which one, with which a participle behind a comma goes."""
    verb = participle.head
    doc = participle.doc
    if participle.i == 0 or doc[participle.i - 1].text != ",":
        return verb
    for higher in (verb, *verb.ancestors):
        if higher.dep_ == "relcl" and doc[max(higher.left_edge.i - 1, 0)].text != ",":
            verb = higher.head
    return verb


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
