"""Reads the dependency parse (labels in the CLEAR style of spaCy's English pipelines): arguments of verbs and nouns."""

from collections.abc import Iterable

from extractor.rules.gazetteer import CLOSED
from extractor.tree import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
"""Labels of subjects."""
_SHARING = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "acomp", "dobj"})
_INVERTED = frozenset({"dobj", "attr", "oprd", "npadvmod", "dep", "appos"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "DT", "CD", "WP"})
_LONGEST_CLIMB = 6
_BLAMED = frozenset({"dobj", "nsubjpass"})
_MARKS = ('"', "“", "”", "''", "``")
_ABOUT = ("prep", "acl", "relcl", "xcomp", "advcl")


def subject(verb: Token, climb: int = 0, asked: Token | None = None) -> Token | None:
    """The head of who does what ``verb`` tells, if the sentence names one; ``asked``: the verb first asked about."""
    asked = asked or verb
    if climb > _LONGEST_CLIMB:
        return None
    for by in verb.under("agent"):
        return next(iter(by.under("pobj")), None)
    nouns = [child for child in verb.under(*SUBJECTS) if not is_half(child)]
    if not nouns:
        return _from_above(verb, climb, asked)
    if nouns[1:]:  # "Bell, author of “Harbour Lights”, said"
        nouns = [each for each in nouns if not _is_in_marks(each, verb)] or nouns
    noun = min(nouns, key=lambda noun: abs(noun.i - asked.i))
    if noun.tag_ == "VBG" and noun.i < verb.i and noun.nbor().text == ",":  # "Reacting, the mayor denied it"
        noun = next((child for child in noun.rights if child.dep_ == "dobj"), noun)
    return _told_about(verb) if is_relative(noun) else noun


def behind_participle(noun: Token) -> Token:
    """A subject, or who stands beside it behind a participle read as a part of it: "Greeting Bell, Mayor [Brook]"."""
    first, doc = noun.left_edge, noun.doc
    opens = first.i == noun.sent.start and first.tag_ in ("VBG", "NNP") and first.lower_.endswith("ing")
    if not (opens and noun.dep_ == "nsubj" and noun.tag_ == "NNP" and noun.i > first.i):
        return noun
    for beside in noun.under("appos"):
        closed = any(token.text == "," for token in doc[beside.right_edge.i + 1 : beside.right_edge.i + 2])
        if beside.tag_ == "NNP" and beside.left_edge.nbor(-1).text == "," and not closed:
            return beside
    return noun


def _is_in_marks(noun: Token, verb: Token) -> bool:
    """Whether quotation marks close behind a noun, before its verb."""
    return sum(token.is_quote for token in noun.doc[noun.i : verb.i]) % 2 == 1


def is_relative(noun: Token) -> bool:
    """Whether a word is a relative pronoun, and not the letters of a body ("the WHO said")."""
    return noun.lower_ in CLOSED["relative"] and not noun.tag_.startswith("NNP")


def _told_about(clause: Token) -> Token | None:
    """The noun that a relative clause tells about, also that of "it was X who …"."""
    noun = clause.head
    named = [child for child in noun.children if child.dep_ == "attr" and child.i < clause.i]
    if named and noun.lower_ in CLOSED["be"]:
        return named[0]
    return noun if clause.dep_ == "relcl" else None


def _from_above(verb: Token, climb: int, asked: Token) -> Token | None:
    head = verb.head
    if head.i == verb.i:
        return None
    if verb.dep_ in ("acl", "relcl"):
        return head if head.tag_ in _NOUNS else None
    if verb.dep_ == "pcomp" and head.lower_ in ("for", "of", "as"):
        bearers = _NOUNS if head.lower_ == "as" else {"NNP", "NNPS", "PRP"}  # "Yonhap cited police as saying"
        blamed = [child for child in head.head.children if child.dep_ in _BLAMED and child.tag_ in bearers]
        if blamed:
            return blamed[0]
    return subject(head, climb + 1, asked) if verb.dep_ in _SHARING else None


def is_half(noun: Token) -> bool:
    """Whether parsers part it from its noun: the first half of "co-founder", not of "director-general", and "-"."""
    return noun.text == "-" or (is_hyphened(noun) and noun.doc[min(noun.i + 2, noun.sent.end - 1)].head is not noun)


def is_hyphened(word: Token) -> bool:
    """Whether a hyphen stands right behind a word, in its sentence."""
    after = word.doc[min(word.i + 1, word.sent.end - 1)]
    return after.text == "-" and after.idx == word.idx + len(word.text)


