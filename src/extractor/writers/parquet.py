"""Parquet: one long table, or a folder with one table per kind of fact. Needs pyarrow (the extra ``parquet``)."""

from datetime import date
from typing import BinaryIO

from extractor.errors import needed
from extractor.writers.flat import Columns, Row, Tables
from extractor.writers.target import Target

_ROWS = 20_000


class _Table:
    def __init__(self, stream: BinaryIO, columns: Columns) -> None:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

        types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), date: pa.date32()}
        self._schema = pa.schema([(name, types[plain]) for name, plain in columns.items()])
        self._days = [name for name, plain in columns.items() if plain is date]
        self._make = pa.Table.from_pylist
        self._rows: list[Row] = []
        self._writer = pq.ParquetWriter(stream, self._schema)

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


class Sink(Tables):
    """Gathers rows and writes them group by group; raises ExtraError where pyarrow is not installed."""

    suffix, table = ".parquet", _Table

    def __init__(self, target: Target) -> None:
        needed("pyarrow", "parquet", "Parquet")
        super().__init__(target)


def _day(value: str | None) -> date | None:
    """The ISO 8601 day as a date; none for days that no date can be (before the year 1, after 9999)."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
