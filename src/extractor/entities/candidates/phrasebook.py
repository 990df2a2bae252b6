"""Phrases of capitalised words, and the longest of them at a place of a text."""

from typing import Generic, TypeVar

from msgspec import Struct

from extractor.rules.gazetteer import plain
from extractor.text.capitals import Capitals

T = TypeVar("T")


class Phrasebook(Struct, Generic[T], frozen=True):
    """Values by phrase, and by first word ("1st Class" is one) the number of words of the longest phrase."""

    values: dict[str, T]
    longest: dict[str, int]

    @classmethod
    def of(cls, values: dict[str, T]) -> "Phrasebook[T]":
        """A phrasebook of these phrases."""
        longest: dict[str, int] = {}
        for phrase in values:
            words = phrase.split(" ")
            first = " ".join(words[:2]) if words[0][0].isdecimal() else words[0]
            longest[first] = max(longest.get(first, 0), len(words))
        return cls(values, longest)


def phrase_at(book: Phrasebook[T], capitals: Capitals, first: int) -> tuple[int, T] | None:
    """Last word (index) and value of the longest phrase of ``book`` that begins with the word ``first``."""
    words = capitals.words
    longest = book.longest.get(words[first].text)
    if longest is None:
        return None
    last = first
    while last + 1 < len(words) and last - first < longest - 1 and words[last + 1].link:
        last += 1
    for end in range(last, first - 1, -1):
        value = book.values.get(plain(capitals.text[words[first].start : words[end].end]))
        if value is not None:
            return end, value
    return None
