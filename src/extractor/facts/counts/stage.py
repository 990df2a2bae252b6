"""How far the counted things have come: introduced, tabled, adopted, rejected …, by the nearest word that says so."""

import re
from collections.abc import Callable

from extractor.data import Library
from extractor.facts.counts.counted import Counted
from extractor.regex import compiled

_WORDS_AFTER = (
    r"(?:\s+(?:that|which|were|was|are|is|have|had|has|been|being|also|then|all|of|them|by|the\s+\w+|\w+ly)){0,5}\s+"
)
_AUXILIARY = r"(?:were|was|are|is|(?:have|has|had)(?:\s+\w+ly)?\s+been)"
_WORDS_BEFORE = (
    r"(?:\s+as\s+a\s+(?:basis|whole))?"
    r"(?:\s+(?:the|a|an|total|of|all|about|some|over|more|than|at|least|up|to|its|their|only|also|further|another|in"
    r"|\w+ly)){0,5}\s+\Z"
)


def stages(library: Library) -> Callable[[str, Counted, int, int], str | None]:
    """Makes the function that gives the stage of a count within code points ``first`` to ``stop`` of its text."""
    known = {row["word"]: row["stage"] for row in library.table("counts/stages.tsv", "word", "stage")}
    words = "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(known, key=lambda word: (-len(word), word))
    )
    withal = compiled(
        rf"\s+(?:{words})(?:\s+(?!(?:that|which|who)\b)[\w’'-]+){{0,8}}?\s+{_AUXILIARY}\s+(?:\w+\s+)?({words})\b",
        re.IGNORECASE,
    )
    inside = compiled(rf"\b({words})\b", re.IGNORECASE)
    after = compiled(rf"{_WORDS_AFTER}({words})\b", re.IGNORECASE)
    before = compiled(rf"\b({words}){_WORDS_BEFORE}", re.IGNORECASE)

    def stage_of(text: str, counted: Counted, first: int, stop: int) -> str | None:
        match = (
            withal.match(text, counted.end, stop)
            or after.match(text, counted.end, stop)
            or inside.search(text, counted.start, counted.end)
            or before.search(text, max(first, counted.start - 80), counted.start)
        )
        return known[" ".join(match[1].lower().split())] if match else None

    return stage_of
