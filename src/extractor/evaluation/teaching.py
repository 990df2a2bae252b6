"""A folder of patterns to start from: a row of each table in ``models/``, and rows for what corrected records add."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.data import own_models
from extractor.errors import UsageError
from extractor.evaluation.gold import judged
from extractor.evaluation.judging import Sheet
from extractor.settings import Reading

_TABLES = {
    "institutions": "institutions/bodies.tsv", "people": "people/known.tsv", "instruments": "instruments/known.tsv"
}  # fmt: skip
_UNFIT = frozenset("\t\n|#")


def new_patterns(folder: Path, gold: Path | None, reading: Reading) -> int:
    """Write the folder; nothing that exists is touched.

    Returns:
        How many rows the annotated articles of ``gold`` have added.

    Raises:
        UsageError: there is something of this name already, or it cannot be written.
    """
    rows = list(taught(gold, reading)) if gold else []
    try:
        shutil.copytree(own_models() / "starter", folder)
    except FileExistsError as error:
        raise UsageError(f"{folder}: exists already; name a new folder") from error
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror}") from error
    for table, row in rows:
        with (folder / table).open("a", encoding="utf-8") as stream:
            stream.write(row + "\n")
    return len(rows)


def taught(gold: Path, reading: Reading) -> Iterator[tuple[str, str]]:
    """The table and the row for each entity that annotated articles have and their records lack, each once."""
    seen = set[tuple[str, str]]()
    for _, sheet, verdicts in judged(gold, reading):
        missed = {(each.row, each.shown) for each in verdicts if each.state == "missed"}
        for kind, table in _TABLES.items():
            for entry in sheet.get(kind, ()):
                key = (kind, entry["name"])
                if key in missed - seen and not _UNFIT & set(entry["name"]):
                    seen.add(key)
                    yield table, _row(kind, entry, gold.name)


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
