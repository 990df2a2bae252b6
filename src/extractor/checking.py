"""The check of a folder of further patterns: its tables are loaded, its examples read."""

from collections.abc import Iterator
from pathlib import Path

from extractor.article import Article
from extractor.data import library
from extractor.examples import faults, read
from extractor.pipeline import Pipeline
from extractor.record import FACT_KEYS, Failure
from extractor.settings import Reading


def complaints(folder: Path) -> Iterator[str]:
    """All that is wrong with a folder of patterns, as ``file:line: why``; nothing for a sound one.

    Tables have the names and columns of those in ``models/``. ``examples/<kind>.txt`` holds marked sentences.

    Raises:
        DataError: there is no such folder, or a table is faulty, so that nothing can be read with it.
    """
    data = library(folder)
    tables = [path for path in sorted(folder.rglob("*.tsv")) if path.is_file()]
    examples = sorted((folder / "examples").glob("*.txt"))
    if not tables and not examples:
        yield f"{folder}: neither tables (<kind>/<name>.tsv) nor examples (examples/<kind>.txt)"
    for path in tables:
        if not data.path(str(path.relative_to(folder))).is_file():
            yield f"{path}:1: no such table in models/, nothing reads it"
    pipeline = Pipeline(Reading(patterns=(folder,), least=0.0))
    for path in examples:
        if path.stem in FACT_KEYS:
            yield from _examples(path, pipeline)
        else:
            yield f"{path}:1: {path.stem!r} is not a kind of fact; name it after one of {', '.join(FACT_KEYS)}"


def size(folder: Path) -> str:
    """How much there is to check, in a few words."""
    tables = [path.read_text(encoding="utf-8").splitlines() for path in sorted(folder.rglob("*.tsv"))]
    rows = sum(max(0, sum(bool(line.strip()) and line[0] != "#" for line in lines) - 1) for lines in tables)
    sentences = sum(len(read(path)) for path in (folder / "examples").glob("*.txt"))
    parts = ((len(tables), "table"), (rows, "row"), (sentences, "example sentence"))
    return ", ".join(f"{number} {what}{'' if number == 1 else 's'}" for number, what in parts)


def _examples(path: Path, pipeline: Pipeline) -> Iterator[str]:
    marked = read(path)
    articles = [
        Article(id=str(entry.line), text=entry.text, published=entry.published, published_from="option")
        for entry in marked
    ]
    for entry, record in zip(marked, pipeline(articles), strict=True):
        if isinstance(record, Failure):
            yield f"{path}:{entry.line}: {record.error.reason}"
        elif entry.gap is None:
            yield from (f"{path}:{entry.line}: {fault}" for fault in faults(entry, record, path.stem))
