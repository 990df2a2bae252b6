"""Who says something by a verb: its subject, who goes on with it, and for a paper who sends it."""

from extractor.coref.context import Context, Mention
from extractor.facts.quotes.claims import teller
from extractor.facts.quotes.speech import Speech
from extractor.text.phrases import FINITE, phrase
from extractor.text.syntax import SUBJECTS, goes_on, inverted_subject, lacks_agent, own_subjects, subject, verb_above
from extractor.tree import Token

_DOERS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl", "agent"})
_REACH = 16


def source(verb: Token, speech: Speech) -> Token | None:
    """The noun for who says something by a verb: for a paper its sender, for a verb that goes on its speaker."""
    for find in (teller, closer, judge, astray, adder):
        if (noun := find(verb, speech)) is not None:
            return noun
    told = attached(verb) if verb.tag_ == "VBG" and verb.dep_ == "advcl" else verb.head
    told = told if told is not verb.head else verb
    behind = any(child.dep_ == "ccomp" for child in told.rights)  # "told the house that": the house says nothing
    blamed = verb.head.head.rights if verb.dep_ == "pcomp" and verb.head.lower_ == "for" else ()
    for noun in blamed:  # "criticised the government for saying"
        if noun.dep_ == "dobj" and speech.speaks(noun):
            return noun
    noun = None if lacks_agent(verb) else subject(told) or (None if behind else inverted_subject(told))
    if noun is not None and noun.dep_ == "appos" and noun.head.tag_ == "NNP":  # "Reed, a law professor, who said"
        noun = noun.head
    if noun is None:
        return None
    if verb.tag_ == "VBG" and (wrote := writer(verb, noun, speech)) is not None:
        return wrote
    known = speech.verbs.get(verb.lower_)
    thing = verb.dep_ == "acl" and noun.dep_ == "dobj" and not speech.speaks(noun)
    thing = thing and known is not None and known.clause == "bare"  # "opposed the plan saying it was late"
    if thing or speech.is_paper(noun) or written_to(noun, speech):
        return sender(verb, speech) or issuer(noun, speech)
    return further(verb, noun, speech)


def closer(verb: Token, speech: Speech) -> Token | None:
    """Who closes a sentence as its speaker ("…, reported the press service") where parsers see an object."""
    noun = None if any(each.i < verb.i for each in own_subjects(verb)) else inverted_subject(verb)
    if noun is None or not (noun.tag_ == "NNP" or speech.nouns.is_somebody(noun.lower_)):
        return None
    more = any(word.text.isalpha() for word in verb.doc[phrase(noun)[1] : verb.sent.end])
    return None if more or verb.i == verb.sent.start or verb.nbor(-1).text != "," else noun


def adder(verb: Token, speech: Speech) -> Token | None:
    """Who goes on by a participle behind words about a paper ("said the report was wrong, [adding] …")."""
    noun = subject(verb) if verb.tag_ == "VBG" and verb.dep_ == "advcl" else None
    return told_by(verb, speech) if noun is not None and speech.is_paper(noun) else None


def astray(verb: Token, speech: Speech) -> Token | None:
    """Who stands behind a comma before a verb, where parsers see no subject ("…, a source close to it said")."""
    parted = verb.i > verb.sent.start and verb.nbor(-1).text == ","  # "…, Bell, an economist there, said"
    says = verb.tag_ in FINITE or (parted and verb.tag_ == "VBN")  # "…, Bell, the mayor, announced on Monday"
    if not says or any(child.dep_ in _DOERS for child in verb.children):
        return None
    for noun in reversed(verb.doc[max(verb.sent.start + 1, verb.i - _REACH) : verb.i]):
        ends = noun.right_edge.i in (verb.i - 1 - parted, verb.i - 1)  # a comma may hang on the noun
        whole = ends and verb.doc[noun.left_edge.i - 1].text == ","
        told = not parted or (noun.tag_ == "NNP" and noun.under("appos"))
        if whole and told and (speech.speaks(noun) or speech.is_paper(noun)):
            return noun
    return None


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
