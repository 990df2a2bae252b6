"""FollowTheMoney entities, one a line, for OpenAleph and the tools around OpenSanctions.

Each article gives an ``Article``, one entity per person and body, ``Mention`` entities that tie their names to the
article, and an ``Event`` per action with a stated day. Model: https://followthemoney.tech/explorer/ .
FollowTheMoney drops dates that it cannot read, so only days, months and years are given.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from extractor.entity import Institution, Person
from extractor.record import Record
from extractor.writers.words import classes_of_bodies, own_ids, summary, whole_heading

Entity = dict[str, Any]

_ALPHA_2 = 2
_LANGUAGES = {"en": "eng", "fr": "fra", "de": "deu", "es": "spa", "ru": "rus", "kk": "kaz"}
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")


def entities(record: Record) -> Iterator[Entity]:
    """The article and what it names, as FollowTheMoney entities."""
    article = _id(record, "")
    yield _entity(
        article, "Article", title=whole_heading(record), sourceUrl=record.url,
        publishedAt=_date(record.day), summary=summary(record),
        bodyText=record.text if isinstance(record.text, str) else None,
        language=_LANGUAGES.get((record.language or "")[:2].lower()), fileName=record.source,
    )  # fmt: skip
    for person in record.people:
        affiliation = person.affiliation.text if person.affiliation else None
        position = ", ".join(filter(None, (person.role, affiliation))) or None
        yield _entity(
            _id(record, person.id), "Person", name=person.name, position=position, proof=article, **_ids(person)
        )
        yield _mention(record, person, "Person")
        if person.affiliation and person.affiliation.institution_id:
            yield _entity(
                _id(record, f"{person.id}-membership"), "Membership", member=_id(record, person.id),
                organization=_id(record, person.affiliation.institution_id), role=person.role, sourceUrl=record.url,
            )  # fmt: skip
    for body in record.institutions:
        schema = classes_of_bodies("ftm")[body.type]
        country = body.country.lower() if body.country and len(body.country) == _ALPHA_2 else None
        yield _entity(_id(record, body.id), schema, name=body.name, country=country, proof=article, **_ids(body))
        yield _mention(record, body, schema)
    for number, action in enumerate(record.actions, 1):
        if (day := _date(action.date)) and action.modality == "done":
            involved = [_id(record, end) for end in (action.actor_id, action.object_id) if end and end[0] in "PI"]
            told = {"name": action.summary(), "summary": action.text, "date": day}
            yield _entity(_id(record, f"actions-{number}"), "Event", **told, involved=involved, proof=article)


def _ids(entity: Person | Institution) -> dict[str, str | list[str] | None]:
    return {"wikidataId": entity.ids.get("wikidata"), "idNumber": own_ids(entity)}


def _mention(record: Record, entity: Person | Institution, schema: str) -> Entity:
    return _entity(
        _id(record, f"{entity.id}-mention"), "Mention",
        name=[entity.name, *(mention.text for mention in entity.mentions)], detectedSchema=schema,
        document=_id(record, ""), resolved=_id(record, entity.id),
    )  # fmt: skip


def _entity(id: str, schema: str, **properties: str | list[str] | None) -> Entity:  # noqa: A002 - FollowTheMoney's own word
    lists = {name: value if isinstance(value, list) else [value] for name, value in properties.items() if value}
    told = {name: list(dict.fromkeys(values)) for name, values in lists.items()}
    return {"id": id, "schema": schema, "properties": told}


def _id(record: Record, fact: str) -> str:
    return hashlib.sha1(f"{record.source}\n{record.id}\n{fact}".encode(), usedforsecurity=False).hexdigest()


def _date(value: str | None) -> str | None:
    return value if value and _DATE.fullmatch(value) else None
