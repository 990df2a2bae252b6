"""CSV: one long table, or a folder with one table per kind of fact. UTF-8, line ends as RFC 4180 wants them."""

import csv
import io
import re
from contextlib import ExitStack
from typing import Any

from extractor.codec import decode
from extractor.writers.flat import LONG, TABLES, Columns, Row, long_rows, table_rows
from extractor.writers.target import Target

_FORMULA = re.compile(
    "[\t\r\n]|[\\s\0-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*+[=+@\uff1d\uff0b\uff0d\uff20-]"
)
"""A sign that begins a formula, of ASCII or full width, behind what is not seen; or what ends a cell."""


class Sink:
    """Writes the long table to a stream, or the set of tables to a folder."""

    def __init__(self, target: Target) -> None:
        self._files = ExitStack()
        folder = target.folder
        if folder is None:
            stream = io.TextIOWrapper(target.stream, "utf-8", newline="")
            self._files.callback(stream.detach)
            self._tables = {"": _Table(stream, LONG)}
        else:
            self._tables = {
                name: _Table(
                    self._files.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline="")), columns
                )
                for name, columns in TABLES.items()
            }

    def write(self, line: bytes) -> None:
        """Write the rows of one record or failure."""
        item = decode(line)
        if "" in self._tables:
            for row in long_rows(item):
                self._tables[""].write(row)
        else:
            for name, row in table_rows(item):
                self._tables[name].write(row)

    def close(self) -> None:
        """Close the files of a folder; leave a stream open."""
        self._files.close()


class _Table:
    def __init__(self, stream: Any, columns: Columns) -> None:  # noqa: ANN401 - csv takes whatever can write text
        self._writer = csv.DictWriter(stream, columns)
        self._writer.writeheader()

    def write(self, row: Row) -> None:
        self._writer.writerow({name: _safe(value) for name, value in row.items()})


def _safe(value: object) -> object:
    """Text that a spreadsheet would run as a formula gets the apostrophe that makes it text."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and _FORMULA.match(value):
        return "'" + value
    return value
