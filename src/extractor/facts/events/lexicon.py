"""The words of acts: verbs and nouns with their types, what they need beside them, and words of modality."""

import re
from functools import cache

from msgspec import Struct

from extractor.coref.mentions import nouns
from extractor.data import Library, Row
from extractor.facts.events.factuality import Cues, cues
from extractor.facts.events.gaps import Gaps
from extractor.facts.events.weights import Weights, weights
from extractor.regex import compiled
from extractor.terms import ActionType

_NEEDS = (
    "", "that", "on", "asked", "money", "court", "grant", "chamber", "for", "against", "at", "clause", "with",
    "to", "to do", "said", "official", "itself", "to law", "down", "out", "up", "off", "object", "direct",
    "amount", "made", "to come", "in", "guilty", "favour", "on to", "on person",
    "asked to", "passive", "chamber law", "before", "as", "forces",
)  # fmt: skip


class Sense(Struct, frozen=True):
    """One meaning of a verb: the type of event, its weight among acts, and what it needs beside it."""

    type: ActionType
    weight: float
    needs: str


PLAIN = Sense("other", 1.0, "")
"""Of a verb that none of the tables has, or that has none of its meanings there."""


class Lexicon(Struct, frozen=True):
    """All words by form in lower case.

    ``objects`` has one pattern for each class of objects, ``classes`` the further words that the trees ask for.
    """

    verbs: dict[str, tuple[Sense, ...]]
    nouns: dict[str, tuple[Sense, ...]]
    objects: dict[str, re.Pattern[str]]
    kinds: dict[str, tuple[str, ...]]
    cues: Cues
    classes: dict[str, frozenset[str]]
    gaps: Gaps
    weights: Weights


@cache
def lexicon(library: Library) -> Lexicon:
    """The tables of ``models/events``."""
    objects = {
        row["class"]: compiled(rf"\b(?:{row['words']})\b", re.IGNORECASE) for row in library.table("events/objects.tsv")
    }
    return Lexicon(
        verbs=_senses(library.table("events/verbs.tsv"), objects),
        nouns=_senses(library.table("events/nouns.tsv"), objects),
        objects=objects,
        kinds=nouns(library).kinds,
        cues=cues(library),
        classes=library.sets("events/classes.tsv", "class", "words", "|"),
        gaps=Gaps(library),
        weights=weights(library),
    )


def _senses(rows: tuple[Row, ...], objects: dict[str, re.Pattern[str]]) -> dict[str, tuple[Sense, ...]]:
    found: dict[str, tuple[Sense, ...]] = {}
    for row in rows:
        if row["needs"] not in _NEEDS and row["needs"] not in objects:
            row.fail(f"needs {row['needs']!r} is no class of objects and none of {_NEEDS}")
        for form in row["forms"].split("|"):
            found[form] = (*found.get(form, ()), Sense(row.value("type"), float(row["weight"]), row["needs"]))
    return found
