"""A stretch between quotation marks, and the marks themselves."""

from msgspec import Struct

OPEN, CLOSE = 1, -1
BEFORE_OPENING = frozenset(" \t\n\r\xa0([{—–-:/…")
STOPS = frozenset(".,!?;:…—–-")


class Quoted(Struct, frozen=True):
    """A stretch between quotation marks; offsets are code points.

    Attributes:
        start: first character after the opening mark.
        end: end of the last character before the closing mark.
        outer_start: start with the opening mark.
        outer_end: end with the closing mark.
        paragraph: number of the paragraph that holds it.
        opened: an opening mark stands there; where not, the paragraph's start is taken for it.
        closed: a closing mark stands there; where not, the paragraph's end is taken for it.
        carried: it goes on with a quotation that the paragraph before left open.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    paragraph: int
    opened: bool = True
    closed: bool = True
    carried: bool = False


class Mark(Struct, frozen=True):
    """A mark, from where to where in code points, and which way it turns (``OPEN``, ``CLOSE``)."""

    start: int
    end: int
    turn: int


def grouped(paragraphs: list[tuple[int, int]], marks: list[Mark]) -> list[list[Mark]]:
    """The marks of each paragraph; both are in order."""
    groups: list[list[Mark]] = [[] for _ in paragraphs]
    number = 0
    for mark in marks:
        while number < len(paragraphs) and paragraphs[number][1] <= mark.start:
            number += 1
        if number < len(paragraphs) and mark.start >= paragraphs[number][0]:
            groups[number].append(mark)
    return groups


def between(text: str, opening: Mark, closing: Mark, number: int) -> Quoted:
    """What stands between two marks in the paragraph ``number``; a mark without width is one that is missing."""
    start, end = opening.end, closing.start
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    opened, closed = opening.start < opening.end, closing.start < closing.end
    return Quoted(start, end, opening.start, closing.end, number, opened, closed)
