"""Merging the entities of more articles than memory holds: a DuckDB query over Parquet partitions, block by block.

DuckDB makes the cards, spills them to disk and hands them over sorted by block, so that only names that can be one
are in memory together: people whose last names begin alike; bodies, laws and places that a link of their names joins.
Needs duckdb and pyarrow (the extra ``scale``).
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from importlib import resources
from itertools import chain, count, groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Self

from msgspec.structs import astuple

from extractor.data import Library, library
from extractor.errors import needed
from extractor.merge import GROUPS, Card, Decision, Kind, merge
from extractor.merge.card import profile
from extractor.merge.cluster import Sets, decided
from extractor.merge.people import block
from extractor.merge.words import name_words

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TABLES = ("articles", "people", "institutions", "instruments", "places", "mentions", "quotes")
_SPELLED: tuple[Kind, ...] = ("institutions", "instruments", "places")
"""Kinds whose blocks are told by all spellings together."""
_ROWS = 10_000
_TOGETHER = 50_000
"""Cards from which on blocks that stand next to each other are merged and let go."""
_COLUMNS = {
    "entities": {"id": int, "kind": str, "name": str, "type": str, "number": str, "country": str, "first_day": str,
                 "last_day": str, "articles": int, "quotations": int},
    "members": {"entity": int, "kind": str, "folder": str, "article": str, "fact": str},
    "merges": {"entity": int, "name": str, "other_name": str, "score": float, "reason": str},
    "doubtful": {"entity": int, "other": int, "name": str, "other_name": str, "score": float, "reason": str},
}  # fmt: skip
"""The tables that are written, each a Parquet file."""


def merge_partitions(
    folders: Iterable[Path | str],
    output: Path,
    decisions: Sequence[Decision] = (),
    *,
    memory: str = "2GB",
    together: int = _TOGETHER,
) -> dict[str, int]:
    """Merges the entities of folders that ``-f parquet`` wrote, and writes four Parquet files into a folder.

    Args:
        folders: the partitions; no article is in two of them.
        output: gets ``entities``, ``members`` (which fact of which article is of which), ``merges`` and ``doubtful``.
        decisions: what the user has decided.
        memory: what DuckDB may take before it spills to disk, beside output; in its words.
        together: how many cards are merged at once, or one block where it has more.

    Returns:
        How many rows each file has.

    Raises:
        ExtraError: duckdb or pyarrow is not installed.
        DataError: a table of weights or words is faulty.
    """
    needed("duckdb", "scale", "merging partitions")
    needed("pyarrow", "scale", "merging partitions")
    import duckdb  # noqa: PLC0415 - an extra

    output.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=output) as scratch, duckdb.connect(f"{scratch}/cards.db") as connection:
        connection.execute(f"SET memory_limit = '{memory}'; SET temp_directory = '{scratch}'; SET threads = 2")
        _cards(connection, folders)
        data = library()
        _blocks(connection, data, decisions)
        with _Files(output) as files:
            for cards, origins in _batches(connection, together):
                _write(files, cards, origins, decisions, data)
        return files.rows


def _cards(connection: "DuckDBPyConnection", folders: Iterable[Path | str]) -> None:
    paths = [str(folder).replace("'", "''") for folder in folders]
    for table in _TABLES:
        files = ", ".join(f"'{path}/{table}.parquet'" for path in paths)
        query = f"SELECT parse_dirpath(filename) AS part, * FROM read_parquet([{files}], filename = true)"  # noqa: S608 - quoted
        connection.execute(f"CREATE VIEW {table} AS {query}")
    connection.execute(resources.files(__package__).joinpath("partitions.sql").read_text(encoding="utf-8"))


def _blocks(connection: "DuckDBPyConnection", data: Library, decisions: Sequence[Decision]) -> None:
    """Gives each spelling its block: a number that all have which may be one entity's."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    known = connection.execute("SELECT DISTINCT name FROM card WHERE kind = 'people' ORDER BY name").fetchall()
    names = [name for (name,) in known]
    lasts = [name_words(name, data) for name in names]
    numbers = _numbered([block(words) for words in lasts], names, decisions)
    people = pa.table({"name": names, "last": [words[-1] for words in lasts], "block": numbers})
    connection.register("people_found", people).execute("INSERT INTO person FROM people_found")
    for kind in _SPELLED:
        keys, blocks = _joined(kind, list(_spellings(connection, kind)), data, decisions)
        joined = pa.table({"spelling": pa.array(keys, pa.uint64()), "block": pa.array(blocks, pa.int64())})
        connection.register("joined_found", joined).execute("INSERT INTO joined FROM joined_found")


