"""Finds many known phrases in a text: one pass over its words, then a look at what may follow each."""

import re
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"(?<![^\W_])[^\W\d_]+")


def plain(words: str) -> str:
    """``words`` with single blanks and straight apostrophes, as ``Phrases`` compares them."""
    return " ".join(words.replace("’", "'").split())


class Phrases:
    """Phrases that begin with a letter; a blank in one stands for any run of white space, and case counts."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        self._patterns: dict[str, re.Pattern[str]] = {}
        for phrase in sorted({plain(phrase) for phrase in phrases}, key=lambda each: (-len(each), each)):
            if not (first := _WORD.match(phrase)):
                raise ValueError(f"phrase {phrase!r} does not begin with a letter")
            self._by_first.setdefault(first[0], []).append(phrase)

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, str]]:
        """Start, end (code points) and phrase of every place between two code points, the longest at each."""
        done = start
        for word in _WORD.finditer(text, start, len(text) if end is None else end):
            candidates = self._by_first.get(word[0])
            if candidates is None or word.start() < done:
                continue
            for phrase in candidates:
                if match := self._pattern(phrase).match(text, word.start()):
                    done = match.end()
                    yield match.start(), done, phrase
                    break

    def _pattern(self, phrase: str) -> re.Pattern[str]:
        pattern = self._patterns.get(phrase)
        if pattern is None:
            written = re.escape(phrase).replace(r"\ ", r"\s+").replace("'", "['’]")
            pattern = self._patterns[phrase] = re.compile(written + r"(?!\w)")
        return pattern
