"""Parquet: one long table, or a folder with one table per kind of fact. Needs pyarrow (the extra ``parquet``)."""

from datetime import date
from pathlib import Path
from typing import Any

from extractor.codec import decode
from extractor.extras import needed
from extractor.writers.flat import LONG, TABLES, Columns, Row, long_rows, table_rows
from extractor.writers.target import Target

_ROWS = 20_000


class Sink:
    """Gathers rows and writes them group by group.

    Raises:
        OutputError: pyarrow is not installed.
    """

    def __init__(self, target: Target) -> None:
        needed("pyarrow", "parquet", "Parquet")
        if target.folder is None:
            self._tables = {"": _Table(target.stream, LONG)}
        else:
            self._tables = {
                name: _Table(target.folder / f"{name}.parquet", columns) for name, columns in TABLES.items()
            }

    def write(self, line: bytes) -> None:
        """Take the rows of one record or failure."""
        item = decode(line)
        if "" in self._tables:
            for row in long_rows(item):
                self._tables[""].add(row)
        else:
            for name, row in table_rows(item):
                self._tables[name].add(row)

    def close(self) -> None:
        """Write the last rows and the footers."""
        for table in self._tables.values():
            table.close()


class _Table:
    def __init__(self, where: Any, columns: Columns) -> None:  # noqa: ANN401 - a path or a byte stream
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

        types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), date: pa.date32()}
        self._schema = pa.schema([(name, types[plain]) for name, plain in columns.items()])
        self._days = [name for name, plain in columns.items() if plain is date]
        self._make = pa.Table.from_pylist
        self._rows: list[Row] = []
        self._writer = pq.ParquetWriter(str(where) if isinstance(where, Path) else where, self._schema)

    def add(self, row: Row) -> None:
        self._rows.append(row | {name: _day(row[name]) for name in self._days if name in row})
        if len(self._rows) >= _ROWS:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        self._writer.write_table(self._make(self._rows, schema=self._schema))
        self._rows = []


def _day(value: str | None) -> date | None:
    """The ISO 8601 day as a date; none for days that no date can be (before the year 1, after 9999)."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
