"""Two versions of an article side by side: facts gone, new and changed."""

from typing import TYPE_CHECKING

import msgspec

from extractor.codec import decode
from extractor.errors import UsageError
from extractor.record import Failure, Record
from extractor.writers.table import one_line, render
from extractor.writers.target import Target
from extractor.writers.words import heading

if TYPE_CHECKING:
    from rich.table import Table

    from extractor.writers.changes import Change

_STYLES = {"gone": "red", "new": "green", "changed": "yellow"}


class Sink:
    """Keeps two records, and writes how they differ at the end."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._records: list[Record] = []

    def write(self, line: bytes) -> None:
        """Take one record; a failure stands on standard error already.

        Raises:
            UsageError: it is the third.
        """
        item = decode(line)
        if isinstance(item, Failure):
            return
        self._records.append(item)
        if len(self._records) > 2:  # noqa: PLR2004 - before and after
            raise UsageError("--diff compares two articles: give two files of one article each")

    def close(self) -> None:
        """Write the changes: a table on a terminal, one JSON object in a pipe.

        Raises:
            UsageError: there are not two records.
        """
        from extractor.versions.similar import likeness, signature  # noqa: PLC0415 - for this form only
        from extractor.writers.changes import changes  # noqa: PLC0415 - likewise

        if len(self._records) != 2:  # noqa: PLR2004 - before and after
            raise UsageError("--diff compares two articles: give two files of one article each")
        before, after = self._records
        found = changes(before, after)
        like = round(likeness(*(signature(each.text or "") for each in self._records)), 2)
        if self._target.terminal:
            self._target.stream.write(render([_table(before, after, like, found)], self._target))
        else:
            whole = {"before": before.id, "after": after.id, "likeness": like, "changes": found}
            self._target.stream.write(msgspec.json.encode(whole) + b"\n")


def _table(before: Record, after: Record, like: float, found: "list[Change]") -> "Table":
    from rich import box  # noqa: PLC0415 - JSON output needs no rich
    from rich.table import Table  # noqa: PLC0415 - likewise
    from rich.text import Text  # noqa: PLC0415 - likewise

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
