"""Single quotation marks, which look like apostrophes."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from extractor.facts.quotes.quoted import BEFORE_OPENING, CLOSE, OPEN, STOPS, Mark, Quoted, between, grouped


def single_marks(text: str, pattern: re.Pattern[str], turns: dict[str, int]) -> list[Mark]:
    """Single marks that can be quotation marks: none between letters, none that opens nothing."""
    marks = []
    for match in pattern.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        turn = turns[match[0]]
        if turn != CLOSE and (not before or before in BEFORE_OPENING) and (after.isalnum() or after in "[$£€“"):
            marks.append(Mark(match.start(), match.end(), OPEN))
        elif turn != OPEN and before and not before.isspace() and (not after.isalnum() or _ends(text, match)):
            marks.append(Mark(match.start(), match.end(), CLOSE))
    return marks


def _ends(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark that a letter follows closes all the same (``… by May,'Mr Brook said``)."""
    return text[mark.start() - 1] in ",.!?" and text[mark.end()].isupper() and text[mark.start() - 2].islower()


def pair_singles(text: str, paragraphs: list[tuple[int, int]], marks: list[Mark]) -> Iterator[Quoted]:
    """Pairs single marks: a closing one after a stop is sure, one after a letter may be an apostrophe.

    A quotation that opens its paragraph and closes nowhere surely goes on where the next paragraph opens with a mark.
    """
    groups = grouped(paragraphs, marks)
    opens = [
        bool(group) and (group[0].turn, group[0].start) == (OPEN, paragraphs[n][0]) for n, group in enumerate(groups)
    ]
    left_open = False
    for number, group in enumerate(groups):
        was_open, left_open, done = left_open and opens[number], False, 0
        for place, mark in enumerate(group):
            if mark.turn != OPEN or mark.start < done:
                continue
            following = next((at for at in range(place + 1, len(group)) if group[at].turn == OPEN), len(group))
            reach = group[following].start if following < len(group) else paragraphs[number][1]
            ends = [later for later in group[place + 1 : following] if later.turn == CLOSE and later.start < reach]
            closing = next((end for end in ends if text[end.start - 1] in STOPS), None)
            closing = closing or next((end for end in reversed(ends) if text[end.end : end.end + 1] == ","), None)
            if closing is None and place == 0 and opens[number] and any(opens[number + 1 : number + 2]):
                closing = Mark(paragraphs[number][1], paragraphs[number][1], 0)
                left_open = True
            elif closing is None and ends:
                closing = ends[-1]
            if closing is not None:
                yield replace(between(text, mark, closing, number), carried=was_open and place == 0)
                done = closing.end
