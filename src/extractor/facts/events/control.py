"""What an act is about, who is understood to do it, and whether it is an act of its own or only another's content."""

from collections.abc import Iterable

from extractor.facts.events.contents import Stretch
from extractor.facts.events.lexicon import Lexicon, Sense
from extractor.text.phrases import until
from extractor.text.syntax import (
    agents,
    behind,
    joined_above,
    own_subjects,
    owners,
    said_before,
    verb_above,
    with_conjuncts,
)
from extractor.tree import Token

_CLIMBS = ("xcomp", "conj", "advcl", "pcomp", "prep", "aux", "ccomp")
_COPULAS = ("is", "are", "was", "were", "be", "been", "become", "became", "becomes")
_DEEPEST, _WEAK = 6, 1.5
_NAMES = ("NNP", "NNPS", "PRP")


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


def wished(verb: Token) -> Token | None:
    """The clause behind "for" that tells what one calls for: "called for the polls to be held"."""
    clauses = (child for child in verb.rights if child.dep_ == "advcl" and child.left_edge.lower_ == "for")
    return next(clauses, None)


def subjects(token: Token, words: Lexicon) -> tuple[Token, ...]:
    """Heads of the phrases that do what an active verb tells, from the verb up to the one whose subject it shares."""
    at = token
    for _ in range(_DEEPEST):
        if own := _expected(at, token, words) or own_subjects(at):
            relative = own[0].lower_ in ("who", "which", "that") and at.dep_ == "relcl"
            return (_one_of(at.head) or (_told_of(own[0], at.head),)) if relative else with_conjuncts(own)
        if (at.dep_ == "ccomp" and at.under("nsubjpass", "csubj")) or (at is token and _tells_behind(at, words)):
            return ()  # "a man was charged with filing it, said Bell"
        if at.dep_ in ("acl", "relcl"):
            addressed = at.tag_ == "VBG" and at.head.head.lower_ == "to"  # "she wrote to Anna Bell [asking] for"
            if addressed and (sent := verb_above(at.head.head)) is not None:
                at = sent
                continue
            bare = at.tag_ == "VBN" and token.dep_ == "xcomp" and token.head is at and not agents(at)
            does = at.tag_ == "VBG" or bare or (at.tag_ == "VBN" and at is token)  # "Senate set to act"
            return (at.head,) if does and at.dep_ == "acl" else _one_of(at.head) or _holders(at, words)
        if at.dep_ == "pcomp" and (named := _joined(at, words) or _praised(at)):
            return named
        if at.head is at or not (at.dep_ in _CLIMBS or at.lower_ in words.classes["glad"]):
            return ()
        at = joined_above(at) or at.head
    return ()


def _tells_behind(verb: Token, words: Lexicon) -> bool:
    """Whether who tells of it, or bids it, stands behind: "'Build it,' said Bell", "he fled, announced [Omar Reed]"."""
    if verb.dep_ in ("ccomp", "advcl") and verb.tag_ == "VB" and verb.i < verb.head.i and not verb.under("aux", "mark"):
        return True
    behind = any(each.tag_.startswith("NNP") and each.left_edge.i == verb.i + 1 for each in verb.under("dobj"))
    return behind and verb.dep_ == "conj" and verb.nbor(-1).text == "," and verb.lower_ in words.sayings


def _told_of(relative: Token, noun: Token) -> Token:
    """Of whom a clause tells: no name takes one in "that", as in "a letter to [the minister] Anna Bell that calls"."""
    bound = relative.lower_ == "that" and noun.tag_ == "NNP" and noun.dep_ == "pobj" and relative.nbor(-1).text != ","
    return noun.head.head if bound and noun.head.head.tag_[0] == "N" else noun


