"""Whether two numbers side by side are a vote: what the words before and after them say."""

import re
from collections import defaultdict

from extractor.data import Library
from extractor.regex import compiled

_TOUCHING = frozenset("0123456789.,$£€/–-")
_COUNTED_THINGS = compiled(r"[\s-]+(?!(?:votes|as|was|is|its|this|has|across|yes)\b)(?:[a-z]+s|year|month|day|week)\b")
_BEFORE = 70
_RATIO_LIMIT = 10


class Cues:
    """The patterns of ``models/votes/cues.tsv``; ``stripped`` finds votes in texts without punctuation.

    ``matter`` is what votes are about, as an expression.
    """

    def __init__(self, library: Library) -> None:
        words: defaultdict[str, list[str]] = defaultdict(list)
        for row in library.table("votes/cues.tsv", "place", "pattern"):
            words[row["place"]].append(row["pattern"])
        before, after, other, stripped, kind, month, self.matter = (
            f"(?:{'|'.join(words[place])})"
            for place in ("before", "after", "other", "stripped", "kind", "month", "matter")
        )
        self._before = compiled(rf"\b(?:{before}[\s,:(]+(?:[^\W\d]+[\s,(]+){{0,6}}|(?P<by>by\s))\Z", re.IGNORECASE)
        self._after = compiled(rf"[\s)-]*(?:[a-z-]+\s+){{0,2}}{after}\b", re.IGNORECASE)
        self._other = compiled(rf"\b(?:{other}\b[^.]{{0,12}}|{month}\b[\s\d.,-]{{0,12}})\Z", re.IGNORECASE)
        self.stripped = compiled(
            rf"""\b{stripped}\s+(?P<one>\d{{1,3}})\s{{1,4}}
                (?P<two>0|[1-9]\d{{0,2}})(?!\w|\s+\d|\s*(?:million|billion|percent|per\s+cent)\b)
            | \b(?P<first>\d{{1,3}})\s(?P<second>0|[1-9]\d{{0,2}})\s(?:(?:in|on)\sa\s)?(?:{kind}\s)?vote\b""",
            re.VERBOSE | re.IGNORECASE,
        )

    def tell(self, text: str, match: re.Match[str]) -> bool:
        """Whether the numbers ``one`` and ``two`` of the match are a vote."""
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if before[-1:] in _TOUCHING or self._other.search(before):
            return False
        if self._after.match(text, match.end()):
            return "margin" not in text[match.end() : match.end() + 12] or not _is_ratio(match)
        cue = self._before.search(before)
        if cue is None or _COUNTED_THINGS.match(text, match.end()):
            return False
        return not cue["by"] or int(match["one"]) > int(match["two"])


def _is_ratio(match: re.Match[str]) -> bool:
    return match["two"] == "1" and int(match["one"]) <= _RATIO_LIMIT
