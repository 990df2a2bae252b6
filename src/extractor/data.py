"""The data in ``models/``: tab-separated tables whose faults are reported as ``file:line: why``.

A table's first line names its columns; empty lines and lines that start with ``#`` are passed over.
A table may lie in several folders (the project's own, then those of ``--patterns``): rows add up.
``tables.tsv`` says which columns take but some values.

Whatever is built from a library raises DataError where a table is faulty, which is said here for all of it.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NoReturn, TypeVar, get_args

from msgspec import Struct
from msgspec.structs import fields

from extractor import terms
from extractor.errors import DataError
from extractor.regex import compiled

Numbers = TypeVar("Numbers", bound=Struct)
Made = TypeVar("Made")
_PART = re.compile(r"\{([a-z_ ]+)\}")  # what stands for another expression in one
ASKED: set[tuple[tuple[Path, ...], str]] = set()
"""Folders, and tables that were read of them."""


class Row(Struct):
    """One line of a table: its cells by column and its place; a cell that is not as asked raises DataError."""

    cells: list[str]
    places: dict[str, int]
    path: Path
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells[self.places[column]]

    def fail(self, why: str) -> NoReturn:
        """Complain about this row."""
        raise DataError(f"{self.place}: {why}")

    @property
    def place(self) -> str:
        """File and line."""
        return f"{self.path}:{self.line}"

    def value(self, column: str) -> Any:  # noqa: ANN401 - as the closed set has it
        """The cell of a column that takes but some values."""
        return self[column]

    def number(self, column: str) -> float:
        """The number in a column."""
        try:
            return float(self[column])
        except ValueError:
            self.fail(f"{column} {self[column]!r} is no number")

    def pattern(self, pattern: str, flags: int = 0) -> re.Pattern[str]:
        """A regular expression that the row gives; those of the project's own tables are compiled when used."""
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

        ``columns`` must be those of the first folder's table, which are those of all others.

        Raises:
            DataError: no folder has the table, its columns differ, a row has too many or too few cells, or one that
                takes but some values has another.
        """
        return _table(self.folders, name, columns)

    def classes(self, name: str, key: str, column: str, parted: str | None = None) -> dict[str, list[str]]:
        """The cells of a column by the values of column ``key``, cut at ``parted``; of closed ones all have a place."""
        closed = [each for each in _closed()[name] if each.column == key]
        found: dict[str, list[str]] = {value: [] for each in closed for value in each.values}
        several = any(each.several for each in closed)
        for row in self.table(name):
            cells = row[column].split(parted) if parted else (row[column],)
            for value in row[key].split() if several else (row[key],):
                found.setdefault(value, []).extend(filter(None, cells))
        return found

    def sets(self, name: str, key: str, column: str, parted: str | None = None) -> dict[str, frozenset[str]]:
        """``classes`` as sets."""
        return {each: frozenset(cells) for each, cells in self.classes(name, key, column, parted).items()}

    def patterns(self, name: str, key: str) -> dict[str, str]:
        """The regular expressions of the column ``pattern`` by the values of column ``key``, any of each as one."""
        for row in self.table(name):
            row.pattern(row["pattern"])
        return {value: "|".join(each) for value, each in self.classes(name, key, "pattern").items()}

    def words(self, name: str, column: str) -> frozenset[str]:
        """The cells of a table of one column, of which no rows are made: the longest tables are such."""
        return _words(self.folders, name, column)

    def path(self, name: str) -> Path:
        """The project's own file ``name`` (for data that is no table, such as weights)."""
        return self.folders[0] / name

    def ordered(self, name: str, *columns: str) -> "Ordered":
        """The project's own table ``name``, whose rows stand in order."""
        return Ordered(self.path(name), columns)


class Ordered:
    """A long table in order, read when first asked; its lines are cut into cells where one is looked for."""

    def __init__(self, path: Path, columns: tuple[str, ...]) -> None:
        self._path, self._head = path, "\t".join(columns)

    @cached_property
    def _lines(self) -> list[str]:
        lines = self._path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
        return lines[lines.index(self._head) + 1 :]

    def find(self, *cells: str, alone: bool = False) -> list[str] | None:
        """The other cells of the first row that begins with these, or of the only one (``alone``)."""
        key = "\t".join((*cells, ""))
        at = bisect_left(self._lines, key)
        fits = [line[len(key) :].split("\t") for line in self._lines[at : at + 2] if line.startswith(key)]
        return fits[0] if fits and not (alone and len(fits) > 1) else None


def filled(row: Row, parts: Mapping[str, str]) -> str:
    """The ``pattern`` of a row with what ``{name}`` stands for in it; raises DataError where nothing has that name."""

    def part(found: re.Match[str]) -> str:
        return f"(?:{parts[found[1]]})" if found[1] in parts else row.fail(f"no such part: {found[0]}")

    return _PART.sub(part, row["pattern"])