def _one_of(noun: Token) -> tuple[Token, ...]:
    """Who is said to be the one, or one of those, whom a noun names: "Bell was the first to say so"."""
    at = noun.head if noun.dep_ == "pobj" and noun.head.lower_ in ("among", "of") else noun
    at = at.head if at.lower_ == "of" and at.head.tag_ == "CD" else at
    is_one = at.head.lower_ in _COPULAS and at.dep_ in ("attr", "prep") and at.lower_ != "of"
    subjects = own_subjects(at.head) if is_one else []
    return with_conjuncts(each for each in subjects if each.lower_ != "it")  # "it was Bell who said so"


def _expected(above: Token, verb: Token, words: Lexicon) -> list[Token]:
    """Whom a verb makes the one to act: "the Senate is expected to adopt it", "they trust the Senate to adopt it"."""
    if verb.tag_ != "VB" or verb.dep_ != "xcomp" or above is verb:
        return []
    before = (child for child in above.under("nsubjpass", "dobj") if child.i < verb.i)
    return [each for each in before if each.dep_ != "dobj" or each.tag_ in _NAMES or each.lower_ in words.kinds]


def _holders(told: Token, words: Lexicon) -> tuple[Token, ...]:
    """Whose plan or decision it is to do something ("a plan drawn up by the Senate to act"): nobody's of a law's."""
    noun = told.head
    if words.objects["bill"].fullmatch(noun.lower_):
        return ()
    if told.tag_ == "VBN":
        return agents(told)
    return tuple(noun.under("poss")) or behind(noun, "by") or owners(noun)


def _joined(token: Token, words: Lexicon) -> tuple[Token, ...]:
    """All who do something together: those who join others in it, and the others."""
    verb = token.head.head
    if verb.lower_ not in words.classes["joining"]:
        return ()
    return with_conjuncts((*verb.under("nsubj", "nsubjpass")[-1:], *verb.under("dobj")))


def _praised(token: Token) -> tuple[Token, ...]:
    """The object of the verb above "for" or "of": whom one thanks for doing something or accuses of it has done it."""
    above = token.head
    if above.dep_ == "conj" and above.head.dep_ == "prep":
        above = above.head  # "for her help and for opening the road"
    if above.lower_ not in ("for", "on", "in", "of") or not above.head.tag_.startswith("V"):
        return ()
    return with_conjuncts(child for child in above.head.under("dobj") if child.i < above.i)


def agents_behind(verb: Token) -> tuple[Token, ...]:
    """Those behind "by" where a long object stands before it: "he was awarded the medal, a high one, by Bell"."""
    by = (token for token in verb.subtree if token.lower_ == "by" and token.i > verb.i and token.nbor(-1).is_punct)
    own = next((token for token in by if verb_above(token) == verb), None)
    return with_conjuncts(own.under("pobj")) if own else ()


def member_of(token: Token, words: Lexicon) -> tuple[Token, ...]:
    """Whose group it is that does something: "she is part of a group of senators asking"."""
    at = token.head
    for _ in range(_DEEPEST):
        if at.dep_ not in ("pobj", "prep", "dobj", "attr"):
            break
        at = at.head
    belongs = at.tag_.startswith("V") and at.lower_ in words.classes["belonging"]
    return with_conjuncts(own_subjects(at)) if belongs else ()


def is_bare(verb: Token) -> bool:
    """Whether it is a participle without any auxiliary, by its form or place: "decision taken", "in a move told of"."""
    apart = verb.dep_ in ("acl", "advcl", "ccomp") and verb.i > verb.sent.start and not own_subjects(verb)
    behind = apart and verb.nbor(-1).tag_ in ("NN", "NNS", "NNP")
    only = verb.tag_ == "VBN" and (behind or verb.lower_.endswith(("en", "wn", "ne")))
    return only and verb.dep_ != "conj" and not verb.under("aux", "auxpass")


