"""Writing an archive and what is merged over it: a transaction a batch, so that a killed run leaves it whole."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib import resources
from operator import itemgetter
from pathlib import Path

import msgspec
import numpy as np
from msgspec.structs import replace

from extractor.article import Article
from extractor.data import library
from extractor.errors import UsageError
from extractor.merge.versions import clusters
from extractor.record import FACT_KEYS, Failure, Record, decode
from extractor.settings import Reading
from extractor.writers.diff import changes
from extractor.writers.sqlite import entities, store
from extractor.writers.sqlite.store import record_of, transaction
from extractor.writers.target import Form, Target

_NOW = "strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now')"
_BATCH = 50  # articles in one transaction


class Sink(Form):
    """Adds records to an archive; raises UsageError where no file is named, OutputError where it cannot be written."""

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        settings = target.settings
        if settings.output is None:
            raise UsageError("-f sqlite writes a file: give -o ARCHIVE.db")
        self._path, self._reading = settings.output, settings.reading
        decisions = entities.decisions(target)  # if the file is faulty, there is no new archive
        self._connection = store.connect(self._path)
        if decisions or settings.merges:
            with store.using(self._path):
                entities.decide(self._connection, decisions)
        if settings.datasette:  # titles, facets and questions for it, beside the archive
            own = json.loads(resources.files(__package__).joinpath("metadata.json").read_text(encoding="utf-8"))
            text = json.dumps({"title": own.pop("title"), "databases": {self._path.stem: own}}, indent=2) + "\n"
            self._path.with_suffix(".metadata.json").write_text(text, encoding="utf-8")
        insert = f"INSERT INTO runs (started, version, inputs) VALUES ({_NOW}, ?, ?)"  # noqa: S608 - our own
        with store.using(self._path):
            cursor = self._connection.execute(insert, (target.version, "\n".join(settings.inputs)))
        self._run = cursor.lastrowid or 0
        self._counts = {"added": 0, "replaced": 0, "failed": 0}
        self._waiting = 0
        self._kinds: set[str] = set()
        self.stale = True
        """Whether something may have come that is not merged yet, from this run or one that was killed."""

    def write(self, line: bytes) -> None:
        """Add one record or failure; every fiftieth is kept for good with those before it."""
        item = decode(line)
        with store.using(self._path):
            if not self._connection.in_transaction:
                self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute("SAVEPOINT item")
            try:
                replaced = store.add(self._connection, item, self._run, self._reading)
            except BaseException:
                self._connection.execute("ROLLBACK TO item")
                raise
            self._connection.execute("RELEASE item")
            self._counts["failed" if isinstance(item, Failure) else "replaced" if replaced else "added"] += 1
            if isinstance(item, Record):
                self.stale = True
                self._kinds.update(item.kinds)
            self._waiting += 1
            if self._waiting >= _BATCH:
                self.keep()

    def merge(self) -> None:
        """Keep what has come, and merge its entities with those that were there."""
        with store.using(self._path):
            self.keep()
            if self.stale:
                entities.merge_new(self._connection)
                find_versions(self._connection)
                self.stale = False

    def close(self) -> None:
        """Keep and merge what is left; the run has come to its end."""
        try:
            self.merge()
            with store.using(self._path):
                entities.warn(self._target, self._connection.execute("SELECT DISTINCT kind, name FROM occurrences"))
                self._connection.execute(f"UPDATE runs SET finished = {_NOW} WHERE id = ?", (self._run,))  # noqa: S608 - our own
        finally:
            self._connection.close()

    def stop(self) -> None:
        """Keep what has come; the next run merges it."""
        with closing(self._connection), store.using(self._path):
            self.keep()

    def keep(self) -> None:
        """Keep what has come, also if the run is killed; a later one merges it."""
        sets = ", ".join(f"{name} = {count}" for name, count in self._counts.items())
        way = msgspec.json.encode(replace(self._reading, only=tuple(sorted(self._kinds))), enc_hook=str).decode()
        self._connection.execute(f"UPDATE runs SET {sets}, reading = ? WHERE id = {self._run}", (way,))  # noqa: S608 - numbers
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")
        self._waiting = 0


class New:
    """The articles that an archive does not hold yet or holds otherwise; ``passed`` counts those left out.

    Raises UsageError for one that would lose facts, since the archive has it of a run with other options.
    """

    def __init__(self, path: Path, articles: Iterator[Article | Failure], reading: Reading) -> None:
        self._held, runs = store.held(path)
        lost = {run: why for run, way in runs.items() if (why := _lost(way, reading))}
        self._lost = {name: why for run, why in lost.items() for name in store.names(path, run)}
        self._path, self._articles, self._reading = path, articles, reading
        self.passed = 0

    def __iter__(self) -> Iterator[Article | Failure]:
        for item in self._articles:
            if isinstance(item, Article) and store.content_hash(item, self._reading) in self._held:
                self.passed += 1
                continue
            if isinstance(item, Article) and (why := self._lost.get((item.source, item.id))):
                raise UsageError(
                    f"{self._path} holds {item.source} with {why}, which this run would take away; "
                    "run as before, or choose another -o"
                )
            yield item


def _lost(before: Reading, now: Reading) -> str | None:
    """What an article that was read as ``before`` would lose if it were read as ``now``."""
    if not {*before.only} <= {*(now.only or FACT_KEYS)}:
        return "kinds of fact that --only leaves out"
    usual = [row.number("least") for row in library(*now.patterns).table("scores/least.tsv")]
    least = [max(usual) if now.least is None else now.least, min(usual) if before.least is None else before.least]
    if now.least != before.least and least[0] > least[1]:
        return "facts of lower scores (--all, --least)"
    sizes = {"--vague": (int(before.vague), int(now.vague))}
    sizes |= {f"--{name}": (len(getattr(before, name)), len(getattr(now, name))) for name in ("patterns", "authority")}
    return next((f"what {option} gave" for option, (had, has) in sizes.items() if had > has), None)


def find_versions(connection: sqlite3.Connection) -> None:
    """Puts articles that are nearly the same into a cluster, named by its first, and keeps how each differs from it."""
    query = (
        "SELECT article_id, published, signature, cluster_id FROM records JOIN articles ON articles.id = article_id "
        "ORDER BY 1"
    )
    rows = connection.execute(query).fetchall()
    firsts = clusters([np.frombuffer(row[2], dtype=np.uint32) for row in rows], [row[1] for row in rows])
    several = {first for at, first in enumerate(firsts) if first != at}
    held: dict[int, Record] = {}
    with transaction(connection):
        for (article, _, _, before), first in sorted(zip(rows, firsts, strict=True), key=itemgetter(1)):
            cluster = rows[first][0] if first in several else None
            if cluster == before:
                continue
            connection.execute("UPDATE articles SET cluster_id = ? WHERE id = ?", (cluster, article))
            connection.execute("DELETE FROM changes WHERE article_id = ?", (article,))
            if cluster not in (None, article):
                if cluster not in held:
                    held = {cluster: record_of(connection, cluster)}
                found = changes(held[cluster], record_of(connection, article))
                connection.executemany(
                    "INSERT INTO changes (article_id, first_id, kind, change, before, after) VALUES (?, ?, ?, ?, ?, ?)",
                    [(article, cluster, each.kind, each.change, each.before, each.after) for each in found],
                )
