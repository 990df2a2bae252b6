"""Gold: annotated articles, as sheets beside their texts or as records that a person has corrected."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from extractor.article import Article
from extractor.errors import DataError
from extractor.evaluation.annotations import ANNOTATED, corrected, is_answer
from extractor.evaluation.judging import Sheet, judge
from extractor.evaluation.verdicts import Verdict
from extractor.pipeline import Pipeline
from extractor.record import Failure, Record
from extractor.settings import Reading

_BATCH = 32


def read(path: Path) -> Iterator[tuple[Article, Sheet]]:
    """The annotated articles of a file of corrected records or answers, or of a folder of sheets, records or answers.

    A record needs its text (``--include-text``). The text of a sheet ``a.json`` is its key ``text``, or ``a.txt``
    beside it, in a folder ``texts`` beside its own, or above.

    Raises:
        DataError: nothing is annotated there, a file is no JSON, or a text is missing.
    """
    files = [path] if path.is_file() else sorted({*path.glob("*.json*"), *path.glob("gold/*.json")})
    count = 0
    for file in files:
        for number, entry in _entries(file):
            if isinstance(entry, dict) and is_answer(entry):
                entry = _answered(file, number, entry)  # noqa: PLW2901 - the same article, as a record
            if isinstance(entry, dict) and entry.keys() & {"dates", "institutions", "people", "quotes", "votes"}:
                count += 1
                yield _article(file, number, entry)
    if not count:
        raise DataError(f"{path}: no annotated article; give corrected records (-f jsonl --include-text) or sheets")


def judged(path: Path, reading: Reading) -> Iterator[tuple[Article, Sheet, list[Verdict]]]:
    """The annotated articles with the verdicts on their records; those that cannot be read are left out.

    Raises:
        DataError: see ``read``.
    """
    pipeline, pairs = Pipeline(reading), list(read(path))
    for first in range(0, len(pairs), _BATCH):
        batch = pairs[first : first + _BATCH]
        for (article, sheet), record in zip(batch, pipeline([article for article, _ in batch]), strict=True):
            if not isinstance(record, Failure):
                yield article, sheet, list(judge(sheet, record, article.text))


def _answered(file: Path, number: int, entry: dict[str, Any]) -> dict[str, Any] | None:
    try:
        return corrected(entry)
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"{file}:{number}: an answer of an annotation tool that cannot be read: {error}") from error


def _entries(file: Path) -> Iterator[tuple[int, Any]]:
    text = file.read_text(encoding="utf-8")
    lines = enumerate(text.splitlines(), 1) if file.suffix == ".jsonl" else ((1, text),)
    for number, line in lines:
        if line.strip():
            try:
                entry = json.loads(line)
            except ValueError as error:
                raise DataError(f"{file}:{number}: not JSON: give records, annotations or answers as JSON") from error
            yield from ((number, each) for each in (entry if isinstance(entry, list) else [entry]))


def _article(file: Path, number: int, entry: dict[str, Any]) -> tuple[Article, Sheet]:
    name = str(entry.get("id") or entry.get("doc") or file.stem)
    text = entry.get("text") or _text_beside(file)
    if text is None:
        raise DataError(f"{file}:{number}: {name} has no text: write records with --include-text")
    if "schema_version" not in entry:
        published = entry.get("published")
        return Article(id=name, text=text, published=published, published_from="metadata" if published else None), entry
    try:
        record = msgspec.convert(entry, Record)
    except msgspec.ValidationError as error:
        raise DataError(f"{file}:{number}: no record: {error}") from error
    day = record.published if record.published and record.published.from_ != "text" else None
    published = day.value if day else None
    return Article(id=name, text=text, published=published, published_from=day.from_ if day else None), sheet_of(record)


def _text_beside(file: Path) -> str | None:
    name, around = f"{file.stem}.txt", file.parent.parent
    for path in (file.with_name(name), around / "texts" / name, around / name):
        if path.is_file():
            return path.read_bytes().decode("utf-8")
    return None


def sheet_of(record: Record) -> Sheet:
    """The sheet of a record that a person has corrected."""
    entities = {
        kind: [
            msgspec.to_builtins(fact) | {"aliases": [mention.text for mention in fact.mentions]}
            for fact in getattr(record, kind)
        ]
        for kind in ("institutions", "people", "instruments")
    }
    for person in entities["people"]:
        person["affiliation"] = (person["affiliation"] or {}).get("text")
    counts = [{"unit": "amendment", "value": fact.value} for fact in record.amendments]
    return entities | {
        "dates": [
            {"text": fact.text, **({} if fact.rule == ANNOTATED else {"value": fact.value})}
            for fact in record.dates
            if fact.type == "DATE"
        ],
        "counts": [*counts, *({"unit": fact.unit, "value": fact.value} for fact in record.counts)],
        "votes": [{"for": fact.for_, "against": fact.against} for fact in record.votes],
        "money": [{"amount": fact.amount, "currency": fact.currency} for fact in record.money],
        "topics": {"core": [fact.id.removeprefix("medtop:") for fact in record.topics]},
        "quotes": [
            {"starts": fact.text, "ends": fact.text, "speaker": fact.speaker}
            for fact in record.quotes
            if fact.kind == "direct"
        ],
        "actions": [msgspec.to_builtins(fact) for fact in record.actions],
    }
