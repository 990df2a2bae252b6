"""Who does it, in a dependency tree: subjects, agents and owners."""

from collections.abc import Iterable

from spacy.tokens import Token

from extractor.facts.events.lexicon import Lexicon

_CLIMBS = ("xcomp", "conj", "advcl", "pcomp", "prep", "aux", "ccomp")
_RELATIVES = ("who", "which", "that")
_SOURCES = ("from", "through")
_BLAMED = ("for", "on", "in")
_DEEPEST = 6
_OWNER_AND_S = 2


def subjects(token: Token, words: Lexicon) -> tuple[Token, ...]:
    """Heads of the phrases that do what an active verb tells, from the verb up to the one whose subject it shares."""
    at = beside(token, words) or token
    for _ in range(_DEEPEST):
        if own := own_subjects(at):
            return (at.head,) if own[0].lower_ in _RELATIVES and at.dep_ == "relcl" else _with_conjuncts(own)
        if (above := _letter_above(at, words) or _effort_above(at, words) or _clause_above(at)) is not None:
            at = above
            continue
        if at.dep_ == "acl":
            does = at.tag_ == "VBG" or (at.tag_ == "VBN" and at is token)
            return (at.head,) if does else _holders(at, words)
        if at.dep_ == "pcomp" and (named := _joined(at, words) or _praised(at)):
            return named
        if at.dep_ not in _CLIMBS or at.head is at:
            return ()
        at = at.head
    return ()


def beside(token: Token, words: Lexicon) -> Token | None:
    """The verb of telling or asking that a verb goes on from, where the tree joins it to what is told or asked.

    "It demanded that all sides stop and requested a report", "she said the appeal was short of funds and urged".
    """
    if token.dep_ != "conj" or token.tag_ != "VBD" or own_subjects(token):
        return None
    told = next((above for above in token.ancestors if above.dep_ in ("ccomp", "xcomp", "ROOT")), token)
    if told.dep_ == "ROOT" or told.head.tag_ not in ("VBD", "VBN") or told.head.i > told.i:
        return None
    another = token.head.tag_ != "VBD"  # "stop" and "requested" are no pair
    thing = any(child.tag_ in ("NN", "NNS") and not _may_act(child, words) for child in own_subjects(told))
    return told.head if own_subjects(told.head) and (another or thing) else None


def _may_act(noun: Token, words: Lexicon) -> bool:
    return noun.lower_ in words.generic or any(noun.lower_ in words.classes[each] for each in ("arms", "collective"))


def _letter_above(token: Token, words: Lexicon) -> Token | None:
    """The verb above the letter in which something is asked: "she wrote a letter to the secretary asking"."""
    if token.dep_ != "acl" or token.tag_ != "VBG":
        return None
    letter = words.objects["letter"]
    letters = (above for above in token.ancestors if letter.fullmatch(above.lower_))
    return next((above.head for above in letters if above.head is not above), None)


def _effort_above(token: Token, words: Lexicon) -> Token | None:
    """The verb of those who join in an effort to do something."""
    return token.head.head if token.dep_ == "acl" and token.tag_ == "VB" and is_joined(token.head, words) else None


def _clause_above(token: Token) -> Token | None:
    """The verb whose subject has done what a perfect participle tells: "it stands out having given aid"."""
    if token.dep_ != "acl" or not any(child.lower_ == "having" for child in token.children):
        return None
    return next((above for above in token.ancestors if own_subjects(above)), None)


def _holders(told: Token, words: Lexicon) -> tuple[Token, ...]:
    """Whose plan or decision it is to do something, by the verb beside it: "a plan drawn up by the Senate to act".

    Nobody's where a law is to do it.
    """
    noun = told.head
    if words.objects["bill"].fullmatch(noun.lower_):
        return ()
    if told.tag_ == "VBN":
        return agents(told)
    return tuple(child for child in noun.children if child.dep_ == "poss") or doers(noun) or owners(noun)