def _numbered(keys: list[str], names: list[str], decisions: Sequence[Decision]) -> list[int]:
    """A number for each key; one for those that a decision brings together."""
    numbers: dict[str, int] = {}
    found = [numbers.setdefault(key, len(numbers)) for key in keys]
    for each in decisions:
        if each.kind == "people" and each.same:
            joined = {number for number, name in zip(found, names, strict=True) if name in (each.name, each.other)}
            found = [min(joined) if number in joined else number for number in found]
    return found


def _spellings(connection: "DuckDBPyConnection", kind: Kind) -> Iterator[Card]:
    """A card for each spelling, with its forms as often as some articles have them."""
    query = (
        "SELECT spelling, name, type, country, home, number, year, forms FROM spelling "
        "LEFT JOIN other_form USING (spelling) WHERE kind = ? ORDER BY name, spelling"
    )
    cursor = connection.execute(query, [kind])
    while rows := cursor.fetchmany(_ROWS):
        for key, name, type_, country, home, number, year, forms in rows:
            yield Card(
                key=key, article=key, kind=kind, name=name, forms=tuple(forms or ()), type=type_, country=country,
                home=home, number=number, day=year and f"{year}-01-01",
            )  # fmt: skip


def _joined(kind: Kind, cards: list[Card], data: Library, decisions: Sequence[Decision]) -> tuple[list[int], list[int]]:
    """The keys of cards, and for each the place of the first group that links join with its own."""
    groups, edges = GROUPS[kind](cards, data)
    sets = Sets(len(groups))
    own = [each for each in decisions if each.kind == kind and each.same]
    for first, second in chain(decided(own, groups), ((edge.first, edge.second) for edge in edges)):
        sets.unite(first, second)
    held = [(card.key, sets.root(at)) for at, group in enumerate(groups) for card in group.cards]
    return [key for key, _ in held], [at for _, at in held]


def _batches(connection: "DuckDBPyConnection", together: int) -> Iterator[tuple[list[Card], dict[int, Any]]]:
    """Cards of one kind, whole blocks of them, with the folder, article and fact of each."""
    cursor = connection.execute("FROM ordered")
    rows = iter(lambda: cursor.fetchmany(_ROWS), [])
    cards: list[Card] = []
    origins: dict[int, Any] = {}
    for (kind, _), block_rows in groupby((row for some in rows for row in some), key=lambda row: row[:2]):
        if cards and (len(cards) >= together or cards[0].kind != kind):
            yield cards, origins
            cards, origins = [], {}
        for row in block_rows:
            cards.append(_card(kind, row))
            origins[cards[-1].key] = row[2:5]
    if cards:
        yield cards, origins


def _card(kind: Kind, row: Sequence[Any]) -> Card:
    key, article, name, forms, type_, role, body, number, country, home, day, quotes, company = row[5:]
    return Card(
        key=key, article=article, kind=kind, name=name, forms=tuple(forms), type=type_, role=role, body=body,
        number=number, country=country, home=home, day=day, quotes=quotes, company=frozenset(company or ()),
    )  # fmt: skip


class _Files:
    """The four files, and how many rows each has."""

    def __init__(self, folder: Path) -> None:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415 - likewise

        types = {int: pa.int64(), str: pa.string(), float: pa.float64()}
        self._table = pa.table
        self._schemas = {
            name: pa.schema([(column, types[plain]) for column, plain in columns.items()])
            for name, columns in _COLUMNS.items()
        }
        self._stack = ExitStack()
        self._writers = {
            name: self._stack.enter_context(pq.ParquetWriter(folder / f"{name}.parquet", schema))
            for name, schema in self._schemas.items()
        }
        self.rows = dict.fromkeys(_COLUMNS, 0)
        self.ids = count(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def add(self, name: str, rows: list[tuple[Any, ...]]) -> None:
        schema = self._schemas[name]
        columns = list(zip(*rows, strict=True)) or [()] * len(schema)
        self._writers[name].write_table(self._table(columns, schema=schema))
        self.rows[name] += len(rows)


def _write(
    files: _Files, cards: list[Card], origins: dict[int, Any], decisions: Sequence[Decision], data: Library
) -> None:
    entities, doubts = merge(cards, decisions, data)[cards[0].kind]
    ids = [next(files.ids) for _ in entities]
    whole = [(key, each, profile(each)) for key, each in zip(ids, entities, strict=True)]
    files.add("entities", [
        (key, each.kind, own.name, own.type, own.number, own.country, own.first, own.last, own.articles, own.quotations)
        for key, each, own in whole
    ])  # fmt: skip
    files.add("members", [(key, each.kind, *origins[card.key]) for key, each, _ in whole for card in each.cards])
    files.add("merges", [(key, *astuple(link)) for key, each, _ in whole for link in each.links])
    files.add("doubtful", [(ids[each.first], ids[each.second], *astuple(each.link)) for each in doubts])
