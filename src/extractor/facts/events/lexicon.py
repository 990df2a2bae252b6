"""The words of acts, their types, weights and needs, and what may stand between an actor and the verb."""

import re
from functools import cache
from math import fsum

from msgspec import Struct

from extractor.coref.mentions import nouns
from extractor.data import Library, Patterns, Row, read_weights
from extractor.facts.events.factuality import cues
from extractor.regex import compiled
from extractor.terms import ActionType


class Sense(Struct, frozen=True):
    """One meaning of a verb: the type of event, its weight among acts, and what it needs beside it."""

    type: ActionType
    weight: float
    needs: str


class Need(Struct, frozen=True):
    """What such a meaning asks for: one of ``words``, or any, on an arc of ``deps``, and an actor of ``types``."""

    deps: list[str]
    words: list[str]
    types: list[str]


PLAIN = Sense("other", 1.0, "object")
"""Of a verb that none of the tables has, or that has none of its meanings there."""


class Gaps(Patterns):
    """The patterns of ``models/events/patterns.tsv``, of the words of ``gaps.tsv`` there."""

    def __init__(self, library: Library) -> None:
        words = {f"{row['class']}_words": row["words"].replace(" ", r"\s+") for row in library.table("events/gaps.tsv")}
        super().__init__("events/patterns.tsv", library, words)

    def joined(self, between: str, *, after_and: bool) -> bool:
        """Whether two names belong together; a comma joins further names once "and" has joined the last two."""
        return self.and_.fullmatch(between) is not None or (after_and and self.comma.fullmatch(between) is not None)


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
        needs = library.table("events/needs.tsv")
        self.needs = {row["need"]: Need(*(row[each].split() for each in ("deps", "words", "types"))) for row in needs}
        known = {*self.needs, *self.objects}
        self.verbs = _senses(library.table("events/verbs.tsv"), known)
        self.nouns = _senses(library.table("events/nouns.tsv"), known)
        sayings = (row for row in library.table("quotes/verbs.tsv") if "no" not in (row["direct"], row["clause"]))
        self.sayings = frozenset(form for row in sayings for form in row["forms"].split())
        telling = (form for form, own in self.verbs.items() if any(each.type in ("request", "rule") for each in own))
        self.telling = self.sayings.union(telling)
        self.kinds, self.bodies = nouns(library).kinds, nouns(library).bodies
        self.judges = {row["noun"] for row in library.table("people/posts.tsv") if row["use"] == "bench"}
        self.cues = cues(library)
        self.classes = library.sets("events/classes.tsv", "class", "words", "|")
        self.gaps = Gaps(library)
        self.weights = weights(library)


lexicon = cache(Lexicon)


def _senses(rows: tuple[Row, ...], known: set[str]) -> dict[str, tuple[Sense, ...]]:
    found: dict[str, tuple[Sense, ...]] = {}
    for row in rows:
        if row["needs"] not in known:
            row.fail(f"needs {row['needs']!r} is no class of objects and not in needs.tsv")
        for form in row["forms"].split("|"):
            found[form] = (*found.get(form, ()), Sense(row.value("type"), float(row["weight"]), row["needs"]))
    return found


def weights(library: Library) -> Weights:
    """The weights of ``models/events/weights.tsv`` and the limits of ``limits.tsv``; DataError for a missing one."""
    values = {row["trait"]: row.number("value") for row in library.table("events/weights.tsv")}
    return Weights(values, read_weights(library, "events/limits.tsv", Limits))
