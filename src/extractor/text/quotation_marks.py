"""Quotation marks: the stretches of a text that stand between them, with what is missing repaired."""

import re
from collections.abc import Callable, Iterator
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from extractor.data import Library
from extractor.regex import compiled
from extractor.text.normalization import FORMS
from extractor.text.spans import trimmed

_OPEN, _CLOSE = 1, -1
_BEFORE_OPENING = frozenset(" \t\n\r\xa0([{—–-:/…")
_STOPS = frozenset(".,!?;:…—–-")
_ENDS = frozenset(".!?…:;”’\"'")
_LOOK_AHEAD, _SINGLE_LOOK_AHEAD, _LONG_LOOK_AHEAD, _BLANKS, _FEW = 3, 2, 12, 3, 3


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


class _Mark(Struct, frozen=True):
    """A mark, from where to where in code points, and which way it turns (``_OPEN``, ``_CLOSE``)."""

    start: int
    end: int
    turn: int


def _grouped(paragraphs: list[tuple[int, int]], marks: list[_Mark]) -> list[list[_Mark]]:
    """The marks of each paragraph; both are in order."""
    groups: list[list[_Mark]] = [[] for _ in paragraphs]
    number = 0
    for mark in marks:
        while paragraphs[number][1] <= mark.start:
            number += 1
        groups[number].append(mark)
    return groups


def _between(text: str, opening: _Mark, closing: _Mark, number: int) -> Quoted:
    """What stands between two marks in the paragraph ``number``; a mark without width is one that is missing."""
    start, end = trimmed(text, opening.end, closing.start)
    opened, closed = opening.start < opening.end, closing.start < closing.end
    return Quoted(start, end, opening.start, closing.end, number, opened, closed)


Scan = Callable[[str, list[tuple[int, int]]], list[Quoted]]


def scanner(library: Library) -> Scan:
    """Makes the function that finds the quoted stretches of a text, given its paragraphs; they never overlap."""
    rows = library.table("quotes/marks.tsv")
    turns = {row["mark"]: {"opens": _OPEN, "closes": _CLOSE, "either": 0}[row["does"]] for row in rows}
    marks = {
        level: compiled("|".join(map(re.escape, each)))
        for level, each in library.classes("quotes/marks.tsv", "level", "mark").items()
    }

    verbs = (row for row in library.table("quotes/verbs.tsv") if row["direct"] == "yes")
    says = frozenset(form for row in verbs for form in row["forms"].split() if not form.endswith("ing"))

    def scan(text: str, paragraphs: list[tuple[int, int]]) -> list[Quoted]:
        found = [
            _told(text, quoted, says)
            for quoted in _pair_doubles(text, paragraphs, _double_marks(text, marks["double"], turns))
        ]
        singles = _single_marks(text, marks["single"], turns)
        if singles:
            found += _pair_singles(text, paragraphs, list(_outside(singles, found)))
        return sorted(found, key=lambda quoted: quoted.start)

    return scan


def _told(text: str, quoted: Quoted, says: frozenset[str]) -> Quoted:
    """A quotation without the words for who says it, where its closing mark is missing before them."""
    tails = () if quoted.closed else FORMS.teller.finditer(text, quoted.start, quoted.end)
    end = next((tail.end() for tail in tails if tail["verb"] in says), None)
    return quoted if end is None else replace(quoted, end=end, outer_end=end, closed=True)


def _outside(marks: list[_Mark], found: list[Quoted]) -> Iterator[_Mark]:
    """The marks that stand in none of the quoted stretches; both are in order."""
    place = 0
    for mark in marks:
        while place < len(found) and found[place].outer_end <= mark.start:
            place += 1
        if place == len(found) or mark.start < found[place].outer_start:
            yield mark


def _single_marks(text: str, pattern: re.Pattern[str], turns: dict[str, int]) -> list[_Mark]:
    """Single marks that can be quotation marks: none between letters, none that opens nothing."""
    marks = []
    for match in pattern.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        turn = turns[match[0]]
        if turn != _CLOSE and (not before or before in _BEFORE_OPENING) and (after.isalnum() or after in "[$£€“"):
            marks.append(_Mark(match.start(), match.end(), _OPEN))
        elif turn != _OPEN and before and not before.isspace() and not after.isalnum():
            marks.append(_Mark(match.start(), match.end(), _CLOSE))
    return marks


