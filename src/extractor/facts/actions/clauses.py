"""From the dependency tree of a sentence to the acts that it tells of: verb, subject, object, modality."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from extractor.facts.actions.lexicon import Lexicon, Sense
from extractor.facts.actions.trees import (
    agents,
    doers,
    has_own_subject,
    is_joined,
    is_passive,
    object_of,
    of_what,
    owners,
    sources,
    stretch,
    stripped_owner,
    subjects,
)  # fmt: skip
from extractor.facts.forms import Forms
from extractor.record import ActionType, Modality

_DEEPEST = 6
_OVERTURNED: tuple[ActionType, ...] = ("pass", "approve", "adopt")
_LAWMAKING: tuple[ActionType, ...] = (*_OVERTURNED, "reject", "amend", "ratify", "repeal", "fund")
_ANNOUNCED = ("introduce", "appoint", "sign", "approve", "repeal", "ratify")


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
        self._forms = Forms((*words.verbs, *words.nouns))

    def acts(self, tree: Span) -> Iterator[Act]:
        """The acts of a sentence in text order."""
        for token in self._forms.within(tree):
            form = token.lower_
            if token.tag_.startswith("V") and (senses := self._words.verbs.get(form)):
                yield from self._verb(token, senses)
            elif token.tag_.startswith("N") and (senses := self._words.nouns.get(form)):
                yield from self._noun(token, senses)

    def _verb(self, token: Token, senses: tuple[Sense, ...]) -> Iterator[Act]:
        if self._is_asked_for(token) or self._is_joined_in(token):
            return
        passive = is_passive(token)
        modality = self._modality(token)
        if modality == "negated" and self._failed(token) and any(sense.type in _OVERTURNED for sense in senses):
            senses, modality = tuple(replace(sense, type="reject") for sense in senses), "done"
        object_, direct = object_of(token, passive=passive)
        if passive and (token.is_sent_start if object_ is None else not object_.text[0].isalnum()):
            return  # "Authorised by", at the foot of a release
        acting = agents(token) if passive else subjects(token, self._words)
        if modality == "done" and token.tag_ == "VBP" and senses[0].type in _LAWMAKING and _we(acting):
            modality = "possible"  # "as we approve funds" is no report of an act
        named = self._announced(object_, senses)
        phrase = stretch(object_, token) if object_ is not None else None
        yield Act(
            (named,) if named else senses, token, acting, phrase, direct, modality, "passive" if passive else "active"
        )
        if given := tuple(sense for sense in senses if sense.needs == "from"):
            yield Act(given, token, sources(token, object_), phrase, direct, modality, "received")

    def _announced(self, object_: Token | None, senses: tuple[Sense, ...]) -> Sense | None:
        """To announce the introduction of a bill is to introduce it; "the Senate confirmation" is another's."""
        if object_ is None or object_.dep_ != "dobj" or senses[0].type != "announce":
            return None
        told = self._words.nouns.get(object_.lower_)
        of_another = any(child.dep_ in ("poss", "compound") and child.text[0].isupper() for child in object_.children)
        return replace(senses[0], type=told[0].type) if told and told[0].type in _ANNOUNCED and not of_another else None

    def _noun(self, token: Token, senses: tuple[Sense, ...]) -> Iterator[Act]:
        acting = tuple(child for child in token.children if child.dep_ == "poss") or stripped_owner(token)
        acting = acting or _body_before(token)
        object_ = of_what(token)
        if senses[0].needs == "own":
            if acting:
                phrase = stretch(object_) if object_ is not None else (token, token)
                yield Act(senses, token, acting, phrase, direct=False, modality="done", rule="noun")
            return
        if senses[0].type == "appoint":
            acting = ()  # "his appointment": he is who was appointed
        made = [child for child in token.children if child.dep_ == "acl" and child.tag_ == "VBN"]
        for holder in (token, *made):
            acting = acting or agents(holder) or doers(holder)
        if not acting and token.dep_ == "nsubjpass" and token.head.lower_ in self._words.classes["given"]:
            acting = owners(token)  # "approval of the Cabinet was granted to"
        if acting and object_ is not None:
            governor = self._modality(token.head) if token.head.tag_.startswith("V") else "done"
            modality: Modality = "possible" if governor in ("possible", "negated") else "done"
            yield Act(senses, token, acting, stretch(object_), direct=False, modality=modality, rule="noun")

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
                if has_own_subject(at):
                    break
                shared = [child for child in at.head.children if child.dep_ in ("aux", "neg")]
                found |= {self._words.modality.get(child.lower_) for child in shared if child.i < at.head.i}
            elif at.dep_ != "advcl" and not is_joined(at.head, self._words):
                found.add(self._words.modality.get(at.head.lower_))
                found |= {self._words.modality.get(c.lower_) for c in at.head.children if c.dep_ in ("aux", "neg")}
            at = at.head
        ordered: tuple[Modality, ...] = ("negated", "possible", "planned")
        return next((modality for modality in ordered if modality in found), "done")

    def _failed(self, token: Token) -> bool:
        past = token.tag_ in ("VBD", "VBN") and any(child.dep_ == "neg" for child in token.children)
        return past or token.head.lower_ in self._words.classes["failing"]

    def _is_joined_in(self, token: Token) -> bool:
        """Whether joining others is only the way in which an act is done ("joined her in asking")."""
        return token.lower_ in self._words.classes["joining"] and any(
            inner.dep_ == "pcomp" and inner.lower_ in self._words.verbs
            for child in token.children
            if child.dep_ == "prep"
            for inner in child.children
        )

    def _is_asked_for(self, token: Token) -> bool:
        """Whether the act is only what somebody asks another to do."""
        at = token
        for _ in range(_DEEPEST):
            if at.dep_ not in ("xcomp", "ccomp", "conj", "pcomp", "prep", "acl"):
                return False
            head = at.head
            if (
                at.dep_ != "conj"
                and head.i < at.i
                and any(s.type == "request" for s in self._words.verbs.get(head.lower_, ()))
            ):
                return at.dep_ != "acl"
            at = head
        return False


def _body_before(noun: Token) -> tuple[Token, ...]:
    """The name right before a noun of an act ("Senate passage of the bill")."""
    return tuple(
        child
        for child in noun.children
        if child.dep_ == "compound" and child.i == noun.i - 1 and child.text[0].isupper()
    )


def _we(acting: tuple[Token, ...]) -> bool:
    return any(token.lower_ == "we" for token in acting)
