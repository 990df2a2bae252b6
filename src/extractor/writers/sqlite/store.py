"""An archive file: records and failures go in, and come out again as they were written."""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from extractor.article import Article
from extractor.errors import InputError, OutputError, UsageError
from extractor.merge import KINDS
from extractor.merge.versions import signature
from extractor.record import FACT_KEYS, Failure, Record, decode, encode
from extractor.settings import Reading
from extractor.writers.decisions import voted_on
from extractor.writers.flat import Row, table_rows
from extractor.writers.sqlite import APPLICATION_ID, is_archive
from extractor.writers.sqlite.schema import TABLE_OF, ddl, link
from extractor.writers.words import whole_heading


def connect(path: Path, *, of_any_version: bool = False) -> sqlite3.Connection:
    """Opens an archive, or makes an empty one where there is no file or an empty file.

    One ``of_any_version`` may have other columns; what it keeps of records and decisions can be read all the same.

    Raises:
        OutputError: the file is no archive, or cannot be written (UsageError: read).
    """
    if path.is_file() and path.stat().st_size and not is_archive(path):
        raise OutputError(f"{path}: is no archive that extract wrote; choose another -o, or remove it")
    with using(path, "read" if of_any_version else "written"):
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        if not connection.execute("PRAGMA application_id").fetchone()[0]:
            marks = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {_layout()};"
            connection.executescript(f"BEGIN IMMEDIATE; {ddl()} {marks} COMMIT;")
        layout = connection.execute("PRAGMA user_version").fetchone()[0]
    if layout != _layout() and not of_any_version:
        raise OutputError(
            f"{path}: another version of extract wrote it, with other columns; a new one has its records and decisions "
            f"after: extract {path} -o NEW.db"
        )
    return connection


@contextmanager
def using(path: Path, how: Literal["read", "written"] = "written") -> Iterator[None]:
    """What goes wrong with the file of an archive that is read or written, as an error that names it."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if type(error) not in (sqlite3.DatabaseError, sqlite3.OperationalError):
            raise  # a fault of what is put in
        kind = UsageError if how == "read" else OutputError
        raise kind(f"{path}: cannot be {how}: {error}") from error


@cache
def _layout() -> int:
    """A number that goes with the tables: their checksum, for they follow from the record."""
    return zlib.crc32(ddl().encode()) & 0x7FFF_FFFF


def transaction(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Begins a transaction, which ``with`` commits, or rolls back after an error."""
    connection.execute("BEGIN IMMEDIATE")
    return connection


def content_hash(item: Article | Record, reading: Reading) -> str:
    """The same for an article and for its record, and another when the article or the way to read it has changed.

    It covers id, text, title, address, metadata and the day that came with the article or by option, and
    everything of ``reading`` but the publication day (which is in the article's) and whether texts are kept. The kinds
    that were looked for are the record's own.
    """
    if isinstance(item, Record):
        published = item.published.value if item.published and item.published.from_ != "text" else None
        kinds = item.kinds
    else:
        published, kinds = item.published or reading.published, reading.only or FACT_KEYS
    way = replace(reading, only=tuple(sorted(kinds)), published=None, include_text=False)
    parts = [item.id, item.text, item.title, item.url, item.metadata, published, way]
    return hashlib.sha256(msgspec.json.encode(parts, enc_hook=str, order="sorted")).hexdigest()


def held(path: Path) -> tuple[frozenset[str], dict[int, Reading]]:
    """The content hashes of the articles that an archive holds, and how each of its runs read; none where it is new."""
    if not is_archive(path):
        return frozenset(), {}
    with closing(connect(path)) as connection, using(path):
        hashes = frozenset(row[0] for row in connection.execute("SELECT content_hash FROM articles"))
        rows = connection.execute("SELECT id, reading FROM runs").fetchall()
        decoder = msgspec.json.Decoder(Reading, dec_hook=lambda _, value: Path(value))
        return hashes, {run: decoder.decode(way) for run, way in rows}


def names(path: Path, run: int) -> list[tuple[str, str]]:
    """Source and id of the articles that a run put into an archive."""
    with closing(connect(path)) as connection, using(path):
        return connection.execute("SELECT source, article FROM articles WHERE run_id = ?", (run,)).fetchall()


def add(connection: sqlite3.Connection, item: Record | Failure, run: int, reading: Reading) -> bool:
    """Puts a record or failure in the place of an earlier one of its source and id; returns whether there was one.

    Raises:
        InputError: it would take a text or kinds of fact away from an article that has them.
    """
    name = (item.source, item.id)
    if isinstance(item, Record):
        earlier = connection.execute("SELECT text, kinds FROM articles WHERE source = ? AND article = ?", name)
        item = _full(item, *(earlier.fetchone() or (None, None)))
    connection.execute("DELETE FROM failures WHERE source = ? AND article = ?", name)
    if isinstance(item, Failure):
        _insert(connection, "failures", {"article": item.id, "source": item.source, "stage": item.error.stage,
                                         "reason": item.error.reason, "run_id": run})  # fmt: skip
        return False
    replaced = connection.execute("DELETE FROM articles WHERE source = ? AND article = ?", name).rowcount > 0
    _Adding(connection, item, run, reading).rows()
    return replaced


