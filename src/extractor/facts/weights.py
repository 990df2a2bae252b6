"""Tables of named numbers, one a row, read into a class with a field for each."""

from dataclasses import fields
from typing import TypeVar

from extractor.data import Library
from extractor.errors import DataError

Kind = TypeVar("Kind")


def read_weights(library: Library, table: str, kind: type[Kind]) -> Kind:
    """The numbers of a table as a ``kind``, a dataclass of floats.

    Raises:
        DataError: a name is unknown, missing or no number follows it.
    """
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    values: dict[str, float] = {}
    for row in library.table(table, "name", "value", "meaning"):
        if row["name"] not in names:
            row.fail(f"no such weight: {row['name']}")
        values[row["name"]] = row.number("value")
    if missing := [name for name in names if name not in values]:
        raise DataError(f"{table}: no row for {', '.join(missing)}")
    return kind(**values)
