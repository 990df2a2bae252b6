"""From the dependency tree of a sentence to the acts that it tells of: verb, subject, object, modality."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from extractor.facts.actions.lexicon import Lexicon, Sense
from extractor.record import ActionType, Modality

_CLIMBS = ("xcomp", "conj", "advcl", "pcomp", "prep", "aux", "ccomp")
_OBJECT_LIMIT = 16
_DEEPEST = 6
_OVERTURNED: tuple[ActionType, ...] = ("pass", "approve", "adopt")
_RELATIVES = ("who", "which", "that")
_ANNOUNCED = ("introduce", "appoint", "sign", "approve", "repeal", "ratify")
_NOUN_WEIGHT = 1.9
_OWNER_AND_S = 2


@dataclass(frozen=True, slots=True)
class Act:
    """An act in a sentence, with the meanings that its word may have.

    ``object`` is a stretch of the tree's tokens, ``direct`` whether the verb governs it without a preposition;
    ``subjects`` are heads of phrases.
    """

    senses: tuple[Sense, ...]
    trigger: Token
    subjects: tuple[Token, ...]
    object: tuple[Token, Token] | None
    direct: bool
    modality: Modality
    rule: str


class Clauses:
    """Reads acts from trees."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words

    def acts(self, tree: Span) -> Iterator[Act]:
        """The acts of a sentence in text order."""
        for token in tree:
            form = token.lower_
            if token.tag_.startswith("V") and (senses := self._words.verbs.get(form)):
                yield from self._verb(token, senses)
            elif token.tag_.startswith("N") and (type_ := self._words.nouns.get(form)):
                yield from self._noun(token, type_)

    def _verb(self, token: Token, senses: tuple[Sense, ...]) -> Iterator[Act]:
        if self._is_asked_for(token):
            return
        passive = _is_passive(token)
        modality = self._modality(token)
        if modality == "negated" and self._failed(token) and any(sense.type in _OVERTURNED for sense in senses):
            senses, modality = tuple(replace(sense, type="reject") for sense in senses), "done"
        object_, direct = _object(token, passive=passive)
        named = self._announced(object_, senses)
        yield Act(
            (named,) if named else senses, token, _agents(token) if passive else _subjects(token),
            _stretch(object_) if object_ is not None else None, direct, modality, "passive" if passive else "active",
        )  # fmt: skip

    def _announced(self, object_: Token | None, senses: tuple[Sense, ...]) -> Sense | None:
        """To announce the introduction of a bill is to introduce it."""
        if object_ is None or object_.dep_ != "dobj" or senses[0].type != "announce":
            return None
        type_ = self._words.nouns.get(object_.lower_)
        return replace(senses[0], type=type_) if type_ in _ANNOUNCED else None

    def _noun(self, token: Token, type_: ActionType) -> Iterator[Act]:
        subjects = tuple(child for child in token.children if child.dep_ == "poss") or _stripped_owner(token)
        made = [child for child in token.children if child.dep_ == "acl" and child.tag_ == "VBN"]
        for holder in (token, *made):
            subjects = subjects or _agents(holder) or _by(holder)
        object_ = _of(token)
        if subjects and object_ is not None:
            governor = self._modality(token.head) if token.head.tag_.startswith("V") else "done"
            modality: Modality = "possible" if governor in ("possible", "negated") else "done"
            senses = (Sense(type_, _NOUN_WEIGHT, ""),)
            yield Act(senses, token, subjects, _stretch(object_), direct=False, modality=modality, rule="noun")

    def _modality(self, token: Token) -> Modality:
        found = {
            self._words.modality.get(child.lower_)
            for child in token.children
            if child.dep_ in ("aux", "neg", "mark", "advmod")
        }
        at = token
        for _ in range(_DEEPEST):
            if at.dep_ not in ("xcomp", "acl", "pcomp", "prep", "conj", "advcl"):
                break
            if at.dep_ == "conj":
                shared = [child for child in at.head.children if child.dep_ in ("aux", "neg")]
                found |= {self._words.modality.get(child.lower_) for child in shared if child.i < at.head.i}
            elif at.dep_ != "advcl":
                found.add(self._words.modality.get(at.head.lower_))
                found |= {self._words.modality.get(c.lower_) for c in at.head.children if c.dep_ in ("aux", "neg")}
            at = at.head
        ordered: tuple[Modality, ...] = ("negated", "possible", "planned")
        return next((modality for modality in ordered if modality in found), "done")

    def _failed(self, token: Token) -> bool:
        past = token.tag_ in ("VBD", "VBN") and any(child.dep_ == "neg" for child in token.children)
        return past or token.head.lower_ in ("failed", "fails", "fail", "failure")

    def _is_asked_for(self, token: Token) -> bool:
        """Whether the act is only what somebody asks another to do."""
        at = token
        for _ in range(_DEEPEST):
            if at.dep_ not in ("xcomp", "ccomp", "conj", "pcomp", "prep", "acl"):
                return False
            head = at.head
            if at.dep_ != "conj" and any(s.type == "request" for s in self._words.verbs.get(head.lower_, ())):
                return at.dep_ != "acl"
            at = head
        return False


