"""Records as rows: what tables with columns (CSV, Parquet, SQLite) hold.

Two shapes. The long table has one row per place in the text, of all kinds. The set of tables has one per kind of fact
(one row a fact), ``mentions`` (one row per place of a fact that has several) and ``articles`` (one row an article,
failures too). ``article`` and ``fact`` together identify a fact, in both shapes and in every run on the same input.

Columns are those of the record's classes, under names that SQL can say: ``for`` is ``votes_for``, ``end`` is
``end_char``. A part that is an object of its own (``cue``) becomes columns (``cue_text``, ``cue_start_char`` …).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, ClassVar, NamedTuple

import msgspec
from msgspec import inspect

from extractor.fact import PLACES
from extractor.record import FACT_KEYS, KEY_OF, Failure, Record, decode
from extractor.writers.target import Form, Target
from extractor.writers.words import fact_id, shown

Row = dict[str, Any]
Columns = dict[str, type]

LONG: Columns = {
    "article": str, "source": str, "published": date, "kind": str, "fact": str, "value": str,
    "text": str, "start_char": int, "end_char": int, "rule": str,
}  # fmt: skip
_MENTIONS: Columns = {"article": str, "kind": str, "fact": str, "text": str, "start_char": int, "end_char": int}
_IN_MENTIONS = frozenset(key for kind, key in KEY_OF.items() if any(name in kind.__struct_fields__ for name in PLACES))
_SAID = {
    "start": "start_char", "end": "end_char", "for": "votes_for", "against": "votes_against",
    "abstain": "votes_abstain", "published_value": "published",
}  # fmt: skip
"""Names that SQL reserves or that say too little in a table, and what they are called there."""
_DAYS = frozenset(("published", "earliest", "latest"))  # columns that hold ISO 8601 days
_PLAIN = {inspect.BoolType: bool, inspect.FloatType: float, inspect.IntType: int}


class _Column(NamedTuple):
    """A column: its name, the field that it shows (of a part, behind the part's own), and the type of its cells."""

    name: str
    path: tuple[str, ...]
    plain: type


@cache
def _columns(kind: type[msgspec.Struct], left_out: frozenset[str] = frozenset(("id",))) -> tuple[_Column, ...]:
    told = inspect.type_info(kind)
    assert isinstance(told, inspect.StructType)
    return tuple(_flat(field for field in told.fields if field.name not in left_out))


def _flat(fields: Iterable[inspect.Field], prefix: str = "", path: tuple[str, ...] = ()) -> Iterator[_Column]:
    for field in fields:
        members = field.type.types if isinstance(field.type, inspect.UnionType) else (field.type,)
        part = next((each for each in members if isinstance(each, inspect.StructType)), None)
        if part is not None:
            yield from _flat(part.fields, f"{field.encode_name}_", (field.name,))
        elif field.name not in PLACES:
            whole = prefix + field.encode_name
            name = _SAID.get(whole) or prefix + _SAID.get(field.encode_name, field.encode_name)
            kinds = set(map(type, members))
            plain = next((plain for kind, plain in _PLAIN.items() if kind in kinds), str)
            yield _Column(name, (*path, field.name), date if name in _DAYS else plain)


_OF_ARTICLES = _columns(Record, frozenset(("schema_version", "id", "source", "text", *FACT_KEYS)))
TABLES: dict[str, Columns] = {
    "articles": {"article": str, "source": str, **{each.name: each.plain for each in _OF_ARTICLES},
                 "error_stage": str, "error_reason": str},
    **{
        key: {"article": str, "fact": str, **{each.name: each.plain for each in _columns(kind)}}
        for kind, key in KEY_OF.items()
    },
    "mentions": _MENTIONS,
}  # fmt: skip


def long_rows(item: Record | Failure) -> Iterator[Row]:
    """The rows of the long table: one per place in the text; a failure is one row of the kind ``error``."""
    if isinstance(item, Failure):
        yield {"article": item.id, "source": item.source, "kind": "error", "value": item.error.reason}
        return
    for entry in shown(item, FACT_KEYS):
        for span in entry.spans or (None,):
            yield {
                "article": item.id, "source": item.source, "published": item.day, "kind": entry.kind,
                "fact": entry.id, "value": entry.fact, "rule": entry.rule, **(_cells(span) if span else {}),
            }  # fmt: skip


def table_rows(item: Record | Failure) -> Iterator[tuple[str, Row]]:
    """The rows of the set of tables, each with the name of its table; a fact's row comes before its mentions."""
    row: Row = {"article": item.id, "source": item.source}
    if isinstance(item, Failure):
        yield "articles", row | {"error_stage": item.error.stage, "error_reason": item.error.reason}
        return
    yield "articles", row | _cells(item, _OF_ARTICLES)
    for kind in FACT_KEYS:
        for number, fact in enumerate(getattr(item, kind, None) or (), 1):
            key = {"article": item.id, "fact": fact_id(kind, number, fact)}
            yield kind, key | _cells(fact)
            for span in fact.spans if kind in _IN_MENTIONS else ():
                yield "mentions", key | {"kind": kind} | _cells(span)


def _cells(item: msgspec.Struct, columns: Iterable[_Column] = ()) -> Row:
    """The values of a record, fact or place by column (of its class, if none are told), without absent ones."""
    row: Row = {}
    for column in columns or _columns(type(item)):
        value: Any = item
        for name in column.path:
            value = getattr(value, name, None)
        plain = _plain(value)
        if plain is not None:
            row[column.name] = plain
    return row


def _plain(value: object) -> object:
    """A list of things with names as these names, any other list or object as JSON; nothing for an empty one."""
    if value is msgspec.UNSET:
        return None
    if isinstance(value, tuple | list | Mapping):
        if value and not isinstance(value, Mapping) and all(hasattr(part, "name") for part in value):
            return "; ".join(part.name for part in value)
        return msgspec.json.encode(value).decode() if value else None
    return value


class Tables(Form):
    """Writes the long table to a stream, or the set of tables to a folder, in files of this suffix.

    A ``table`` is made of a stream and columns; it can ``add`` a row, and ``close``, which leaves the stream open.
    """

    suffix: ClassVar[str]
    table: ClassVar[type[Any]]

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        folder = target.folder
        self._files = {name: (folder / (name + self.suffix)).open("wb") for name in TABLES} if folder else {}
        self._tables = {name: self.table(file, TABLES[name]) for name, file in self._files.items()}
        if folder is None:
            self._tables[""] = self.table(target.stream, LONG)

    def write(self, line: bytes) -> None:
        item = decode(line)
        for name, row in table_rows(item) if self._files else (("", row) for row in long_rows(item)):
            self._tables[name].add(row)

    def close(self) -> None:
        for table in self._tables.values():
            table.close()
        for file in self._files.values():
            file.close()
