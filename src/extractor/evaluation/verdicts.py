"""Verdicts on facts, and how many of them were right."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from extractor.fact import Fact

State = Literal["right", "wrong", "missed", "optional"]
ROWS = (
    "dates", "institutions", "institutions.type", "institutions.country", "people", "people.role", "people.affiliation",
    "amendments", "counts", "votes", "money", "instruments", "instruments.type", "instruments.country", "topics",
    "quotes", "quotes.speaker", "actions",
)  # fmt: skip
"""Kinds of fact, and the parts of them that are judged apart."""


class Verdict(Struct, frozen=True):
    """One ``fact`` of a record, or one that it lacks (None); ``optional`` where careful readers differ.

    ``row`` is the kind of fact, or a part of it (``people.role``), ``shown`` the fact or annotation in a few words.
    """

    row: str
    state: State
    fact: Fact | None
    shown: str


class Tally(Struct):
    """How many facts were right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of right ones among those found; 1 where none was."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of those annotated that was found; 1 where there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        whole = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / whole if whole else 1.0


def tallies(verdicts: Iterable[Verdict]) -> dict[str, Tally]:
    """The verdicts counted, by row, in the order of ``ROWS``; optional facts do not count."""
    found = {row: Tally() for row in ROWS}
    for verdict in verdicts:
        if verdict.state != "optional":
            tally = found[verdict.row]
            setattr(tally, verdict.state, getattr(tally, verdict.state) + 1)
    return found
