"""Quotation marks: the stretches of a text that stand between them."""

import re
from collections.abc import Callable, Iterator

from extractor.data import Library
from extractor.facts.quotes.doubles import double_marks, pair_doubles
from extractor.facts.quotes.quoted import CLOSE, OPEN, Mark, Quoted
from extractor.facts.quotes.singles import pair_singles, single_marks
from extractor.regex import compiled

Scan = Callable[[str, list[tuple[int, int]]], list[Quoted]]


def scanner(library: Library) -> Scan:
    """Makes the function that finds the quoted stretches of a text, given its paragraphs; they never overlap."""
    rows = library.table("quotes/marks.tsv", "mark", "does", "level")
    for row in rows:
        if row["does"] not in ("opens", "closes", "either") or row["level"] not in ("double", "single"):
            row.fail("does is opens, closes or either; level is double or single")
    turns = {row["mark"]: {"opens": OPEN, "closes": CLOSE, "either": 0}[row["does"]] for row in rows}
    marks = {
        level: compiled("|".join(re.escape(row["mark"]) for row in rows if row["level"] == level))
        for level in ("double", "single")
    }

    def scan(text: str, paragraphs: list[tuple[int, int]]) -> list[Quoted]:
        found = list(pair_doubles(text, paragraphs, double_marks(text, marks["double"], turns)))
        singles = single_marks(text, marks["single"], turns)
        if singles:
            found += pair_singles(text, paragraphs, list(_outside(singles, found)))
        return sorted(found, key=lambda quoted: quoted.start)

    return scan


def _outside(marks: list[Mark], found: list[Quoted]) -> Iterator[Mark]:
    """The marks that stand in none of the quoted stretches; both are in order."""
    place = 0
    for mark in marks:
        while place < len(found) and found[place].outer_end <= mark.start:
            place += 1
        if place == len(found) or mark.start < found[place].outer_start:
            yield mark