def _full(record: Record, text: str | None, kinds: str | None) -> Record:
    """The record with the text that the archive has of its article, where it has none and was read from that text."""
    if not {*msgspec.json.decode(kinds or "[]")} <= {*record.kinds}:
        raise InputError("the archive holds it with more kinds of fact, which it would lose; choose another -o")
    if record.text or not text:
        return record
    facts = (span for key in FACT_KEYS for fact in getattr(record, key) for span in fact.spans)
    places = [*filter(None, (record.headline, record.lead)), *facts]
    if not places or any(text[each.start : each.end] != each.text for each in places):
        raise InputError("its record holds no text, and the archive has another; read the articles with --include-text")
    return replace(record, text=text)


class _Adding:
    """The rows of one record, with the record's own ids turned into keys."""

    def __init__(self, connection: sqlite3.Connection, record: Record, run: int, reading: Reading) -> None:
        self._connection = connection
        self._record = record
        self._own: Row = {"run_id": run, "content_hash": content_hash(record, reading), "text": record.text or None,
                          "heading": whole_heading(record)}  # fmt: skip
        self._article = 0
        self._keys: dict[str, int] = {}
        self._days = {day.value: (day.earliest, day.latest) for day in record.dates if day.value}

    def rows(self) -> None:
        (_, article), *facts = table_rows(self._record)
        self._article = _insert(self._connection, "articles", article | self._own)
        stored = zlib.compress(encode(replace(self._record, text=msgspec.UNSET)), 6)
        sign = signature(self._record.text or "").tobytes()
        _insert(self._connection, "records", {"article_id": self._article, "record": stored, "signature": sign})
        for kind, row in facts:
            if kind in KINDS:  # bodies come before the people that belong to them
                self._keys[row["fact"]] = self._put("occurrences", self._linked(row) | {"kind": kind})
        quotes, votes = iter(self._record.quotes), iter(self._record.votes)
        for kind, row in facts:
            if kind == "mentions":
                self._put("mentions", row | {"occurrence_id": self._keys.get(row["fact"])})
            elif kind in TABLE_OF:
                more = {"voted_on": voted_on(self._record, next(votes))} if kind == "votes" else {}
                key = self._put(TABLE_OF[kind], self._linked(row) | more)
                if kind == "quotes":
                    for speaker in (self._keys[each] for each in next(quotes).speaker_ids if each in self._keys):
                        _insert(self._connection, "speakers", {"quote_id": key, "occurrence_id": speaker})

    def _linked(self, row: Row) -> Row:
        linked: Row = {}
        for name, value in row.items():
            key = link(name)
            linked[key or name] = self._keys.get(value) if key else value
        if row.get("date"):
            linked["earliest"], linked["latest"] = self._days.get(row["date"], (None, None))
        return linked

    def _put(self, table: str, row: Row) -> int:
        own = {name: value for name, value in row.items() if name != "article"}
        return _insert(self._connection, table, own | {"article_id": self._article})


def lines(paths: Iterable[Path], *, text: bool = True) -> Iterator[bytes]:
    """The records of archives as encoded lines, texts or not, as they came in; raises UsageError for a damaged file."""
    query = "SELECT record, text FROM records JOIN articles ON articles.id = article_id ORDER BY article_id"
    for path in paths:
        with closing(connect(path, of_any_version=True)) as connection, using(path, "read"):
            try:
                for stored, whole in connection.execute(query):
                    plain = zlib.decompress(stored)
                    yield encode(replace(decode(plain), text=whole)) if text and whole else plain
            except (zlib.error, msgspec.DecodeError) as error:
                raise UsageError(f"{path}: is damaged: {error}") from error


def record_of(connection: sqlite3.Connection, article: int) -> Record:
    """The record of an article of the archive, without its text."""
    (stored,) = connection.execute("SELECT record FROM records WHERE article_id = ?", (article,)).fetchone()
    item = decode(zlib.decompress(stored))
    assert isinstance(item, Record)
    return item


def _insert(connection: sqlite3.Connection, table: str, row: dict[str, Any]) -> int:
    marks = ", ".join("?" * len(row))
    cursor = connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))  # noqa: S608 - names are of our own schema
    assert cursor.lastrowid is not None
    return cursor.lastrowid
