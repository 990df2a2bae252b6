"""Whether a verb tells an act of its own, or only what another act is about: what is asked for, voted on, joined in."""

from extractor.facts.events.control import beside
from extractor.facts.events.lexicon import Lexicon, Sense
from extractor.tree import Token

_DEEPEST = 6
_WEAK = 1.5


def of_another(token: Token, senses: tuple[Sense, ...], words: Lexicon) -> bool:
    """Whether a verb only tells what another act is about."""
    return _is_asked_for(token, words) or _is_joined_in(token, words) or _is_told_by_another(token, senses, words)


def is_weak(senses: tuple[Sense, ...]) -> bool:
    """Whether a word in all its senses tells of small acts."""
    return all(sense.weight < _WEAK for sense in senses)


def _is_told_by_another(token: Token, senses: tuple[Sense, ...], words: Lexicon) -> bool:
    """Whether it says only what another act is about: "a meeting to draft a bill", "they voted to restore".

    Nor is it done yet what another is allowed to do: "the Cabinet approved the proposal to sign the treaty".
    """
    if token.dep_ == "acl" and token.tag_ == "VB" and (nouns := words.nouns.get(token.head.lower_)):
        return is_weak(nouns)
    above = words.verbs.get(token.head.lower_, ()) if token.dep_ in ("xcomp", "advcl") else ()
    if token.tag_ == "VB" and token.dep_ == "xcomp" and any(sense.type == "announce" for sense in above):
        return True  # "she promised to open an office" is a promise
    if token.tag_ == "VB" and any(sense.type == "approve" for sense in above):
        return any(child.dep_ in ("dobj", "nsubjpass") for child in token.head.children)
    return is_weak(senses) and token.dep_ == "xcomp" and bool(above)


def _is_joined_in(token: Token, words: Lexicon) -> bool:
    """Whether joining is only the way in which an act is done ("joined her in asking", "an effort to ask")."""
    return token.lower_ in words.classes["joining"] and any(
        inner.dep_ in ("pcomp", "acl") and inner.lower_ in words.verbs
        for child in token.children
        if child.dep_ in ("prep", "dobj")
        for inner in child.children
    )


def _is_asked_for(token: Token, words: Lexicon) -> bool:
    """Whether the act is only what somebody asks another to do."""
    at = beside(token, words) or token
    for _ in range(_DEEPEST):
        head = at.head
        in_order = at.dep_ == "advcl" and at.tag_ == "VB" and head.dep_ in ("xcomp", "ccomp")  # "that it act to"
        if not in_order and at.dep_ not in ("xcomp", "ccomp", "conj", "pcomp", "prep", "acl"):
            return False
        if at.dep_ != "conj" and head.i < at.i and any(s.type == "request" for s in words.verbs.get(head.lower_, ())):
            return at.dep_ != "acl"
        at = head
    return False
