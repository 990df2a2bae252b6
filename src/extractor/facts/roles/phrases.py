"""Role phrases: the words of a role, and where they begin and end."""

import re

from msgspec import Struct

from extractor.facts.roles.lexicon import Words, is_short, key_of
from extractor.regex import compiled

WINDOW = 200
MOST_WORDS = 18
WORD = compiled(r"[\w’'./&-]*\w(?:[’'](?=\s))?")
_BRACKET = compiled(r"\([^()\n]{1,40}\)")
_STOP = compiled(r"[.;:!?()\]“”\"]|\n\s*\n|[–—―]\s|--|-\s")
SCOPES = frozenset({"of", "for", "on", "to", "in", "at", "with", "without"})
LINKS = SCOPES | {"and", "the", "&", "against"}
Parts = list[re.Match[str]]
"""Words and signs of a window before or behind a name."""


class Role(Struct, frozen=True):
    """A role and its place in the text, in code points.

    An ``office`` is more than a rank; a ``weak`` role ("he is a leader") says little beside another.
    """

    text: str
    start: int
    end: int
    office: bool
    weak: bool = False


def first_of_rank(taken: Parts, words: Words) -> int:
    """Index of the first word of the rank ("Air Marshal") that ends a run of words, else the number of words."""
    at = len(taken)
    while at:
        key = key_of(taken[at - 1][0])
        general = words.nouns.get(key) and at > 1 and words.nouns.get(key_of(taken[at - 2][0]))  # "Attorney General"
        if general or not (key in words.grades or (at < len(taken) and key in words.ranks)):
            break
        at -= 1
    return at


def unbracketed(text: str) -> str:
    """A text with blanks in the place of its brackets."""
    return _BRACKET.sub(lambda bracket: " " * len(bracket[0]), text)


def breaks(gap: str, word: str, words: Words) -> bool:
    """Whether a role ends in the gap after a word; the stop of an abbreviation ends none."""
    if gap.startswith(".") and is_short(word, words):
        gap = gap[1:]
    return bool(_STOP.search(gap))


def next_office(window: str, taken: Parts, words: Words) -> int | None:
    """Index of the last "and" after a comma that joins a role to a former person's: "head of X, and the chair of Y"."""
    for at in range(len(taken) - 1, 1, -1):
        if taken[at][0] == "and" and "," in window[taken[at - 1].end() : taken[at].start()]:
            return at if any(key_of(part[0]) in words.nouns for part in taken[at:]) else None
    return None
