"""Where the words of a role begin and end."""

import re

from extractor.facts.roles.lexicon import Words, key_of
from extractor.regex import compiled

WINDOW = 200
MOST_WORDS = 18
_ABBREVIATION = 4
WORD = compiled(r"[\w’'./&-]*\w(?:[’'](?=\s))?")
BRACKET = compiled(r"\([^()\n]{1,40}\)")
_STOP = compiled(r"[.;:!?)\]”\"]|\n\s*\n|\s[–—]\s|--|-\s")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_JOINED = re.compile(r"[A-Za-z]+[-‑][A-Z]")


def is_rank(word: str, words: Words) -> bool:
    """Whether a word always stands before a name ("Sen"), however wide the gap that a conversion left between them."""
    return words.nouns.get(key_of(word)) is False


def first_of_rank(taken: list[re.Match[str]], words: Words) -> int:
    """Index of the first word of the rank ("Air Marshal") that ends a run of words, else the number of words."""
    at = len(taken)
    while at:
        key = key_of(taken[at - 1][0])
        general = words.nouns.get(key) and at > 1 and words.nouns.get(key_of(taken[at - 2][0]))  # "Attorney General"
        if general or not (key in words.grades or is_rank(key, words) or (at < len(taken) and key in words.ranks)):
            break
        at -= 1
    return at


def blank(bracket: re.Match[str]) -> str:
    """As many blanks as a bracket is long."""
    return " " * len(bracket[0])


def in_capitals(word: str) -> bool:
    """Whether a word is in capitals and longer than an abbreviation."""
    return word.isupper() and len(word) >= _ABBREVIATION


def breaks(gap: str, word: str, words: Words) -> bool:
    """Whether a role ends in the gap after a word; the stop of an abbreviation ends none."""
    if gap.startswith(".") and is_short(word, words):
        gap = gap[1:]
    return bool(_STOP.search(gap))


def is_short(word: str, words: Words) -> bool:
    """Whether a word is an abbreviation, so that the stop behind it ends no sentence."""
    return len(word) == 1 or "." in word or key_of(word) in words.short


def fits(word: str, words: Words) -> bool:
    """Whether a word may stand in a role."""
    key = key_of(word)
    return bool(
        (word[0].isupper() and key not in words.never)
        or key in words.nouns
        or key in words.modifiers
        or _ORDINAL.fullmatch(word)
        or (_JOINED.match(word) and key.split("-")[0] in words.modifiers)
    )


def next_office(window: str, taken: list[re.Match[str]], words: Words) -> int | None:
    """Index of the last "and" after a comma that joins a role to a former person's: "head of X, and the chair of Y"."""
    for at in range(len(taken) - 1, 1, -1):
        if taken[at][0] == "and" and "," in window[taken[at - 1].end() : taken[at].start()]:
            return at if any(key_of(part[0]) in words.nouns for part in taken[at:]) else None
    return None
