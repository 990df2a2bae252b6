"""Which facts one version of an article has that another has not, as rows of before and after."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from rapidfuzz import fuzz, process

from extractor.record import FACT_KEYS, Record
from extractor.writers.words import shown

_ALIKE = 70
"""Percent of likeness of two facts' words from which one is the other, changed."""

_WITH_TEXT = frozenset(("quotes",))
"""Kinds whose words alone do not tell what is said."""


class Change(Struct, frozen=True):
    """A fact that is gone, new, or another than before, in words."""

    kind: str
    change: Literal["gone", "new", "changed"]
    before: str | None
    after: str | None


def changes(before: Record, after: Record) -> list[Change]:
    """What has changed from one version to another, kind by kind; what both say of the same is left out."""
    old, new = _told(before), _told(after)
    return [change for kind in FACT_KEYS for change in _of_kind(kind, old[kind], new[kind])]


def _told(record: Record) -> dict[str, Counter[str]]:
    """Each fact of the record in words; of a quotation, an act or a vote with the words of the text."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in shown(record, FACT_KEYS):
        told = entry.fact if entry.kind not in _WITH_TEXT else f"{entry.fact}: {entry.place}"
        found[entry.kind][" ".join(told.split())] += 1
    return found


def _of_kind(kind: str, old: Counter[str], new: Counter[str]) -> Iterator[Change]:
    gone = sorted((old - new).keys() - new.keys())
    fresh = sorted((new - old).keys() - old.keys())
    for before in gone:
        found = process.extractOne(before, fresh, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE)
        if found is None:
            yield Change(kind, "gone", before, None)
        else:
            fresh.remove(found[0])
            yield Change(kind, "changed", before, found[0])
    for after in fresh:
        yield Change(kind, "new", None, after)