def position(verb: Token, acting: Iterable[Token], words: Lexicon) -> tuple[str, ...]:
    """Traits of a verb (``models/events/weights.tsv``): main or infinitive, its form, and whether a pronoun acts."""
    began = verb.dep_ == "xcomp" and verb.head.lower_ in words.classes["beginning"]
    verb = at = verb.head if began else verb  # "the Bank began cutting rates"
    while (at.head.i > at.i and said_before(at.head) is at) or at.dep_ == "conj":
        at = at.head  # "it passed, he said"
    place: tuple[str, ...] = ("infinitive",) if at.tag_ == "VB" and at.dep_ not in ("ccomp", "relcl") else ()
    place = ("main",) if at.dep_ == "ROOT" or tells_of_itself(at) else place
    present = verb.tag_ in ("VBZ", "VBP") and not verb.under("aux")
    form = ("gerund",) if verb.tag_ == "VBG" else ("present",) if present else ()
    return (*place, *form, "pronoun") if any(each.tag_ == "PRP" for each in acting) else (*place, *form)


def told_behind(verb: Token) -> Stretch | None:
    """The main clause that tells what somebody decided or said: "As she announced today, [the port will close]"."""
    if verb.dep_ != "advcl" or verb.i > verb.head.i or all(mark.lower_ != "as" for mark in verb.under("mark")):
        return None
    behind_it = verb.doc[verb.right_edge.i + 1 : verb.head.i]
    first = next((token for token in behind_it if not token.is_punct), verb.head)
    return first, until(first, verb.head.right_edge)


def told_before(verb: Token) -> Stretch | None:
    """The main clause that a comma parts from who tells of it: "[a court fined the bank], the Ministry announced"."""
    beside = verb.dep_ in ("conj", "advcl") and verb.head.dep_ == "ROOT" and not verb.under("mark")
    who = own_subjects(verb) if beside else []
    comma = who[0].left_edge.nbor(-1) if who and who[0].left_edge.i > verb.head.i + 1 else verb
    return (verb.head.left_edge, comma.nbor(-1)) if comma.text == "," else None


def tells_of_itself(verb: Token) -> bool:
    """Whether a clause tells what those did who say so: "China says it carried out a test"."""
    said = verb.head
    pronoun = any(each.tag_ == "PRP" and each.lower_ != "i" for each in own_subjects(verb))
    return pronoun and verb.dep_ == "ccomp" and verb.i > said.i and said.dep_ == "ROOT" and bool(own_subjects(said))


def _is_unjoined(verb: Token) -> bool:
    """Whether a participle behind its noun was taken for one more verb: "passed a law for people [found] guilty"."""
    between = verb.doc[verb.head.i : verb.i] if verb.dep_ == "conj" and verb.tag_ == "VBD" else ()
    joins = any(each.tag_ == "CC" or each.text in (",", ";") for each in between)
    bare = bool(between) and not joins and not verb.under("dobj", "ccomp", "xcomp")
    return bare and verb.nbor(-1).tag_[0] == "N"


def failing(verb: Token, senses: tuple[Sense, ...], words: Lexicon) -> Token:
    """With which word it is told: "[failed] to adopt" is a rejection, "declined to adopt" one of its own word."""
    above, rejects = verb.head.lower_, senses[0].type == "reject"
    own = any(sense.type == "reject" and sense.needs != "itself" for sense in words.verbs.get(above, ()))
    return verb.head if rejects and verb.tag_ == "VB" and above in words.classes["failing"] and not own else verb


def is_gaining(token: Token, words: Lexicon) -> bool:
    """Whether a past form tells what its subject got: "bank fined $3m", "Bell elected president", "men given terms"."""
    if token.lower_ not in words.classes["gaining"] or token.under("aux", "dative"):
        return False
    got, own = next(iter(token.under("dobj", "oprd")), None), own_subjects(token)
    if got is None or not own:
        return False
    types = {sense.type for sense in words.verbs.get(token.lower_, ())}
    if "sentence" in types:
        tried = not behind(token, "to") and all(each.lower_ not in words.classes["bench"] for each in own)
        return tried and words.objects["sentence"].fullmatch(got.lower_) is not None
    if "fine" in types:  # not "fined the bank $3m"
        others = any(child.tag_[0] == "N" for child in got.under("nmod", "compound"))
        return not others and any(child.tag_ in ("CD", "$") for child in (got, *got.children))
    return got.text.islower() and got.left_edge.i == token.i + 1 and got.left_edge.tag_[0] == "N"