def own_subjects(verb: Token) -> list[Token]:
    """The subject before the verb and nearest to it, for a dateline may pass for another, or else the one behind it."""
    nouns = [child for child in verb.under("nsubj") if not is_half(child)]
    return ([noun for noun in nouns if noun.i < verb.i] or nouns)[-1:]


def inverted_subject(verb: Token) -> Token | None:
    """The noun right after a verb that closes a quotation ("said the minister"), whatever the parser calls it."""
    for child in verb.rights:
        if not is_half(child) and (child.dep_ in SUBJECTS or (child.dep_ in _INVERTED and child.tag_ in _NOUNS)):
            return child
    return None


def agents(verb: Token) -> tuple[Token, ...]:
    """The heads of the "by" phrase of a passive verb, which say by whom its act is done."""
    return with_conjuncts(part for child in verb.under("agent") for part in child.under("pobj")) or behind(verb, "by")


def behind(head: Token, preposition: str) -> tuple[Token, ...]:
    """Heads of the phrases behind a preposition ("signed an accord with [Bell] and [Reeve]")."""
    return with_conjuncts(_behind(head, preposition))


def owners(noun: Token) -> tuple[Token, ...]:
    """Heads of the phrases behind "of"."""
    return tuple(_behind(noun, "of"))


def companions(head: Token) -> tuple[Token, ...]:
    """Those together with whom a subject acts: "the Senate, along with the House, adopted"."""
    hung = [child for each in (head, head.head) for child in each.children]
    beside = [each for each in hung if CLOSED["together"] & {each.lower_, *(part.lower_ for part in each.lefts)}]
    inner = (part for child in beside for part in (child, *child.children) if part.lower_ == "with")
    return with_conjuncts(noun for part in inner for noun in part.under("pobj"))


def _behind(head: Token, preposition: str) -> list[Token]:
    return [part for child in head.under("prep") if child.lower_ == preposition for part in child.under("pobj")]


def with_conjuncts(heads: Iterable[Token]) -> tuple[Token, ...]:
    """The heads and what is joined to each of them."""
    found = list(heads)
    for head in found:
        apart = any(cc.lower_ == "than" for cc in head.under("cc"))  # "rather than Bell"
        found.extend(each for each in head.under("conj") if not (apart or each.under("neg")))  # "but not Bell"
    return tuple(found)


def is_passive(verb: Token) -> bool:
    """Whether the verb tells what is done to its subject or head."""
    deps = {child.dep_ for child in verb.children}
    if deps & {"auxpass", "nsubjpass"}:
        return True
    if "agent" in deps:
        active = verb.tag_ == "VBD" and {"nsubj", "dobj"} <= deps  # "the Senate adopted the bill by 51 votes"
        return not active and not any(aux.lower_ in CLOSED["perfect"] for aux in verb.under("aux"))
    if verb.tag_ != "VBN" or "dobj" in deps:
        return False
    set_off = verb.i > verb.sent.start and verb.nbor(-1).text == ","  # "the Senate, a chamber, adopted" is the past
    done_to = set_off and verb.head.dep_ in ("pobj", "dobj")  # "by resolution 9, adopted without a vote"
    joined = verb.dep_ == "conj" and is_passive(verb.head) and not own_subjects(verb)
    reduced = verb.dep_ == "acl" and deps.isdisjoint(("nsubj", "aux"))  # not "claims that he has resigned"
    return joined or (reduced and (done_to or not set_off))


def aimed_at(first: Token, last: Token) -> Token | None:
    """The "to" behind a stretch that opens what its noun is for, taken for a relative clause: "ways | to act"."""
    to = last.doc[min(last.i + 1, len(last.doc) - 1)]
    return to if to.tag_ == "TO" and to.head.dep_ == "relcl" and first.i <= to.head.head.i <= last.i else None


def bidden(asked: Token) -> Token | None:
    """What those are to do of whom a clause tells, taken for part of it: "urged anyone who saw it to [come]"."""
    clauses = (each for each in asked.under("relcl") if each.left_edge.tag_ in ("WP", "WP$"))
    told = (each for clause in clauses for each in clause.subtree if each.dep_ in ("ccomp", "advcl"))
    return next(filter(is_infinitive, told), None)


def verb_above(token: Token) -> Token | None:
    """The nearest verb on which a token hangs."""
    return next((up for up in token.ancestors if up.tag_[0] == "V"), None)


