"""Tables of named numbers, one a row, read into a class with a field for each."""

from typing import TypeVar

from msgspec import Struct
from msgspec.structs import fields

from extractor.data import Library
from extractor.errors import DataError

Kind = TypeVar("Kind", bound=Struct)


def read_weights(library: Library, table: str, kind: type[Kind]) -> Kind:
    """The numbers of a table as a ``kind``, a struct of floats.

    Raises:
        DataError: a name is unknown, missing or no number follows it.
    """
    names = [field.name for field in fields(kind)]
    values: dict[str, float] = {}
    for row in library.table(table, "name", "value", "meaning"):
        if row["name"] not in names:
            row.fail(f"no such weight: {row['name']}")
        values[row["name"]] = row.number("value")
    if missing := [name for name in names if name not in values]:
        raise DataError(f"{table}: no row for {', '.join(missing)}")
    return kind(**values)