class Patterns:
    """The regular expressions of a table by name, which say what they mean; ``{name}`` stands for an earlier one.

    Without a ``library`` the project's own table is read, when first asked; ``parts`` are further expressions by name.
    """

    def __init__(self, table: str, library: Library | None = None, parts: Mapping[str, str] | None = None) -> None:
        self._table, self._library, self._parts = table, library, dict(parts or {})
        if library:
            self.__dict__ |= self.by_name

    @cached_property
    def by_name(self) -> dict[str, re.Pattern[str]]:
        """All of them by name."""
        forms, parts = {}, self._parts
        for row in (self._library or library()).table(self._table, "name", "pattern", "meaning"):
            parts[row["name"]] = filled(row, parts)
            forms[row["name"]] = row.pattern(parts[row["name"]])
        return forms

    def __getattr__(self, name: str) -> re.Pattern[str]:
        if name.startswith("_") or name not in self.by_name:
            raise AttributeError(name)
        found = self.__dict__[name] = self.by_name[name]
        return found


@cache
def _table(folders: tuple[Path, ...], name: str, columns: tuple[str, ...]) -> tuple[Row, ...]:
    rows: list[Row] = []
    for path in _paths(folders, name):
        head, *more = _rows(path, columns)
        columns, own = tuple(head.cells), len(rows) or len(more)
        rows += more
    for closed in _closed()[name]:
        allowed = closed.values or dict.fromkeys(row[closed.column] for row in rows[:own])
        for row in rows:
            cell = row[closed.column]
            if cell not in allowed and not (closed.several and allowed.keys() >= {*cell.split()}):
                row.fail(f"{closed.column} {cell!r} is none of {', '.join(sorted(filter(None, allowed)))}")
    return tuple(rows)


class _Closed(Struct, frozen=True):
    """A column that takes but some values (none told: those of the own table), or ``several`` with blanks between."""

    column: str
    values: dict[str, None]
    several: bool


@cache
def _closed() -> defaultdict[str, list[_Closed]]:
    closed: defaultdict[str, list[_Closed]] = defaultdict(list)
    for row in _rows(own_models() / "tables.tsv")[1:]:
        table, column, values, cells = row.cells
        allowed = get_args(getattr(terms, values[1:])) if values.startswith("=") else values.split("|")
        closed[table].append(_Closed(column, dict.fromkeys(allowed if values else ()), cells == "several"))
    return closed


@cache
def _words(folders: tuple[Path, ...], name: str, column: str) -> frozenset[str]:
    found: set[str] = set()
    for path in _paths(folders, name):
        lines = text_of(path).split("\n")
        head, *cells = [line for line in lines if line and line[0] != "#" and not line.isspace()] or [""]
        plain = head == column and not any("\t" in cell for cell in cells)
        found.update(cells if plain else (row.cells[0] for row in _rows(path, (column,))[1:]))
    return frozenset(found)


def text_of(path: Path) -> str:
    """The text of a file of UTF-8, without its mark; raises DataError where it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise DataError(f"{path}:{line}: not UTF-8 text; save it as UTF-8") from error


def _paths(folders: tuple[Path, ...], name: str) -> list[Path]:
    ASKED.add((folders, name))
    paths = [path for folder in folders if (path := folder / name).is_file()]
    if not paths:
        raise DataError(f"{name}: no such table in {', '.join(map(str, folders))}")
    return paths


def forget_tables() -> None:
    """Let go of the rows, which several kinds read, when all have been built of them."""
    _table.cache_clear()
    _words.cache_clear()


def _rows(path: Path, columns: tuple[str, ...] = ()) -> list[Row]:
    """The lines of a table from the one that names its columns on, which must be these where any are told."""
    places: dict[str, int] = {}
    lines = enumerate(text_of(path).split("\n"), 1)
    told = ((line, number) for number, line in lines if line and line[0] != "#" and not line.isspace())
    rows = [Row(line.split("\t"), places, path, number) for line, number in told] or [Row([], places, path, 1)]
    head = rows[0].cells
    if columns and tuple(head) != columns:
        given, wanted = (", ".join(map(repr, names)) for names in (head, columns))
        rows[0].fail(f"columns are {given}; expected {wanted}, with tabs between them")
    places |= {column: place for place, column in enumerate(head)}
    for row in rows:
        if len(row.cells) != len(head):
            row.fail(f"{len(row.cells)} cells, expected {len(head)}")
    return rows


def late(library: Library, make: Callable[[], Made]) -> Callable[[], Made]:
    """What is made of tables when it is first asked for, with a user's tables at once: their faults are told first."""
    made = cache(make)
    if len(library.folders) > 1:
        made()
    return made


@cache
def own_models() -> Path:
    """The folder ``models/``: inside the installed package, or at the root of a checkout."""
    inside = Path(__file__).parent / "models"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "models"


def library(*more: Path) -> Library:
    """The project's own data, and further folders of the same shape; raises DataError where one is no folder."""
    for folder in more:
        if not folder.is_dir():
            raise DataError(f"{folder}: no such folder of patterns")
    return Library((own_models(), *more))


def read_weights(library: Library, table: str, kind: type[Numbers]) -> Numbers:
    """The numbers of a table as a ``kind``, a struct of floats; raises DataError where one is missing or unknown."""
    names = [field.name for field in fields(kind)]
    values: dict[str, float] = {}
    for row in library.table(table, "name", "value", "meaning"):
        if row["name"] not in names:
            row.fail(f"no such weight: {row['name']}")
        values[row["name"]] = row.number("value")
    if missing := [name for name in names if name not in values]:
        raise DataError(f"{table}: no row for {', '.join(missing)}")
    return kind(**values)
