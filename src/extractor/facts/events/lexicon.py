"""The words of acts, what may stand between an actor and the verb, and what an act weighs by its traits.

Verbs and nouns have types, weights and what they need beside them.
"""

import re
from functools import cache
from math import fsum
from typing import get_args

from msgspec import Struct

from extractor.coref.mentions import nouns
from extractor.data import Library, Row, read_weights
from extractor.facts.events.factuality import cues
from extractor.regex import compiled
from extractor.terms import ActionType, InstitutionType, Modality

_NEEDS = (
    "", "that", "on", "asked", "money", "court", "chamber", "for", "from", "against", "at", "clause", "with",
    "to", "to do", "official", "itself", "to law", "down", "out", "up", "off", "over", "in", "object", "direct",
    "to whom", "amount", "made", "to come", "guilty", "favour", "on to", "on person",
    "asked to", "passive", "chamber law", "before", "as", "forces", "named", "into",
)  # fmt: skip
_PLAIN = (
    "word", "place", "again", "person", "voice", "leading", "headline", "unlisted", "unsure", "law", "dated",
    "main", "infinitive", "present", "gerund", "pronoun", "earlier",
)  # fmt: skip
TRAITS = frozenset((*_PLAIN, *get_args(Modality), *(f"of {type_}" for type_ in get_args(InstitutionType))))
_TAG = (
    r"[(\[]?\b(?:[RDI](?:\s*[-–]\s*|\.?\s+)[A-Z][A-Za-z.]{1,5}(?:\s+[A-Z])?\b|M\.?P\.?|MHR|TD|KC|QC|AM|AO|SC|[OMC]BE|"
    r"[A-Z]{2,4},\s[A-Z]{2}\b|[A-Z]{3,6}:\s?[A-Z]{1,5}\b)\.?[)\]]?"
)
_TITLES = r"(?:[A-Z][\w.’'-]*,?\s+|\([A-Z]+\)\s+|(?:of|for|the|and)\s+)"


class Sense(Struct, frozen=True):
    """One meaning of a verb: the type of event, its weight among acts, and what it needs beside it."""

    type: ActionType
    weight: float
    needs: str


PLAIN = Sense("other", 1.0, "")
"""Of a verb that none of the tables has, or that has none of its meanings there."""


class Gaps:
    """The patterns, of the words of ``models/events/gaps.tsv``: of what stands between two, or ``before`` the first.

    Trees are wrong where punctuation was stripped; these patterns are not.
    """

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
        self.governed = compiled(
            rf"\b{words['governing']}\s+(?:the\s+)?(?:[a-z]+ern\s+|[A-Z]{{2,4}}\s+)?$", re.IGNORECASE
        )
        """Whether a preposition ends the words before a name."""
        self.replaced = compiled(rf"\b{words['replaced']}\s+[A-Z][^,;\n]{{2,40}}(?:,\s+[JS]r\.)?,\s+$")
        """Whether who had a post before stands in front of a verb: "to be Director, vice Omar Haddad, | resigned"."""
        upon = r"(?:to|from|(?<!along )(?<!together )with|against|between|than)"
        self.addressed = compiled(rf"\b{upon}\s+(?:the\s+)?{_TITLES}{{0,9}}$")
        """Whether a preposition, titles apart, stands before the name of a person whom another acts upon."""
        self.led = compiled(rf",\s*{words['led']}\b[^;:!?\"“”]{{2,140}},(?:{adverb}|[\s,]++){{0,9}}")
        """Whether only who leads a body stands between its name and the verb: ", chaired by Anna Bell, has"."""
        self.shortened = compiled(rf"\b{words['title']}$")
        """Whether a title such as "Hon" ends a stretch, and no other word that ends a sentence."""
        self.by = compiled(r"\bby\s+(?:the\s+)?(?:[A-Z][\w.’'-]*\s+){0,4}$|\(\s*$")
        """Whether "by", titles apart, or a bracket stands before a name."""
        self.after_by = compiled(rf"\s+(?:the\s+)?{_TITLES}{{0,12}}")
        """Whether only titles stand between "by" and the name of a person."""
        self.article = compiled(r"\s*(?:(?:both|the|full|entire|whole|U\.?\s?S\.?)\s+)*", re.IGNORECASE)
        """Whether only an article or "full" stands before a body's name."""
        self._and = compiled(
            rf"(?:\s*{_TAG}){{0,3}}(?:,\s*{aside}[^,;:!?\"“”]{{2,140}})?\s*,?\s*{words['and']}\s+(?:the\s+)?"
            rf"(?:{words['others']}\s+)*{_TITLES}{{0,9}}"
        )
        self._comma = compiled(rf"(?:\s*{_TAG}){{0,3}}(?:\s*,\s*|\s\s+|\s*{_TAG}\s*){_TITLES}{{0,9}}")

    def joined(self, between: str, *, after_and: bool) -> bool:
        """Whether two names belong together; a comma joins further names once "and" has joined the last two."""
        return self._and.fullmatch(between) is not None or (after_and and self._comma.fullmatch(between) is not None)


