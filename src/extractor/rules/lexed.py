"""A Doc as classes of words: one character per word that is no blank, with the way back to the text."""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Offsets = NDArray[np.intp]


class Lexed(Struct, frozen=True):
    """A text's words: a character for each that says its classes, and where it begins and ends (code points)."""

    text: str
    classes: str
    starts: Offsets
    ends: Offsets

    def edges(self, i: int) -> tuple[int, int]:
        """Where the word of character ``i`` begins and ends (code points)."""
        return int(self.starts[i]), int(self.ends[i])

    def place(self, at: int) -> int:
        """The first character whose word begins at a code point or later."""
        return int(self.starts.searchsorted(at))

    def word(self, i: int) -> str:
        """The word of character ``i``, in lower case."""
        start, end = self.edges(i)
        return self.text[start:end].lower()


def pieces_of(starts: Offsets, ends: Offsets, cut: list[tuple[int, tuple[int, ...]]]) -> tuple[Offsets, Offsets]:
    """Where the pieces stand when some tokens are cut at offsets within them."""
    pieces = np.ones(len(starts), dtype=np.intp)
    pieces[[token for token, _ in cut]] = [len(edges) - 1 for _, edges in cut]
    base, ends = np.repeat(starts, pieces), np.repeat(ends, pieces)
    firsts, starts = np.cumsum(pieces) - pieces, base.copy()
    for token, edges in cut:
        at = slice(int(firsts[token]), int(firsts[token]) + len(edges) - 1)
        starts[at] = base[at] + np.array(edges[:-1], dtype=np.intp)
        ends[at] = base[at] + np.array(edges[1:], dtype=np.intp)
    return starts, ends
