"""Paragraphs: which line ends of a text end one, and which are only wraps."""

import re
from functools import lru_cache
from itertools import pairwise
from statistics import median_low

from extractor.stripped import is_stripped

_LINE_END = re.compile(r"[^\S\n]*\n\s*")
_ITEM = re.compile(r"(?:[•*·–—▪-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s")
_SMALL_GAP = re.compile(
    r"(?<=[\w,)’']) {2}(?=[a-z])|(?<=\b(?:of|or|to|on|in)) {2}(?=\w)|(?<=\b(?:for|and|the)) {2}(?=\w)"
)
_WORD = re.compile(r"\S+")
_STOPS = (".", "!", "?", ":", ";", "”", '"', "")
_WIDEST_WRAP = 140
_NEARLY_FULL = 0.8
_WRAPPED_SHARE = 0.4
_FEWEST_LINES = 4
_SLACK = 6


@lru_cache(maxsize=2)
def line_breaks(text: str) -> tuple[tuple[int, int], ...]:
    """The line ends that end a paragraph, with the white space around them, as (start, end) in code points.

    In text set to a fixed width a line end is only a wrap unless an empty line, a list item, or a next word
    that would still have fitted shows otherwise (an empty line does not where one stands between all lines);
    in other text each line end counts. Nowhere does one count
    before a small letter that goes on with an unfinished sentence (pages that broke inside one).
    Cached because several kinds ask for those of the same article, one after another.
    """
    width = _wrap_width(text)
    wrap = _wrap_ends(text, width) if width else 1

    def ends_paragraph(match: re.Match[str]) -> bool:
        if _ITEM.match(text, match.end()):
            return True
        if _goes_on(text, match):
            return False
        if width is None or match[0].count("\n") > wrap:
            return True
        stops = wrap > 1 and text[match.start() - 1 : match.start()] in _STOPS
        return stops or _fits(text, match, width)

    return tuple(match.span() for match in _LINE_END.finditer(text) if ends_paragraph(match))


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a text, without the white space around them, as (start, end) in code points."""
    breaks = [(0, len(text) - len(text.lstrip())), *line_breaks(text), (len(text.rstrip()), len(text))]
    bounds = ((before[1], after[0]) for before, after in pairwise(breaks))
    return [(start, end) for start, end in bounds if start < end]


def on_one_line(text: str) -> str:
    """``text`` of the same length in which a wrap is one blank and fillers that are white space but no blank.

    A double blank beside a small word is a wrap too, but where the punctuation was stripped.
    """
    ends = {start for start, _ in line_breaks(text)}
    joined = _LINE_END.sub(lambda end: end[0] if end.start() in ends else _filled(end), text)
    return joined if is_stripped(joined) else _SMALL_GAP.sub(_filled, joined)


def _filled(gap: re.Match[str]) -> str:
    return " " + "\x1f" * (len(gap[0]) - 1)


def _wrap_width(text: str) -> int | None:
    """The number of characters at which the text's lines are wrapped, or None where they are not."""
    lengths = sorted(len(line.rstrip()) for line in text.split("\n") if line.strip())
    if len(lengths) < _FEWEST_LINES:
        return None
    width = lengths[-1 - len(lengths) // 20]
    full = sum(length >= width * _NEARLY_FULL for length in lengths)
    return width if width <= _WIDEST_WRAP and full >= len(lengths) * _WRAPPED_SHARE else None


def _wrap_ends(text: str, width: int) -> int:
    """How many line ends make a wrap: more than one where an empty line stands between all lines of the text."""
    ends = list(_LINE_END.finditer(text))
    full = [end for last, end in pairwise(ends) if end.start() - last.end() >= width * _NEARLY_FULL]
    open_ends = sum(text[end.start() - 1] not in _STOPS for end in full)
    if open_ends < max(_FEWEST_LINES, len(full) / 2) or any(end[0].count("\n") == 1 for end in full):
        return 1
    return median_low(end[0].count("\n") for end in full)


def _goes_on(text: str, match: re.Match[str]) -> bool:
    return text[match.end() : match.end() + 1].islower() and text[match.start() - 1 : match.start()] not in _STOPS


def _fits(text: str, match: re.Match[str], width: int) -> bool:
    """Whether the next line's first word would have fitted on this line, with some slack for ragged setting."""
    line_start = text.rfind("\n", 0, match.start()) + 1
    word = _WORD.match(text, match.end())
    return word is None or match.start() - line_start + 1 + len(word[0]) <= width - _SLACK
