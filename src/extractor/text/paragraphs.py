"""Paragraphs: which line ends of a text end one, and which are only wraps."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain, pairwise

from extractor.data import Library
from extractor.regex import compiled, lookbehind, tried_at
from extractor.text.normalization import FORMS, is_stripped

REACH = 240  # how far back the start of a sentence is looked for
ITEM = re.compile(r"(?:[•*·–—▪-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s")
_WORD, _LINE = re.compile(r"\S+"), re.compile(r"[^\n]+")
_LONGEST_JOINT, _LONGEST_TITLE = 5, 400
_STOPS = (".", "!", "?", ":", ";", "”", '"', "")
_QUOTED_PART = (",”", ',"', ",’", ",'")
_WIDEST_WRAP, _NEARLY_FULL, _WRAPPED_SHARE, _FEWEST_LINES, _SLACK = 140, 0.8, 0.4, 4, 6


@cache
def joins(library: Library) -> re.Pattern[str]:
    """The words after which no line ends a paragraph, at the end of what the pattern searches."""
    words = "|".join(row["word"] for row in library.table("sentences/joins.tsv"))
    return compiled(rf"(?<![\w’'-])(?:{words})$", re.IGNORECASE)


@lru_cache(maxsize=2)
def line_breaks(text: str, joins: re.Pattern[str]) -> tuple[tuple[int, int], ...]:
    """The line ends that end a paragraph, with the white space around them, as (start, end) in code points.

    In text set to a fixed width a line end is only a wrap unless an empty line, a list item, or a next word
    that would still have fitted shows otherwise (an empty line does not where one stands between all lines);
    in other text each line end counts. Nowhere does one count before a small letter or a comma that goes on with an
    unfinished sentence (pages that broke inside one or set its links apart), nor after what ``joins`` finds: an
    article, a preposition or a conjunction.
    Cached because several kinds ask for those of the same article, one after another.
    """
    width = _wrap_width(text)
    wrap = _wrap_ends(text, width) if width else 1
    title = text.strip().partition("\n")[0].rstrip()
    title = title if len(title) <= _LONGEST_TITLE else ""

    def retells(start: int, end: int) -> bool:
        """Whether the line before or behind is the text's first line, told again."""
        after = text.startswith(title, end) and text[end + len(title) : end + len(title) + 1] in ("", "\n")
        before = start > len(title) and text.endswith(title, 0, start) and text[start - len(title) - 1] == "\n"
        return after or before

    def goes_on(start: int, end: int) -> bool:
        if FORMS.goes_on.match(text, end):
            return text.count("\n", start, end) == 1
        unfinished = text[start - 1 : start] not in _STOPS or text[start - 2 : start] in _QUOTED_PART
        if unfinished and (text[end : end + 1].islower() or FORMS.set_apart.match(text, end)):
            return True
        return text[end : end + 1].isalnum() and lookbehind(joins, text, start, _LONGEST_JOINT) is not None

    def ends_paragraph(start: int, end: int) -> bool:
        if ITEM.match(text, end) or (title and retells(start, end)):
            return True
        if goes_on(start, end):
            return False
        if width is None or text.count("\n", start, end) > wrap:
            return True
        return (wrap > 1 and text[start - 1 : start] in _STOPS) or _fits(text, start, end, width)

    return tuple(span for span in _line_ends(text) if ends_paragraph(*span))


def paragraphs(text: str, joins: re.Pattern[str]) -> list[tuple[int, int]]:
    """The paragraphs of a text, without the white space around them, as (start, end) in code points."""
    breaks = [(0, len(text) - len(text.lstrip())), *line_breaks(text, joins), (len(text.rstrip()), len(text))]
    bounds = ((before[1], after[0]) for before, after in pairwise(breaks))
    return [(start, end) for start, end in bounds if start < end]


def on_one_line(text: str, joins: re.Pattern[str]) -> str:
    """``text`` of the same length in which a wrap is one blank and fillers that are white space but no blank.

    A double blank beside a small word is a wrap too, but where the punctuation was stripped.
    """
    breaks = set(line_breaks(text, joins))
    pieces, done = [], 0
    for start, end in _line_ends(text):
        if (start, end) not in breaks:
            pieces += [text[done:start], _filler(end - start)]
            done = end
    joined = "".join((*pieces, text[done:]))
    return joined if is_stripped(joined) else FORMS.small_gap.sub(_filler(2), joined)


def _filler(length: int) -> str:
    return " " + "\x1f" * (length - 1)


def _line_ends(text: str) -> Iterator[tuple[int, int]]:
    """Every run of white space with a line end in it."""
    done, at = 0, text.find("\n")
    while at >= 0:
        start = at
        while start > done and text[start - 1].isspace():
            start -= 1
        word = _WORD.search(text, at)
        done = word.start() if word else len(text)
        yield start, done
        at = text.find("\n", done)


def _wrap_width(text: str) -> int | None:
    """The number of characters at which the text's lines are wrapped, or None where they are not or all are items."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    lengths = sorted(map(len, lines))
    if len(lengths) < _FEWEST_LINES or not any(line[0].islower() for line in lines):
        return None
    width = lengths[-1 - len(lengths) // 20]
    full = sum(length >= width * _NEARLY_FULL for length in lengths)
    return width if width <= _WIDEST_WRAP and full >= len(lengths) * _WRAPPED_SHARE else None


def _wrap_ends(text: str, width: int) -> int:
    """How many line ends make a wrap: more than one where an empty line stands between all lines of the text."""
    full = [end for last, end in pairwise(_line_ends(text)) if end[0] - last[1] >= width * _NEARLY_FULL]
    counts = [text.count("\n", *end) for end in full]
    open_ends = sum(text[start - 1] not in _STOPS for start, _ in full)
    return 1 if open_ends < max(_FEWEST_LINES, len(full) / 2) or 1 in counts else sorted(counts)[(len(counts) - 1) // 2]


def _fits(text: str, start: int, end: int, width: int) -> bool:
    """Whether the next line's first word would have fitted on this line, with some slack for ragged setting."""
    line_start = text.rfind("\n", 0, start) + 1
    word = _WORD.match(text, end)
    return word is None or start - line_start + 1 + len(word[0]) <= width - _SLACK


def credits_end(text: str) -> set[int]:
    """Where an agency, who took a picture and the buttons of a page end, which stand before running text."""
    found = chain(tried_at(_LINE, FORMS.credit, text), FORMS.button_gap.finditer(text))
    return {each.end() for each in found}


def sentence_start(text: str, place: int) -> int:
    """Where the sentence before a place begins, or how far back it is looked for."""
    since = max(0, place - REACH)
    return max((found.end() for found in FORMS.ends.finditer(text, since, place)), default=since)
