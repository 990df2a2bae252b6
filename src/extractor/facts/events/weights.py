"""What an act weighs, by its traits, and which acts are given."""

from math import fsum
from typing import get_args

from msgspec import Struct

from extractor.data import Library, read_weights
from extractor.terms import InstitutionType, Modality

_PLAIN = (
    "word", "place", "again", "person", "voice", "leading", "headline", "unlisted", "unsure", "law", "dated",
    "main", "infinitive", "present",
)  # fmt: skip
TRAITS = frozenset((*_PLAIN, *get_args(Modality), *(f"of {type_}" for type_ in get_args(InstitutionType))))


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


def weights(library: Library) -> Weights:
    """The tables of weights and limits."""
    rows = library.table("events/weights.tsv")
    for row in rows:
        if row["trait"] not in TRAITS:
            row.fail(f"no such trait: {row['trait']}")
    values = {row["trait"]: row.number("value") for row in rows}
    return Weights(values, read_weights(library, "events/limits.tsv", Limits))
