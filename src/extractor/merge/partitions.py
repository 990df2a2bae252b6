"""Merging the entities of more articles than memory holds: a DuckDB query over Parquet partitions, block by block.

DuckDB makes the cards, spills them to disk and hands them over sorted by block, so that only names that can be one
are in memory together.
Needs duckdb and pyarrow (the extra ``scale``).
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from importlib import resources
from itertools import count, groupby, tee
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from msgspec import convert
from msgspec.structs import astuple

from extractor.errors import needed
from extractor.merge import Card, Decision, block_keys, merge
from extractor.merge.card import profile
from extractor.merge.words import name_words, of_each
from extractor.sets import Sets

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TABLES = ("articles", "people", "institutions", "instruments", "places", "mentions", "quotes")
_ROWS = 10_000
_TOGETHER = 50_000  # cards from which on blocks that stand next to each other are merged and let go
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
    """
    needed("duckdb", "scale", "merging partitions")
    needed("pyarrow", "scale", "merging partitions")
    import duckdb  # noqa: PLC0415 - an extra

    output.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=output) as scratch, duckdb.connect(f"{scratch}/cards.db") as connection:
        connection.execute(f"SET memory_limit = '{memory}'; SET temp_directory = '{scratch}'; SET threads = 2")
        _cards(connection, folders)
        _blocks(connection, decisions)
        with _Files(output) as files:
            for cards, origins in _batches(connection, together):
                _write(files, cards, origins, decisions)
        return files.rows


def _cards(connection: "DuckDBPyConnection", folders: Iterable[Path | str]) -> None:
    paths = [str(folder).replace("'", "''") for folder in folders]
    for table in _TABLES:
        files = ", ".join(f"'{path}/{table}.parquet'" for path in paths)
        query = f"SELECT parse_dirpath(filename) AS part, * FROM read_parquet([{files}], filename = true)"  # noqa: S608 - quoted
        connection.execute(f"CREATE VIEW {table} AS {query}")
    connection.execute(f"SET VARIABLE of_each = {sorted(of_each())!r}")
    connection.execute(resources.files(__package__).joinpath("partitions.sql").read_text(encoding="utf-8"))


def _blocks(connection: "DuckDBPyConnection", decisions: Sequence[Decision]) -> None:
    """Gives each spelling its block: a number that all have which may be one entity's."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    known = connection.execute("SELECT DISTINCT name FROM card WHERE kind = 'people'").fetchall()
    people = pa.table({"name": [name for (name,) in known], "last": [name_words(name)[-1] for (name,) in known]})
    connection.register("people_found", people).execute("INSERT INTO person FROM people_found")
    blocks, spellings, firsts = Sets(), [], []
    cards, again = tee(map(_card, _rows(connection, "spelled")))
    for card, (first, *others) in zip(cards, block_keys(again, decisions), strict=True):
        spellings.append(card.key)
        firsts.append(first)
        for other in others:
            blocks.unite(first, other)
    numbers = pa.array(map(blocks.root, firsts), pa.int64())
    joined = pa.table({"spelling": pa.array(spellings, pa.uint64()), "block": numbers})
    connection.register("joined_found", joined).execute("INSERT INTO joined FROM joined_found")


def _rows(connection: "DuckDBPyConnection", view: str) -> Iterator[tuple[Any, ...]]:
    cursor = connection.execute(f"FROM {view}")
    while rows := cursor.fetchmany(_ROWS):
        yield from rows


def _card(cells: Sequence[Any]) -> Card:
    """The card of a row, whose cells are in the order of a card's fields; the last ones may be missing."""
    return convert(dict(zip(Card.__struct_fields__, cells, strict=False)), Card)


def _batches(connection: "DuckDBPyConnection", together: int) -> Iterator[tuple[list[Card], dict[int, Any]]]:
    """Cards of one kind, whole blocks of them, with the folder, article and fact of each."""
    cards: list[Card] = []
    origins: dict[int, Any] = {}
    for (kind, _), block_rows in groupby(_rows(connection, "ordered"), key=lambda row: row[:2]):
        if cards and (len(cards) >= together or cards[0].kind != kind):
            yield cards, origins
            cards, origins = [], {}
        for row in block_rows:
            cards.append(_card(row[5:]))
            origins[cards[-1].key] = row[2:5]
    if cards:
        yield cards, origins


class _Files(ExitStack):
    """The four files, which it closes, and how many rows each has."""

    def __init__(self, folder: Path) -> None:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415 - likewise

        super().__init__()
        types = {int: pa.int64(), str: pa.string(), float: pa.float64()}
        self._table = pa.table
        self._schemas, self._writers = {}, {}
        for name, columns in _COLUMNS.items():
            self._schemas[name] = schema = pa.schema([(column, types[plain]) for column, plain in columns.items()])
            self._writers[name] = self.enter_context(pq.ParquetWriter(folder / f"{name}.parquet", schema))
        self.rows = dict.fromkeys(_COLUMNS, 0)
        self.ids = count(1)

    def add(self, name: str, rows: list[tuple[Any, ...]]) -> None:
        schema = self._schemas[name]
        columns = list(zip(*rows, strict=True)) or [()] * len(schema)
        self._writers[name].write_table(self._table(columns, schema=schema))
        self.rows[name] += len(rows)


def _write(files: _Files, cards: list[Card], origins: dict[int, Any], decisions: Sequence[Decision]) -> None:
    entities, doubts = merge(cards, decisions)[cards[0].kind]
    ids = [next(files.ids) for _ in entities]
    whole = [(key, each, profile(each)) for key, each in zip(ids, entities, strict=True)]
    files.add("entities", [
        (key, each.kind, own.name, own.type, own.number, own.country, own.first, own.last, own.articles, own.quotations)
        for key, each, own in whole
    ])  # fmt: skip
    files.add("members", [(key, each.kind, *origins[card.key]) for key, each, _ in whole for card in each.cards])
    files.add("merges", [(key, *astuple(link)) for key, each, _ in whole for link in each.links])
    files.add("doubtful", [(ids[each.first], ids[each.second], *astuple(each.link)) for each in doubts])
