"""What stands around a word in a dependency tree: doers, objects, owners and the stretch of a phrase."""

from collections.abc import Iterable

from spacy.tokens import Token

from extractor.facts.actions.lexicon import Lexicon

_CLIMBS = ("xcomp", "conj", "advcl", "pcomp", "prep", "aux", "ccomp")
_RELATIVES = ("who", "which", "that")
_POSITIONS = {"ROOT": "main", "ccomp": "told", "relcl": "relative"}
_FORMS = {"VB": "infinitive", "VBG": "participle"}
_PERFECT = ("has", "have", "had")
_SOURCES = ("from", "through")
_BLAMED = ("for", "on", "in")
_PARTIES = ("by", "between")
_ABOUT = ("prep", "acl", "relcl", "xcomp", "advcl")
_UNFINISHED = frozenset({"DT", "IN", "TO", "CC", "PRP$", "WDT", "WP", "$"})
_OBJECT_LIMIT = 16
_DEEPEST = 6
_OWNER_AND_S = 2


def is_passive(token: Token) -> bool:
    """Whether the verb tells what is done to its subject or head."""
    deps = {child.dep_ for child in token.children}
    if deps & {"auxpass", "nsubjpass"}:
        return True
    if "agent" in deps:
        return not any(child.dep_ == "aux" and child.lower_ in _PERFECT for child in token.children)
    if token.tag_ != "VBN" or "dobj" in deps:
        return False
    set_off = token.i > token.sent.start and token.nbor(-1).text == ","  # "the Senate, a chamber, adopted" is the past
    return (token.dep_ == "acl" and not set_off) or (
        token.dep_ == "conj" and is_passive(token.head) and not _own_subjects(token)
    )


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


def _behind(token: Token, words: tuple[str, ...]) -> list[Token]:
    return [
        part
        for child in token.children
        if child.dep_ == "prep" and child.lower_ in words
        for part in child.children
        if part.dep_ == "pobj"
    ]


def _own_subjects(token: Token) -> list[Token]:
    """The subject nearest to the verb, for a dateline may pass for another."""
    return [child for child in token.children if child.dep_ == "nsubj" and child.lower_ != "co"][-1:]


def subjects(token: Token, words: Lexicon) -> tuple[Token, ...]:
    """Heads of the phrases that do what an active verb tells, from the verb up to the one whose subject it shares."""
    at = token
    for _ in range(_DEEPEST):
        if own := _own_subjects(at):
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


def _letter_above(token: Token, words: Lexicon) -> Token | None:
    """The verb above the letter in which something is asked: "she wrote a letter to the secretary asking"."""
    if token.dep_ != "acl" or token.tag_ != "VBG":
        return None
    letter = words.objects["letter"]
    letters = (above for above in token.ancestors if letter.fullmatch(above.lower_))
    return next((above.head for above in letters if above.head is not above), None)


def has_own_subject(token: Token) -> bool:
    """Whether a verb has a subject beside it, so that it shares nothing of the verb that it is joined to."""
    return bool(_own_subjects(token))


def member_of(token: Token, words: Lexicon) -> tuple[Token, ...]:
    """Whose group it is that does something: "she is part of a group of senators asking"."""
    at = token.head
    for _ in range(_DEEPEST):
        if at.dep_ not in ("pobj", "prep", "dobj", "attr") or at.head is at:
            break
        at = at.head
    belongs = at.tag_.startswith("V") and at.lower_ in words.classes["belonging"]
    return _with_conjuncts(_own_subjects(at)) if belongs else ()


def _effort_above(token: Token, words: Lexicon) -> Token | None:
    """The verb of those who join in an effort to do something."""
    return token.head.head if token.dep_ == "acl" and token.tag_ == "VB" and is_joined(token.head, words) else None


def _clause_above(token: Token) -> Token | None:
    """The verb whose subject has done what a perfect participle tells: "it stands out having given aid"."""
    if token.dep_ != "acl" or not any(child.lower_ == "having" for child in token.children):
        return None
    return next((above for above in token.ancestors if _own_subjects(above)), None)


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
    if above.lower_ not in _BLAMED or not above.head.tag_.startswith("V"):
        return ()
    return _with_conjuncts([child for child in above.head.children if child.dep_ == "dobj" and child.i < above.i])


