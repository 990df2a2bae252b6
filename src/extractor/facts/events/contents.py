"""What an act is about: its object with all else that its verb governs, what is asked for, what is proposed."""

from extractor.facts.events.lexicon import Lexicon
from extractor.text.phrases import until
from extractor.text.syntax import is_infinitive, own_subjects
from extractor.tree import Token

_COMPLEMENTS = ("prt", "xcomp", "ccomp")
_CLOSE = ("prt", "dative", "acomp", "oprd")
_RELATIVE = ("WDT", "WP", "WP$", "WRB")

Stretch = tuple[Token, Token]


def content(verb: Token, phrase: Stretch | None, words: Lexicon) -> Stretch | None:
    """The stretch that tells what an active verb's act is about: its object (``phrase``) and what else it governs.

    "Called [on the Senate to act]", "told [reporters that it will]", "held [a meeting with the minister]", "sets [the
    rate at 3 per cent]", "pleaded [guilty to two counts]".
    """
    parts = [child for child in verb.rights if _is_governed(child, words)]
    if phrase is None and not parts:
        return None
    first, last = phrase or (parts[0].left_edge, parts[0].right_edge)
    if first.i < verb.i:
        return phrase
    for part in verb.rights:
        counted = (each.tag_ == "CD" or each.lower_ in words.classes["votes"] for each in part.under("pobj"))
        voted = any(counted)  # "adopted by 51 votes to 40 with 3 votes a resolution"
        if part.i < first.i and not voted and (part.lower_ in words.classes["leading"] or part.dep_ in _CLOSE):
            first = min(first, part.left_edge, key=lambda token: token.i)
        elif part in parts and part.left_edge.i > last.i:
            last = part.right_edge
    while first.i < last.i and first.is_punct and not first.is_quote:
        first = first.nbor()
    last = next((at.nbor(-1) for at in verb.doc[first.i + 1 : last.i] if _sets_off(at)), last)
    return first, until(first, last)


def _sets_off(comma: Token) -> bool:
    """Whether a relative clause that a comma sets off begins ("the Estimates for the year | , which provide")."""
    return comma.text == "," and comma.nbor().tag_ in _RELATIVE


def _is_governed(part: Token, words: Lexicon) -> bool:
    """Whether a verb governs what stands behind it: no when, where and how."""
    if part.dep_ == "prep":
        behind = next(iter(part.under("pobj", "pcomp")), None)
        if behind is None or part.nbor(-1).text == ",":
            return False
        measured = part.lower_ == "at" and any(each.tag_ == "CD" for each in (behind, *behind.children))
        bare = behind.tag_ == "CD" and not any(behind.children)  # "by 51 votes to 40"
        apart = bare or (part.lower_ == "on" and behind.tag_ == "NNP")  # "on Monday"
        governed = (measured or part.lower_ in words.classes["governed"]) and not apart
        return governed or (part.lower_ == "in" and (behind.dep_ == "pcomp" or part.nbor(-1).lower_ == "part"))
    if part.dep_ in ("dobj", "dative", "oprd", "acomp"):
        return part.left_edge.nbor(-1).text != ","  # "introduced the Ports Act, legislation that would build quays"
    return part.dep_ in _COMPLEMENTS or (part.dep_ == "advcl" and is_infinitive(part))


def purpose(noun: Token) -> Stretch | None:
    """The first infinitive behind a noun, which tells what it is for, wherever the tree hangs it.

    In "the proposal made by Hon. Anna Bell to build a road" it is "to build a road", in "approval of the bill to
    build a road" there is none.
    """
    behind = noun.doc[noun.i + 1 : noun.sent.end]
    marks = (token for token in behind if token.tag_ == "TO" and token.head.tag_ == "VB" and token.head.i > token.i)
    mark = next(marks, None)
    above = mark.head.head if mark else noun
    another = above.tag_ in ("NN", "NNS") or bool(own_subjects(above))
    if mark is None or (another and above.i > noun.i):
        return None
    return mark, until(mark, mark.head.right_edge)


def in_reading(verb: Token) -> Token | None:
    """The law where "reading" was taken for a verb: "approved in the first reading the draft law"."""
    near = (part for child in verb.under("prep", "advcl") for part in (child, *child.children))
    readings = (part for part in near if part.tag_ == "VBG" and part.lower_ == "reading")
    return next((law for reading in readings for law in reading.under("dobj")), None)


def wished(verb: Token) -> Token | None:
    """The clause behind "for" that tells what one calls for: "called for the polls to be held"."""
    clauses = (child for child in verb.rights if child.dep_ == "advcl" and child.left_edge.lower_ == "for")
    return next(clauses, None)
