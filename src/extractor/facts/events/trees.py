"""What is done, in a dependency tree: objects, what a noun is about, the stretch of a phrase."""

from spacy.tokens import Token

from extractor.facts.events.doers import own_subjects

_POSITIONS = {"ROOT": "main", "ccomp": "told", "relcl": "relative"}
_FORMS = {"VB": "infinitive", "VBG": "participle"}
_PERFECT = ("has", "have", "had")
_MARKS = ('"', "“", "”", "''", "``")
_PARTICIPLES = ("en", "wn", "ne")
_PARTIES = ("by", "between")
_ABOUT = ("prep", "acl", "relcl", "xcomp", "advcl")
_UNFINISHED = frozenset({"DT", "IN", "TO", "CC", "PRP$", "WDT", "WP", "$"})
_OBJECT_LIMIT = 16


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
    done_to = set_off and token.head.dep_ in ("pobj", "dobj")  # "by resolution 9, adopted without a vote"
    return (token.dep_ == "acl" and (done_to or not set_off)) or (
        token.dep_ == "conj" and is_passive(token.head) and not own_subjects(token)
    )


def is_bare(token: Token) -> bool:
    """Whether it is a participle, and no past by its form, without any auxiliary: "decision taken on 2 July"."""
    deps = {child.dep_ for child in token.children}
    only = token.tag_ == "VBN" and token.lower_.endswith(_PARTICIPLES)
    return only and token.dep_ != "conj" and not deps & {"aux", "auxpass"}


def object_of(token: Token, *, passive: bool) -> tuple[Token | None, bool]:
    """The head of the object, and whether no preposition stands before it."""
    if passive:
        done_to = [child for child in token.children if child.dep_ == "nsubjpass"] or _in_clauses(token)
        if not done_to and token.dep_ == "advcl" and token.i < token.head.i:
            done_to = own_subjects(token.head)  # "Introduced by Anna Bell, the bill would"
        return (done_to[0] if done_to else token.head if token.dep_ in ("acl", "relcl") else None), True
    for dep in ("dobj", "ccomp", "xcomp", "prep", "dative"):
        for child in token.children:
            if child.dep_ == dep and child.i > token.i:
                if dep in ("prep", "dative") and token.dep_ == "relcl" and own_subjects(token):
                    return token.head, True
                return child, dep in ("dobj", "ccomp", "xcomp")
    if token.dep_ == "relcl" and own_subjects(token):
        return token.head, True
    return said_before(token)


def said_before(verb: Token) -> tuple[Token | None, bool]:
    """What is told in plain words before the verb: "taxes will rise, he announced"."""
    said = [child for child in verb.children if child.dep_ == "ccomp"]
    plain = bool(said) and not any(word.text in _MARKS for word in verb.sent)
    return (said[0], True) if plain else (None, False)


def _in_clauses(verb: Token) -> list[Token]:
    """The subject where it was taken for a clause: "the bill drafted by the Senate" before "was signed"."""
    return [part for child in verb.children if child.dep_ == "csubjpass" for part in own_subjects(child)]


def of_what(noun: Token, *, put: bool = True) -> Token | None:
    """The head of what a noun of an act is about: "the repeal of the Act", "the proposal made by Anna Bell to act".

    Only with ``put`` is it looked for behind a participle ("made").
    """
    for child in noun.children:
        if child.dep_ in _ABOUT and child.lower_ not in _PARTIES and child.i > noun.i:
            if child.tag_ == "VBN":
                if put and (about := to_what(child)) is not None:
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


def stretch(head: Token, verb: Token | None = None) -> tuple[Token, Token]:
    """The phrase of a head without its relative clause, at most so many tokens long.

    Nor has it the participle that ``verb`` is ("the plan, adopted by the government").
    """
    first, last = head.left_edge, head.right_edge
    for child in head.children:
        if (child.dep_ in ("relcl", "appos") or child == verb) and child.left_edge.i > head.i:
            last = head.doc[child.left_edge.i - 1]
            break
    last = until(first, last)
    while first.i < last.i and (first.is_space or first.is_punct):
        first = first.nbor()
    return first, last


def until(first: Token, last: Token) -> Token:
    """The last token of a stretch that is not too long and does not break off after a small word."""
    last = last.doc[min(last.i, first.i + _OBJECT_LIMIT - 1)]
    while last.i > first.i and (last.is_punct or last.is_space or last.tag_ in _UNFINISHED or last.lower_ == "co"):
        last = last.nbor(-1)
    return last


def position(verb: Token) -> tuple[str, ...]:
    """Where a verb stands in its sentence, and that it is in the present where it is (names of ``weights.TRAITS``)."""
    at = verb
    while at.dep_ == "conj" and at.head is not at:
        at = at.head
    place = _POSITIONS.get(at.dep_) or _FORMS.get(at.tag_, "subordinate")
    present = verb.tag_ in ("VBZ", "VBP") and not any(child.dep_ == "aux" for child in verb.children)
    return (place, "present") if present else (place,)
