"""Words of time: every token of a Doc becomes one character that says which classes it belongs to.

Rules are then regular expressions over these characters, and most of the work is one array look-up.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Any

import numpy as np
from spacy.attrs import IDX, LENGTH, ORTH
from spacy.strings import get_string_id
from spacy.tokens import Doc

from extractor.data import Library
from extractor.facts.dates.lexed import Lexed, Offsets
from extractor.regex import compiled

OTHER = "~"
SPACE = "_"
_LONGEST_NUMBER = 6
_PIECES_KEPT = 1 << 13
_SPACES = (
    *(" " * count for count in range(1, 5)),
    "\n",
    "\n ",
    " \n",
    "\n  ",
    " \n ",
    "\r\n",
    "\r\n ",
    "\t",
    "\xa0",
    "\xa0 ",
    " \xa0",
    "\u2009",
    "\u202f",
)
_MARKS = {"-": "-‐‑–—", "'": "'’‘"}
_PIECE = re.compile(r"\d+|[^\W\d_]+|\W|_")
_DIGITS = re.compile(r"\d+")


class Lexicon:
    """The vocabulary of ``models/dates/words.tsv`` and of the rules' literals."""

    def __init__(self, library: Library, literals: Iterable[str]) -> None:
        self.values: dict[tuple[str, str], int | str] = {}
        members: defaultdict[str, set[str]] = defaultdict(set)
        for row in library.table("dates/words.tsv", "class", "word", "value", "case"):
            value = row["value"]
            self.values[row["class"], row["word"]] = int(value) if re.fullmatch(r"-?\d+", value) else value
            for form in _forms(row["word"], row["case"]):
                members[form].add(row["class"])
        for name, word, number in _counted(library):
            self.values[name, word] = number
            for form in _forms(word, "any"):
                members[form].add(name)
        for literal in literals:
            for mark in _spellings(literal):
                for form in _forms(mark, "any"):
                    members[form].add(f'"{literal}"')
        self._ranges = [
            (row["class"], int(row["from"]), int(row["to"]), int(row["low"]), int(row["high"]))
            for row in library.table("dates/numbers.tsv", "class", "from", "to", "low", "high")
        ]
        self._chars: dict[frozenset[str], str] = {}
        self._words = {form: self._char(frozenset(classes)) for form, classes in members.items()}
        self._words |= dict.fromkeys(_SPACES, SPACE)
        edges = sorted({0}.union(*({low, high + 1} for *_, low, high in self._ranges)))
        for digits in (f"{edge:0{size}}" for size in range(1, _LONGEST_NUMBER + 1) for edge in edges):
            self._number(digits)
        self._of_class = self._by_class()
        self._hashes, self._codes = self._table()
        named = {word for name, word in self.values if name in ("namedmonth", "doubtfulmonth") and word.isalpha()}
        months = "|".join(sorted(word.capitalize() for word in named))
        self._glued = compiled(rf"(?<=[A-Za-z])(?:{months})\Z")
        self._pieces = lru_cache(_PIECES_KEPT)(self._cut_up)

    def _by_class(self) -> dict[str, str]:
        found: defaultdict[str, str] = defaultdict(str)
        for classes, char in self._chars.items():
            for name in classes:
                found[name] += char
        return dict(found)

    def _char(self, classes: frozenset[str]) -> str:
        if not classes:
            return OTHER
        return self._chars.setdefault(classes, chr(0x100 + len(self._chars)))

    def _number(self, digits: str) -> str:
        value, size = int(digits), len(digits)
        return self._char(
            frozenset(
                name for name, shortest, longest, low, high in self._ranges
                if shortest <= size <= longest and low <= value <= high
            )
        )  # fmt: skip

    def _table(
        self,
    ) -> tuple["np.ndarray[tuple[int], np.dtype[np.uint64]]", "np.ndarray[tuple[int], np.dtype[np.uint32]]"]:
        hashes = np.array([get_string_id(word) for word in self._words], dtype=np.uint64)
        codes = np.array([ord(char) for char in self._words.values()], dtype=np.uint32)
        order = np.argsort(hashes)
        return hashes[order], codes[order]

    def chars(self, name: str) -> str:
        """All characters whose tokens may belong to the class (a literal's class is the word in double quotes)."""
        return self._of_class.get(name, "")

    def value(self, name: str, word: str) -> int | str:
        """The value of a word (in lower case) as a member of a class; a number's value is the number."""
        return int(word) if word.isdecimal() else self.values[name, word]

    def read(self, doc: Doc, text: str) -> Lexed:
        """The Doc of a text as classes. Tokens that hold digits are cut into runs of digits and letters."""
        table: Any = doc.to_array([ORTH, IDX, LENGTH])
        places = np.minimum(np.searchsorted(self._hashes, table[:, 0]), len(self._hashes) - 1)
        known = self._hashes[places] == table[:, 0]
        codes = np.where(known, self._codes[places], ord(OTHER)).astype("<u4")
        starts = table[:, 1]
        return self._cut(text, codes.tobytes().decode("utf-32-le"), starts, starts + table[:, 2])

    def _cut(self, text: str, classes: str, starts: Offsets, ends: Offsets) -> Lexed:
        lexed = Lexed(text, "", starts, ends)
        parts: list[str] = []
        done = place = 0
        for token in self._broken(text, classes, starts, ends):
            codes, edges = self._pieces(text[starts[token] : ends[token]])
            place += token - done
            lexed.cut(place, token, edges)
            place += len(codes)
            parts += (classes[done:token], codes)
            done = token + 1
        lexed.classes = "".join([*parts, classes[done:]])
        return lexed

    def _broken(self, text: str, classes: str, starts: Offsets, ends: Offsets) -> Iterator[int]:
        """Tokens to cut up: those with figures, and before one of them a word grown together with a month."""
        figures = [match.start() for match in _DIGITS.finditer(text)]
        last = -1
        for token in (np.searchsorted(starts, np.array(figures, dtype=np.uint64), "right") - 1).tolist():
            if token == last:
                continue
            before = token - 1 - (classes[token - 1] == SPACE)
            if before > last and classes[before] == OTHER and self._glued.search(text, starts[before], ends[before]):
                yield before
            last = token
            yield token

    def _cut_up(self, word: str) -> tuple[str, tuple[int, ...]]:
        """The classes of the pieces of a token, and where in it they begin and end."""
        glued = self._glued.search(word)
        pieces = [word[: glued.start()], glued[0]] if glued else _PIECE.findall(word)
        codes = (self._number(piece) if piece.isdecimal() else self._words.get(piece, OTHER) for piece in pieces)
        return "".join(codes), tuple(accumulate(map(len, pieces), initial=0))


def _counted(library: Library) -> Iterator[tuple[str, str, int]]:
    """The number words and ordinals of the table that all kinds share, as words of a class with their values."""
    for row in library.table("numbers/words.tsv", "word", "sort", "value"):
        if row["sort"] == "word" or row["word"] in ("hundred", "thousand"):
            yield "number", row["word"], int(row["value"])
        elif row["sort"] == "ordinal":
            yield "ordinal", row["word"], int(row["value"])


def _spellings(literal: str) -> set[str]:
    return {literal.replace(literal[0], mark, 1) for mark in _MARKS.get(literal[0], literal[0])}


def _forms(word: str, case: str) -> set[str]:
    capital = {word[:1].upper() + word[1:], word.upper()}
    return capital if case == "capital" else {word, *capital}