def joined_above(verb: Token, asking: frozenset[str] = frozenset()) -> Token | None:
    """The past tense to which one belongs that is joined to a told present: "She [said] it gives hope and urged".

    One of ``asking`` also if joined to what was told to be or to have been done: "She [said] it came and urged".
    """
    told = verb.head
    state = told.lower_ in CLOSED["state"] or bool(told.under("auxpass"))
    so = verb.lower_ in asking and (state or told.dep_ == "ccomp")
    past = verb.dep_ == "conj" and verb.tag_ == "VBD" and (so or told.tag_ in ("VBZ", "VBP", "VB"))
    aimed = told.dep_ == "xcomp" and is_infinitive(told)  # "has vowed to appeal and took an oath"
    if not past or not (aimed or told.dep_ in ("ccomp", "acl", "relcl")) or own_subjects(verb):
        return None
    above = verb_above(told)
    return above if above is not None and above.tag_ in ("VBD", "VBN") and (aimed or above.tag_ == "VBD") else None


def is_infinitive(verb: Token) -> bool:
    """Whether "to" stands before a verb."""
    return any(child.lower_ == "to" and child.dep_ == "aux" and child.i < verb.i for child in verb.children)


def lacks_agent(verb: Token) -> bool:
    """Whether a verb tells what is done to its subject, and not by whom ("she was asked", "asked about it, she …")."""
    deps = {child.dep_ for child in verb.children}
    if "agent" in deps:
        return False
    past = ("VBN", "VBD") if verb.dep_ == "advcl" else ("VBN",)  # "asked" of "when asked" is no past tense
    participle = verb.tag_ in past and verb.dep_ in ("acl", "advcl") and not deps & {"aux", "nsubj"}
    return participle or not deps.isdisjoint(("nsubjpass", "auxpass"))


def goes_on(verb: Token) -> bool:
    """Whether a verb goes on from another without a subject of its own ("…, adding that …", "… but added that …")."""
    if verb.under(*SUBJECTS):
        return False
    if verb.tag_ == "VBG":
        return verb.i > 0 and verb.doc[verb.i - 1].text == ","
    return verb.dep_ == "conj" and verb.tag_ in ("VBD", "VBZ", "VBP")


def object_of(verb: Token, *, passive: bool) -> tuple[Token | None, bool]:
    """The head of the object, and whether no preposition stands before it."""
    if passive:
        taken_for_clauses = [part for child in verb.under("csubjpass") for part in own_subjects(child)]
        done_to = verb.under("nsubjpass") or taken_for_clauses  # "the bill drafted by the Senate" before "was signed"
        if not done_to and verb.dep_ == "advcl" and verb.i < verb.head.i:
            done_to = own_subjects(verb.head)  # "Introduced by Anna Bell, the bill would"
        if not done_to and verb.dep_ in ("conj", "pcomp", "xcomp"):
            done_to = _shared(verb)
        return (done_to[0] if done_to else verb.head if verb.dep_ in ("acl", "relcl") else None), True
    rights = verb.rights
    for dep in ("dobj", "ccomp", "xcomp", "prep", "dative"):
        for child in rights:
            if child.dep_ == dep:
                if dep in ("prep", "dative") and verb.dep_ == "relcl" and _has_other_subject(verb):
                    return verb.head, True
                return child, dep in ("dobj", "ccomp", "xcomp")
    if verb.dep_ == "relcl" and _has_other_subject(verb):
        return verb.head, True
    said = said_before(verb)
    return said, said is not None


def _shared(verb: Token) -> list[Token]:
    """What a passive without a subject of its own is done to: "it was printed and [tabled]", "is to be [signed]"."""
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    return above.under(*SUBJECTS)[-1:] if above.tag_.startswith("V") else []


def _has_other_subject(clause: Token) -> bool:
    """Whether another than the noun before it does what a relative clause tells ("the plan that he made")."""
    return any(not is_relative(child) and child.left_edge.tag_ != "WP$" for child in own_subjects(clause))


def said_before(verb: Token) -> Token | None:
    """What is told in plain words before the verb: "taxes will rise, he announced"."""
    said = next((each for each in verb.under("ccomp") if each.i < verb.i), None)
    if said is None:
        return None
    opening = said.left_edge
    marked = opening.text in _MARKS or (opening.i > verb.sent.start and opening.nbor(-1).text in _MARKS)
    return None if marked else said


def of_what(noun: Token) -> Token | None:
    """The head of what a noun of an act is about ("the repeal of the Act"): not who acts, nor when."""
    for child in noun.rights:
        if child.dep_ in _ABOUT and child.tag_ != "VBN" and child.lower_ not in CLOSED["no object"]:
            return next(iter(child.under("pobj")), child)
    return None
