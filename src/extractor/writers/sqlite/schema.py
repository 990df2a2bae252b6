"""The tables of an archive: those of ``writers.flat`` with integer keys, and what only a database has.

Kinds of fact become tables of their own, with the columns of their class in the record: ``actions`` is the table
``events``. Kinds that are entities (an id of the record and mentions) share the table ``occurrences``: one row for an
entity of one article. ``entities`` holds what merging makes of them over all articles; facts point at occurrences
and occurrences at entities, so that merging again changes no fact.
"""

from collections.abc import Iterator
from datetime import date
from importlib import resources

from extractor.data import library
from extractor.merge import KINDS, Kind
from extractor.record import KEY_OF
from extractor.writers.flat import TABLES, Columns

TABLE_OF = {key: "events" if key == "actions" else key for key in KEY_OF.values() if key not in KINDS}
"""The table of each kind that is no entity."""
ENTITY_COLUMNS: dict[Kind, tuple[str, ...]] = {
    "people": ("role", "affiliation", "country", "first_day", "last_day", "articles", "quotations"),
    "institutions": ("type", "country", "first_day", "last_day", "articles", "quotations"),
    "instruments": ("type", "number", "country", "first_day", "last_day", "articles"),
    "places": ("country", "first_day", "last_day", "articles"),
}
"""What the table of each kind of entity holds beside ids and names."""
_COUNTED = frozenset(("articles", "quotations"))
_LOOKED_UP = {
    "articles": ("content_hash", "published", "cluster_id", "run_id"), "changes": ("article_id", "first_id"),
    "occurrences": ("article_id, fact", "entity_id", "affiliation_institution_id"),
    "mentions": ("article_id, start_char", "occurrence_id"), "speakers": ("occurrence_id",),
    "entities": ("kind, name", "block"), "blocks": ("block",), "names": ("name",), "roles": ("person_id",),
    "merges": ("entity_id",), "doubtful": ("entity_id", "other_id"),
}  # fmt: skip
"""Columns by which rows of the tables that are no fact's are looked up."""
_TYPES = {str: "TEXT", int: "INTEGER", float: "NUMERIC", bool: "INTEGER", date: "TEXT"}
_KEY = "id INTEGER PRIMARY KEY"
_ARTICLE = "article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE"
_LINKS = frozenset(("instrument", "body"))  # columns that name an entity of the record without ``_id`` in their name


def link(column: str) -> str | None:
    """The key that a column with an id of the record becomes (``instrument``: ``instrument_id``); None for others."""
    if column in _LINKS:
        return f"{column}_id"
    return column if column.endswith("_id") else None


def fact_columns(kind: str) -> Columns:
    """The columns of a kind of fact in its own table, beside EDTF days their first and last, and what was voted on."""
    columns: Columns = {}
    for name, plain in TABLES[kind].items():
        if name not in ("article", "fact"):
            columns[link(name) or name] = plain
            if name == "date":
                columns |= {"earliest": date, "latest": date}
    return columns | {"voted_on": str} if kind == "votes" else columns


def ddl() -> str:
    """The SQL that makes an empty archive."""
    links = {name for kind in TABLE_OF for name in map(link, TABLES[kind]) if name} | {"affiliation_institution_id"}
    article = {name: plain for name, plain in TABLES["articles"].items() if not name.startswith("error_")}
    entity = {name: plain for kind in KINDS for name, plain in TABLES[kind].items() if name not in ("article", "fact")}
    parts = [
        _table("articles", _KEY, "heading TEXT NOT NULL", "text TEXT", "content_hash TEXT NOT NULL",
               "cluster_id INTEGER REFERENCES articles(id) ON DELETE SET NULL",
               "run_id INTEGER NOT NULL REFERENCES runs(id)", *_typed(article, links), "UNIQUE (source, article)"),
        _table("occurrences", _KEY, _ARTICLE, "entity_id INTEGER REFERENCES entities(id) ON DELETE SET NULL",
               "kind TEXT", "fact TEXT", *_typed(entity, links)),
        *(_table(table, _KEY, _ARTICLE, "fact TEXT", *_typed(fact_columns(kind), links))
          for kind, table in TABLE_OF.items()),
        *(_table(kind, f"{_KEY} REFERENCES entities(id) ON DELETE CASCADE", "name TEXT NOT NULL",
                 *(f"{name} INTEGER NOT NULL" if name in _COUNTED else f"{name} TEXT" for name in names))
          for kind, names in ENTITY_COLUMNS.items()),
    ]  # fmt: skip
    fixed, views = (
        resources.files(__package__).joinpath(f"{name}.sql").read_text("utf-8") for name in ("fixed", "views")
    )
    words = ", ".join(f"('{words}')" for words in sorted(library().words("links/said.tsv", "words")))
    return "\n".join([*parts, fixed, views.replace("{words}", words), *_indexes(links), _removal()])


def _removal() -> str:
    """What takes all of an article away with it for whoever has foreign keys off, as SQLite has by itself."""
    gone = (
        f"DELETE FROM {table} WHERE article_id = old.id;"  # noqa: S608 - names are of our own schema
        for table in ("records", "mentions", "changes", *TABLE_OF.values(), "occurrences")
    )
    return "CREATE TRIGGER articles_gone AFTER DELETE ON articles BEGIN\n  " + "\n  ".join(gone) + "\nEND;"


def _table(name: str, *columns: str) -> str:
    return f"CREATE TABLE {name} (\n  " + ",\n  ".join(columns) + "\n);"


def _typed(columns: Columns, links: set[str]) -> Iterator[str]:
    reference = "INTEGER REFERENCES occurrences(id) ON DELETE SET NULL"
    yield from (f"{column} {reference if column in links else _TYPES[plain]}" for column, plain in columns.items())


def _indexes(links: set[str]) -> Iterator[str]:
    """An index for each column by which rows are looked up, or for several of them together."""
    for table, columns in _LOOKED_UP.items():
        yield from (f"CREATE INDEX {table}_{names.partition(',')[0]} ON {table} ({names});" for names in columns)
    for kind, table in TABLE_OF.items():
        names = ["article_id", *(name for name in fact_columns(kind) if name in links or name in ("earliest", "topic"))]
        yield from (f"CREATE INDEX {table}_{name} ON {table} ({name});" for name in names)
