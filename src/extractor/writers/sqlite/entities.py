"""Merging the entities of an archive: from its records alone, as often as wanted."""

import logging
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import count, islice

from msgspec.structs import astuple, replace

from extractor.merge import KINDS, Card, Decision, Entity, block_keys, merge
from extractor.merge.card import Profile, cards_of, profile
from extractor.merge.cluster import compared, read
from extractor.sets import Sets
from extractor.writers.sqlite import archives
from extractor.writers.sqlite.schema import ENTITY_COLUMNS
from extractor.writers.sqlite.store import connect, record_of, transaction, using
from extractor.writers.target import Target

_LOG = logging.getLogger(__name__)
_TOLD = 5  # names in one line
_SCRATCH = """
CREATE TEMP TABLE IF NOT EXISTS touched (block INTEGER PRIMARY KEY);
CREATE TEMP VIEW IF NOT EXISTS affected AS
SELECT id, occurrences FROM entities WHERE block IN (SELECT block FROM touched);
CREATE TEMP VIEW IF NOT EXISTS changed AS
SELECT id, block FROM entities WHERE occurrences <> (SELECT count(*) FROM occurrences WHERE entity_id = entities.id);
DELETE FROM touched;
"""
"""Blocks to be merged, entities of those, entities that have lost an occurrence."""


def decide(connection: sqlite3.Connection, wanted: Sequence[Decision]) -> None:
    """Keeps the user's decisions in the place of those the archive held; all is to be merged anew."""
    rows = [(each.kind, "same" if each.same else "different", each.name, each.other) for each in wanted]
    with transaction(connection):
        connection.execute("DELETE FROM decisions")
        connection.execute("DELETE FROM blocks")
        connection.execute("UPDATE entities SET occurrences = 0")
        insert = "INSERT OR REPLACE INTO decisions (kind, verdict, name, other_name) VALUES (?, ?, ?, ?)"
        connection.executemany(insert, rows)


