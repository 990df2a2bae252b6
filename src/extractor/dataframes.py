"""Records as pandas data frames, one for each kind of fact."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from extractor.errors import needed
from extractor.record import Failure, Record
from extractor.writers.flat import TABLES, Columns, table_rows

_TYPES = {str: "string", int: "Int64", float: "Float64", bool: "boolean"}
"""What pandas calls the types of columns in which cells may be empty."""

if TYPE_CHECKING:
    import pandas as pd


def frames(records: Iterable[Record | Failure]) -> "dict[str, pd.DataFrame]":
    """The records as data frames, with the tables and columns of the CSV form.

    Args:
        records: what ``Extractor.pipe`` gives, or a list of records.

    Returns:
        ``articles`` with a row an article, failures too, a frame with a row a fact for each kind, and ``mentions`` with
        a row for each place of a fact. ``article`` and ``fact`` join them. Days are timestamps, offsets code points.

    Raises:
        ExtraError: pandas is not installed.
    """
    needed("pandas", "frames", "frames")

    rows: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    for record in records:
        for name, row in table_rows(record):
            rows[name].append(row)
    return {name: _frame(rows[name], columns) for name, columns in TABLES.items()}


def _frame(rows: list[dict[str, object]], columns: Columns) -> "pd.DataFrame":
    import pandas as pd  # noqa: PLC0415 - an extra

    frame = pd.DataFrame(rows, columns=list(columns))
    for name, kind in columns.items():
        if kind is date:
            # Some days of EDTF are before or after what a timestamp can be: they are left out.
            frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d", errors="coerce")
        else:
            frame[name] = frame[name].astype(_TYPES[kind])
    return frame
