"""Whether a verb of saying tells that somebody says something, and whose words one tells that is joined to another."""

from extractor.facts.quotes.speech import Speech, Verb
from extractor.rules.gazetteer import CLOSED
from extractor.text.phrases import FINITE
from extractor.text.syntax import SUBJECTS, own_subjects, subject
from extractor.tree import Span, Token

_PRESENT = frozenset({"VBP", "VBZ"})
_OF_PAST = CLOSED["past"] | {"VBD"}
_WITH_PAST = _OF_PAST | CLOSED["may"]
_DOERS = SUBJECTS | {"csubj", "expl"}
_FEWEST_TOLD = 4
TOLD_BY_NOUN = frozenset({"acl", "ccomp", "relcl", "xcomp"})
"""What hangs on a noun and tells what it is of: "reports that"."""


def is_of_another(joined: Token, verb: Token, speech: Speech, *, says: bool) -> bool:
    """Whether a clause joined to what a verb says is the writer's or another speaker's.

    It tells what "I" did, what others say now ("while the Greens say …"), or goes on in the present after "but" where
    all that was said stands in the past ("said he would cut it, but he has not yet named the day").
    """
    noun = next((child for child in joined.lefts if child.dep_ in _DOERS), None)
    content = next((child for child in verb.rights if child.dep_ == "ccomp"), joined.head)
    if noun is None:  # "said that it was sold and left"
        own = joined.head is verb and joined.tag_ == verb.tag_ and content.tag_.startswith("VB")
        own = own or (joined.dep_ == "conj" and _is_tellers(joined, verb, content, speech))
        return own or (joined.tag_, joined.head.tag_) == ("VBD", "VB")  # "urged him to go and left"
    marks = {child.lower_ for child in joined.lefts if child.dep_ == "mark"}
    said = {content.tag_, *(child.lower_ for child in content.lefts if child.dep_ == "aux")}
    apart = joined.i > content.i and (joined.lower_ in speech.parts or not said & _WITH_PAST)
    if joined.left_edge.lower_ == "as" and "as" in marks and joined.tag_ == "VBD" and apart:
        return True  # "said it would open, as he urged the council to go", "said it is wrong as he spoke to the house"
    inner = (child for clause in joined.lefts if clause.dep_ == "advcl" for child in clause.lefts)
    if any(child.lower_ in speech.words["writer"] for child in (noun, *inner)):
        teller, quoted = subject(verb), any(token.is_quote for token in joined.doc[verb.i : joined.i])
        return not quoted and teller is not None and teller.lower_ not in speech.words["writer"]
    present = {joined.tag_, *(child.tag_ for child in joined.lefts if child.dep_ == "aux")} & _PRESENT
    meanwhile = "while" in marks and joined.tag_ == verb.tag_ and joined.lower_ in speech.parts
    if noun.tag_ != "PRP" and (meanwhile or (says and present and joined.tag_ in _PRESENT)):
        return True  # "said it was fair, while the Greens called it a scandal"
    opening = joined.doc[joined.left_edge.i - 1].lower_
    past = said & (_OF_PAST if verb.tag_ == "VBD" else {"would"})
    return bool(present and past and opening in speech.words["turning"])


def _tense(verb: Token) -> str:
    """The tag of the finite word of a verb, for the perfect with "have" before it; none of "is going" and the like."""
    helps = next((child for child in verb.under("aux", "auxpass") if child.i < verb.i), None)
    if helps is None or helps.tag_ == "MD":
        return (helps or verb).tag_.replace("VBP", "VBZ")
    tag = "" if verb.tag_ == "VBG" else helps.tag_.replace("VBP", "VBZ")
    return f"have {tag}" if helps.dep_ == "aux" and verb.tag_ == "VBN" else tag


def _is_tellers(joined: Token, verb: Token, content: Token, speech: Speech) -> bool:
    """Whether a verb joined to what is said has the tense of the saying, not of that ("says it will go and has gone").

    After "had" only behind a comma; "had lost money and closed" is one clause. Where both have it, a verb of saying is
    the teller's if what the clause is about cannot speak ("said the port was shut and promised to open it").
    """
    told, beside = _tense(content), joined.head
    judges = joined.lower_ in speech.verbs or joined.lower_ in speech.parts or joined.lower_ in speech.words["judging"]
    goes_on = beside is not content and not judges and beside.tag_ == joined.tag_
    if goes_on and any(child.dep_ in _DOERS for child in beside.lefts):
        return False  # "warned it could sink unless they closed it and found a crew"
    apart = told != "have VBD" or any(token.text == "," for token in joined.doc[content.i : joined.i])
    if joined.doc[joined.left_edge.i - 1].lower_ == "or" or (joined.head is not content and joined.head.tag_ == "VBG"):
        return False  # "plans but the success or lack of these was unclear", "a lasting and empowered people"
    modal = told == "MD" and joined.tag_ == "VBP"  # parsers take "they will go and ask" for the present
    about = subject(content)
    able = speech.nouns.roles.keys() | speech.nouns.bodies.keys()
    mute = about is not None and about.tag_ in ("NN", "NNS") and about.lower_ not in able
    flat = mute or content.lower_ in speech.words["being"] or bool(content.under("auxpass"))
    other = told != _tense(verb) or (flat and judges)  # "said it was at war and called on all to go"
    done = bool(joined.under("auxpass") and content.under("auxpass"))  # "has been misread and was not meant"
    return apart and not modal and not done and other and _tense(joined) == _tense(verb)