class Limits(Struct, frozen=True):
    """The numbers of ``models/events/limits.tsv``, which says what each is for."""

    least: float
    clear: float
    most: float


class Weights(Struct, frozen=True):
    """What each trait of an act adds to its weight, and the limits; a trait that has no row adds nothing."""

    traits: dict[str, float]
    limits: Limits

    def of(self, traits: dict[str, float], earlier: int = 0) -> float:
        """The weight of an act with these traits, of whose type and actor ``earlier`` others weigh more."""
        parts = (self.traits.get(trait, 0.0) * value for trait, value in traits.items())
        return fsum((self.traits["again"] * earlier, *parts))  # the same in any order


class Lexicon:
    """All words by form in lower case.

    ``objects`` has one pattern for each class of objects, ``sayings`` the verbs of saying, ``judges`` those who sit in
    a court, ``classes`` the further words that the trees ask for.
    """

    def __init__(self, library: Library) -> None:
        objects = library.table("events/objects.tsv")
        self.objects = {row["class"]: compiled(rf"\b(?:{row['words']})\b", re.IGNORECASE) for row in objects}
        self.verbs = _senses(library.table("events/verbs.tsv"), self.objects)
        self.nouns = _senses(library.table("events/nouns.tsv"), self.objects)
        sayings = (row for row in library.table("quotes/verbs.tsv") if "no" not in (row["direct"], row["clause"]))
        self.sayings = frozenset(form for row in sayings for form in row["forms"].split())
        self.kinds, self.bodies = nouns(library).kinds, nouns(library).bodies
        self.judges = {row["noun"] for row in library.table("people/posts.tsv") if row["use"] == "bench"}
        self.cues = cues(library)
        self.classes = library.sets("events/classes.tsv", "class", "words", "|")
        self.gaps = Gaps(library)
        self.weights = weights(library)


lexicon = cache(Lexicon)


def _senses(rows: tuple[Row, ...], objects: dict[str, re.Pattern[str]]) -> dict[str, tuple[Sense, ...]]:
    found: dict[str, tuple[Sense, ...]] = {}
    for row in rows:
        if row["needs"] not in _NEEDS and row["needs"] not in objects:
            row.fail(f"needs {row['needs']!r} is no class of objects and none of {_NEEDS}")
        for form in row["forms"].split("|"):
            found[form] = (*found.get(form, ()), Sense(row.value("type"), float(row["weight"]), row["needs"]))
    return found


def weights(library: Library) -> Weights:
    """The tables of weights and limits."""
    rows = library.table("events/weights.tsv")
    for row in rows:
        if row["trait"] not in TRAITS:
            row.fail(f"no such trait: {row['trait']}")
    values = {row["trait"]: row.number("value") for row in rows}
    return Weights(values, read_weights(library, "events/limits.tsv", Limits))
