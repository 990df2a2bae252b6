"""A Doc as classes of words: one character per token, with the way back to the text."""

from bisect import bisect_right

import numpy as np
from msgspec import Struct

Offsets = np.ndarray[tuple[int], np.dtype[np.uint64]]


class Lexed(Struct):
    """A text's words as classes.

    Attributes:
        classes: a character for each word; ``edges`` gives the place of the i-th.
        starts: first code point of each token of the Doc.
        ends: its end.
    """

    text: str
    classes: str
    starts: Offsets
    ends: Offsets
    _places: list[int] = []
    _cuts: list[tuple[int, tuple[int, ...]]] = []

    def cut(self, place: int, token: int, edges: tuple[int, ...]) -> None:
        """Says that a token is several words: the first is character ``place``; ``edges`` are offsets in the token."""
        self._places.append(place)
        self._cuts.append((token, edges))

    def edges(self, i: int) -> tuple[int, int]:
        """Where the word of character ``i`` begins and ends (code points)."""
        at = bisect_right(self._places, i) - 1
        token = i
        if at >= 0:
            token, edges = self._cuts[at]
            piece = i - self._places[at]
            if piece < len(edges) - 1:
                begin = int(self.starts[token])
                return begin + edges[piece], begin + edges[piece + 1]
            token += piece - len(edges) + 2
        return int(self.starts[token]), int(self.ends[token])

    def place(self, at: int) -> int:
        """The first character whose word begins at a code point or later, or within a token cut up there."""
        token = int(self.starts.searchsorted(at))
        cut = bisect_right(self._cuts, token - 1, key=lambda cut: cut[0]) - 1
        if cut < 0:
            return token
        return self._places[cut] + len(self._cuts[cut][1]) - 1 + token - self._cuts[cut][0] - 1

    def word(self, i: int) -> str:
        """The word of character ``i``, in lower case."""
        start, end = self.edges(i)
        return self.text[start:end].lower()
