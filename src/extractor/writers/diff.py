"""Two versions of an article side by side: facts gone, new and changed."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec import Struct
from rapidfuzz import fuzz, process
from rich.table import Table
from rich.text import Text

from extractor.errors import UsageError
from extractor.merge.versions import likeness, signature
from extractor.record import FACT_KEYS, Failure, Record
from extractor.terms import counted
from extractor.writers.table import grid, one_line, render
from extractor.writers.target import Form, Target
from extractor.writers.words import heading, shown

_TWO, _NOT_TWO = 2, "--diff compares two articles: give two files of one article each"
_UNREAD = "--diff: nothing is compared, since one of the two articles could not be read"
_STYLES = {"gone": "red", "new": "green", "changed": "yellow"}
_ALIKE = 70  # percent of likeness of two facts' words from which one is the other, changed
_WITH_TEXT = frozenset(("quotes",))  # kinds whose words alone do not tell what is said


class Change(Struct, frozen=True):
    """A fact that is gone, new, or another than before, in words."""

    kind: str
    change: Literal["gone", "new", "changed"]
    before: str | None
    after: str | None


class Sink(Form):
    """Keeps two records and writes how they differ, a table or JSON; raises UsageError for any other number."""

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        self._records: list[Record] = []
        self._unread: Failure | None = None

    def record(self, record: Record) -> None:
        self._records.append(record)
        if len(self._records) > _TWO:
            raise UsageError(_NOT_TWO)

    def failure(self, failure: Failure) -> None:
        self._unread = failure

    def close(self) -> None:
        if len(self._records) != _TWO:
            raise UsageError(_UNREAD if self._unread else _NOT_TWO)
        before, after = self._records
        found = changes(before, after)
        like = round(likeness(*(signature(each.text or "") for each in self._records)), 2)
        if self._target.terminal:
            self._stream.write(render([_table(before, after, like, found)], self._target))
        else:
            whole = {"before": before.id, "after": after.id, "likeness": like, "changes": found}
            self._stream.write(msgspec.json.encode(whole) + b"\n")


def _table(before: Record, after: Record, like: float, found: list[Change]) -> Table:
    table = grid(f"{counted(len(found), 'fact differs', 'facts differ')}; the texts are {like:.0%} alike")
    for column, ratio in (("kind", None), ("", None), (one_line(heading(before)), 1), (one_line(heading(after)), 1)):
        table.add_column(column, ratio=ratio, overflow="fold")
    last = None
    for row in found:
        cells = ("" if row.kind == last else row.kind, row.change, row.before or "", row.after or "")
        table.add_row(*(Text(one_line(cell)) for cell in cells), style=_STYLES[row.change])
        last = row.kind
    return table


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
