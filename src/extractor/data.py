"""The data in ``models/``: tab-separated tables whose faults are reported as ``file:line: why``.

A table's first line names its columns; empty lines and lines that start with ``#`` are passed over.
A table may lie in several folders (the project's own, then those of ``--patterns``): rows add up.
"""

import re
from bisect import bisect_left
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import NoReturn, TypeVar

from msgspec import Struct
from msgspec.structs import fields

from extractor.errors import DataError
from extractor.regex import compiled

Numbers = TypeVar("Numbers", bound=Struct)


_CLOSED = {
    "counts/units.tsv": "unit", "events/verbs.tsv": "type", "institutions/bodies.tsv": "type",
    "institutions/heads.tsv": "type", "instruments/heads.tsv": "type", "instruments/known.tsv": "type",
    "instruments/synonyms.tsv": "type", "people/parties.tsv": "use", "people/roles.tsv": "use",
    "people/titles.tsv": "kind",
}  # fmt: skip
"""Columns whose values are closed sets: a user's table may add rows, but no values."""


class Row(Struct):
    """One line of a table: its cells, the place of each column among them, and where the line stands."""

    cells: list[str]
    places: dict[str, int]
    path: Path
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells[self.places[column]]

    def fail(self, why: str) -> NoReturn:
        """Complain about this row.

        Raises:
            DataError: always, as ``file:line: why``.
        """
        raise DataError(f"{self.path}:{self.line}: {why}")

    def number(self, column: str) -> float:
        """The number in a column.

        Raises:
            DataError: the cell holds none.
        """
        try:
            return float(self[column])
        except ValueError:
            self.fail(f"{column} {self[column]!r} is no number")

    def pattern(self, pattern: str, flags: int = 0) -> re.Pattern[str]:
        """A regular expression that the row gives; those of the project's own tables are compiled when they are used.

        Raises:
            DataError: it is none.
        """
        if own_models() in self.path.parents:
            return compiled(pattern, flags)
        try:
            return re.compile(pattern, flags)
        except re.error as error:
            self.fail(f"not a regular expression: {error}")


class Library(Struct, frozen=True):
    """Folders that hold tables, the project's own first. Hashable, so that what is built from it can be cached."""

    folders: tuple[Path, ...]

    def table(self, name: str, *columns: str) -> tuple[Row, ...]:
        """All rows of the table ``name`` (a path below each folder, such as ``money/units.tsv``).

        Raises:
            DataError: no folder has the table, its columns differ, or a row has too many or too few cells.
        """
        return _table(self.folders, name, columns)

    def words(self, name: str, column: str) -> frozenset[str]:
        """The cells of a table of one column, of which no rows are made: the longest tables are such.

        Raises:
            DataError: as of ``table``.
        """
        return _words(self.folders, name, column)

    def path(self, name: str) -> Path:
        """The project's own file ``name`` (for data that is no table, such as weights)."""
        return self.folders[0] / name

    def ordered(self, name: str, *columns: str) -> "Ordered":
        """The project's own table ``name``, whose rows stand in order."""
        return Ordered(self.path(name), columns)


class Ordered:
    """A long table whose rows stand in order: they stay lines, of which one is found by its first cells.

    To cut all of its lines into cells would cost more than an article. It is read when first asked.

    Args:
        path: the file.
        columns: their names.
    """

    def __init__(self, path: Path, columns: tuple[str, ...]) -> None:
        self._path, self._head = path, "\t".join(columns)

    @cached_property
    def _lines(self) -> list[str]:
        lines = self._path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
        return lines[lines.index(self._head) + 1 :]

    def find(self, *cells: str) -> list[str] | None:
        """The other cells of the first row that begins with these."""
        key = "\t".join((*cells, ""))
        at = bisect_left(self._lines, key)
        found = at < len(self._lines) and self._lines[at].startswith(key)
        return self._lines[at][len(key) :].split("\t") if found else None


@cache
def _table(folders: tuple[Path, ...], name: str, columns: tuple[str, ...]) -> tuple[Row, ...]:
    paths = _paths(folders, name)
    rows = tuple(chain.from_iterable(_rows(path, columns) for path in paths))
    if len(paths) > 1 and name in _CLOSED:
        _check(rows, _CLOSED[name], folders[0] / name)
    return rows


@cache
def _words(folders: tuple[Path, ...], name: str, column: str) -> frozenset[str]:
    found: set[str] = set()
    for path in _paths(folders, name):
        lines = path.read_text(encoding="utf-8").split("\n")
        head, *cells = [line for line in lines if line and line[0] != "#" and not line.isspace()] or [""]
        plain = head == column and not any("\t" in cell for cell in cells)
        found.update(cells if plain else (row.cells[0] for row in _rows(path, (column,))))
    return frozenset(found)


def _paths(folders: tuple[Path, ...], name: str) -> list[Path]:
    paths = [path for folder in folders if (path := folder / name).is_file()]
    if not paths:
        raise DataError(f"{name}: no such table in {', '.join(map(str, folders))}")
    return paths


def forget_tables() -> None:
    """Let go of the rows, which several kinds read, when all have been built of them."""
    _table.cache_clear()
    _words.cache_clear()


def _check(rows: tuple[Row, ...], column: str, own: Path) -> None:
    """Complains about a value that the project's own table does not have, for it stands in records."""
    allowed = {row[column] for row in rows if row.path == own}
    for row in rows:
        if row[column] not in allowed:
            row.fail(f"{column} {row[column]!r} is none of {', '.join(sorted(filter(None, allowed)))}")


def _rows(path: Path, columns: tuple[str, ...]) -> list[Row]:
    places = {column: place for place, column in enumerate(columns)}
    rows = [
        Row(line.split("\t"), places, path, number)
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if line and line[0] != "#" and not line.isspace()
    ]
    if rows and tuple(rows[0].cells) != columns:
        rows[0].fail(f"columns are {rows[0].cells}, expected {list(columns)}")
    width = len(columns)
    for row in rows:
        if len(row.cells) != width:
            row.fail(f"{len(row.cells)} cells, expected {width}")
    return rows[1:]


@cache
def own_models() -> Path:
    """The folder ``models/``: inside the installed package, or at the root of a checkout."""
    inside = Path(__file__).parent / "models"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "models"


def library(*more: Path) -> Library:
    """The project's own data, and further folders of the same shape.

    Raises:
        DataError: one of them is no folder.
    """
    for folder in more:
        if not folder.is_dir():
            raise DataError(f"{folder}: no such folder of patterns")
    return Library((own_models(), *more))


def read_weights(library: Library, table: str, kind: type[Numbers]) -> Numbers:
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
