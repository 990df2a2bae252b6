"""Reported clauses: from where to where they reach, and which of them say more than what was heard."""

from bisect import bisect_left

from msgspec import Struct
from msgspec.structs import replace

from extractor.coref.context import Context
from extractor.facts.quotes.cues import Attribution
from extractor.regex import compiled
from extractor.text.spans import trimmed

_FEWEST_WORDS = 2
_EDGES = " \t\n\r\xa0,;:.—–-"
_SLUG = compiled(r"[A-Z][A-Z /]{3,30}(?: \([^()]{2,40}\))? ?[–—-]{1,2} ")
"""The name of a place or paper in capitals before a release begins ("HARBOUR NEWS –")."""
_CREDIT = compiled(r"[.!?]\s+[–—-]{1,2}\s?[A-Z][\w/ ]{1,24}\Z")
_LONGEST_CREDIT = 40
_MOSTLY = 0.6
_BEFORE_CUES = ',”"'


class Report(Struct, frozen=True):
    """A reported clause, offsets in code points, with its attribution."""

    start: int
    end: int
    attribution: Attribution


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without white space and marks at its edges, and without the agency behind its stop ("… .  - Bernama")."""
    start, end = trimmed(text, start, end, _EDGES)
    if text[end : end + 1] == ")" and text.count("(", start, end) > text.count(")", start, end):
        end += 1
    credit = _CREDIT.search(text, max(start, end - _LONGEST_CREDIT), end)
    return start, credit.start() if credit else end


def after_dateline(context: Context, start: int, end: int) -> int:
    """Where a clause begins once the article's dateline is left out."""
    if slug := _SLUG.match(context.text, start, end):
        return slug.end()
    dateline = context.draft.dateline
    if dateline is None or not dateline.start <= start < dateline.end < end:
        return start
    return trim(context.text, dateline.end, end)[0]


def before_cue(text: str, report: Report, cues: list[int]) -> Report:
    """A report without the attribution of a direct quotation at its end (``the port would close, adding: “…”``)."""
    for cue in cues[bisect_left(cues, report.start) : bisect_left(cues, report.end)]:
        comma = max(text.rfind(mark, report.start, cue) for mark in _BEFORE_CUES)
        if (report.attribution.cue is None or cue != report.attribution.cue[0]) and comma > report.start:
            return replace(report, end=comma + (text[comma] != ","))
    return report


def fresh(text: str, report: Report, heard: list[tuple[int, int]]) -> bool:
    """Whether a report says more than the direct quotations that it overlaps, and begins in none of them.

    They are in order, without overlap.
    """
    covered = 0
    for place in range(bisect_left(heard, (report.end, 0)) - 1, -1, -1):
        start, end = heard[place]
        if end <= report.start:
            break
        if start <= report.start:
            return False
        covered += min(end, report.end) - max(start, report.start)
    length = report.end - report.start
    return len(text[report.start : report.end].split()) >= _FEWEST_WORDS and covered < length * _MOSTLY
