"""Bodies whose names have numbers in them: "42nd Engineer Battalion", "1540 Committee"."""

import re
from collections.abc import Iterator
from functools import cache

from extractor.data import Library
from extractor.entities.candidates.candidate import Candidate
from extractor.regex import compiled
from extractor.rules.gazetteer import Presence

_SHAPED = 6.0
_BLANK = r"\s"
_CAPS = r"(?:[A-Z][\w’'&-]*\s){0,5}"

Shapes = tuple[tuple[str, Presence, re.Pattern[str]], ...]


@cache
def shapes(library: Library) -> Shapes:
    """The patterns of ``models/names/shapes.tsv``, each with the name of its rule and its triggers.

    Raises:
        DataError: a table is faulty.
    """
    nouns = [row["noun"] for row in library.table("names/units.tsv", "noun")]
    unit = rf"(?:{'|'.join(noun.replace(' ', _BLANK) for noun in nouns)})\b"
    return tuple(
        (
            row["rule"],
            Presence(row["trigger"].replace("{unit}", "|".join(nouns)).split("|")),
            compiled(row["pattern"].replace("{caps}", _CAPS).replace("{unit}", unit)),
        )
        for row in library.table("names/shapes.tsv", "rule", "type", "trigger", "pattern")
    )


def find_shaped(text: str, known: Shapes) -> Iterator[Candidate]:
    """Candidates for bodies by the shape of their names."""
    for rule, triggers, pattern in known:
        if triggers.within(text):
            for found in pattern.finditer(text):
                yield Candidate(found.start(), found.end(), "institution", rule, _SHAPED)