def merge_new(connection: sqlite3.Connection) -> int:
    """Merges what has come or gone since it was done last. What comes out is what merging all anew would give.

    Only blocks that something has come to or gone from are merged, and of them only entities whose occurrences are no
    longer the same are written anew; entities that go on keep their ids.

    Returns:
        How many are written.
    """
    decisions = _decisions(connection)
    connection.executescript(_SCRATCH)
    with transaction(connection):
        cards = _cards(connection, "entity_id IS NULL OR entity_id IN (SELECT id FROM changed)")
        blocks = _blocks(connection, cards, decisions)
        held = connection.execute(
            "SELECT o.id, e.id, e.block FROM occurrences o JOIN entities e ON e.id = o.entity_id "
            "WHERE e.id IN (SELECT id FROM affected)"
        ).fetchall()
        before = {key: entity for key, entity, _ in held}
        blocks = {key: block for key, _, block in held} | blocks
        cards += _cards(connection, "entity_id IN (SELECT id FROM affected EXCEPT SELECT id FROM changed)")
        sizes = dict(connection.execute("SELECT id, occurrences FROM affected"))
        found = merge(sorted(cards, key=lambda card: card.key), decisions)
        entities = [entity for kind in KINDS for entity in found[kind][0]]
        (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM entities").fetchone()
        ids = _ids(entities, before, last)
        whole = [*zip(entities, ids, strict=True)]
        changed = [
            (entity, key)
            for entity, key in whole
            if sizes.get(key) != len(entity.cards) or any(before.get(card.key) != key for card in entity.cards)
        ]
        gone = sizes.keys() - {*ids} | {key for _, key in changed}
        connection.execute("DELETE FROM merges WHERE entity_id IN (SELECT id FROM affected)")
        connection.execute("DELETE FROM doubtful WHERE entity_id IN (SELECT id FROM affected)")
        connection.executemany("DELETE FROM entities WHERE id = ?", [(key,) for key in gone])
        _write(connection, [(entity, key, blocks[entity.cards[0].key]) for entity, key in changed])
        links = ((key, *astuple(link)) for entity, key in whole for link in entity.links)
        _many(connection, "merges (entity_id, name, other_name, score, reason)", links)
        rest = iter(ids)
        for kind in KINDS:
            own = [*islice(rest, len(found[kind][0]))]
            doubts = ((own[doubt.first], own[doubt.second], *astuple(doubt.link)) for doubt in found[kind][1])
            _many(connection, "doubtful (entity_id, other_id, name, other_name, score, reason)", doubts)
    return len(changed)


def _blocks(connection: sqlite3.Connection, cards: list[Card], decisions: Sequence[Decision]) -> dict[int, int]:
    """Each card's block, called by one of its keys, joined ones as one; ``touched`` holds those to merge."""
    connection.execute("INSERT OR IGNORE INTO touched SELECT block FROM changed")
    own = [(card.key, list(keys)) for card, keys in zip(cards, block_keys(cards, decisions), strict=True)]
    every = {key for _, keys in own for key in keys}
    blocks = Sets()
    joined: list[int] = []
    for key in every:
        known = connection.execute("SELECT block FROM blocks WHERE key = ?", (key,)).fetchone()
        blocks.unite(key, known[0] if known else key)
        joined += known or ()
    for _, (first, *others) in own:
        for other in others:
            blocks.unite(first, other)
    moved = [(blocks.root(block), block) for block in set(joined) if blocks.root(block) != block]
    connection.executemany("UPDATE blocks SET block = ? WHERE block = ?", moved)
    connection.executemany("UPDATE entities SET block = ? WHERE block = ?", moved)
    connection.executemany("INSERT OR REPLACE INTO blocks VALUES (?, ?)", ((key, blocks.root(key)) for key in every))
    connection.executemany("INSERT OR IGNORE INTO touched VALUES (?)", {(blocks.root(key),) for key in every})
    return {key: blocks.root(keys[0]) for key, keys in own}


def decisions(target: Target) -> list[Decision]:
    """What the user has decided on names, in a file and the archives read; raises DataError where it is faulty."""
    kept: list[Decision] = []
    settings = target.settings
    for path in archives(settings.inputs):
        with closing(connect(path, of_any_version=True)) as connection, using(path, "read"):
            kept += _decisions(connection)
    return kept + (read(settings.merges) if settings.merges else [])


def warn(target: Target, names: Iterable[tuple[str, str]]) -> None:
    """Tells which names of the user's file nothing here has, of all that there are, each with its kind."""
    if target.settings.merges is None:
        return
    known = {(kind, compared(name)) for kind, name in names}
    asked = dict.fromkeys(
        (each.kind, name) for each in read(target.settings.merges) for name in (each.name, each.other)
    )
    unknown = [f"{name} ({kind})" for kind, name in asked if (kind, compared(name)) not in known]
    if unknown:
        more = f" and {len(unknown) - _TOLD} more" if len(unknown) > _TOLD else ""
        _LOG.warning("%s: no article names %s", target.settings.merges, ", ".join(unknown[:_TOLD]) + more)


def _decisions(connection: sqlite3.Connection) -> list[Decision]:
    kept = connection.execute("SELECT kind, verdict = 'same', name, other_name FROM decisions ORDER BY id")
    return [Decision(kind, bool(same), name, other) for kind, same, name, other in kept]


def _cards(connection: sqlite3.Connection, where: str) -> list[Card]:
    keys: dict[int, dict[str | None, int]] = defaultdict(dict)
    query = f"SELECT id, article_id, fact FROM occurrences WHERE {where}"  # noqa: S608 - our own
    for key, article, fact in connection.execute(query):
        keys[article][fact] = key
    return [
        replace(card, key=own[fact])
        for article, own in keys.items()
        for fact, card in cards_of(record_of(connection, article), 0, article).items()
        if fact in own
    ]


def _ids(entities: Sequence[Entity], before: dict[int, int], last: int) -> list[int]:
    """Ids for entities: what most occurrences had, if no larger one takes it; else new, counted from ``last`` on."""
    wanted = [Counter(before[card.key] for card in entity.cards if card.key in before) for entity in entities]
    claims = sorted((-times, old, at) for at, counts in enumerate(wanted) for old, times in counts.items())
    ids: dict[int, int] = {}
    taken: set[int] = set()
    for _, old, at in claims:
        if at not in ids and old not in taken:
            ids[at] = old
            taken.add(old)
    new = count(last + 1)
    return [ids[at] if at in ids else next(new) for at in range(len(entities))]


def _write(connection: sqlite3.Connection, entities: Sequence[tuple[Entity, int, int]]) -> None:
    whole = [(entity, key, profile(entity)) for entity, key, _ in entities]
    _many(connection, "entities (id, kind, name, occurrences, block)", (
        (key, entity.kind, own.name, len(entity.cards), block)
        for (entity, key, own), (*_, block) in zip(whole, entities, strict=True)
    ))  # fmt: skip
    for kind, columns in ENTITY_COLUMNS.items():
        told = ((key, own.name, _told(own)) for entity, key, own in whole if entity.kind == kind)
        rows = [(key, name, *(cells[column] for column in columns)) for key, name, cells in told]
        _many(connection, f"{kind} (id, name, {', '.join(columns)})", rows)
    names_of = ((key, *each) for _, key, own in whole for each in own.names)
    _many(connection, "names (entity_id, name, articles)", names_of)
    own_roles = "person_id, role, affiliation, first_day, last_day, articles"
    _many(connection, f"roles ({own_roles})", (
        (key, role.role, role.body, role.first, role.last, role.articles) for _, key, own in whole for role in own.roles
    ))  # fmt: skip
    links = [(key, card.key) for entity, key, _ in whole for card in entity.cards]
    connection.executemany("UPDATE occurrences SET entity_id = ? WHERE id = ?", links)


def _told(own: Profile) -> dict[str, str | int | None]:
    return {
        "type": own.type, "number": own.number, "country": own.country, "first_day": own.first, "last_day": own.last,
        "articles": own.articles, "quotations": own.quotations,
        "role": own.role.role if own.role else None, "affiliation": own.role.body if own.role else None,
    }  # fmt: skip


def _many(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    marks = ", ".join("?" * (table.count(",") + 1))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - names are of our own schema
