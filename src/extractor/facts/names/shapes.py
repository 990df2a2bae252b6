"""Bodies whose names have numbers in them: "42nd Engineer Battalion", "1540 Committee"."""

import re
from collections.abc import Iterator
from functools import cache

from extractor.data import Library
from extractor.facts.names.candidate import Candidate
from extractor.regex import compiled

_SHAPED = 6.0
_CAPS = r"(?:[A-Z][\w’'&-]*\s){0,5}"

Shapes = tuple[tuple[str, re.Pattern[str]], ...]


@cache
def shapes(library: Library) -> Shapes:
    """The patterns of ``models/names/shapes.tsv``, each with the name of its rule.

    Raises:
        DataError: a table is faulty.
    """
    nouns = "|".join(row["noun"].replace(" ", r"\s") for row in library.table("names/units.tsv", "noun"))
    rows = library.table("names/shapes.tsv", "rule", "type", "pattern")
    filled = (
        (row["rule"], row["pattern"].replace("{caps}", _CAPS).replace("{unit}", rf"(?:{nouns})\b")) for row in rows
    )
    return tuple((rule, compiled(pattern)) for rule, pattern in filled)


def find_shaped(text: str, known: Shapes) -> Iterator[Candidate]:
    """Candidates for bodies by the shape of their names."""
    for rule, pattern in known:
        for found in pattern.finditer(text):
            yield Candidate(found.start(), found.end(), "institution", rule, _SHAPED)
