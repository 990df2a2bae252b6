"""CSV: one long table, or a folder with one table per kind of fact. UTF-8, line ends as RFC 4180 wants them."""

import csv
import io
from contextlib import ExitStack
from typing import Any

from extractor.codec import decode
from extractor.writers.flat import LONG, TABLES, Columns, Row, long_rows, table_rows
from extractor.writers.target import Target

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_EDGE = ("\t", "\r", "\n")


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
    if isinstance(value, str) and (value.startswith(_EDGE) or value.lstrip().startswith(_FORMULA)):
        return "'" + value
    return value
