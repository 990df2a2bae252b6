"""Regular expressions, compiled when first used: all would take a quarter of the time of one article."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, cast

_PARTS = (
    "search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "flags", "groups", "groupindex",
)  # fmt: skip


class _Lazy:
    """Stands for a pattern: at the first use it is compiled, and from then on its methods are the pattern's own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.asked = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the pattern has
        whole = re.compile(self.pattern, self.asked)
        self.__dict__.update((each, getattr(whole, each)) for each in _PARTS)
        return getattr(whole, name)


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
    """The same as ``re.compile(pattern, flags)``, compiled at the first use; a faulty pattern raises there."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
