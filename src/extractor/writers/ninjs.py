"""ninjs 3.1, the IPTC's News in JSON: one object a line. Fields: https://www.iptc.org/std/ninjs/ ."""

from collections.abc import Iterator
from typing import Any

from extractor.record import Record
from extractor.writers.words import own_ids, same_as, summary, title, topic_uri, uri

_STANDARD = {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"}


def news_object(record: Record) -> Iterator[dict[str, Any]]:
    """The record as a ninjs object without empty properties; ``literal``: its id; a day is its midnight in UTC."""
    text = record.text if isinstance(record.text, str) else ""
    abstract, heading = summary(record), title(record)
    quoted = dict.fromkeys(name for quote in record.quotes for name in quote.speakers)
    properties = {
        "uri": uri(record), "standard": _STANDARD, "type": "text", "language": record.language,
        "contentCreated": f"{record.published.value}T00:00:00Z" if record.published else None,
        "located": record.dateline.place if record.dateline else None,
        "headlines": [{"role": "main", "value": heading}] if heading else [],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": abstract}] if abstract else [],
        "bodies": [
            {"contentType": "text/plain", "charCount": len(text), "wordCount": len(text.split()), "value": text}
        ],
        "people": [*map(_named, record.people)], "organisations": [*map(_named, record.institutions)],
        "places": [*map(_named, record.places)],
        "subjects": [
            {
                "name": topic.label, "rel": "about", "uri": topic_uri(topic.id),
                "creator": topic.rule, "relevance": max(0, min(100, round(topic.score * 100))),
            }
            for topic in record.topics
        ],
        "events": [
            {"id": f"actions-{number}", "name": action.summary(), "rel": action.modality}
            for number, action in enumerate(record.actions, 1)
        ],
        "objects": [*map(_named, record.instruments)],
        "infoSources": [{"name": speaker, "role": "quoted"} for speaker in quoted],
        "altIds": [{"role": "extract", "value": record.id}],
    }  # fmt: skip
    yield {name: value for name, value in properties.items() if value}


def _named(entity: Any) -> dict[str, str]:  # noqa: ANN401 - whatever has a name and an id
    ids = [same_as(entity), *(f"urn:x-{id_}" for id_ in own_ids(entity))] if hasattr(entity, "ids") else []
    address = next(filter(None, ids), None)
    return {"name": entity.name, "rel": "mentions", "literal": entity.id} | ({"uri": address} if address else {})
