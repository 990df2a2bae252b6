"""Which articles of an archive are versions of one, and which facts are new or changed in the later ones."""

import sqlite3

import numpy as np

from extractor.record import Record
from extractor.versions.similar import clusters
from extractor.writers.changes import changes
from extractor.writers.sqlite.store import record_of, transaction


def find_versions(connection: sqlite3.Connection) -> None:
    """Puts articles that are nearly the same into a cluster, named by its first, and keeps how each differs from it."""
    query = "SELECT article_id, published, signature FROM records JOIN articles ON articles.id = article_id ORDER BY 1"
    rows = connection.execute(query).fetchall()
    ids = [row[0] for row in rows]
    firsts = clusters([np.frombuffer(row[2], dtype=np.uint32) for row in rows], [row[1] for row in rows])
    several = {firsts[at] for at in range(len(ids)) if firsts[at] != at}
    members = [(ids[first], ids[at]) for at, first in enumerate(firsts) if first in several]
    with transaction(connection):
        connection.execute("UPDATE articles SET cluster_id = NULL WHERE cluster_id IS NOT NULL")
        connection.executemany("UPDATE articles SET cluster_id = ? WHERE id = ?", members)
        connection.execute("DELETE FROM changes")
        held: dict[int, Record] = {}
        for first, other in members:
            if first not in held:
                held = {first: record_of(connection, first)}
            if first != other:
                found = changes(held[first], record_of(connection, other))
                connection.executemany(
                    "INSERT INTO changes (article_id, first_id, kind, change, before, after) VALUES (?, ?, ?, ?, ?, ?)",
                    [(other, first, each.kind, each.change, each.before, each.after) for each in found],
                )
