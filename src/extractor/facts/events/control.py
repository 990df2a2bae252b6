"""Who is understood to do an act: its verb's own subject, one that it shares, or one whom another verb controls."""

from extractor.facts.events.lexicon import Lexicon
from extractor.rules.gazetteer import CLOSED
from extractor.text.syntax import (
    agents,
    behind,
    is_relative,
    joined_above,
    own_subjects,
    owners,
    verb_above,
    with_conjuncts,
)
from extractor.tree import Token

_CLIMBS = ("xcomp", "conj", "advcl", "pcomp", "prep", "aux", "ccomp")
_DEEPEST = 6  # steps up the tree
_NAMES = ("NNP", "NNPS", "PRP")
_LONGEST = 30  # words of a phrase of names and titles
_INSIDE = ",-–'’()&"


def subjects(token: Token, words: Lexicon) -> tuple[Token, ...]:
    """Heads of the phrases that do what an active verb tells, from the verb up to the one whose subject it shares."""
    at = token
    for _ in range(_DEEPEST):
        if own := _expected(at, token, words) or own_subjects(at):
            return _relative(own[0], at, words) or with_conjuncts(own)
        if (at.dep_ == "ccomp" and at.under("nsubjpass", "csubj")) or (at is token and words.shapes.teller_behind(at)):
            return ()  # "a man was charged with filing it, said Bell"
        if at.dep_ in ("acl", "relcl"):
            addressed = at.tag_ == "VBG" and at.head.head.lower_ == "to"  # "she wrote to Anna Bell [asking] for"
            if addressed and (sent := verb_above(at.head.head)) is not None:
                at = sent
                continue
            bare = at.tag_ == "VBN" and token.dep_ == "xcomp" and token.head is at and not agents(at)
            does = at.tag_ == "VBG" or bare or (at.tag_ == "VBN" and at is token)  # "Senate set to act"
            return (at.head,) if does and at.dep_ == "acl" else _one_of(at.head, words) or _holders(at, words)
        if at.dep_ == "pcomp" and (named := _joined(at, words) or _praised(at)):
            return named
        if at.head is at or not (at.dep_ in _CLIMBS or at.lower_ in words.classes["disposed"]):
            return ()
        at = joined_above(at, words.asking) or at.head
    return ()


def tellers(verb: Token, words: Lexicon) -> tuple[Token, ...]:
    """Who tells what the clause before a comma says, where trees hang them on that: "he was fined, announced Bell"."""
    beside = verb.dep_ in ("conj", "advcl") and verb.head.dep_ == "ROOT" and verb.head.i < verb.i
    told = beside or (verb.dep_ == "ROOT" and any(clause.i < verb.i for clause in verb.under("ccomp")))
    if not told or verb.i == 0 or verb.tag_ == "VBG" or verb.under("nsubj", "nsubjpass", "mark"):
        return ()
    if words.shapes.told_by(verb):
        return with_conjuncts(verb.under("dobj"))
    name = before(verb)
    name = before(name) if name.text == "," else name
    alone = not verb.under("dobj", "ccomp", "xcomp") and name.tag_ in _NAMES[:2] and name.i > verb.head.i
    return (name,) if alone and beside and opening(name) is not None else ()


def opening(name: Token) -> Token | None:
    """The first word behind a comma of a phrase of names that ends so: "it will close, [the] Minister, Anna Bell"."""
    at, found = name, None
    for _ in range(_LONGEST):
        last = before(at)
        if last.text == "," and (found is None or at.lower_ == "the"):
            found = at
        if last is at or not (last.text[0].isupper() or last.text[0] in _INSIDE or last.lower_ in CLOSED["small"]):
            break
        at = last
    return found


def before(token: Token) -> Token:
    """The word before a word, blanks apart; of the first the word itself."""
    words = (token.doc[place] for place in range(token.i - 1, -1, -1))
    return next((each for each in words if not each.is_space), token)


def _relative(who: Token, clause: Token, words: Lexicon) -> tuple[Token, ...]:
    """Of whom a relative clause tells, also one that the tree hangs elsewhere: "it was [Bell] that said so"."""
    if not is_relative(who) or clause.dep_ not in ("relcl", "ccomp"):
        return ()
    noun = clause.head
    bound = who.lower_ == "that" and noun.tag_ == "NNP" and noun.dep_ == "pobj" and who.nbor(-1).text != ","
    noun = noun.head.head if bound and noun.head.head.tag_[0] == "N" else noun  # "to [the minister] Bell that calls"
    told = _one_of(clause.head, words) or (noun,)
    return told if clause.dep_ == "relcl" else with_conjuncts(clause.head.under("attr"))


def _one_of(noun: Token, words: Lexicon) -> tuple[Token, ...]:
    """Who is said to be the one, or one of those, whom a noun names: "Bell was the first to say so"."""
    at = noun.head if noun.dep_ == "pobj" and noun.head.lower_ in ("among", "of") else noun
    at = at.head if at.lower_ == "of" and at.head.tag_ == "CD" else at
    is_one = at.head.lower_ in words.classes["copulas"] and at.dep_ in ("attr", "prep") and at.lower_ != "of"
    subjects = own_subjects(at.head) if is_one else []
    return with_conjuncts(each for each in subjects if each.lower_ != "it")  # "it was Bell who said so"


def _expected(above: Token, verb: Token, words: Lexicon) -> list[Token]:
    """Whom a verb makes the one to act: "the Senate is expected to adopt it", "they trust the Senate to adopt it"."""
    meets = any(sense.needs == "person" for sense in words.verbs.get(above.lower_, ()))  # "visited her to lobby"
    if meets or verb.tag_ != "VB" or verb.dep_ != "xcomp" or above is verb:
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


def doers(verb: Token, words: Lexicon, *, shared: bool, given: bool) -> tuple[Token, ...]:
    """By whom a passive verb's act is done, ``shared`` also that joined to it: "jailed and fined by the court".

    ``given``: somebody gets what stands behind it, on which a "by" may hang: "was awarded a prize by the court".
    """
    joined = (each for each in (verb.under("conj") if shared else ()) if each.tag_ in ("VBD", "VBN"))
    reduced = (each for each in joined if not each.under("auxpass", "nsubj"))
    return agents(verb) or _agents_behind(verb, words, given) or next(filter(None, map(agents, reduced)), ())


def _agents_behind(verb: Token, words: Lexicon, given: bool) -> tuple[Token, ...]:
    """Those behind "by" where a long object stands before it: "he was awarded the medal, a high one, by Bell"."""
    by = (token for token in verb.subtree if token.lower_ == "by" and token.i > verb.i)
    set_off = (each for each in by if each.nbor(-1).is_punct or (given and words.shapes.of_giver(each)))
    own = next((token for token in set_off if verb_above(token) == verb), None)
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
