"""Which clauses of verbs of saying somebody says: not what is assumed, denied, only possible, or shown by a thing."""

from spacy.tokens import Token

from extractor.draft import Sentence
from extractor.facts.quotes.speech import Speech, Verb

_BESIDE = frozenset({"aux", "neg", "mark", "advmod"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_NO_OPENING = frozenset({"nor", "whether"})
_THINGS = frozenset({"it", "this", "that", "these", "those", "which", "there"})
_PEOPLE = frozenset({"NNP", "NNPS", "PRP", "WP"})
_PERSONAL = frozenset({"self", "body", "title", "nobody"})
_OWNERS = frozenset({"poss", "compound"})
_FEWEST_WORDS = 4


def is_claim(verb: Token, known: Verb, noun: Token | None, speech: Speech) -> bool:
    """Whether ``noun`` says something by a verb: none of thinking, nor hedged or negated, nor shown by a thing."""
    if known.name in speech.unsaid or (verb.dep_ == "acl" and verb.tag_ == "VB"):  # "a vote to declare that"
        return False
    if any(child.dep_ in _BESIDE and child.lower_ in speech.hedges for child in verb.children):
        return False
    return known.direct or noun is None or _is_personal(noun, speech)


def _is_personal(noun: Token, speech: Speech) -> bool:
    """Whether a noun stands for people or a body, so that what they show or reveal is said ("the survey shows")."""
    form = noun.lower_
    if form in _THINGS:
        return False
    if speech.is_paper(noun):
        return any(child.dep_ in _OWNERS for child in noun.children)
    return noun.tag_ in _PEOPLE or speech.nouns.roles.get(form) in _PERSONAL or form in speech.nouns.bodies


def is_statement(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words between two tree tokens say something: a clause, not what trails behind a quotation."""
    assert sentence.tree is not None
    piece = sentence.tree.doc[start:end]
    words = [token for token in piece if token.is_alpha]
    if len(words) < _FEWEST_WORDS and not any(token.tag_ in _FINITE for token in piece):
        return False
    return bool(words) and words[0].lower_ not in _NO_OPENING