def _with_conjuncts(heads: Iterable[Token]) -> tuple[Token, ...]:
    found = list(heads)
    for head in found:
        found.extend(child for child in head.children if child.dep_ == "conj")
    return tuple(found)


def object_of(token: Token, *, passive: bool) -> tuple[Token | None, bool]:
    """The head of the object, and whether no preposition stands before it."""
    if passive:
        done_to = [child for child in token.children if child.dep_ == "nsubjpass"] or _in_clauses(token)
        if not done_to and token.dep_ == "advcl" and token.i < token.head.i:
            done_to = _own_subjects(token.head)  # "Introduced by Anna Bell, the bill would"
        return (done_to[0] if done_to else token.head if token.dep_ in ("acl", "relcl") else None), True
    for dep in ("dobj", "ccomp", "xcomp", "prep", "dative"):
        for child in token.children:
            if child.dep_ == dep and child.i > token.i:
                if dep in ("prep", "dative") and token.dep_ == "relcl" and _own_subjects(token):
                    return token.head, True
                return child, dep in ("dobj", "ccomp", "xcomp")
    return (token.head, True) if token.dep_ == "relcl" and _own_subjects(token) else (None, False)


def _in_clauses(verb: Token) -> list[Token]:
    """The subject where it was taken for a clause: "the bill drafted by the Senate" before "was signed"."""
    return [part for child in verb.children if child.dep_ == "csubjpass" for part in _own_subjects(child)]


def of_what(noun: Token) -> Token | None:
    """The head of what a noun of an act is about: "the repeal of the Act", "the proposal made by Anna Bell to act"."""
    for child in noun.children:
        if child.dep_ in _ABOUT and child.lower_ not in _PARTIES and child.i > noun.i:
            if child.tag_ == "VBN":
                if (about := to_what(child)) is not None:
                    return about
                continue
            inner = [part for part in child.children if part.dep_ == "pobj"]
            return inner[0] if inner else child
    return None


def to_what(verb: Token) -> Token | None:
    """What is told behind "to": "a proposal made to close the bank", "approval granted to the plan"."""
    for child in verb.children:
        if child.dep_ in ("xcomp", "advcl", "acl") and child.tag_ == "VB":
            return child
        if child.dep_ in ("prep", "dative") and child.lower_ == "to":
            return next(iter(child.children), child)
    return None


def parties(*nouns: Token | None) -> tuple[Token, ...]:
    """Those between whom something is done: "the signing of an agreement between the two banks"."""
    return _with_conjuncts(part for noun in nouns if noun is not None for part in _behind(noun, ("between",)))


def stripped_owner(noun: Token) -> tuple[Token, ...]:
    """The owner where the apostrophe was stripped: "the President s veto"."""
    if noun.i - noun.sent.start < _OWNER_AND_S or noun.nbor(-1).lower_ != "s" or not noun.nbor(-2).text[:1].isupper():
        return ()
    return (noun.nbor(-2),)


def stretch(head: Token, verb: Token | None = None) -> tuple[Token, Token]:
    """The phrase of a head without its relative clause, at most so many tokens long.

    Nor has it the participle that ``verb`` is ("the plan, adopted by the government").
    """
    first, last = head.left_edge, head.right_edge
    for child in head.children:
        if (child.dep_ in ("relcl", "appos") or child == verb) and child.left_edge.i > head.i:
            last = head.doc[child.left_edge.i - 1]
            break
    last = head.doc[min(last.i, first.i + _OBJECT_LIMIT - 1)]
    while last.i > first.i and (last.is_punct or last.is_space or last.tag_ in _UNFINISHED or last.lower_ == "co"):
        last = last.nbor(-1)
    while first.i < last.i and (first.is_space or first.is_punct):
        first = first.nbor()
    return first, last


def position(verb: Token) -> tuple[str, ...]:
    """Where a verb stands in its sentence, and that it is in the present where it is (names of ``weights.TRAITS``)."""
    at = verb
    while at.dep_ == "conj" and at.head is not at:
        at = at.head
    place = _POSITIONS.get(at.dep_) or _FORMS.get(at.tag_, "subordinate")
    present = verb.tag_ in ("VBZ", "VBP") and not any(child.dep_ == "aux" for child in verb.children)
    return (place, "present") if present else (place,)
