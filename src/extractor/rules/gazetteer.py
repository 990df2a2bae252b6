"""Finds many known phrases in a text, at a cost that hangs on how many are there and not on how many are known."""

import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from msgspec import Struct

from extractor.data import library
from extractor.regex import alternatives, compiled

_WORD, _FIRST = re.compile(r"[^\W\d_]+"), re.compile(r"[^\W\d_]+|\d+")
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_NEAR = 3
_JOINT = re.compile(rf"(?<=[a-z]{{{_NEAR}}}) (?=[a-z]{{{_NEAR}}})")
_LONG, _VERY_LONG = 500, 50_000
"""Code points above which it pays to remember the words of a text, and where each of them stands."""

OWNERS = ("'s", "’s")
"""How an owner ends."""

CLOSED = library().sets("sentences/closed.tsv", "class", "words", " ")
"""The closed classes of English words in small letters, by the name of the class."""

Hit = tuple[int, int, str]


def listed(words: str) -> str:
    """``words`` with single blanks and straight apostrophes, as ``Phrases`` compares them; for those of tables."""
    if words.isascii() and words.isprintable() and "  " not in words and words[:1] != " " != words[-1:]:
        return words
    return " ".join(words.replace("’", "'").split())


plain = lru_cache(maxsize=1 << 14)(listed)
"""The same for words of a text, which come again."""


def unaccented(form: str) -> str:
    """Letters without their accents: "Medellin" for "Medellín"."""
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", form))


class Phrases(Struct, frozen=True, dict=True):
    """Phrases, each as ``listed``, by first words; a blank is any run of white space, and case counts."""

    by_first: dict[str, str]

    @classmethod
    def of(cls, phrases: Iterable[str]) -> "Phrases":
        """These phrases; raises ValueError where one begins with no letter."""
        by_first: defaultdict[str, list[str]] = defaultdict(list)
        for phrase in dict.fromkeys(phrases):
            by_first[phrase.partition(" ")[0]].append(phrase)
        for first in [first for first in by_first if not first.isalpha()]:
            if not (letters := _WORD.match(first)):
                raise ValueError(f"phrase {by_first[first][0]!r} does not begin with a letter")
            by_first[letters[0]] += by_first.pop(first)
        return cls({first: "\n".join(listed) for first, listed in by_first.items()})

    @cached_property
    def _firsts(self) -> frozenset[str]:
        return frozenset(self.by_first)

    @cached_property
    def _patterns(self) -> dict[str, dict[str, re.Pattern[str]]]:
        return {}

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Hit]:
        """Start, end and phrase at every place between two code points, the longest, no letters touching it."""
        end = len(text) if end is None else end
        words = _words(text) if end - start == len(text) > _LONG else {*_WORD.findall(text, start, end)}
        places = _places(text) if len(text) > _VERY_LONG and end - start == len(text) else None
        done = start
        for hit in sorted(
            hit
            for first in self._firsts & words
            if (patterns := self._fitting(first, words))
            for hit in _matches(patterns, text, end, places[first] if places else _found(first, text, start, end))
        ):
            if hit[0] >= done:
                done = hit[1]
                yield hit

    def _fitting(self, first: str, words: set[str] | frozenset[str]) -> list[re.Pattern[str]]:
        """Patterns of the phrases with this first word and a second one that the text has: many begin with "the"."""
        known = self._patterns.get(first)
        if known is None:
            forms: defaultdict[str, list[str]] = defaultdict(list)
            for phrase in sorted(self.by_first[first].split("\n"), key=lambda phrase: (-len(phrase), phrase)):
                form = re.escape(phrase).replace(r"\ ", r"\s+").replace("'", "['’]")
                forms["".join(_WORD.findall(phrase)[1:2])].append(form)
            known = {second: compiled(rf"(?:{'|'.join(each)})(?![^\W\d_])") for second, each in forms.items()}
            self._patterns[first] = known
        return [pattern for second, pattern in known.items() if not second or second in words]


def _matches(patterns: list[re.Pattern[str]], text: str, end: int, places: Iterable[int]) -> Iterator[Hit]:
    """The longest match at each place."""
    for at in places:
        until = max((match.end() for pattern in patterns if (match := pattern.match(text, at, end))), default=at)
        if until > at:
            yield at, until, plain(text[at:until])


