"""The words of acts, their types, weights and needs, and what may stand between an actor and the verb."""

import re
from collections import defaultdict
from functools import cache
from math import fsum

from msgspec import Struct

from extractor.coref.mentions import nouns
from extractor.data import Library, Patterns, Row, read_weights
from extractor.facts.events.factuality import cues
from extractor.facts.events.phrases import phrases
from extractor.regex import compiled
from extractor.rules.conditions import Condition
from extractor.terms import LEGISLATING, ActionType
from extractor.text.shapes import Shapes
from extractor.tree import Token

_WEAK = 1.5  # the weight among acts below which a word tells of a small one (`models/events/verbs.tsv`)


class Sense(Struct, frozen=True):
    """One meaning of a verb: the type of event, its weight among acts, and what it needs beside it."""

    type: ActionType
    weight: float
    needs: str


class Need(Struct, frozen=True):
    """What such a meaning asks for: that its word stands so in the tree (``when``), and an actor of ``types``."""

    when: Condition[Token] | None
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
    a court, ``classes`` the further words that the trees ask for, ``shapes`` how a word stands in its tree,
    ``phrases`` how it tells who acts.
    """

    def __init__(self, library: Library) -> None:
        objects = library.table("events/objects.tsv")
        self.objects = {row["class"]: compiled(rf"\b(?:{row['words']})\b", re.IGNORECASE) for row in objects}
        known = {*self.objects, *(row["need"] for row in library.table("events/needs.tsv"))}
        self.verbs = _senses(library.table("events/verbs.tsv"), known)
        self.nouns = _senses(library.table("events/nouns.tsv"), known)
        sayings = (row for row in library.table("quotes/verbs.tsv") if "no" not in (row["direct"], row["clause"]))
        self.sayings = frozenset(form for row in sayings for form in row["forms"].split())
        told = {type_: self._forms(type_) for type_ in ("request", "rule")}
        self.asking = self.sayings | told["request"]
        self.telling = self.asking | told["rule"]
        self.kinds, self.bodies = nouns(library).kinds, nouns(library).bodies
        self.judges = {row["noun"] for row in library.table("people/posts.tsv") if row["use"] == "bench"}
        self.cues = cues(library)
        self.classes = library.sets("events/classes.tsv", "class", "words", "|")
        self.gaps = Gaps(library)
        forms = self.gaps.by_name | self.objects
        classes = self.classes | self._further()
        self.shapes = Shapes("events/shapes.tsv", library, classes, forms.get)
        self.phrases = phrases(library, self.shapes, classes, forms.get)
        read = self.shapes.conditions.read
        needs = ((row, read(row) if row["when"] else None) for row in library.table("events/needs.tsv"))
        self.needs = {row["need"]: Need(when, row["types"].split()) for row, when in needs}
        self.weights = weights(library)

    def _forms(self, type_: str) -> set[str]:
        """The verbs of which a meaning has a type."""
        return {form for form, own in self.verbs.items() if any(each.type == type_ for each in own)}

    def _further(self) -> dict[str, frozenset[str]]:
        """The classes of words that are in other tables: for verbs of a type "to introduce"."""
        classes = {
            "sayings": self.sayings,
            "telling": self.telling,
            "kinds": frozenset(self.kinds),
            "bodies": frozenset(self.bodies),
        }
        found: defaultdict[str, set[str]] = defaultdict(set)
        for verb, own in self.verbs.items():
            names = {f"to {sense.type}" for sense in own} | ({"small verbs"} if is_weak(own) else set())
            for name in (*names, "verbs", *(["lawmaking"] if any(each.type in LEGISLATING for each in own) else [])):
                found[name].add(verb)
        for noun, own in self.nouns.items():
            if is_weak(own) or own[0].type == "request":
                found["small nouns"].add(noun)
        return classes | {name: frozenset(words) for name, words in found.items()}


lexicon = cache(Lexicon)


def is_weak(senses: tuple[Sense, ...]) -> bool:
    """Whether a word in all its senses tells of small acts."""
    return all(sense.weight < _WEAK for sense in senses)


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
