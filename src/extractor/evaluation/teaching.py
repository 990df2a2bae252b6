"""Rows for a folder of patterns out of corrected records: the bodies, people and laws that a person marked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.evaluation.gold import read
from extractor.evaluation.judging import Sheet, judge
from extractor.pipeline import Pipeline
from extractor.record import Failure
from extractor.settings import Reading

TABLES = {
    "institutions": "institutions/bodies.tsv",
    "people": "people/known.tsv",
    "instruments": "instruments/known.tsv",
}
_UNFIT = frozenset("\t\n|#")


def taught(gold: Path, reading: Reading) -> Iterator[tuple[str, str]]:
    """The table and the row for each entity that annotated articles have and their records lack, each once.

    Raises:
        DataError: see ``gold.read``.
    """
    pipeline, pairs, seen = Pipeline(reading), list(read(gold)), set[tuple[str, str]]()
    for article, sheet in pairs:
        record = pipeline([article])[0]
        if isinstance(record, Failure):
            continue
        missed = {(each.row, each.shown) for each in judge(sheet, record, article.text) if each.state == "missed"}
        for kind, table in TABLES.items():
            for entry in sheet.get(kind, ()):
                name = entry["name"]
                if (kind, name) in missed and (kind, name) not in seen and not _UNFIT & set(name):
                    seen.add((kind, name))
                    yield table, _row(kind, entry, gold.name)


def append(folder: Path, rows: list[tuple[str, str]]) -> None:
    """Put rows behind those of the tables of a folder."""
    for table, row in rows:
        with (folder / table).open("a", encoding="utf-8") as stream:
            stream.write(row + "\n")


def _row(kind: str, entry: Sheet, source: str) -> str:
    name: str = entry["name"]
    if kind == "people":
        return name
    cells: list[Any] = [name]
    if kind == "institutions":
        others = dict.fromkeys(entry.get("aliases", ()))
        cells.append("|".join(form for form in others if form != name and not _UNFIT & set(form)))
    cells += [entry.get("type") or "other", entry.get("country") or ("*" if kind == "instruments" else "")]
    return "\t".join(cells + [source] * (kind == "institutions"))
