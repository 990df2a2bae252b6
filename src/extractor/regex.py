"""Regular expressions, compiled when first used: all would take a quarter of the time of one article."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

_PARTS = (
    "search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "flags", "groups", "groupindex",
)  # fmt: skip
_LETTERS = re.compile(r"\b[A-Za-z]+\b")
_TOLD = re.compile(r"\(\?#([^()]+)\)")
_NONE: dict[str, Callable[[], Any]] = {"search": lambda: None, "finditer": lambda: iter(()), "findall": list}


class _Lazy:
    """Stands for a pattern: at the first use it is compiled, and from then on its methods are the pattern's own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.asked = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the pattern has
        whole = re.compile(self.pattern, self.asked)
        parts = {each: getattr(whole, each) for each in _PARTS}
        if told := _TOLD.match(self.pattern):
            parts |= {each: _within(told[1].split("|"), parts[each], none) for each, none in _NONE.items()}
        self.__dict__ |= parts
        return parts[name] if name in parts else getattr(whole, name)


def _within(words: list[str], find: Callable[..., Any], none: Callable[[], Any]) -> Callable[..., Any]:
    """Looks for a pattern only in texts that have one of the words."""
    return lambda text, *edges: find(text, *edges) if any(word in text for word in words) else none()


class _Listed:
    """Whole words of a list, of letters alone, in any case: a pattern of all of them takes long to compile."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)

    def finditer(self, text: str, *edges: int) -> Iterator[re.Match[str]]:
        return (each for each in _LETTERS.finditer(text, *edges) if each[0].lower() in self._words)

    def search(self, text: str, *edges: int) -> re.Match[str] | None:
        return next(self.finditer(text, *edges), None)

    def match(self, text: str, *edges: int) -> re.Match[str] | None:
        found = _LETTERS.match(text, *edges)
        return found if found and found[0].lower() in self._words else None


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; a blank in one stands for any run of white space."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return rf"(?:{'|'.join(re.escape(word).replace(chr(92) + ' ', chr(92) + 's+') for word in longest_first)})"


def alternatives(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, grouped by first letters so that it fails fast."""
    groups = defaultdict(list)
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        groups[word[:2]].append(re.escape(word[2:]))
    branches = (f"{re.escape(start)}(?:{'|'.join(ends)})" for start, ends in sorted(groups.items()))
    return f"(?:{'|'.join(branches)})"


def whole_words(words: Iterable[str]) -> re.Pattern[str]:
    r"""Finds (``finditer``, ``search``, ``match``) what ``(?i)\b(?:…)\b`` does for words in small letters."""
    every = frozenset(words)
    if all(word.isascii() and word.isalpha() for word in every):
        return cast("re.Pattern[str]", _Listed(every))
    return compiled(rf"(?i)\b{alternatives(every)}\b")


def tried_at(starts: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What a pattern finds where another begins: a class of signs is looked for far faster than a choice of forms."""
    done = 0
    for start in starts.finditer(text):
        if start.start() >= done and (match := pattern.match(text, start.start())):
            done = match.end()
            yield match


def lookbehind(pattern: re.Pattern[str], text: str, at: int, reach: int) -> re.Match[str] | None:
    """What a pattern finds in the text before a place, ``reach`` code points back at most."""
    return pattern.search(text, max(0, at - reach), at)


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The same as ``re.compile(pattern, flags)``, compiled at the first use; a faulty pattern raises there.

    One that opens with a comment of words, ``(?#Share Save|About )``, is looked for where a text has one of them.
    """
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
