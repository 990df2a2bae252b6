"""What the user has decided about names: a table ``merges.tsv`` that wins over every score."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from extractor.data import Library
from extractor.merge.card import KINDS
from extractor.merge.cluster import Group
from extractor.merge.words import tokens


class Decision(Struct, frozen=True):
    """Two names of a kind, as records have them, that are one entity's or not."""

    kind: str
    same: bool
    name: str
    other: str


def read(path: Path) -> list[Decision]:
    """The decisions of a file of tab-separated lines: ``kind``, ``verdict`` (same or different), ``name``, ``other``.

    Raises:
        DataError: the file is none or faulty, as ``file:line: why``.
    """
    found = []
    for row in Library((path.parent,)).table(path.name, "kind", "verdict", "name", "other"):
        if row["kind"] not in KINDS:
            row.fail(f"kind {row['kind']!r} is none of {', '.join(KINDS)}")
        if row["verdict"] not in ("same", "different"):
            row.fail(f"verdict {row['verdict']!r} is neither same nor different")
        found.append(Decision(row["kind"], row["verdict"] == "same", row["name"], row["other"]))
    return found


def decided(decisions: Sequence[Decision], groups: list[Group]) -> dict[tuple[int, int], bool]:
    """What the decisions say of pairs of groups, by their places."""
    named: dict[str, set[int]] = defaultdict(set)
    if decisions:
        for at, group in enumerate(groups):
            for card in group.cards:
                named[" ".join(tokens(card.name))].add(at)
    verdicts: dict[tuple[int, int], bool] = {}
    for decision in decisions:
        for first in sorted(named[" ".join(tokens(decision.name))]):
            for second in sorted(named[" ".join(tokens(decision.other))]):
                if first != second:
                    verdicts[min(first, second), max(first, second)] = decision.same
    return verdicts