def is_joined(noun: Token, words: Lexicon) -> bool:
    """Whether it is an effort that somebody joins or leads: what it is to do, they do."""
    return noun.dep_ == "dobj" and noun.head.lower_ in words.classes["joining"]


def _joined(token: Token, words: Lexicon) -> tuple[Token, ...]:
    """All who do something together: those who join others in it, and the others."""
    verb = token.head.head
    if verb.lower_ not in words.classes["joining"]:
        return ()
    joining = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")][-1:]
    return _with_conjuncts((*joining, *(child for child in verb.children if child.dep_ == "dobj")))


def _praised(token: Token) -> tuple[Token, ...]:
    """The object of the verb above "for" or "on": whom one thanks or blames for doing something has done it."""
    above = token.head
    if above.dep_ == "conj" and above.head.dep_ == "prep":
        above = above.head  # "for her help and for opening the road"
    if above.lower_ not in _BLAMED or not above.head.tag_.startswith("V"):
        return ()
    return _with_conjuncts([child for child in above.head.children if child.dep_ == "dobj" and child.i < above.i])


def member_of(token: Token, words: Lexicon) -> tuple[Token, ...]:
    """Whose group it is that does something: "she is part of a group of senators asking"."""
    at = token.head
    for _ in range(_DEEPEST):
        if at.dep_ not in ("pobj", "prep", "dobj", "attr") or at.head is at:
            break
        at = at.head
    belongs = at.tag_.startswith("V") and at.lower_ in words.classes["belonging"]
    return _with_conjuncts(own_subjects(at)) if belongs else ()


def agents(token: Token) -> tuple[Token, ...]:
    """By whom a passive verb's act is done."""
    found = [child for child in token.children if child.dep_ == "agent"]
    named = [part for child in found for part in child.children if part.dep_ == "pobj"]
    return _with_conjuncts(named) or doers(token)


def doers(token: Token) -> tuple[Token, ...]:
    """Heads of the phrases behind "by"."""
    return _with_conjuncts(_behind(token, ("by",)))


def sources(token: Token, object_: Token | None) -> tuple[Token, ...]:
    """Heads of the phrases behind "from" and "through", of the verb and of its object."""
    return tuple(_behind(token, _SOURCES) or (_behind(object_, _SOURCES) if object_ is not None else []))


def owners(noun: Token) -> tuple[Token, ...]:
    """Heads of the phrases behind "of"."""
    return tuple(_behind(noun, ("of",)))


def parties(*nouns: Token | None) -> tuple[Token, ...]:
    """Those between whom something is done: "the signing of an agreement between the two banks"."""
    return _with_conjuncts(part for noun in nouns if noun is not None for part in _behind(noun, ("between",)))


def partners(verb: Token) -> tuple[Token, ...]:
    """Those with whom something is done: "she signed an agreement with her counterpart, Anna Bell"."""
    return _with_conjuncts(_behind(verb, ("with",)))


def stripped_owner(noun: Token) -> tuple[Token, ...]:
    """The owner where the apostrophe was stripped: "the President s veto"."""
    if noun.i - noun.sent.start < _OWNER_AND_S or noun.nbor(-1).lower_ != "s" or not noun.nbor(-2).text[:1].isupper():
        return ()
    return (noun.nbor(-2),)


def own_subjects(token: Token) -> list[Token]:
    """The subject nearest to the verb, for a dateline may pass for another."""
    return [child for child in token.children if child.dep_ == "nsubj" and child.lower_ != "co"][-1:]


def has_own_subject(token: Token) -> bool:
    """Whether a verb has a subject beside it, so that it shares nothing of the verb that it is joined to."""
    return bool(own_subjects(token))


def _behind(token: Token, words: tuple[str, ...]) -> list[Token]:
    return [
        part
        for child in token.children
        if child.dep_ == "prep" and child.lower_ in words
        for part in child.children
        if part.dep_ == "pobj"
    ]


def _with_conjuncts(heads: Iterable[Token]) -> tuple[Token, ...]:
    found = list(heads)
    for head in found:
        found.extend(child for child in head.children if child.dep_ == "conj")
    return tuple(found)
