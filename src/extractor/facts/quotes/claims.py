"""Whether a verb of saying tells that somebody says something: not what is assumed, denied, only possible, or shown."""

from extractor.draft import Sentence
from extractor.facts.quotes.speech import Speech, Verb
from extractor.text.phrases import FINITE
from extractor.text.syntax import SUBJECTS, is_infinitive
from extractor.tree import Token

_FEWEST_TOLD = 4
_TOLD_BY_NOUN = frozenset({"acl", "ccomp", "relcl", "xcomp"})
_BESIDE = frozenset({"aux", "neg", "mark", "advmod"})
_PEOPLE = frozenset({"NNP", "NNPS", "PRP", "WP"})
_PERSONAL = frozenset({"self", "body", "title", "nobody"})


def is_claim(verb: Token, known: Verb, noun: Token | None, speech: Speech) -> bool:
    """Whether ``noun`` says something by a verb: none of thinking, nor hedged or negated, nor shown by a thing."""
    if known.name in speech.words["unsaid"] or (verb.dep_ == "acl" and verb.tag_ == "VB"):  # "a vote to declare that"
        return False
    if _is_hedged(verb, speech):
        return False
    if is_infinitive(verb) and not _is_implied(verb, speech):
        return False
    if verb.head.lower_ in speech.words["hearsay"] and verb.dep_ in _TOLD_BY_NOUN:  # "denied reports that he had said"
        return False
    if noun is not None and noun.lower_ in speech.words["pointing"]:
        return False
    return (known.direct and known.name not in speech.words["shown"]) or noun is None or _is_personal(noun, speech)


def _is_hedged(verb: Token, speech: Speech) -> bool:
    """Whether words beside a verb, the verb that it is joined to or a preposition tell that nothing was said."""
    above = verb.head if verb.dep_ == "conj" and verb.tag_ == "VB" else verb  # "did not speak or reveal"
    beside = (child for each in (verb, above) for child in each.children)
    if any(child.dep_ in _BESIDE and child.lower_ in speech.words["hedge"] for child in beside):
        return True
    before = verb.head.lower_, verb.doc[max(verb.head.i - 1, 0)].lower_, verb.head.head.lower_
    return verb.dep_ == "pcomp" and not speech.words["avoided"].isdisjoint(before)


def _is_implied(verb: Token, speech: Speech) -> bool:
    """Whether what stands in the infinitive was done ("went on to say", "used the day to say", not "is due to say")."""
    above = verb.head
    used = (child for child in above.under("dobj") if above.i < child.i < verb.i)
    if verb.dep_ in ("advcl", "xcomp") and above.tag_ in FINITE and any(not speech.speaks(child) for child in used):
        return True
    return above.lower_ in speech.words["implicative"]


def _is_personal(noun: Token, speech: Speech) -> bool:
    """Whether a noun stands for people or a body, so that what they show or reveal is said ("the survey shows")."""
    form = noun.lower_
    if form == "it":
        return False
    if speech.is_paper(noun):
        return bool(noun.under("poss", "compound"))
    named = noun.tag_ in _PEOPLE or noun.text.isupper()
    return named or speech.nouns.roles.get(form) in _PERSONAL or form in speech.nouns.bodies


def is_statement(sentence: Sentence, start: int, end: int, speech: Speech) -> bool:
    """Whether the words between two tree tokens say something: a clause, not what trails behind a quotation."""
    assert sentence.tree is not None
    piece = sentence.tree.doc[start:end]
    words = [token for token in piece if token.is_alpha]
    if len(words) < _FEWEST_TOLD and not any(token.tag_ in FINITE for token in piece):
        return False
    if not words or (words[-1].tag_ == "MD" and len(words) <= _FEWEST_TOLD):
        return False  # "told him that, “…”", "its changes will:"
    first, small = words[0], (word for word in words if not word.text[0].isupper() and len(word.text) >= _FEWEST_TOLD)
    headline = len(words) >= _FEWEST_TOLD and not any(small)
    relative = first.tag_ == "WDT" and first.dep_ in SUBJECTS  # "three days that mark"
    cut = relative or not any(word.tag_.startswith(("VB", "MD", "NNS")) for word in words)
    return not headline and not (first.lower_ == "that" and cut) and first.lower_ not in speech.words["no opening"]