class Anchored(Struct, frozen=True):
    """A pattern each match of which begins with one of some words, tried only where these stand in a text.

    ``lead``: code points of a match before its first word.
    """

    figures: frozenset[str]
    firsts: frozenset[str]
    pattern: re.Pattern[str]
    lead: int

    @classmethod
    def of(cls, words: Iterable[str], pattern: str, lead: int = 0) -> "Anchored":
        """A regular expression whose matches begin with these words, letter for letter, lookbehinds apart."""
        firsts = {first[0] for word in words if (first := _FIRST.match(word))}
        figures = frozenset(filter(str.isdecimal, firsts))
        return cls(figures, frozenset(firsts - figures), compiled(pattern), lead)

    def finditer(self, text: str, within: frozenset[str] | None = None) -> Iterator[re.Match[str]]:
        """As a pattern's own; ``within``: the words of the text, where the caller has them."""
        done = 0
        present = self.figures | (self.firsts & (_words(text) if within is None else within))
        for at in sorted(at for first in present for at in _found(first, text, 0, len(text))):
            if at - self.lead >= done and (match := self.pattern.match(text, at - self.lead)):
                done = match.end()
                yield match

    def fits(self, text: str, start: int, end: int) -> bool:
        """Whether it matches at a place in the text up to another."""
        return self.pattern.match(text, start, end) is not None


class Presence:
    """Whether a text has one of some phrases: as whole words where they are words alone, else letter for letter."""

    def __init__(self, phrases: Iterable[str]) -> None:
        every = list(phrases)
        told = [phrase.split() for phrase in every if phrase.replace(" ", "").isalpha()]
        self._words = frozenset(words[0] for words in told if len(words) == 1)
        self._several = [words for words in told if len(words) > 1]
        others = [phrase for phrase in every if not phrase.replace(" ", "").isalpha()]
        self._others = compiled(alternatives(others)) if others else None

    def within(self, text: str) -> bool:
        """Words of a phrase may stand apart: what asks is to find out whether a slow pattern may fit at all."""
        words = _words(text)
        if not self._words.isdisjoint(words) or any(map(words.issuperset, self._several)):
            return True
        return self._others is not None and self._others.search(text) is not None


def _found(word: str, text: str, start: int, end: int) -> Iterator[int]:
    """Where a word stands behind no letter."""
    at = text.find(word, start, end)
    while at >= 0:
        if at == 0 or not text[at - 1].isalpha():
            yield at
        at = text.find(word, at + 1, end)


@lru_cache(maxsize=1)
def _places(text: str) -> dict[str, "array[int]"]:
    """The same for all words of a text, in one go: to look for one after another takes longer the more there are."""
    places: dict[str, array[int]] = {}
    for match in _WORD.finditer(text):
        start, word = match.start(), match[0]
        if not word.isalpha():  # figures of footnotes, and letters behind them
            places.setdefault(word, array("q")).append(start)
            letters = len(word) - next((at for at, c in enumerate(reversed(word)) if not c.isalpha()), len(word))
            start, word = start + letters, word[letters:]
        places.setdefault(word, array("q")).append(start)
    return places


@lru_cache(maxsize=4)
def lowered_words(text: str) -> frozenset[str]:
    """The words of a text in lower case."""
    return frozenset(map(str.lower, _words(text)))


@lru_cache(maxsize=4)
def _words(text: str) -> frozenset[str]:
    """Cached because several kinds look for their phrases in the same article, one after another."""
    return frozenset(_WORD.findall(text))


def holds(text: str, phrase: str) -> bool:
    """Whether a text has a phrase anywhere, letter for letter; for many phrases of one text."""
    if len(text) > _VERY_LONG:
        joints = {phrase[joint.start() - _NEAR : joint.end() + _NEAR] for joint in _JOINT.finditer(phrase)}
        if not joints <= _joints(text):
            return False
    return phrase in text


@lru_cache(maxsize=1)
def _joints(text: str) -> frozenset[str]:
    """The letters before and after each blank between two words in small letters."""
    return frozenset(text[joint.start() - _NEAR : joint.end() + _NEAR] for joint in _JOINT.finditer(text))


def lowered(text: str) -> str:
    """``text`` in lower case, character for character, so that places in both are the same."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def around(low: str, stems: Iterable[str], before: int, after: int) -> list[tuple[int, int]]:
    """Stretches of a lower-case text (code points) about its ``stems``: a slow pattern need read no others."""
    places = []
    for stem in stems:
        at = low.find(stem)
        while at >= 0:
            places.append((at - before, min(len(low), at + len(stem) + after)))
            at = low.find(stem, at + 1)
    return merged(places)


def merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, those that meet as one; none begins before the text."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), end) for start, end in stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
