"""The tokens of a text, as rows of a vocabulary, and the named things that a model sees in it."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from string import ascii_letters, digits
from typing import Generic, TypeVar
from unicodedata import category

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Number = TypeVar("Number", bound=np.generic)
Places = NDArray[np.intp]

_LONG, _MOST = 100, 4
_ASCII = str.maketrans(ascii_letters + digits, "x" * 26 + "X" * 26 + "d" * 10)
_RUN = re.compile(rf"(.)\1{{{_MOST},}}", re.DOTALL)


class Word(Struct, frozen=True, gc=False):
    """A word as it is written and the norm that a tokenizer's rule gives it, "" for the usual one."""

    text: str
    norm: str = ""


def shape_of(text: str) -> str:
    """How a word looks, as spaCy tells it: X and x for letters, d for figures, no more than four of a kind in a row."""
    if len(text) >= _LONG:
        return "LONG"
    if text.isascii():
        shape = text.translate(_ASCII)
    else:
        shape = "".join("X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in text)
    return _RUN.sub(r"\1" * _MOST, shape)


class Vocabulary(dict[Word, int]):
    """The different words that were read, and the row of each."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.texts: list[str] = []
        self.lowers: list[str] = []
        self.shapes: list[str] = []

    def __missing__(self, word: Word) -> int:
        row = self[word] = len(self)
        self.words.append(word)
        self.texts.append(word.text)
        self.lowers.append(word.text.lower())
        self.shapes.append(shape_of(word.text))
        return row


class Column(Generic[Number]):
    """What is told of each word of a vocabulary, by row, told from a row on; told once, when a text has the word."""

    def __init__(self, tell: Callable[[Vocabulary, int], NDArray[Number]]) -> None:
        self._tell = tell
        self._of: Vocabulary | None = None

    def __call__(self, vocabulary: Vocabulary) -> NDArray[Number]:
        """The array of all words so far."""
        if self._of is not vocabulary:
            self._of, self._told = vocabulary, 0
        if self._told < len(vocabulary):
            new = self._tell(vocabulary, self._told)
            if not self._told:
                self._room = new
            elif len(vocabulary) > len(self._room):  # twice as long, so that words are not copied with every text
                self._room = np.concatenate((self._room, np.empty_like(self._room), new))
            self._room[self._told : len(vocabulary)] = new
            self._told = len(vocabulary)
        return self._room[: self._told]


lengths = Column(lambda words, first: np.array([*map(len, words.texts[first:])], dtype=np.intp))
spaces = Column(lambda words, first: np.array([*map(str.isspace, words.texts[first:])], dtype=np.bool_))
signs = Column(
    lambda words, first: np.array([text.isspace() or is_punctuation(text) for text in words.texts[first:]], np.bool_)
)
"""Of each word its length in code points; whether it is white space; and whether it is white space or punctuation."""


def is_punctuation(text: str) -> bool:
    """Whether a text is signs alone, as Unicode sorts them (P)."""
    return not text.isalnum() and all(category(char)[0] == "P" for char in text)


class Entity(Struct, frozen=True):
    """Words that a model takes for a named thing (code points); ``sure``: its label's share of all, 0 if not said."""

    start_char: int
    end_char: int
    label_: str
    sure: float = 0.0


class Doc(Struct, eq=False, dict=True):
    """The tokens of a text: their rows in the vocabulary, and which have a blank behind them."""

    vocabulary: Vocabulary
    rows: Places
    blanks: NDArray[np.bool_]
    ents: Sequence[Entity] = ()

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def begins(self) -> Places:
        """Where each token begins, in code points."""
        ends = np.cumsum(lengths(self.vocabulary)[self.rows] + self.blanks)
        return np.concatenate((np.zeros(1, dtype=np.intp), ends[:-1]))[: len(ends)]

    @cached_property
    def closes(self) -> Places:
        """Where each token ends."""
        return self.begins + lengths(self.vocabulary)[self.rows]

    @cached_property
    def starts(self) -> list[int]:
        """The same as ``begins``, as Python's numbers."""
        starts: list[int] = self.begins.tolist()
        return starts

    @cached_property
    def ends(self) -> list[int]:
        """The same as ``closes``, as Python's numbers."""
        ends: list[int] = self.closes.tolist()
        return ends

    @cached_property
    def texts(self) -> list[str]:
        """The tokens as they are written."""
        return [*map(self.vocabulary.texts.__getitem__, self.rows.tolist())]

    @cached_property
    def lowers(self) -> list[str]:
        """The tokens in lower case."""
        return [*map(self.vocabulary.lowers.__getitem__, self.rows.tolist())]
