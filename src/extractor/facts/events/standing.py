"""How an act stands in its sentence: as one of its own, as what another act is only about, and how prominently."""

from collections.abc import Iterable

from extractor.facts.events.lexicon import Lexicon, Sense
from extractor.text.syntax import joined_above, own_subjects, said_before
from extractor.tree import Token

_DEEPEST = 6  # steps up the tree


def is_asked_for(token: Token, words: Lexicon) -> bool:
    """Whether the act is only what somebody asks another to do."""
    at = joined_above(token, words.asking) or token
    for _ in range(_DEEPEST):
        head = at.head
        in_order = at.dep_ == "advcl" and at.tag_ == "VB" and head.dep_ in ("xcomp", "ccomp")  # "that it act to"
        if not in_order and at.dep_ not in ("xcomp", "ccomp", "conj", "pcomp", "prep", "acl"):
            return False
        asking = ("request", "propose") if at.dep_ == "ccomp" else ("request",)  # "recommended that it should not pass"
        above = at.dep_ != "conj" and head.i < at.i
        if above and any(each.type in asking for each in words.verbs.get(head.lower_, ())):
            return at.dep_ != "acl"
        at = head
    return False


def failing(verb: Token, senses: tuple[Sense, ...], words: Lexicon) -> Token:
    """With which word it is told: "[failed] to adopt" is a rejection, "declined to adopt" one of its own word."""
    above, rejects = verb.head.lower_, senses[0].type == "reject"
    own = any(sense.type == "reject" and sense.needs != "itself" for sense in words.verbs.get(above, ()))
    return verb.head if rejects and verb.tag_ == "VB" and above in words.classes["failing"] and not own else verb


def position(verb: Token, acting: Iterable[Token], words: Lexicon) -> tuple[str, ...]:
    """Traits of a verb (``models/events/weights.tsv``): main or infinitive, its form, and whether a pronoun acts."""
    began = verb.dep_ == "xcomp" and verb.head.lower_ in words.classes["beginning"]
    verb = at = verb.head if began else verb  # "the Bank began cutting rates"
    while (at.head.i > at.i and said_before(at.head) is at) or at.dep_ == "conj":
        at = joined_above(at) or at.head  # "it passed, he said", "vowed to go and went"
    place: tuple[str, ...] = ("infinitive",) if at.tag_ == "VB" and at.dep_ not in ("ccomp", "relcl") else ()
    place = ("main",) if at.dep_ == "ROOT" or words.shapes.of_itself(at) else place
    present = verb.tag_ in ("VBZ", "VBP") and not verb.under("aux")
    form = ("gerund",) if verb.tag_ == "VBG" else ("present",) if present else ()
    return (*place, *form, "pronoun") if any(each.tag_ == "PRP" for each in acting) else (*place, *form)


def governs(verb: Token, token: Token, future: frozenset[str], *, day: bool) -> bool:
    """Whether a token belongs to the clause of a verb or of the one above that tells it; a day also by its object."""
    above = [*token.ancestors]
    at = next((i for i, higher in enumerate(above) if higher.tag_.startswith("V") or higher.i == verb.i), None)
    if not day and any(higher.tag_ in ("NN", "NNS") for higher in above[:at]):
        return False
    if any(verb.i < child.i < token.i for child in verb.under("xcomp", "ccomp")):
        return False  # "she vowed to do so this week"
    own = None if at is None else above[at]
    if own is not None and own.dep_ == "ccomp" and not any(mark.i < token.i for mark in own.under("mark")):
        before = any(own.head.i < token.i < each.left_edge.i for each in own_subjects(own))
        own = own.head if before else own  # "said on Monday it would open"
    if own is not None and own != verb and own.dep_ == "ccomp" and any(each.lower_ in future for each in own.children):
        return False  # "he said he would decide on Monday"
    shares = verb
    while shares.dep_ in ("xcomp", "conj", "acl", "pcomp", "prep") and own != shares:
        shares = shares.head
    return own is None or own in (verb, shares) or (own.dep_ not in ("conj", "relcl", "acl") and verb in own.ancestors)


def is_usual(verb: Token) -> bool:
    """Whether a clause upon a noun tells what is so at all times: "a club which meets once a year to dine"."""
    at = verb
    while at.dep_ in ("xcomp", "advcl", "conj") and at.head is not at and not own_subjects(at):
        at = at.head
    return at.dep_ == "relcl" and at.tag_ in ("VBZ", "VBP") and not at.under("aux", "auxpass")


def first_of_chain(trigger: Token, opening: int) -> Token:
    """The first of the chain of verbs that ends in an act's verb; ``opening``: where its sentence begins."""
    first = trigger
    while first.at > opening and first.nbor(-1).tag_ in ("MD", "RB", "VB", "VBP", "VBZ", "VBD"):
        first = first.nbor(-1)
    return first
