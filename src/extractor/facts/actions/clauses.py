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


@dataclass(frozen=True, slots=True)
class Act:
    """An act in a sentence; ``object`` is a stretch of the tree's tokens, ``subjects`` are heads of phrases."""

    type: ActionType
    weight: float
    needs: str
    trigger: Token
    subjects: tuple[Token, ...]
    object: tuple[Token, Token] | None
    modality: Modality
    rule: str


class Clauses:
    """Reads acts from trees."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words

    def acts(self, tree: Span) -> Iterator[Act]:
        """The acts of a sentence in text order, one for each meaning of a verb that the tree allows."""
        for token in tree:
            form = token.lower_
            if token.tag_.startswith("V") and (senses := self._words.verbs.get(form)):
                yield from self._verb(token, senses)
            elif token.tag_.startswith("N") and (type_ := self._words.nouns.get(form)):
                yield from self._noun(token, type_)

    def _verb(self, token: Token, senses: tuple[Sense, ...]) -> Iterator[Act]:
        passive = _is_passive(token)
        modality = self._modality(token)
        if self._is_asked_for(token):
            return
        subjects = _agents(token) if passive else _subjects(token)
        object_ = _object(token, passive=passive)
        for sense in senses:
            type_, how = sense.type, modality
            if modality == "negated" and type_ in _OVERTURNED and self._failed(token):
                type_, how = "reject", "done"
            yield Act(
                type_, sense.weight, sense.needs, token, subjects, object_, how, "passive" if passive else "active"
            )

    def _noun(self, token: Token, type_: ActionType) -> Iterator[Act]:
        subjects = tuple(child for child in token.children if child.dep_ == "poss")
        made = [child for child in token.children if child.dep_ == "acl" and child.tag_ == "VBN"]
        for holder in (token, *made):
            subjects = subjects or _agents(holder) or _by(holder)
        if subjects:
            act = Act(type_, 1.9, "", token, subjects, _of(token), "done", "noun")
            governor = self._modality(token.head) if token.head.tag_.startswith("V") else "done"
            yield replace(act, modality="possible") if governor in ("possible", "negated") else act

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
    if any(child.dep_ in ("auxpass", "nsubjpass", "agent") for child in token.children):
        return True
    return token.tag_ == "VBN" and (
        token.dep_ == "acl" or (token.dep_ == "conj" and _is_passive(token.head) and not _own_subjects(token))
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
    return [child for child in token.children if child.dep_ == "nsubj"]


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
            if at.tag_ == "VBG":
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


def _object(token: Token, *, passive: bool) -> tuple[Token, Token] | None:
    if passive:
        subjects = [child for child in token.children if child.dep_ == "nsubjpass"]
        if subjects:
            return _stretch(subjects[0])
        return _stretch(token.head) if token.dep_ in ("acl", "relcl") else None
    for dep in ("dobj", "ccomp", "xcomp", "prep", "dative"):
        for child in token.children:
            if child.dep_ == dep and child.i > token.i:
                return _stretch(child)
    return None


def _of(noun: Token) -> tuple[Token, Token] | None:
    for child in noun.children:
        if child.dep_ in ("prep", "acl", "relcl") and child.lower_ != "by" and child.i > noun.i:
            inner = [part for part in child.children if part.dep_ == "pobj"]
            return _stretch(inner[0] if inner else child)
    return None


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