def _is_passive(token: Token) -> bool:
    deps = {child.dep_ for child in token.children}
    if deps & {"auxpass", "nsubjpass", "agent"}:
        return True
    if token.tag_ != "VBN" or "dobj" in deps:
        return False
    set_off = token.i > token.sent.start and token.nbor(-1).text == ","  # "the Senate, a chamber, adopted" is the past
    return (token.dep_ == "acl" and not set_off) or (
        token.dep_ == "conj" and _is_passive(token.head) and not _own_subjects(token)
    )


def _agents(token: Token) -> tuple[Token, ...]:
    agents = [
        part for child in token.children if child.dep_ == "agent" for part in child.children if part.dep_ == "pobj"
    ]
    return _with_conjuncts(agents) or _by(token)


def _by(token: Token) -> tuple[Token, ...]:
    return _with_conjuncts(
        [
            part
            for child in token.children
            if child.dep_ == "prep" and child.lower_ == "by"
            for part in child.children
            if part.dep_ == "pobj"
        ]
    )


def _own_subjects(token: Token) -> list[Token]:
    """The subject nearest to the verb, for a dateline may pass for another."""
    return [child for child in token.children if child.dep_ == "nsubj"][-1:]


def _subjects(token: Token) -> tuple[Token, ...]:
    at = token
    for _ in range(_DEEPEST):
        own = _own_subjects(at)
        if own:
            if own[0].lower_ in _RELATIVES and at.dep_ == "relcl":
                return (at.head,)
            return _with_conjuncts(own)
        if at.dep_ == "acl":
            noun = at.head
            if at.tag_ == "VBG" or (at.tag_ == "VBN" and at is token):
                return (noun,)
            owners = [child for child in noun.children if child.dep_ == "poss"]
            return tuple(owners) or _by(noun) or _of_whom(noun)
        if at.dep_ not in _CLIMBS or at.head is at:
            return ()
        at = at.head
    return ()


def _of_whom(noun: Token) -> tuple[Token, ...]:
    return tuple(
        p
        for child in noun.children
        if child.dep_ == "prep" and child.lower_ == "of"
        for p in child.children
        if p.dep_ == "pobj"
    )


def _with_conjuncts(heads: list[Token]) -> tuple[Token, ...]:
    found = list(heads)
    for head in found:
        found.extend(child for child in head.children if child.dep_ == "conj")
    return tuple(found)


def _object(token: Token, *, passive: bool) -> tuple[Token | None, bool]:
    """The head of the object, and whether no preposition stands before it."""
    if passive:
        subjects = [child for child in token.children if child.dep_ == "nsubjpass"]
        return (subjects[0] if subjects else token.head if token.dep_ in ("acl", "relcl") else None), True
    for dep in ("dobj", "ccomp", "xcomp", "prep", "dative"):
        for child in token.children:
            if child.dep_ == dep and child.i > token.i:
                if dep == "prep" and token.dep_ == "relcl" and _own_subjects(token):
                    return token.head, True
                return child, dep in ("dobj", "ccomp", "xcomp")
    return (token.head, True) if token.dep_ == "relcl" and _own_subjects(token) else (None, False)


def _of(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ in ("prep", "acl", "relcl") and child.lower_ != "by" and child.i > noun.i:
            inner = [part for part in child.children if part.dep_ == "pobj"]
            return inner[0] if inner else child
    return None


def _stripped_owner(noun: Token) -> tuple[Token, ...]:
    """The owner where the apostrophe was stripped: "the President s veto"."""
    if noun.i - noun.sent.start < _OWNER_AND_S or noun.nbor(-1).lower_ != "s" or not noun.nbor(-2).text[:1].isupper():
        return ()
    return (noun.nbor(-2),)


def _stretch(head: Token) -> tuple[Token, Token]:
    """The phrase of a head without its relative clause, at most so many tokens long."""
    first, last = head.left_edge, head.right_edge
    for child in head.children:
        if child.dep_ in ("relcl", "appos") and child.left_edge.i > head.i:
            last = head.doc[child.left_edge.i - 1]
            break
    last = head.doc[min(last.i, first.i + _OBJECT_LIMIT - 1)]
    while last.i > first.i and (last.is_punct or last.is_space):
        last = last.nbor(-1)
    while first.i < last.i and (first.is_space or first.is_punct):
        first = first.nbor()
    return first, last
