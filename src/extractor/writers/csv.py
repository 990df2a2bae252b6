"""CSV: one long table, or a folder with one table per kind of fact. UTF-8, line ends as RFC 4180 wants them."""

import csv
import io
import re
from typing import BinaryIO

from extractor.writers.flat import Columns, Row, Tables

_FORMULA = re.compile(
    "[\t\r\n]|[\\s\0-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*+[=+@\uff1d\uff0b\uff0d\uff20-]"
)
"""A sign that begins a formula, of ASCII or full width, behind what is not seen; or what ends a cell."""


class _Table:
    def __init__(self, stream: BinaryIO, columns: Columns) -> None:
        self._text = io.TextIOWrapper(stream, "utf-8", newline="")
        self._writer = csv.DictWriter(self._text, columns)
        self._writer.writeheader()

    def add(self, row: Row) -> None:
        self._writer.writerow({name: _safe(value) for name, value in row.items()})

    def close(self) -> None:
        self._text.detach()


class Sink(Tables):
    """Writes rows as they come."""

    suffix, table = ".csv", _Table


def _safe(value: object) -> object:
    """Text that a spreadsheet would run as a formula gets the apostrophe that makes it text."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
