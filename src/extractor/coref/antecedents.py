"""What a pronoun may go on from: the same one before it, the subjects of sentences, and who spoke."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from extractor.coref.context import WORD, Context, Referent
from extractor.text.syntax import SUBJECTS
from extractor.tree import Token

_OPENING = re.compile(r"\w+ (?:[a-z]+,? ){0,4}?(?=(?:he|she|it|they)\b)")
_NAMES = frozenset({"NNP", "NNPS"})
_BEFORE_HEAD = frozenset({"compound", "det", "amod", "nmod"})


Found = dict[tuple[int, str], Referent | None]
"""What pronouns at places of the text (code points) are known to stand for."""


def followed(
    found: Found, start: int, pronoun: str, find: Callable[[int, str], Referent | int | None]
) -> Referent | None:
    """What ``find`` gives for a pronoun, or for that before it to which ``find`` points; kept in ``found``."""
    passed: list[tuple[int, str]] = []
    who: Referent | int | None = start
    while isinstance(who, int):
        key = who, pronoun
        passed.append(key)
        who = found[key] if key in found else find(*key)
    found.update(dict.fromkeys(passed, who))
    return who


def goes_on_from(context: Context, start: int, pronoun: str, floor: int) -> int | None:
    """Where the same pronoun begins the sentence before or is its subject, not before ``floor`` (code points)."""
    opening = context.opening(start)
    while opening > floor and (quoted := context.quoted_at(opening - 1)) is not None and quoted.outer_start < opening:
        opening = min(quoted.outer_start, context.opening(quoted.outer_start))
    if opening <= floor:
        return None
    sentence = context.sentence(opening - 1)
    before = context.bounds(sentence)[0]
    if sentence.tree is not None:
        subject = subject_before(sentence.tree.root)
        if subject is not None and subject.lower_ == pronoun:
            return context.offset(sentence, subject)
    first = _OPENING.match(context.text, before)  # "But after that he left"
    word = WORD.match(context.text, first.end() if first is not None and sentence.tree is None else before)
    same = word is not None and word[0].lower() == pronoun and context.quoted_at(before) == context.quoted_at(start)
    return word.start() if word is not None and same else None  # "“He did it,” Bell said. He left"


def subject_before(verb: Token) -> Token | None:
    """The subject that stands before a verb."""
    return next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)


def is_subject(context: Context, start: int) -> bool:
    """Whether what is named at a place is the subject of a verb."""
    token = context.parsed(start)
    while token is not None and token.dep_ in _BEFORE_HEAD and token.head.i > token.i and token.head.tag_ in _NAMES:
        token = token.head
    return token is not None and token.dep_ in SUBJECTS


class Spoke(NamedTuple):
    """Who spoke in a quotation that begins at a place (code points), and where that and the words for it end.

    For one who has no name, the words for the speaker ("an official of the ministry"), and their head.
    """

    at: int
    end: int
    referent: Referent
    words: str = ""
    head: str = ""


def last_before(spoke: Sequence[Spoke], start: int) -> Spoke | None:
    """Who spoke last before a place."""
    place = bisect_left(spoke, start, key=lambda each: each.at)
    return spoke[place - 1] if place else None
