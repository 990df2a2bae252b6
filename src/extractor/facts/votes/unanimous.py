"""Votes without numbers: "unanimously", "by consensus", "by voice vote", "on the voices"."""

import re
from collections.abc import Callable

from extractor.data import Library
from extractor.facts.votes.tally import Tally
from extractor.regex import compiled
from extractor.rules.gazetteer import around

_STEMS = (
    "unanim",
    "consensus",
    "acclamation",
    "voice",
    "without opp",
    "without obj",
    "without diss",
    "nem. con",
    "nem con",
)
_AGREED = r"unanimous\s+(?:voice\s+)?(?:consent|vote|agreement|decision)"


def finder(library: Library) -> Callable[[str, str], list[Tally]]:
    """Makes the function that finds votes whose result is told in a word, in a text and its lower-case form."""
    rows = library.table("votes/outcomes.tsv", "outcome", "turns", "word")
    words = [row["word"] for row in (*rows, *library.table("votes/agreed.tsv", "word"))]
    chosen = "|".join(
        row["pattern"] for row in library.table("votes/cues.tsv", "place", "pattern") if row["place"] == "chosen"
    )
    verbs = "|".join(map(re.escape, words))
    pattern = compiled(
        rf"""(?P<one>\bunanimously\s+(?:\w+\s+){{0,1}}?(?:{verbs})\b|\b(?:{verbs})\s+(?:(?!(?:{verbs})\b)\w+\s+){{0,5}}?unanimously\b
             |\b(?:by|with|under|on|through|in)\s+(?:an?\s+)?{_AGREED}\b
             |\bnem(?:ine)?\.?\s+con\b
             |\bby\s+(?:consensus|acclamation)\b(?!\s+(?:{chosen})\b)
             |(?<!\bnear\s)(?<!\bnearly\s)(?<!\balmost\s)\bunanimous\s+(?:\w+\s+){{0,2}}?(?:vote|approval|passage|adoption|confirmation)\b
             |\bwithout\s+(?:opposition|objection|dissent)\b)
          | \b(?:by|on|in)\s+(?:(?:a\s+)?voice\s+vote|the\s+voices)\b""",
        re.VERBOSE | re.IGNORECASE,
    )

    def find(text: str, low: str) -> list[Tally]:
        return [
            Tally(
                match.start(),
                match.end(),
                unanimous=bool(match["one"]),
                rule="unanimous" if match["one"] else "voice vote",
            )
            for first, last in around(low, _STEMS, 60, 60)
            for match in pattern.finditer(text, first, last)
        ]

    return find
