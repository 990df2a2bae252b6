"""The party and seat that stand behind a name: "(D-MN)"."""

import re
from functools import cache

from extractor.data import Library
from extractor.regex import compiled


@cache
def party_label(library: Library) -> re.Pattern[str]:
    """Matches them from the end of the name on; its group ``label`` is the party with the seat."""
    labels = "|".join(
        re.escape(row["word"])
        for row in library.table("people/parties.tsv", "word", "use", "party")
        if row["use"] == "seat"
    )
    return compiled(
        rf"\s*(?:(?P<open>\()|,\s|\s\s)\s?"
        rf"(?P<label>(?:{labels})(?:\s?[-–—]\s?|\s{{1,3}}|(?(open),\s|(?!)))(?!Rep|Sen|Cong)[A-Z][A-Za-z]*\.?(?:\s?[A-Z][a-z]*\.?)?)"
    )
