"""The check of a folder of further patterns: its tables are loaded, its examples read."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from extractor.article import Article
from extractor.data import ASKED, library, text_of
from extractor.pipeline import Pipeline
from extractor.record import FACT_KEYS, Failure, Record
from extractor.settings import Reading

_MARK = re.compile(r"(?<!\\)\[(?P<span>(?:[^\]\\]|\\.)+)\]\{(?P<fields>[^}]*)\}")
_FIELD = re.compile(r'([\w.]+)=("[^"]*"|\S+)')
_ESCAPES = {"\\n": "\n", "\\[": "[", "\\]": "]", "\\{": "{"}


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
    pipeline = Pipeline(Reading(patterns=(folder,), least=0.0))
    for path in tables:
        name = path.relative_to(folder).as_posix()
        if not data.path(name).is_file():
            yield f"{path}:1: no such table in models/, nothing reads it"
        elif (data.folders, name) not in ASKED:
            yield f"{path}:1: the project's own table alone is read, this one adds nothing"
    for path in examples:
        if path.stem in FACT_KEYS:
            yield from _examples(path, pipeline)
        else:
            yield f"{path}:1: {path.stem!r} is not a kind of fact; name it after one of {', '.join(FACT_KEYS)}"


def size(folder: Path) -> str:
    """How much there is to check, in a few words."""
    tables = [text_of(path).splitlines() for path in sorted(folder.rglob("*.tsv"))]
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


class Marked(Struct, frozen=True):
    """One example: ``spans`` maps code point bounds in ``text`` to the fields that the fact there must have."""

    line: int
    text: str
    published: str | None
    gap: str | None
    spans: dict[tuple[int, int], dict[str, str]] = {}


def read(path: Path) -> list[Marked]:
    """The examples of a file."""
    lines = enumerate(text_of(path).splitlines(), 1)
    return [parse(line, number) for number, line in lines if line.strip() and not line.startswith("#")]


def parse(line: str, number: int = 0) -> Marked:
    """The example that a line states."""
    gap = published = None
    if line.startswith("!"):
        gap, line = line[1:].split(" | ", 1)
    if line.startswith("@published="):
        published, line = line.removeprefix("@published=").split(" ", 1)
    text, at = "", 0
    spans: dict[tuple[int, int], dict[str, str]] = {}
    for mark in _MARK.finditer(line):
        text += _plain(line[at : mark.start()])
        start, text = len(text), text + _plain(mark["span"])
        spans[start, len(text)] = {key: value.strip('"') for key, value in _FIELD.findall(mark["fields"])}
        at = mark.end()
    return Marked(number, text + _plain(line[at:]), published, gap, spans)


def _plain(text: str) -> str:
    return re.sub(r"\\[n\[\]{]", lambda match: _ESCAPES[match[0]], text)


def found(record: Record, key: str) -> dict[tuple[int, int], Any]:
    """The facts of one kind by span, as the marks give them."""
    return {(span.start, span.end): fact for fact in getattr(record, key) for span in fact.spans}


def look(fact: Any, dotted: str) -> str:  # noqa: ANN401 - any fact
    """The field of a fact, as marks write it; a dotted name looks into a part, of several parts the names are seen."""
    for key in dotted.split("."):
        fact = None if fact is None else getattr(fact, "for_" if key == "for" else key)
    if fact is None:
        return "null"
    if isinstance(fact, tuple):
        return "; ".join(part.name for part in fact)
    return str(fact).lower() if isinstance(fact, bool) else str(fact)


def faults(marked: Marked, record: Record, kind: str) -> Iterator[str]:
    """What the record has too little, too much or otherwise than the example says."""
    facts = found(record, kind)
    for start, end in sorted(set(marked.spans) - set(facts)):
        yield f"{marked.text[start:end]!r} is not found as one of the {kind}"
    for start, end in sorted(set(facts) - set(marked.spans)):
        yield f"{marked.text[start:end]!r} is found as one of the {kind} but not marked"
    for span in sorted(set(facts) & set(marked.spans)):
        for key, wanted in marked.spans[span].items():
            seen = look(facts[span], key)
            if seen != wanted:
                yield f"{marked.text[slice(*span)]!r}: {key} is {seen}, not {wanted}"
