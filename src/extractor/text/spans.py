"""Things that stand in a text, found by place at a cost that does not hang on how many there are."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Generic, NamedTuple, Protocol, TypeVar


class _Span(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=_Span)


class Stretch(NamedTuple):
    """From where to where in a text, in code points."""

    start: int
    end: int


def trimmed(text: str, start: int, end: int, edges: str | None = None) -> tuple[int, int]:
    """A stretch of a text without the white space, or those ``edges``, at its ends; an empty one where no more is."""
    end = start + len(text[start:end].rstrip(edges))
    return end - len(text[start:end].lstrip(edges)), end


class Spans(Generic[S]):
    """Spans in order of their starts (code points), those with the same start as they were given."""

    def __init__(self, spans: Iterable[S]) -> None:
        self._spans = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]
        self._reached = list(accumulate((span.end for span in self._spans), max))

    def __iter__(self) -> Iterator[S]:
        return iter(self._spans)

    def touching(self, start: int, end: int) -> list[S]:
        """The spans that share a character with the one from ``start`` to ``end``, in order."""
        first = bisect_right(self._reached, start)
        last = bisect_left(self._starts, end, first)
        return [span for span in self._spans[first:last] if start < span.end] if first < last else []

    def starting(self, start: int, end: int) -> list[S]:
        """The spans that begin at ``start`` or later and before ``end``, in order."""
        return self._spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def behind(self, start: int) -> Iterator[S]:
        """The spans that begin behind ``start``, in order."""
        return (self._spans[place] for place in range(bisect_right(self._starts, start), len(self._spans)))


class Taken:
    """Which characters of a text of so many code points are taken already."""

    def __init__(self, length: int) -> None:
        self._marks = bytearray(length)

    def __contains__(self, place: int) -> bool:
        return place < len(self._marks) and self._marks[place] == 1

    def touches(self, start: int, end: int) -> bool:
        """Whether any character from ``start`` to ``end`` is."""
        return self._marks.find(1, start, end) >= 0

    def add(self, start: int, end: int) -> None:
        """Take those from ``start`` to ``end``."""
        self._marks[start:end] = b"\1" * (end - start)
