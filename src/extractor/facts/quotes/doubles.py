"""Double quotation marks: which way each turns, and the pairs that they make, with what is missing repaired."""

import re
from collections.abc import Iterator
from itertools import accumulate

from msgspec.structs import replace

from extractor.facts.quotes.quoted import BEFORE_OPENING, CLOSE, OPEN, STOPS, Mark, Quoted, between, grouped

_ENDS = frozenset(".!?…:;”’\"'")
_LOOK_AHEAD = 3
_LONG_LOOK_AHEAD = 12
_BLANKS = 3


def double_marks(text: str, pattern: re.Pattern[str], turns: dict[str, int]) -> list[Mark]:
    """The double marks of a text in order, each with the way it turns."""
    marks: list[Mark] = []
    is_open = False
    for match in pattern.finditer(text):
        turn = _direction(text, match, turns[match[0]], is_open)
        is_open = turn == OPEN
        marks.append(Mark(match.start(), match.end(), turn))
    return marks


def _direction(text: str, match: re.Match[str], turn: int, is_open: bool) -> int:
    """Which way a mark turns: by its shape, unless the white space beside it and what stands open say otherwise."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    left, right = not before or before in BEFORE_OPENING, not after or not after.isalnum()
    if turn == OPEN:
        return CLOSE if is_open and right and not left else OPEN
    if turn == CLOSE:
        return OPEN if left and not right and not is_open else CLOSE
    if left and not (not after or after.isspace()) and before not in STOPS:
        return OPEN
    if (not after or after.isspace()) and not left:
        return CLOSE
    return CLOSE if is_open else OPEN


def pair_doubles(text: str, paragraphs: list[tuple[int, int]], marks: list[Mark]) -> Iterator[Quoted]:
    """Pairs marks paragraph by paragraph; a quotation left open goes on where the next paragraph says so.

    What a page break parts in the midst of a sentence is one quotation.
    """
    groups = grouped(paragraphs, marks)
    left_open = False
    held: Quoted | None = None
    for number, (bounds, group) in enumerate(zip(paragraphs, groups, strict=True)):
        opens = bool(group) and group[0].turn == OPEN and group[0].start == bounds[0]
        ahead = _LONG_LOOK_AHEAD if held is not None and _is_from_start(held, paragraphs) else _LOOK_AHEAD
        runs_on = left_open and not opens and _closes_later(groups[number : number + ahead])
        quotes = list(_pair_in(text, bounds, group, number, runs_on))
        if quotes and left_open and (opens or runs_on):
            if held is not None and runs_on and text[held.end - 1] not in _ENDS:
                quotes[0], held = _joined(held, quotes[0]), None
            else:
                quotes[0] = replace(quotes[0], carried=True)
        if held is not None:
            yield held
        yield from quotes[:-1]
        held = quotes[-1] if quotes else None
        left_open = held is not None and not held.closed
    if held is not None:
        yield held


def _is_from_start(quoted: Quoted, paragraphs: list[tuple[int, int]]) -> bool:
    return quoted.outer_start == paragraphs[quoted.paragraph][0]


def _joined(one: Quoted, other: Quoted) -> Quoted:
    return replace(other, start=one.start, outer_start=one.outer_start, opened=one.opened, carried=one.carried)


def _closes_later(groups: list[list[Mark]]) -> bool:
    first = next((group[0] for group in groups if group), None)
    return first is not None and first.turn == CLOSE


def _pair_in(text: str, bounds: tuple[int, int], marks: list[Mark], number: int, runs_on: bool) -> Iterator[Quoted]:
    opening: Mark | None = Mark(bounds[0], bounds[0], OPEN) if runs_on else None
    depth = 0
    turns = [*accumulate(mark.turn for mark in reversed(marks))][::-1]
    for place, mark in enumerate(marks):
        if mark.turn == OPEN:
            if opening is None:
                opening = mark
            elif turns[place] < 0 or _in_midst(text, mark):
                depth += 1
            else:
                yield between(text, opening, Mark(mark.start, mark.start, 0), number)
                opening, depth = mark, 0
        elif depth and not _closes_all(text, marks, place):
            depth -= 1
        elif opening is not None:
            yield between(text, opening, mark, number)
            opening, depth = None, 0
        elif place == 0 and text[max(mark.start - 1, 0)] in STOPS:
            yield between(text, Mark(bounds[0], bounds[0], 0), mark, number)
    if opening is not None:
        yield between(text, opening, Mark(bounds[1], bounds[1], 0), number)


def _in_midst(text: str, mark: Mark) -> bool:
    """Whether a mark that opens within a quotation opens another inside of it: in the midst of a sentence."""
    return text[max(0, mark.start - _BLANKS) : mark.start].rstrip()[-1:].isalnum()


def _closes_all(text: str, marks: list[Mark], place: int) -> bool:
    """Whether a mark closes the quotation together with the one inside of it: after a stop, and no other closes it."""
    following = marks[place + 1] if place + 1 < len(marks) else None
    return text[marks[place].start - 1] in STOPS and (following is None or following.turn == OPEN)
