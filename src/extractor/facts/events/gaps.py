"""What may stand between an actor's name and the verb, or the next name, as plain patterns.

Trees are wrong where punctuation was stripped; these patterns are not.
"""

import re

from extractor.data import Library
from extractor.regex import compiled

_TAG = (
    r"\(?\b(?:[RDI](?:\s*[-–]\s*|\.?\s+)[A-Z][A-Za-z.]{1,5}(?:\s+[A-Z])?\b|M\.?P\.?|MHR|QC|AM|AO|SC|"
    r"[A-Z]{2,4},\s[A-Z]{2}\b)\)?"
)
_TITLES = r"(?:[A-Z][\w.’'-]*,?\s+|(?:of|for|the|and)\s+)"


class Gaps:
    """The patterns, of the words of ``models/events/gaps.tsv``: of what stands between two, or ``before`` the first."""

    def __init__(self, library: Library) -> None:
        words = {
            row["class"]: rf"(?:{row['words'].replace(' ', chr(92) + 's+')})"
            for row in library.table("events/gaps.tsv")
        }
        adverb, aside = rf"\b{words['adverb']}\b", rf"{words['aside']}\b"
        self.close = compiled(rf"(?:{_TAG}|{adverb}|[\s,)]++){{0,9}}")
        """Whether only adverbs, parties and states stand between a name and the verb."""
        self.aside = compiled(
            rf"(?:\s*{_TAG})?(?:,\s*|\s{{2,}}){aside}[^,.;:!?\"“”]{{2,140}}(?:,|\s\s)(?:{adverb}|[\s,]++){{0,9}}"
        )
        """Whether an apposition stands between a name and the verb: ", who chairs the panel, today"."""
        self.of_it = compiled(
            rf"(?:\s*{_TAG}){{0,3}}[\s,]*(?:an?|the|who\s+is|both)?\s*(?:[\w-]+\s+){{0,3}}?"
            rf"{words['leading']}\s+(?:(?:of|on|for|at|in)\s+)?(?:(?:both|the)\s+)*",
            re.IGNORECASE,
        )
        """Whether a body's name is only part of what is said of the person before: "a member of the"."""
        self.governed = compiled(rf"\b{words['governing']}\s+(?:the\s+)?(?:[a-z]+ern\s+)?$")
        """Whether a preposition ends the words before a name."""
        upon = r"(?:to|from|(?<!along )(?<!together )with|against|between|than)"
        self.addressed = compiled(rf"\b{upon}\s+(?:the\s+)?{_TITLES}{{0,9}}$")
        """Whether a preposition, titles apart, stands before the name of a person whom another acts upon."""
        self.led = compiled(rf",\s*{words['led']}\b[^;:!?\"“”]{{2,140}},(?:{adverb}|[\s,]++){{0,9}}")
        """Whether only who leads a body stands between its name and the verb: ", chaired by Anna Bell, has"."""
        self.title = compiled(rf"\.?\s{{1,3}}(?:\(?{words['title']}\b\.?\)?\s*)*")
        """Whether a word is the title of the name behind it: "Hon. Anna Bell"."""
        self.by = compiled(r"\bby\s+(?:the\s+)?(?:[A-Z][\w.’'-]*\s+){0,4}$|\(\s*$")
        """Whether "by", titles apart, or a bracket stands before a name."""
        self.article = compiled(r"\s*(?:(?:both|the|full|entire|whole|U\.?\s?S\.?)\s+)*", re.IGNORECASE)
        """Whether only an article or "full" stands before a body's name."""
        self._and = compiled(
            rf"(?:\s*{_TAG}){{0,3}}(?:,\s*{aside}[^,;:!?\"“”]{{2,140}})?\s*,?\s*{words['and']}\s+(?:the\s+)?"
            rf"(?:{words['others']}\s+)*{_TITLES}{{0,9}}"
        )
        self._comma = compiled(rf"(?:\s*{_TAG}){{0,3}}(?:\s*,\s*|\s\s+|\s*{_TAG}\s*){_TITLES}{{0,3}}")

    def joined(self, between: str, *, after_and: bool) -> bool:
        """Whether two names belong together; a comma joins further names once "and" has joined the last two."""
        return self._and.fullmatch(between) is not None or (after_and and self._comma.fullmatch(between) is not None)
