"""Whose words a verb goes on with that is joined to what somebody says: the speaker's, the writer's or another's."""

from extractor.facts.quotes.speech import Speech
from extractor.text.syntax import SUBJECTS, subject
from extractor.tree import Token

_PRESENT = frozenset({"VBP", "VBZ"})
_OF_PAST = frozenset({"VBD", "would", "had"})
_WITH_PAST = _OF_PAST | {"could", "might", "should"}
_DOERS = SUBJECTS | {"expl"}
_THINGS = frozenset({"NN", "NNS"})


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
    if says and present and noun.tag_ != "PRP" and joined.tag_ in _PRESENT:
        return True
    opening = joined.doc[joined.left_edge.i - 1].lower_
    return bool(present and opening == "but" and said & (_OF_PAST if verb.tag_ == "VBD" else {"would"}))


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
    told = _tense(content)
    apart = told != "have VBD" or any(token.text == "," for token in joined.doc[content.i : joined.i])
    if joined.doc[joined.left_edge.i - 1].lower_ == "or" or (joined.head is not content and joined.head.tag_ == "VBG"):
        return False  # "plans but the success or lack of these was unclear", "a lasting and empowered people"
    modal = told == "MD" and joined.tag_ == "VBP"  # parsers take "they will go and ask" for the present
    about = subject(content)
    able = speech.nouns.roles.keys() | speech.nouns.bodies.keys()
    mute = about is not None and about.tag_ in _THINGS and about.lower_ not in able
    other = told != _tense(verb) or (mute and joined.lower_ in speech.verbs)
    return apart and not modal and other and _tense(joined) == _tense(verb)


def teller(verb: Token, speech: Speech) -> Token | None:
    """Who says what a verb is joined to that itself goes on with the saying ("said it would open and predicted …")."""
    content = verb.head
    goes_on = verb.dep_ == "conj" and not any(child.dep_ in _DOERS for child in verb.lefts)
    for higher in content.ancestors if goes_on else ():
        if higher.lower_ in speech.verbs and _is_tellers(verb, higher, content, speech):
            return subject(higher)
    return None