def _pair_singles(text: str, paragraphs: list[tuple[int, int]], marks: list[_Mark]) -> Iterator[Quoted]:
    """Pairs single marks: a closing one after a stop is sure, one after a letter may be an apostrophe.

    A quotation that opens its paragraph or follows a colon and closes nowhere goes on where the next paragraph opens
    with a mark, a caption apart.
    """
    groups = _grouped(paragraphs, marks)
    opens = [_opens(paragraphs, groups, number) for number in range(len(groups))]
    left_open = False
    for number, group in enumerate(groups):
        was_open, left_open, done = left_open and opens[number], left_open and not group, 0
        for place, mark in enumerate(group):
            if mark.turn != _OPEN or mark.start < done:
                continue
            following = next((at for at in range(place + 1, len(group)) if group[at].turn == _OPEN), len(group))
            ends = group[place + 1 : following]
            closing = next((end for end in ends if text[end.start - 1] in _STOPS), None)
            closing = closing or next((end for end in reversed(ends) if text[end.end : end.end + 1] == ","), None)
            few = text.count(" ", mark.end, ends[0].start) < _FEW if ends else False
            closing = closing or (ends[0] if few and text[ends[0].start - 1] not in "sS" else None)  # ‘Harbour’ days
            led = text[max(mark.start - 2, 0) : mark.start].strip() == ":"
            ahead = _SINGLE_LOOK_AHEAD if place == 0 and opens[number] else 1 if led else 0
            if closing is None and any(opens[number + 1 : number + 1 + ahead]):
                closing = _Mark(paragraphs[number][1], paragraphs[number][1], 0)
                left_open = True
            elif closing is None and ends:
                closing = ends[-1]
            if closing is not None:
                yield replace(_between(text, mark, closing, number), carried=was_open and place == 0)
                done = closing.end


def _double_marks(text: str, pattern: re.Pattern[str], turns: dict[str, int]) -> list[_Mark]:
    """The double marks of a text in order, each with the way it turns."""
    marks: list[_Mark] = []
    is_open = False
    for match in pattern.finditer(text):
        turn = _direction(text, match, turns[match[0]], is_open)
        is_open = turn == _OPEN
        marks.append(_Mark(match.start(), match.end(), turn))
    return marks


def _direction(text: str, match: re.Match[str], turn: int, is_open: bool) -> int:
    """Which way a mark turns: by its shape, unless the white space beside it and what stands open say otherwise."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    left, right = not before or before in _BEFORE_OPENING, not after or not after.isalnum()
    if turn == _OPEN:
        return _CLOSE if is_open and right and not left else _OPEN
    if turn == _CLOSE:
        return _OPEN if left and not right and not is_open else _CLOSE
    if left and not (not after or after.isspace()) and before not in _STOPS:
        return _OPEN
    if not left and (not after or after.isspace() or (before.isalnum() and after in _STOPS)):
        return _CLOSE  # "… for terrorists". His party"
    return _CLOSE if is_open else _OPEN


def _pair_doubles(text: str, paragraphs: list[tuple[int, int]], marks: list[_Mark]) -> Iterator[Quoted]:
    """Pairs marks by paragraph; a quotation left open goes on in the next, or over a page break in a sentence."""
    groups = _grouped(paragraphs, marks)
    left_open = False
    held: Quoted | None = None
    for number, (bounds, group) in enumerate(zip(paragraphs, groups, strict=True)):
        if left_open and not group and text[bounds[1] - 1] not in _ENDS and _opens(paragraphs, groups, number + 1):
            continue  # "Advertisement - scroll to continue reading"
        opens = _opens(paragraphs, groups, number)
        from_start = held is not None and held.outer_start == paragraphs[held.paragraph][0]
        ahead = _LONG_LOOK_AHEAD if from_start else _LOOK_AHEAD
        first = next((each[0].turn for each in groups[number : number + ahead] if each), None)
        runs_on = left_open and not opens and first == _CLOSE
        quotes = list(_pair_in(text, bounds, group, number, runs_on))
        if quotes and left_open and (opens or runs_on):
            if held is not None and runs_on and text[held.end - 1] not in _ENDS:
                rest = replace(quotes[0], opened=held.opened, carried=held.carried)
                end = rest.end if rest.start < rest.end else held.end  # its mark alone stands in the next line
                quotes[0], held = replace(rest, start=held.start, end=end, outer_start=held.outer_start), None
            else:
                quotes[0] = replace(quotes[0], carried=True)
        if held is not None:
            yield held
        yield from quotes[:-1]
        held = quotes[-1] if quotes else None
        left_open = held is not None and not held.closed
    if held is not None:
        yield held


def _opens(paragraphs: list[tuple[int, int]], groups: list[list[_Mark]], number: int) -> bool:
    group = groups[number] if number < len(groups) else []
    return bool(group) and (group[0].turn, group[0].start) == (_OPEN, paragraphs[number][0])


def _pair_in(text: str, bounds: tuple[int, int], marks: list[_Mark], number: int, runs_on: bool) -> Iterator[Quoted]:
    opening: _Mark | None = _Mark(bounds[0], bounds[0], _OPEN) if runs_on else None
    depth = 0
    turns = [*accumulate(mark.turn for mark in reversed(marks))][::-1]
    for place, mark in enumerate(marks):
        if mark.turn == _OPEN:
            if opening is None:
                opening = mark
            elif turns[place] < 0 or text[max(0, mark.start - _BLANKS) : mark.start].rstrip()[-1:].isalnum():
                depth += 1
            else:
                yield _between(text, opening, _Mark(mark.start, mark.start, 0), number)
                opening, depth = mark, 0
        elif depth:
            depth -= 1
        elif opening is not None:
            yield _between(text, opening, mark, number)
            opening, depth = None, 0
        elif place == 0 and text[max(mark.start - 1, 0)] in _STOPS:
            yield _between(text, _Mark(bounds[0], bounds[0], 0), mark, number)
    if opening is not None:
        yield _between(text, opening, _Mark(bounds[1], bounds[1], 0), number)
