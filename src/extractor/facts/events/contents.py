"""What an act is about where its grammatical object does not say it: whom one asks for what, what is approved."""

from extractor.facts.events.lexicon import Lexicon, Sense
from extractor.text.phrases import until
from extractor.text.syntax import own_subjects
from extractor.tree import Token

_UPON = ("on", "upon")

Stretch = tuple[Token, Token]


def content(verb: Token, senses: tuple[Sense, ...], object_: Token | None, phrase: Stretch, words: Lexicon) -> Stretch:
    """The stretch that tells what the act is about, at most so many tokens long.

    A request is told with what is asked for, "he told reporters that" with what he told them, the approval of a
    proposal by what is proposed.
    """
    types = {sense.type for sense in senses}
    if "request" in types:
        return _with_infinitive(verb, phrase)
    if "announce" in types:
        told = [child for child in verb.children if child.dep_ == "ccomp" and child.i > phrase[1].i]
        return (told[0].left_edge, until(told[0].left_edge, told[0].right_edge)) if told else phrase
    if object_ is not None and object_.lower_ in words.classes["proposals"] and types & {"approve", "reject"}:
        return purpose(object_) or phrase
    return phrase


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
    near = (part for child in verb.children if child.dep_ in ("prep", "advcl") for part in (child, *child.children))
    readings = (part for part in near if part.tag_ == "VBG" and part.lower_ == "reading")
    return next((law for reading in readings for law in reading.children if law.dep_ == "dobj"), None)


def wished(verb: Token) -> Token | None:
    """The clause behind "for" that tells what one calls for: "called for the polls to be held"."""
    clauses = (child for child in verb.rights if child.dep_ == "advcl" and child.left_edge.lower_ == "for")
    return next(clauses, None)


def _with_infinitive(verb: Token, phrase: Stretch) -> Stretch:
    first, last = _asked(verb) or phrase
    asked = [child.right_edge for child in verb.children if _is_asked(child) and child.right_edge.i > last.i]
    return first, until(first, asked[0]) if asked else last


def _is_asked(part: Token) -> bool:
    return part.dep_ in ("xcomp", "ccomp") or (part.dep_ == "advcl" and part.tag_ == "VB")


def _asked(verb: Token) -> Stretch | None:
    """Who is called or prevailed on: "called on the Government to act"."""
    upon = (part for child in verb.children if child.lower_ in _UPON and child.i > verb.i for part in child.children)
    return next(((part.left_edge, part) for part in upon if part.dep_ == "pobj"), None)
