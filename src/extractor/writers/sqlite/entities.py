"""Merging the entities of an archive: from its occurrences alone, as often as wanted."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from msgspec.structs import astuple

from extractor.data import library
from extractor.merge import KINDS, Card, Decision, Entity, merge
from extractor.merge.card import most, profile
from extractor.merge.cluster import read
from extractor.merge.words import company
from extractor.writers.sqlite import archives
from extractor.writers.sqlite.store import connect, transaction
from extractor.writers.target import Target

_COLUMNS = {
    "people": ("country", "quotations"),
    "institutions": ("type", "country", "quotations"),
    "instruments": ("type", "number", "country"),
    "places": ("country",),
}


def decide(connection: sqlite3.Connection, path: Path) -> None:
    """Keeps the decisions of a file of the user's in the archive, in the place of those it held.

    Raises:
        DataError: the file is faulty, as ``file:line: why``.
    """
    rows = [(each.kind, "same" if each.same else "different", each.name, each.other) for each in read(path)]
    with transaction(connection):
        connection.execute("DELETE FROM decisions")
        connection.executemany(
            "INSERT OR REPLACE INTO decisions (kind, verdict, name, other_name) VALUES (?, ?, ?, ?)", rows
        )


def merge_all(connection: sqlite3.Connection) -> int:
    """Merges the entities of all articles; those that were there before keep their ids as far as they go on.

    Only entities whose occurrences are no longer the same are written anew.

    Returns:
        How many those are.

    Raises:
        DataError: a table of weights or words is faulty.
    """
    before = dict(connection.execute("SELECT id, entity_id FROM occurrences WHERE entity_id IS NOT NULL"))
    found = merge(_cards(connection), _decisions(connection))
    entities = [entity for kind in KINDS for entity in found[kind][0]]
    ids = dict(zip(map(id, entities), _ids(entities, before), strict=True))
    sizes = dict(connection.execute("SELECT id, occurrences FROM entities"))
    changed = [entity for entity in entities if not _same(entity, ids[id(entity)], before, sizes)]
    gone = sizes.keys() - ids.values() | {ids[id(entity)] for entity in changed}
    with transaction(connection):
        connection.executemany("DELETE FROM entities WHERE id = ?", [(key,) for key in gone])
        _write(connection, changed, [ids[id(entity)] for entity in changed])
        connection.execute("DELETE FROM merges")
        links = [(ids[id(entity)], *astuple(link)) for entity in entities for link in entity.links]
        _many(connection, "merges (entity_id, name, other_name, score, reason)", links)
        connection.execute("DELETE FROM doubtful")
        doubts = [
            (ids[id(found[kind][0][doubt.first])], ids[id(found[kind][0][doubt.second])], *astuple(doubt.link))
            for kind in KINDS
            for doubt in found[kind][1]
        ]
        names = "entity_id, other_id, name, other_name, score, reason"
        _many(connection, f"doubtful ({names})", doubts)
    return len(changed)


def _same(entity: Entity, key: int, before: dict[int, int], sizes: dict[int, int]) -> bool:
    """Whether the archive has the entity under the key, with the same occurrences."""
    return sizes.get(key) == len(entity.cards) and all(before.get(card.key) == key for card in entity.cards)


def decisions(target: Target) -> list[Decision]:
    """What the user has decided on names: in a file of this run, and in the archives that it reads.

    Raises:
        DataError: the file is faulty.
    """
    kept: list[Decision] = []
    settings = target.settings
    for path in archives(settings.inputs):
        with closing(connect(path)) as connection:
            kept += _decisions(connection)
    return kept + (read(settings.merges) if settings.merges else [])


def _decisions(connection: sqlite3.Connection) -> list[Decision]:
    kept = connection.execute("SELECT kind, verdict = 'same', name, other_name FROM decisions ORDER BY id")
    return [Decision(kind, bool(same), name, other) for kind, same, name, other in kept]


def _cards(connection: sqlite3.Connection) -> list[Card]:
    """The cards of all occurrences, keyed by their ids."""
    countries: dict[int, list[str]] = defaultdict(list)
    for article, country in connection.execute("SELECT article_id, country FROM occurrences WHERE country IS NOT NULL"):
        countries[article].append(country)
    homes = {article: most(found) for article, found in countries.items()}
    days = dict(connection.execute("SELECT id, published FROM articles"))
    spoken = dict(connection.execute("SELECT occurrence_id, count(*) FROM speakers GROUP BY occurrence_id"))
    forms: dict[int, dict[str, None]] = defaultdict(dict)
    mentions = "SELECT occurrence_id, text FROM mentions WHERE occurrence_id IS NOT NULL ORDER BY id"
    for key, text in connection.execute(mentions):
        forms[key][" ".join(text.split())] = None
    people: dict[int, list[str]] = defaultdict(list)
    for article, name in connection.execute("SELECT article_id, name FROM occurrences WHERE kind = 'people'"):
        people[article].append(name)
    met = {article: company(names, library()) for article, names in people.items()}
    query = (
        "SELECT id, article_id, kind, name, type, role, affiliation_text, number, country FROM occurrences ORDER BY id"
    )
    return [
        Card(
            key=key, article=article, kind=kind, name=name, forms=tuple(forms[key]), type=type_, role=role, body=body,
            number=number, country=country, home=homes.get(article), day=days[article], quotes=spoken.get(key, 0),
            company=met[article] if kind == "people" else frozenset(),
        )
        for key, article, kind, name, type_, role, body, number, country in connection.execute(query)
    ]  # fmt: skip


def _ids(entities: Sequence[Entity], before: dict[int, int]) -> list[int]:
    """Ids for entities: that which most of its occurrences had before, where no larger entity takes it; else new."""
    wanted = [Counter(before[card.key] for card in entity.cards if card.key in before) for entity in entities]
    claims = sorted(
        ((-times, old, at) for at, counts in enumerate(wanted) for old, times in counts.items()),
    )
    ids: dict[int, int] = {}
    taken: set[int] = set()
    for _, old, at in claims:
        if at not in ids and old not in taken:
            ids[at] = old
            taken.add(old)
    fresh = max(before.values(), default=0)
    for at in range(len(entities)):
        if at not in ids:
            fresh += 1
            ids[at] = fresh
    return [ids[at] for at in range(len(entities))]


def _write(connection: sqlite3.Connection, entities: Sequence[Entity], ids: Sequence[int]) -> None:
    profiles = [profile(entity) for entity in entities]
    whole = list(zip(entities, ids, profiles, strict=True))
    _many(connection, "entities (id, kind, name, occurrences)", (
        (key, entity.kind, own.name, len(entity.cards)) for entity, key, own in whole
    ))  # fmt: skip
    for kind, columns in _COLUMNS.items():
        names = ("id", "name", *columns, "first_day", "last_day", "articles")
        rows = [
            (key, own.name, *(getattr(own, column) for column in columns), own.first, own.last, own.articles)
            for entity, key, own in whole
            if entity.kind == kind
        ]
        _many(connection, f"{kind} ({', '.join(names)})", rows)
    _many(
        connection, "names (entity_id, name, articles)", ((key, *each) for _, key, own in whole for each in own.names)
    )
    own_roles = "person_id, role, affiliation, first_day, last_day, articles"
    _many(connection, f"roles ({own_roles})", (
        (key, role.role, role.body, role.first, role.last, role.articles) for _, key, own in whole for role in own.roles
    ))  # fmt: skip
    latest = [(own.role.role, own.role.body, key) for _, key, own in whole if own.role]
    connection.executemany("UPDATE people SET role = ?, affiliation = ? WHERE id = ?", latest)
    links = [(key, card.key) for entity, key, _ in whole for card in entity.cards]
    connection.executemany("UPDATE occurrences SET entity_id = ? WHERE id = ?", links)


def _many(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    marks = ", ".join("?" * (table.count(",") + 1))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - names are of our own schema
