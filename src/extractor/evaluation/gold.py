"""Gold: annotated articles, as sheets beside their texts or as records that a person has corrected.

Answers of Label Studio, doccano and Prodigy become such records. What a person left as it was stays the fact that it
is. A fact of which no place is left goes, and of one that has several those that were taken away. A place that was
marked anew is a mention of the entity that has it as a name, else an entity of its own, or a date without a value.
Other kinds have values that a place does not tell: they are left out.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from extractor.article import Article, fault, is_day
from extractor.data import text_of
from extractor.errors import DataError, InputError
from extractor.evaluation.judging import Sheet, Verdict, judge
from extractor.fact import PLACES
from extractor.pipeline import Pipeline
from extractor.readers.decoding import decode
from extractor.record import FACT_KEYS, Failure, Record
from extractor.settings import Reading
from extractor.writers.annotation import utf16

_BATCH = 32
Entry = dict[str, Any]
Place = tuple[int, int, str]
"""Start and end in code points, and the kind."""

_NEW: dict[str, Entry] = {
    "institutions": {"type": "other", "country": None}, "people": {"role": None, "affiliation": None},
    "instruments": {"type": "other", "number": None, "country": None}, "places": {"country": None},
}  # fmt: skip
_NEW_DATE = {"type": "DATE", "value": None, "timex": None, "earliest": None, "latest": None, "resolution": "unresolved"}
ANNOTATED = "annotated"


class _Text(msgspec.Struct):
    text: str


class _Named(msgspec.Struct):
    name: str
    aliases: list[str] = []


class _Value(msgspec.Struct):
    value: float


class _Amount(msgspec.Struct):
    amount: float


class _Type(msgspec.Struct):
    type: str


class _Quoted(msgspec.Struct):
    starts: str
    ends: str
    speaker: str | None


class _Sheet(msgspec.Struct):
    """What a sheet must have; ``optional`` are bodies, as in each kind what may be found and need not."""

    published: str | None = None
    topics: dict[str, list[Any]] = {}
    dates: list[_Text] = []
    dates_optional: list[_Text] = []
    institutions: list[_Named] = []
    optional: list[_Named] = []
    people: list[_Named] = []
    people_optional: list[_Named] = []
    instruments: list[_Named] = []
    instruments_optional: list[_Named] = []
    counts: list[_Value] = []
    counts_optional: list[_Value] = []
    votes: list[Entry] = []
    votes_optional: list[Entry] = []
    money: list[_Amount] = []
    money_optional: list[_Amount] = []
    actions: list[_Type] = []
    actions_optional: list[_Type] = []
    quotes: list[_Quoted] = []
    quotes_optional: list[_Quoted] = []


def read(path: Path) -> Iterator[tuple[Article, Sheet]]:
    """The annotated articles of a file of corrected records or answers, or of a folder of sheets, records or answers.

    A record needs its text (``--include-text``). The text of a sheet ``a.json`` is its key ``text``, or ``a.txt``
    beside it, in a folder ``texts`` beside its own, or above.

    Raises:
        DataError: nothing is annotated there, a file is no JSON, or a text is missing.
    """
    if not path.exists():
        raise DataError(f"{path}: no such file or folder")
    files = [path] if path.is_file() else sorted({*path.glob("*.json*"), *path.glob("gold/*.json")})
    count = 0
    for file in files:
        for number, entry in _entries(file):
            if isinstance(entry, dict) and _is_answer(entry):
                try:
                    entry = _corrected(entry)  # noqa: PLW2901 - the same article, as a record
                except (AttributeError, KeyError, TypeError, ValueError) as error:
                    why = f"an answer of an annotation tool that cannot be read: {error}"
                    raise DataError(f"{file}:{number}: {why}") from error
            if isinstance(entry, dict) and entry.keys() & {"dates", "institutions", "people", "quotes", "votes"}:
                count += 1
                yield _article(file, number, entry)
    if not count:
        raise DataError(f"{path}: no annotated article; give corrected records (-f jsonl --include-text) or sheets")


def judged(path: Path, reading: Reading) -> Iterator[tuple[Article, Sheet, list[Verdict]]]:
    """The annotated articles, by ``read``, with the verdicts on their records; what cannot be read is left out."""
    pipeline, pairs = Pipeline(reading), list(read(path))
    for first in range(0, len(pairs), _BATCH):
        batch = pairs[first : first + _BATCH]
        for (article, sheet), record in zip(batch, pipeline([article for article, _ in batch]), strict=True):
            if not isinstance(record, Failure):
                yield article, sheet, list(judge(sheet, record, article.text))


def _entries(file: Path) -> Iterator[tuple[int, Any]]:
    text = text_of(file)
    lines = enumerate(text.splitlines(), 1) if file.suffix == ".jsonl" else ((1, text),)
    for number, line in lines:
        if line.strip():
            try:
                entry = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise DataError(f"{file}:{number}: not JSON: give records, annotations or answers as JSON") from error
            yield from ((number, each) for each in (entry if isinstance(entry, list) else [entry]))


def _article(file: Path, number: int, entry: Entry) -> tuple[Article, Sheet]:
    name = str(entry.get("id") or entry.get("doc") or file.stem)
    text = entry.get("text") or _text_beside(file)
    if text is None:
        raise DataError(f"{file}:{number}: {name} has no text: write records with --include-text")
    if why := fault(text):
        raise DataError(f"{file}:{number}: the text of {name} {why}")
    form: type[Record | _Sheet] = Record if "schema_version" in entry else _Sheet
    try:
        record = msgspec.convert(entry, form, strict=form is Record)
    except msgspec.ValidationError as error:
        raise DataError(f"{file}:{number}: no {form.__name__.lower().strip('_')}: {error}") from error
    if not isinstance(record, Record):
        published = record.published and record.published[:10]
        if published and not is_day(published):
            raise DataError(f"{file}:{number}: published {published!r} is not a day; write it as 2023-03-10")
        return Article(id=name, text=text, published=published, published_from="metadata" if published else None), entry
    day = record.published if record.published and record.published.from_ != "text" else None
    published = day.value if day else None
    return Article(id=name, text=text, published=published, published_from=day.from_ if day else None), sheet_of(record)


def _text_beside(file: Path) -> str | None:
    name, around = f"{file.stem}.txt", file.parent.parent
    for path in (file.with_name(name), around / "texts" / name, around / name):
        if path.is_file():
            try:
                return decode(path.read_bytes())
            except InputError as error:
                raise DataError(f"{path}: {error}") from error
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
    dates = (fact for fact in record.dates if fact.type == "DATE")
    direct = (fact for fact in record.quotes if fact.kind == "direct")
    counts = [{"unit": "amendment", "value": fact.value} for fact in record.amendments]
    return entities | {
        "dates": [{"text": fact.text, **({} if fact.rule == ANNOTATED else {"value": fact.value})} for fact in dates],
        "counts": [*counts, *({"unit": fact.unit, "value": fact.value} for fact in record.counts)],
        "votes": [{"for": fact.for_, "against": fact.against} for fact in record.votes],
        "money": [{"amount": fact.amount, "currency": fact.currency} for fact in record.money],
        "topics": {"core": [fact.id.removeprefix("medtop:") for fact in record.topics]},
        "quotes": [{"starts": fact.text, "ends": fact.text, "speaker": fact.speaker} for fact in direct],
        "actions": [msgspec.to_builtins(fact) for fact in record.actions],
    }


def _is_answer(entry: Entry) -> bool:
    """Whether an object of JSON is a task of one of these tools, as it comes back from a person."""
    return "annotations" in entry or "spans" in entry or ("text" in entry and ("label" in entry or "labels" in entry))


def _corrected(entry: Entry) -> Entry | None:
    """The record of an answer, None where nobody has accepted it; raises ValueError where the task holds no record."""
    if "annotations" in entry:
        held, places = entry["data"], _label_studio(entry)
    elif "spans" in entry:
        held, accepted = entry, entry.get("answer", "accept") == "accept"
        places = [(span["start"], span["end"], span["label"]) for span in entry["spans"]] if accepted else None
    else:
        held, places = entry, [(start, end, kind) for start, end, kind in entry.get("label") or entry.get("labels", ())]
    if places is None:
        return None
    if not isinstance(held.get("record"), dict):
        why = "no record in this task: it was not made with -f labelstudio, doccano or prodigy"
        raise ValueError(why)  # noqa: TRY004 - a fault of the file, not of the program
    return _merged(held["record"] | {"text": held["text"]}, set(places))


def _label_studio(entry: Entry) -> list[Place] | None:
    answers = [answer for answer in entry["annotations"] if not answer.get("was_cancelled")]
    if not answers:
        return None
    place = {unit: number for number, unit in enumerate(utf16(entry["data"]["text"]))}
    values = (region["value"] for region in answers[-1]["result"] if region.get("type") == "labels")
    return [(place[value["start"]], place[value["end"]], kind) for value in values for kind in value["labels"]]


def _merged(record: Entry, places: set[Place]) -> Entry:
    kept = {}
    for kind in FACT_KEYS:
        facts = [left for fact in record.get(kind, ()) if (left := _left(fact, kind, places)) is not None]
        spans = (next((fact[name] for name in PLACES if name in fact), [fact]) for fact in record.get(kind, ()))
        known = {(span["start"], span["end"]) for each in spans for span in each}
        new = sorted((start, end) for start, end, each in places if each == kind and (start, end) not in known)
        kept[kind] = _added(facts, kind, new, record["text"])
    return record | kept


def _left(fact: Entry, kind: str, places: set[Place]) -> Entry | None:
    name = next((name for name in PLACES if name in fact), None)
    if name is None:
        return fact if (fact["start"], fact["end"], kind) in places else None
    left = [span for span in fact[name] if (span["start"], span["end"], kind) in places]
    return fact | {name: left} if left or not fact[name] else None


def _added(own: list[Entry], kind: str, new: list[tuple[int, int]], text: str) -> list[Entry]:
    for start, end in new:
        span = {"text": text[start:end], "start": start, "end": end}
        if kind == "dates":
            own.append(span | _NEW_DATE | {"rule": ANNOTATED})
        elif kind in _NEW:
            at = next((at for at, fact in enumerate(own) if span["text"] in _names(fact)), None)
            if at is None:
                named = {"id": f"{kind}-{start}", "name": span["text"], "mentions": [span], "rule": ANNOTATED}
                own.append(named | _NEW[kind])
            else:
                own[at] = own[at] | {"mentions": [*own[at]["mentions"], span]}
    return own


def _names(fact: Entry) -> set[str]:
    return {fact["name"], *(span["text"] for span in fact["mentions"])}
