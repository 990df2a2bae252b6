"""What an act weighs, by its traits, and which acts are given."""

from itertools import chain
from math import fsum
from typing import get_args

from msgspec import Struct

from extractor.data import Library, read_weights
from extractor.terms import ActionType, InstitutionType, Modality

_PLAIN = (
    "word", "again", "again upon law", "lead", "early", "late", "person", "voice", "leading", "headline", "unlisted",
    "unsure", "unnamed", "law", "money", "dated", "bare", "quoted", "capitals",
    "main", "told", "relative", "infinitive", "participle", "subordinate", "present",
)  # fmt: skip
_RULES = ("active", "passive", "noun", "implied")
UPON_LAWS = ("adopt", "approve", "pass", "reject", "ratify", "repeal", "sign", "amend", "veto")
"""Types of what is done to laws."""

TRAITS = frozenset(
    chain(
        _PLAIN, _RULES, get_args(ActionType), get_args(Modality), (f"of {type_}" for type_ in get_args(InstitutionType))
    )
)


class Limits(Struct, frozen=True):
    """The numbers of ``models/events/limits.tsv``, which says what each is for."""

    lead_sentences: float
    early_sentences: float
    late_sentences: float
    least: float
    last_resort: float
    most: float


class Weights(Struct, frozen=True):
    """What each trait of an act adds to its weight, and the limits; a trait that has no row adds nothing."""

    traits: dict[str, float]
    limits: Limits

    def of(self, traits: frozenset[str], word: float, earlier: int = 0) -> float:
        """The weight of an act with these traits.

        Args:
            traits: names of ``TRAITS``.
            word: what the act's word weighs in itself.
            earlier: so many acts of the same type and actor weigh more.
        """
        again = "again" if traits.isdisjoint(UPON_LAWS) else "again upon law"
        more = self.traits["word"] * word + self.traits[again] * earlier
        return fsum((more, *(self.traits.get(trait, 0.0) for trait in traits)))  # the same in any order


def weights(library: Library) -> Weights:
    """The tables of weights and limits.

    Raises:
        DataError: a name is unknown or missing, or no number follows it.
    """
    rows = library.table("events/weights.tsv", "trait", "value", "meaning")
    for row in rows:
        if row["trait"] not in TRAITS:
            row.fail(f"no such trait: {row['trait']}")
    values = {row["trait"]: row.number("value") for row in rows}
    return Weights(values, read_weights(library, "events/limits.tsv", Limits))
