"""Answers of Label Studio, doccano and Prodigy become corrected records.

What a person left as it was stays the fact that it is. A fact of which no place is left goes, and of one that has
several those that were taken away. A place that was marked anew is a mention of the entity that has it as a name, else
an entity of its own, or a date without a value. Other kinds have values that a place does not tell: they are left out.
"""

from collections.abc import Iterator
from typing import Any

from extractor.record import FACT_KEYS
from extractor.writers.annotation import utf16

Entry = dict[str, Any]
Place = tuple[int, int, str]
"""Start and end in code points, and the kind."""
_OFFSETS = ("start", "end")
_MENTIONS = ("mentions", "evidence")
_NEW: dict[str, Entry] = {
    "institutions": {"type": "other", "country": None},
    "people": {"role": None, "affiliation": None},
    "instruments": {"type": "other", "number": None, "country": None},
    "places": {"country": None},
}
_NEW_DATE = {"type": "DATE", "value": None, "timex": None, "earliest": None, "latest": None, "resolution": "unresolved"}
ANNOTATED = "annotated"


def is_answer(entry: Entry) -> bool:
    """Whether an object of JSON is a task of one of these tools, as it comes back from a person."""
    return "annotations" in entry or "spans" in entry or ("text" in entry and ("label" in entry or "labels" in entry))


def corrected(entry: Entry) -> Entry | None:
    """The record of an answer as an object, with its text; None where nobody has answered, or not accepted.

    Raises:
        ValueError: the task was not made by this program, so that it holds no record.
    """
    if "annotations" in entry:
        held, places = entry["data"], _label_studio(entry)
    elif "spans" in entry:
        held = entry
        places = None if entry.get("answer", "accept") != "accept" else _prodigy(entry)
    else:
        held, places = entry, [(start, end, kind) for start, end, kind in entry.get("label") or entry.get("labels", ())]
    if places is None:
        return None
    if not isinstance(held.get("record"), dict):
        raise ValueError(  # noqa: TRY004 - a fault of the file, not of the program
            "no record in this task: it was not made with -f labelstudio, doccano or prodigy"
        )
    return _merged(held["record"] | {"text": held["text"]}, set(places))


def _label_studio(entry: Entry) -> list[Place] | None:
    answers = [answer for answer in entry["annotations"] if not answer.get("was_cancelled")]
    if not answers:
        return None
    code_points = {place: number for number, place in enumerate(utf16(entry["data"]["text"]))}
    values = (region["value"] for region in answers[-1]["result"] if region.get("type") == "labels")
    return [
        (code_points[value["start"]], code_points[value["end"]], kind) for value in values for kind in value["labels"]
    ]


def _prodigy(entry: Entry) -> list[Place]:
    return [(span["start"], span["end"], span["label"]) for span in entry["spans"]]


def _merged(record: Entry, places: set[Place]) -> Entry:
    text, kept = record["text"], record
    for kind in FACT_KEYS:
        facts = [left for fact in record.get(kind, ()) if (left := _left(fact, kind, places)) is not None]
        known = {(span["start"], span["end"]) for fact in record.get(kind, ()) for span in _spans(fact)}
        new = sorted((start, end) for start, end, each in places if each == kind and (start, end) not in known)
        kept = kept | {kind: list(_added(facts, kind, new, text))}
    return kept


def _spans(fact: Entry) -> list[Entry]:
    return next((fact[name] for name in _MENTIONS if name in fact), [fact])


def _left(fact: Entry, kind: str, places: set[Place]) -> Entry | None:
    """What is left of a fact where these places are marked."""
    name = next((name for name in _MENTIONS if name in fact), None)
    if name is None:
        return fact if (fact["start"], fact["end"], kind) in places else None
    left = [span for span in fact[name] if (span["start"], span["end"], kind) in places]
    return fact | {name: left} if left or not fact[name] else None


def _added(facts: list[Entry], kind: str, new: list[tuple[int, int]], text: str) -> Iterator[Entry]:
    """The facts with the places that were marked anew."""
    own = list(facts)
    for start, end in new:
        span = dict(zip(("text", *_OFFSETS), (text[start:end], start, end), strict=True))
        if kind == "dates":
            own.append(span | _NEW_DATE | {"rule": ANNOTATED})
        elif kind in _NEW:
            at = next((at for at, fact in enumerate(own) if span["text"] in _names(fact)), None)
            if at is None:
                own.append(
                    {"id": f"{kind}-{start}", "name": span["text"], "mentions": [span], "rule": ANNOTATED} | _NEW[kind]
                )
            else:
                own[at] = own[at] | {"mentions": [*own[at]["mentions"], span]}
    yield from own


def _names(fact: Entry) -> set[str]:
    return {fact["name"], *(span["text"] for span in fact["mentions"])}
