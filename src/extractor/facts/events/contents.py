"""What an act is about: what its verb governs, what its noun is for, and the clause beside it that tells it."""

from collections.abc import Sequence

from extractor.facts.events.control import before, opening
from extractor.facts.events.lexicon import Lexicon
from extractor.text.phrases import until
from extractor.text.syntax import aimed_at, bidden, joined_above, own_subjects
from extractor.tree import Token

Stretch = tuple[Token, Token]
_CLOSE = ("dative", "acomp", "oprd")
_NAMES = ("NNP", "NNPS")
_ASIDE, _DOING = ("WDT", "WP", "WP$", "WRB"), ("VBG", "advcl")  # ", which …", ", leaving …"


def content(verb: Token, phrase: Stretch | None, words: Lexicon) -> Stretch | None:
    """The stretch that an active verb's act is about: its object (``phrase``) and more ("told [them that it will]")."""
    parts = [child for child in verb.rights if words.shapes.governed(child)]
    if phrase is None and not parts:
        return None
    first, last = phrase or (parts[0].left_edge, parts[0].right_edge)
    if first.i < verb.i:
        return first, until(first, _telling_which(first, last, verb))
    if (aim := aimed_at(first, last)) is not None:
        last = aim.head.right_edge
    asks = any(sense.type == "request" for sense in words.verbs.get(verb.lower_, ()))
    asked = next(iter(verb.under("dobj")), None) if asks and not verb.under("xcomp", "ccomp") else None
    if asked is not None and (deed := bidden(asked)) is not None:
        last = deed.right_edge
    told = first.dep_ == "mark" and verb.lower_ in words.telling  # "announced to Parliament | that it will end"
    for part in verb.rights:
        leading = part.lower_ in words.classes["leading"] and not told
        close = part.i < first.i and (leading or part.dep_ in _CLOSE)
        if close and not (words.shapes.count(part) or words.shapes.day(part)):  # "adopted by 51 votes a resolution"
            first = min(first, part.left_edge, key=lambda token: token.i)
        elif part in parts and part.i > last.i:
            last = part.right_edge
    more = (each.right_edge for each in verb.under("conj") if each.i == last.i + 1 and words.shapes.unjoined(each))
    last = next(more, last)  # "that it will act against those | found cheating"
    last = _telling_which(first, last, verb)
    whole = (each.i for each in verb.under("ccomp") if each.left_edge.i == first.i and each.i < last.i)
    start = next(whole, first.i + 1)  # "that the Act, which binds all, ends"
    if (aside := next((at for at in verb.doc[start : last.i] if _sets_off(at, words)), None)) is not None:
        last = (aside.head.left_edge if aside.dep_ == "mark" else aside).nbor(-1)
        last = last.left_edge.nbor(-1) if aside.text != "," and last.dep_ == "npadvmod" else last  # "hours | after"
    return first, until(first, last)


def without_giver(phrase: Stretch, acting: tuple[Token, ...]) -> Stretch:
    """A stretch up to the "by" in it of those who act: "was awarded [a prize] by Bell"."""
    by = acting[0].head if acting else phrase[0]
    return (phrase[0], by.nbor(-1)) if by.lower_ == "by" and phrase[0].i < by.i <= phrase[1].i else phrase


def _is_name(noun: Token) -> bool:
    year = noun.tag_ == "CD" and noun.i > 0 and noun.nbor(-1).tag_ in _NAMES  # "the Ports Bill 2023"
    return noun.tag_ in _NAMES or year


def _telling_which(first: Token, last: Token, verb: Token) -> Token:
    """The last word of the clause behind a stretch that no comma parts from what it is of: "a law | that bans it"."""
    opening = last.doc[min(last.i + 1, last.sent.end - 1)]
    clauses = (each for each in (opening, *opening.ancestors) if each.dep_ == "relcl" and each.left_edge == opening)
    clauses = (each for each in clauses if first.i <= each.head.i <= last.i and verb not in each.subtree)
    if opening.lower_ == "which":  # what has a name of its own needs nothing that tells which: "the Ports Act which …"
        clauses = (each for each in clauses if not _is_name(each.head))
    return next((each.right_edge for each in clauses), last)


