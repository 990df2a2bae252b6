"""A candidate for a name, and the choice between candidates that overlap."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Label = Literal["person", "institution", "place"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of text (code points) that may be a name; of two that overlap the one of more ``weight`` stays."""

    start: int
    end: int
    label: Label
    rule: str
    weight: float

    @property
    def order(self) -> tuple[float, int, int]:
        """Sorts the best first: by weight, then length, then place."""
        return (-self.weight, self.start - self.end, self.start)


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that stay, none overlapping another, in order of the text."""
    chosen: list[Candidate] = []
    taken: set[int] = set()
    for candidate in sorted(candidates, key=lambda each: each.order):
        span = range(candidate.start, candidate.end)
        if taken.isdisjoint(span):
            taken.update(span)
            chosen.append(candidate)
    return sorted(chosen, key=lambda each: each.start)
