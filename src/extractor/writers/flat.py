"""Records as rows: what tables with columns (CSV, Parquet) hold.

Two shapes. The long table has one row per place in the text, of all kinds. The set of tables has one per kind of fact
(one row a fact), ``mentions`` (one row per place of an entity or topic) and ``articles`` (one row an article,
failures too). ``article`` and ``fact`` together identify a fact, in both shapes and in every run on the same input.
"""

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import msgspec

from extractor.record import FACT_KEYS, KEY_OF, Affiliation, Failure, Mention, Record
from extractor.writers.words import fact_id, shown, spans

Row = dict[str, Any]
Columns = dict[str, type]

LONG: Columns = {
    "article": str, "source": str, "published": str, "kind": str, "fact": str, "value": str,
    "text": str, "start": int, "end": int, "rule": str,
}  # fmt: skip
_ARTICLES: Columns = {
    "article": str, "source": str, "title": str, "url": str, "language": str, "published": str,
    "dateline": str, "error_stage": str, "error_reason": str,
}  # fmt: skip
_MENTIONS: Columns = {"article": str, "kind": str, "fact": str, "text": str, "start": int, "end": int}
_PARTS = (Mention, Affiliation)
_LISTS = ("mentions", "evidence")
_NAMES = ("co_speakers",)
_IN_MENTIONS = frozenset(key for kind, key in KEY_OF.items() if any(name in kind.__struct_fields__ for name in _LISTS))


def _columns(kind: type[msgspec.Struct]) -> Columns:
    columns: Columns = {}
    hints = get_type_hints(kind)
    for field in msgspec.structs.fields(kind):
        if field.name in ("id", *_LISTS):
            continue
        types = (hints[field.name], *get_args(hints[field.name]))
        part = next((part for part in _PARTS if part in types), None)
        if part is not None:
            columns |= {f"{field.encode_name}_{name}": plain for name, plain in _columns(part).items()}
        else:
            columns[field.encode_name] = next((plain for plain in (bool, float, int) if plain in types), str)
    return columns


TABLES: dict[str, Columns] = {
    "articles": _ARTICLES,
    **{key: {"article": str, "fact": str} | _columns(kind) for kind, key in KEY_OF.items()},
    "mentions": _MENTIONS,
}


def long_rows(item: Record | Failure) -> Iterator[Row]:
    """The rows of the long table: one per place in the text; a failure is one row of the kind ``error``."""
    if isinstance(item, Failure):
        yield {"article": item.id, "source": item.source, "kind": "error", "value": item.error.reason}
        return
    published = item.published.value if item.published else None
    for entry in shown(item, FACT_KEYS):
        for span in entry.spans or (None,):
            yield {
                "article": item.id, "source": item.source, "published": published, "kind": entry.kind,
                "fact": entry.id, "value": entry.fact, "rule": entry.rule, **(_cells(span) if span else {}),
            }  # fmt: skip


def table_rows(item: Record | Failure) -> Iterator[tuple[str, Row]]:
    """The rows of the set of tables, each with the name of its table."""
    yield "articles", _article(item)
    if isinstance(item, Failure):
        return
    for kind in FACT_KEYS:
        for number, fact in enumerate(getattr(item, kind), 1):
            key = {"article": item.id, "fact": fact_id(kind, number, fact)}
            yield kind, key | _cells(fact)
            for span in spans(fact) if kind in _IN_MENTIONS else ():
                yield "mentions", key | {"kind": kind} | _cells(span)


def _article(item: Record | Failure) -> Row:
    row: Row = {"article": item.id, "source": item.source}
    if isinstance(item, Failure):
        return row | {"error_stage": item.error.stage, "error_reason": item.error.reason}
    return row | {
        "title": item.title, "url": item.url, "language": item.language,
        "published": item.published.value if item.published else None,
        "dateline": item.dateline.place if item.dateline else None,
    }  # fmt: skip


def _cells(fact: msgspec.Struct) -> Row:
    cells: Row = {}
    for field in msgspec.structs.fields(fact):
        value = getattr(fact, field.name)
        if field.name in _NAMES:
            cells[field.encode_name] = "; ".join(part.name for part in value) or None
        elif isinstance(value, _PARTS):
            cells |= {f"{field.encode_name}_{name}": part for name, part in _cells(value).items()}
        elif value is not None and field.name not in ("id", *_LISTS):
            cells[field.encode_name] = value
    return cells
