"""Two versions of an article side by side: facts gone, new and changed."""

import msgspec
from rich import box
from rich.table import Table
from rich.text import Text

from extractor.errors import UsageError
from extractor.record import Record
from extractor.versions.similar import likeness, signature
from extractor.writers.changes import Change, changes
from extractor.writers.table import one_line, render
from extractor.writers.target import Form, Target
from extractor.writers.words import heading

_STYLES = {"gone": "red", "new": "green", "changed": "yellow"}


class Sink(Form):
    """Keeps two records, and writes how they differ at the end."""

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        self._records: list[Record] = []

    def record(self, record: Record) -> None:
        """Take one record; a failure stands on standard error already.

        Raises:
            UsageError: it is the third.
        """
        self._records.append(record)
        if len(self._records) > 2:  # noqa: PLR2004 - before and after
            raise UsageError("--diff compares two articles: give two files of one article each")

    def close(self) -> None:
        """Write the changes: a table on a terminal, one JSON object in a pipe.

        Raises:
            UsageError: there are not two records.
        """
        if len(self._records) != 2:  # noqa: PLR2004 - before and after
            raise UsageError("--diff compares two articles: give two files of one article each")
        before, after = self._records
        found = changes(before, after)
        like = round(likeness(*(signature(each.text or "") for each in self._records)), 2)
        if self._target.terminal:
            self._stream.write(render([_table(before, after, like, found)], self._target))
        else:
            whole = {"before": before.id, "after": after.id, "likeness": like, "changes": found}
            self._stream.write(msgspec.json.encode(whole) + b"\n")


def _table(before: Record, after: Record, like: float, found: list[Change]) -> Table:
    title = f"{len(found)} facts differ; the texts are {like:.0%} alike"
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for column, ratio in (("kind", None), ("", None), (one_line(heading(before)), 1), (one_line(heading(after)), 1)):
        table.add_column(column, ratio=ratio, overflow="fold")
    last = None
    for row in found:
        cells = ("" if row.kind == last else row.kind, row.change, row.before or "", row.after or "")
        table.add_row(*(Text(one_line(cell)) for cell in cells), style=_STYLES[row.change])
        last = row.kind
    return table
