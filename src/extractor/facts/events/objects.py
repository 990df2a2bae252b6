"""Upon what the act of a verb is done: the head of its object, also where the tree has that elsewhere."""

from extractor.facts.events import contents
from extractor.facts.events.lexicon import Lexicon, Sense
from extractor.rules.gazetteer import CLOSED
from extractor.terms import LEGISLATING, ActionType
from extractor.text.phrases import stretch
from extractor.text.syntax import object_of, own_subjects, said_before
from extractor.tree import Token

_SHARING: tuple[ActionType, ...] = (*LEGISLATING, "fund", "introduce", "propose", "request", "sign", "rule")
_NOUNS, _LONGEST = ("NN", "NNS", "NNP", "NNPS"), 12
Senses = tuple[Sense, ...]


def acted_upon(verb: Token, senses: Senses, words: Lexicon, *, passive: bool) -> tuple[Token | None, bool]:
    """The head of the object, and whether no preposition stands before it."""
    if passive:
        return _undergoing(verb, senses, words)
    taken_in = verb.head if senses[0].type != "request" and words.shapes.taken_in(verb) else None
    if (near := taken_in or contents.in_reading(verb, words) or _titled(verb)) is not None:
        return near, True
    object_, direct = object_of(verb, passive=False)
    votes = any(sense.needs == "favour" for sense in senses)
    if votes and object_ is not None and (object_.dep_ == "prep" or object_.tag_ == "CD"):
        more = (at for at in verb.under("prep", "xcomp") if at.i >= object_.i and not words.shapes.count(at))
        object_ = next(more, None)  # "voted 181 to 147 in favour"
    set_off = object_ is not None and words.shapes.set_off(object_)
    if (set_off or not direct) and (misread := _misread(verb)):
        object_, direct = misread, True
    if object_ is not None and object_.dep_ == "prep":
        object_, direct = _behind_preposition(verb, object_, senses, words)
    if senses[0].type == "fine":  # the one who pays stands before what is paid
        object_ = next(iter(verb.under("dative", "dobj")), object_)
    if object_ is None:
        return _joined_object(verb, senses, words)
    apart = object_.dep_ != "dobj" and object_.lower_ in words.classes["apart"]  # not "gave the go-ahead"
    if senses[0].type != "announce":
        told_before = object_.i < verb.i and object_.dep_ == "ccomp" and all(each.type != "rule" for each in senses)
        return (None, False) if apart or told_before or words.shapes.day(object_) else (object_, direct)
    if not direct and (apart or object_.lower_ in CLOSED["where"]):  # "announced in Hobart"
        object_ = said_before(verb)
        direct = object_ is not None
    return object_, direct


def stretch_of(object_: Token, verb: Token) -> tuple[Token, Token]:
    """The stretch of an object, from behind its verb where trees make that a part of it: "Bell Introduces [Bill]"."""
    first, last = stretch(object_, verb)
    return (verb.nbor(1), last) if first.i <= verb.i < object_.i else (first, last)


def _behind_preposition(verb: Token, at: Token, senses: Senses, words: Lexicon) -> tuple[Token, bool]:
    """The object of a verb that has a phrase with a preposition behind it: a name, or what its particle governs."""
    if at.lower_ == "into":  # "signed into law, today, the bill"
        found = [child for child in verb.rights if child.i > at.i and child.tag_.startswith("N")][-1:]
    elif at.lower_ in words.classes["particles"] and any(sense.needs == at.lower_ for sense in senses):
        found = at.under("pobj")  # "voted down [the bill]"
    else:
        found = [*filter(words.shapes.named, verb.rights)][:1]  # "named [Bell] as its head"
    return (found[0], True) if found else (at, False)


def _undergoing(verb: Token, senses: Senses, words: Lexicon) -> tuple[Token | None, bool]:
    """The head of that upon which a passive verb's act was done."""
    object_, _ = object_of(verb, passive=True)
    got = next(iter(verb.under("dobj", "oprd")), None)
    if got is not None and (senses[0].type == "award" or words.objects["sentence"].fullmatch(got.lower_)):
        object_ = got  # "she was awarded the medal"
    if object_ is None:
        return next(iter(verb.under("nsubj")), None), True
    which = verb.dep_ == "relcl" and object_.tag_ in ("WDT", "WP")  # "the bill, which was tabled"
    return (verb.head if which else object_), True


def _misread(verb: Token) -> Token | None:
    """The object that the tree takes for who acts in a clause behind it: "signed [an order] using her powers"."""
    if (up := next((each for part in verb.under("prt") for each in part.under("pobj")), None)) is not None:
        return up  # "voted down [a bill] on ports"
    clauses = (child for child in verb.rights if child.dep_ in ("advcl", "ccomp") and child.tag_ == "VBG")
    acting = (each for clause in clauses for each in clause.under("nsubj"))
    return next((each for each in acting if each.left_edge.i == verb.i + 1), _titled(verb))


def _titled(verb: Token) -> Token | None:
    """The noun behind a verb with a capital, as in a headline, that the tree has elsewhere: "Introduce [Bill]"."""
    noun = verb.doc[min(verb.i + 1, verb.sent.end - 1)]
    capitals = verb.text[0].isupper() and noun.text[0].isupper()
    if not capitals or verb.tag_ not in ("VB", "VBP", "VBZ") or verb.under("aux", "dobj"):
        return None
    for _ in range(_LONGEST):
        if noun.dep_ not in ("compound", "amod", "nummod") or noun.head.i < noun.i:
            break
        noun = noun.head
    apart = noun.head is verb and noun.dep_ in ("appos", "npadvmod", "dep")
    apart = apart or (noun.head, noun.dep_) == (verb.head, verb.dep_) or verb.head is noun
    return noun if apart and noun.tag_ in _NOUNS else None


def _joined_object(verb: Token, senses: Senses, words: Lexicon) -> tuple[Token | None, bool]:
    """The object that a verb has with one joined to it ("[approved] and confirmed the judge"), or what it asks for."""
    if (named := next(filter(words.shapes.named, verb.rights), None)) is not None:
        return named, True
    joined = next(iter(verb.under("conj")), None)
    if joined is None or senses[0].type not in _SHARING or any(own_subjects(joined)):
        return next(filter(words.shapes.wish, verb.rights), None), False
    return next(iter(joined.under("dobj")), None), True
