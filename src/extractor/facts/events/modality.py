"""Whether an act is done, planned, only possible or not done."""

from spacy.tokens import Token

from extractor.facts.events.control import is_joined
from extractor.facts.events.lexicon import Lexicon
from extractor.terms import Modality
from extractor.text.syntax import has_own_subject

_DEEPEST = 6


def modality_of(token: Token, words: Lexicon) -> Modality:
    """Whether a verb's act was done, by its auxiliaries and by the verbs and nouns that govern it."""
    found = {
        words.modality.get(child.lower_) for child in token.children if child.dep_ in ("aux", "neg", "mark", "advmod")
    }
    if token.dep_ == "ccomp" and _is_subjunctive(token):
        found.add(words.modality.get(token.head.lower_))
    at = token
    for _ in range(_DEEPEST):
        if at.dep_ not in ("xcomp", "acl", "pcomp", "prep", "conj", "advcl") or _is_participle(at):
            break
        if at.dep_ == "conj":
            if has_own_subject(at):
                break
            shared = [child for child in at.head.children if child.dep_ in ("aux", "neg")]
            found |= {words.modality.get(child.lower_) for child in shared if child.i < at.head.i}
        elif at.dep_ != "advcl" and not is_joined(at.head, words):
            found.add(words.modality.get(at.head.lower_))
            found |= {words.modality.get(c.lower_) for c in at.head.children if c.dep_ in ("aux", "neg")}
        at = at.head
    ordered: tuple[Modality, ...] = ("negated", "possible", "planned")
    return next((modality for modality in ordered if modality in found), "done")


def _is_subjunctive(token: Token) -> bool:
    """Whether it tells what somebody is to do: "recommended that the government adopt the plan"."""
    singular = any(child.dep_ == "nsubj" and child.tag_ in ("NN", "NNP") for child in token.children)
    return token.tag_ in ("VB", "VBP") and singular and not any(child.dep_ == "aux" for child in token.children)


def _is_participle(token: Token) -> bool:
    """Whether it tells what was done with the noun before: in "the proposal made by" nothing is only proposed."""
    return token.dep_ == "acl" and token.tag_ == "VBN"