def teller(verb: Token, speech: Speech) -> Token | None:
    """Who says what a verb is joined to that itself goes on with the saying ("said it would open and predicted …")."""
    content = verb.head
    goes_on = verb.dep_ == "conj" and not any(child.dep_ in _DOERS for child in verb.lefts)
    for higher in content.ancestors if goes_on else ():
        if higher.lower_ in speech.verbs and _is_tellers(verb, higher, content, speech):
            return subject(higher)
    return None


def answered(token: Token, speech: Speech) -> Token | None:
    """The verb by which others' words that a quoted one is among are but answered ("denied claims that it was “…”")."""
    if any(each.lower_ == "as" for each in token.doc[max(token.i - 2, 0) : token.i]):
        return None  # "rejected claims that it was late as “lies”"
    for clause in token, *token.ancestors:
        noun = clause.head
        if clause.dep_ in ("acl", "relcl", "ccomp") and noun.lower_ in speech.words["hearsay"] and noun.tag_ == "NNS":
            above = next((verb for verb in noun.ancestors if verb.tag_.startswith("VB")), None)
            denies = above is not None and above.lower_ in speech.words["denying"]
            return above if denies or noun.lower_ in speech.words["rumour"] else None
    return None


def as_told(tree: Span, verb: Token, known: Verb, speech: Speech) -> int | None:
    """Where that begins for which another is cited ("As Brook has said, [the port is shut]", "The port, as …")."""
    mark, comma = verb.left_edge, verb.right_edge.i + (verb.right_edge.text != ",")
    cites = (mark.lower_, mark.head, verb.dep_) == ("as", verb, "advcl") and subject(verb) is not None
    cites = cites and known.name not in speech.words["further"]  # "As it concluded, …"
    if not cites or verb.head.i < verb.i or comma >= tree.end - 1 or tree.doc[comma].text != ",":
        return None
    needs = {"ccomp", "xcomp", "oprd", *(() if known.name in speech.words["addressing"] else ("dobj",))}
    ways = (child.lower_ for child in verb.under("prep") if child.i > verb.i)
    if verb.under(*needs) or not all(way in speech.words["where"] for way in ways):
        return None
    about = next(iter(own_subjects(verb.head)), verb.head)
    start = about.left_edge.i if about.i < verb.i and about is not verb.head else comma + 1
    return None if tree.doc[start].tag_ in FINITE | {"VB"} else start


def is_claim(verb: Token, known: Verb, noun: Token | None, speech: Speech) -> bool:
    """Whether ``noun`` says something by a verb: none of thinking, nor hedged or negated, nor shown by a thing."""
    if known.name in speech.words["unsaid"] or speech.shapes.unsaid(verb):
        return False
    if (not known.direct and speech.shapes.coming(verb)) or (noun is not None and speech.shapes.nobody(noun)):
        return False
    held = verb.dep_ == "relcl" and not known.direct  # "people who believe they have seen him"
    if noun is not None and (noun.lower_ in speech.words["pointing"] or (held and noun.tag_ == "NNS")):
        return False
    told = known.direct or (noun is not None and verb.tag_ in FINITE and speech.is_paper(noun))  # "the survey mentions"
    return (told and known.name not in speech.words["shown"]) or noun is None or _is_personal(noun, speech)


def _is_personal(noun: Token, speech: Speech) -> bool:
    """Whether a noun stands for people or a body, so that what they show or reveal is said ("the survey shows")."""
    form = noun.lower_
    if form == "it":
        return False
    if speech.is_paper(noun):
        return bool(noun.under("poss", "compound"))
    named = noun.tag_ in ("NNP", "NNPS", "PRP", "WP") or noun.text.isupper()
    return named or speech.nouns.roles.get(form) in {"self", "body", "title", "nobody"} or form in speech.nouns.bodies


def is_statement(piece: list[Token], speech: Speech) -> bool:
    """Whether some words of a tree say something: a clause, not what trails behind a quotation."""
    words = [token for token in piece if token.text.isalpha()]
    if len(words) < _FEWEST_TOLD and not any(token.tag_ in FINITE for token in piece):
        return False
    if not words or (len(words) <= _FEWEST_TOLD and (words[-1].tag_ == "MD" or words[0].tag_ == "WP")):
        return False  # "told him that, “…”", "its changes will:", "What's notable, he said, …"
    first, small = words[0], (word for word in words if not word.text[0].isupper())
    told = any(len(word.text) >= _FEWEST_TOLD or word.tag_ == "VBD" for word in small)  # "he was in Leeds"
    headline = len(words) >= _FEWEST_TOLD and not told
    relative = first.tag_ == "WDT" and first.dep_ in SUBJECTS  # "three days that mark"
    cut = relative or not any(word.tag_.startswith(("VB", "MD", "NNS")) for word in words)
    matter = first.dep_ == "prep" and first.lower_ in speech.words["matter"]  # "said about the plan, which he saw late"
    back = first.lower_ in speech.words["told back"] and any(each.tag_ in ("IN", "WRB", "VBG") for each in words[1:2])
    if first.lower_ == "so" and first.nbor(1).lower_.endswith("ly") and first.nbor(2).is_punct:
        back = True  # "said so openly, but others …"
    cut = (first.lower_ == "that" and cut) or first.lower_ in speech.words["no opening"]
    return not (headline or matter or back or cut)
