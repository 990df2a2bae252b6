"""Names as merging compares them: in small letters, without accents, signs and words that tell nothing."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

from extractor.data import library

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_LETTERS = re.compile(r"\b(?:[^\W\d_]\.? ){1,4}[^\W\d_]\b\.?|\b(?:[^\W\d_]\.){2,5}")
_NICKNAME = re.compile(r"(?<=\S )[\"“(][^\W_]+[\"”)]")
Where = Literal["names", "people", "laws", "roles", "parts", "beside", "chambers", "schools"]


@lru_cache(maxsize=200_000)
def folded(text: str) -> str:
    """Case folded and without accents: "Núñez" is "nunez"."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def tokens(text: str) -> list[str]:
    """The words, folded; letters with dots or blanks between them (``U. S.``) are one word."""
    return single_tokens(_LETTERS.sub(lambda match: re.sub(r"[. ]", "", match[0]) + " ", text))


def single_tokens(text: str) -> list[str]:
    """The words, folded; each initial a word of its own."""
    return [_POSSESSIVE.sub("", word) for word in _WORD.findall(folded(text))]


@cache
def same_words(where: Where) -> dict[str, str]:
    """The word that each word is compared as; empty for those that are left out."""
    return {row["word"]: row["same"] for row in library().table("merge/words.tsv") if row["where"] == where}


def name_words(name: str) -> tuple[str, ...]:
    """The words of a person's name that are compared, the last name last."""
    left_out = same_words("people")
    words = single_tokens(_NICKNAME.sub("", name))
    return tuple(word for word in words if word not in left_out) or (folded(name),)


def generation(name: str) -> str | None:
    """What tells a father from his son ("jr", "iii")."""
    same = same_words("people")
    return next((same[word] or word for word in single_tokens(name) if word in same), None)


@cache
def lands() -> dict[str, tuple[tuple[str, ...], ...]]:
    """For each country the words of its names and demonyms, the longest first; its parts have bodies of their own."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for row in library().table("places/countries.tsv"):
        names = [row["name"], *row["other_names"].split("|"), *row["demonyms"].split("|")]
        forms = {tuple(tokens(name)) for name in names if name and name.lower() not in same_words("parts")}
        found[row["code"]] = tuple(sorted(forms, key=lambda form: (-len(form), form)))
    return found


@cache
def codes() -> dict[tuple[str, ...], str]:
    """The country that the words of a name or demonym mean."""
    return {form: code for code, forms in lands().items() for form in forms}


@cache
def of_each() -> frozenset[str]:
    """Types of body that every country has: the country tells them apart, and its name in theirs says nothing more."""
    return library().sets("institutions/types.tsv", "is", "type")["each"]


@cache
def weights(kind: str) -> dict[str, float]:
    """The weight of each signal of a kind; set by hand, and tried on annotated clusters (card of ``models/merge``)."""
    rows = library().table("merge/weights.tsv")
    return {row["signal"]: row.number("weight") for row in rows if row["kind"] == kind}


@cache
def generic(kind: str) -> dict[tuple[str, ...], str]:
    """Names that many things have, and whether one is another in each country or in each article."""
    rows = (row for row in library().table("merge/generic.tsv") if row["kind"] == kind)
    return {tuple(sorted(row["words"].split())): row["scope"] for row in rows}


@cache
def heads() -> frozenset[str]:
    """Words at the end of a law's name that do not tell it from others."""
    return library().words("merge/heads.tsv", "word")


def bag(words: list[str], same: dict[str, str]) -> tuple[str, ...]:
    """Words in the order of the alphabet, each once, as they are compared."""
    return tuple(sorted({kept for word in words if (kept := same.get(word, word))}))