def purpose(noun: Token) -> Stretch | None:
    """The first infinitive behind a noun, which tells what it is for: "the proposal made by Bell [to build a road]"."""
    behind = noun.doc[noun.i + 1 : noun.sent.end]
    marks = (token for token in behind if token.tag_ == "TO" and token.head.tag_ == "VB" and token.head.i > token.i)
    mark = next(marks, None)
    above = mark.head.head if mark else noun
    another = above.tag_ in ("NN", "NNS") or bool(own_subjects(above))
    if mark is None or (another and above.i > noun.i):
        return None
    return mark, until(mark, mark.head.right_edge)


def in_reading(verb: Token, words: Lexicon) -> Token | None:
    """The law where "reading" was taken for a verb: "approved in the first reading the draft law"."""
    near = (part for child in verb.under("prep", "advcl") for part in (child, *child.children))
    readings = (part for part in near if part.tag_ == "VBG" and part.lower_ in words.classes["stages"])
    return next((law for reading in readings for law in reading.under("dobj")), None)


def told_behind(verb: Token) -> Stretch | None:
    """The main clause that tells what somebody decided or said: "As she announced today, [the port will close]"."""
    if verb.dep_ != "advcl" or verb.i > verb.head.i or all(mark.lower_ != "as" for mark in verb.under("mark")):
        return None
    behind_it = verb.doc[verb.right_edge.i + 1 : verb.head.i]
    first = next((token for token in behind_it if not token.is_punct), verb.head)
    return first, until(first, verb.head.right_edge)


def told_before(verb: Token, who: Sequence[Token]) -> Stretch | None:
    """The main clause that a comma parts from who tells of it: "[a court fined the bank], the Ministry announced"."""
    above = next(iter(verb.under("ccomp")), verb) if verb.dep_ == "ROOT" else verb.head
    beside = verb.dep_ in ("ROOT", "conj", "advcl") and "ROOT" in (verb.dep_, above.dep_) and above.i < verb.i
    if not beside or not who or verb.tag_ == "VBG" or verb.under("mark"):
        return None
    first = verb if who[0].i > verb.i else who[0].left_edge if own_subjects(verb) else opening(who[0])
    comma = before(first) if first is not None and first.i > above.i + 1 else verb
    return (above.left_edge, before(comma)) if comma.text == "," else None


def _sets_off(comma: Token, words: Lexicon) -> bool:
    """Whether a clause that a comma sets off begins ("the Estimates | , which provide"), or words said of it."""
    apart = comma.tag_ == "CC" and any(joined_above(each, words.asking) for each in comma.head.under("conj"))
    behind = comma.doc[comma.i + 1 : comma.i + 2] if comma.text == "," else (comma,)
    beside = words.classes["meanwhile" if comma.text == "," else "alongside"]
    clauses = (each.head for each in behind if each.head.dep_ == "advcl" and each.head.head.i < comma.i)
    clauses = (each for each in clauses if comma.text == "," or (own_subjects(each) and each.head.dep_ == "xcomp"))
    clauses = (each for each in clauses if comma.lower_ not in words.classes["past"] or each.tag_ in ("VBD", "VBN"))
    meanwhile = any(mark.lower_ in beside for each in clauses for mark in each.under("mark"))  # "is late | , while"
    others = words.classes["attributed"]  # ", according to Bell"
    opens = any(each.tag_ in _ASIDE or (each.tag_, each.dep_) == _DOING or each.lower_ in others for each in behind)
    told = comma.text == "," and opens
    said = comma.lower_ in words.classes["saying"] and not words.shapes.of_paper(comma)
    return apart or meanwhile or told or said or words.shapes.says_next(comma)