def is_directed(token: Token, directed: frozenset[str]) -> bool:
    """Whether a past form tells what its subject is to do: "Hall ordered to appear", not "ordered him to appear"."""
    if token.lower_ not in directed or token.under("dobj", "dative", "aux"):
        return False
    told = next(iter(token.under("xcomp")), None)
    return told is not None and any(child.lower_ == "to" and child.i == token.i + 1 for child in told.children)


def is_weak(senses: tuple[Sense, ...]) -> bool:
    """Whether a word in all its senses tells of small acts."""
    return all(sense.weight < _WEAK for sense in senses)


def is_told_by_another(token: Token, senses: tuple[Sense, ...], words: Lexicon) -> bool:
    """Whether it says only what another act is about: "a meeting to draft a bill", "approved the proposal to sign"."""
    helping = {child.lower_ for child in token.under("aux")}
    had = "have" in helping and not helping.isdisjoint(("do", "does", "did"))  # "did not have approved plans"
    asked = token.dep_ in ("ccomp", "pcomp") and token.left_edge.lower_ in ("what", "whether", "why", "how")
    when = token.tag_ == "VBG" and any(each.lower_ in words.classes["timing"] for each in token.lefts)
    holder = verb_above(token.head) if token.dep_ == "acl" and token.tag_ == "VBN" else None
    member = holder is not None and holder.lower_ in words.classes["composing"]  # "it consists of those appointed by"
    if had or asked or when or member or _is_usual(token) or _is_unjoined(token):
        return True  # "asked what it intended to sign"
    if token.dep_ == "acl" and token.tag_ == "VB" and (nouns := words.nouns.get(token.head.lower_)):
        return is_weak(nouns) or nouns[0].type == "request"
    above = words.verbs.get(token.head.lower_, ()) if token.dep_ in ("xcomp", "advcl") else ()
    if token.tag_ == "VB" and token.dep_ == "xcomp" and any(sense.type in ("announce", "appoint") for sense in above):
        return True  # "she promised to open an office" is a promise, "a panel appointed to study it" has yet to
    if token.tag_ in ("VB", "VBG") and any(sense.type == "approve" for sense in above):
        upon = token.head.under("dobj", "nsubjpass")
        return token.tag_ == "VBG" or any(each.tag_ != "CD" for each in upon)  # none in "voted 60 to 40 to"
    return is_weak(senses) and token.dep_ == "xcomp" and bool(above)


def _is_usual(verb: Token) -> bool:
    """Whether a clause upon a noun tells what is so at all times: "a club which meets once a year to dine"."""
    at = verb
    while at.dep_ in ("xcomp", "advcl", "conj") and at.head is not at and not own_subjects(at):
        at = at.head
    return at.dep_ == "relcl" and at.tag_ in ("VBZ", "VBP") and not at.under("aux", "auxpass")


def is_asked_for(token: Token, words: Lexicon) -> bool:
    """Whether the act is only what somebody asks another to do."""
    at = joined_above(token) or token
    for _ in range(_DEEPEST):
        head = at.head
        in_order = at.dep_ == "advcl" and at.tag_ == "VB" and head.dep_ in ("xcomp", "ccomp")  # "that it act to"
        if not in_order and at.dep_ not in ("xcomp", "ccomp", "conj", "pcomp", "prep", "acl"):
            return False
        asking = ("request", "propose") if at.dep_ == "ccomp" else ("request",)  # "recommended that it should not pass"
        if at.dep_ != "conj" and head.i < at.i and any(s.type in asking for s in words.verbs.get(head.lower_, ())):
            return at.dep_ != "acl"
        at = head
    return False
