"""JSON-LD: schema.org NewsArticles, one object a line. Terms: https://schema.org/NewsArticle ."""

from collections.abc import Iterator
from typing import Any

from extractor.entity import Institution, Person, Place
from extractor.fact import Action, Quote
from extractor.record import Record
from extractor.writers.words import classes_of_bodies, own_ids, same_as, summary, title, topic_uri, uri

Node = dict[str, Any]


def news_article(record: Record) -> Iterator[Node]:
    """The record as a schema.org NewsArticle, without empty properties."""
    classes = classes_of_bodies("schema")
    mentions = [
        *(_person(record, person) for person in record.people),
        *(_named(record, classes[body.type], body) for body in record.institutions),
        *(
            _node("Legislation", uri(record, law.id), name=law.name, legislationType=law.type,
                  legislationIdentifier=law.number, legislationJurisdiction=law.country)
            for law in record.instruments
        ),
        *(_named(record, "Place", place) for place in record.places),
        *(_node("MonetaryAmount", currency=each.currency, value=each.amount, name=each.text) for each in record.money),
        *(_action(record, action) for action in record.actions),
    ]  # fmt: skip
    yield {"@context": "https://schema.org"} | _node(
        "NewsArticle", uri(record), identifier=record.id, url=record.url, headline=title(record),
        abstract=summary(record), datePublished=record.day,
        inLanguage=record.language,
        locationCreated=_node("Place", name=record.dateline.place) if record.dateline else None,
        articleBody=record.text if isinstance(record.text, str) else None,
        about=[_node("DefinedTerm", topic_uri(each.id), name=each.label, termCode=each.id) for each in record.topics],
        mentions=mentions, hasPart=[_quotation(record, quote) for quote in record.quotes],
    )  # fmt: skip


def _person(record: Record, person: Person) -> Node:
    affiliation: Node | None = None
    if person.affiliation:
        body = person.affiliation.institution_id
        affiliation = {"@type": "Organization", "name": person.affiliation.text}
        affiliation |= {"@id": uri(record, body)} if body else {}
    return _named(record, "Person", person, jobTitle=person.role, affiliation=affiliation)


def _named(record: Record, kind: str, entity: Person | Institution | Place, **properties: object) -> Node:
    ids = {"identifier": own_ids(entity), "sameAs": same_as(entity)}
    return _node(kind, uri(record, entity.id), name=entity.name, **ids, **properties)


def _quotation(record: Record, quote: Quote) -> Node:
    def node(name: str, id: str | None) -> Node:  # noqa: A002 - the record's own word
        return {"name": name} | ({"@id": uri(record, id)} if id else {"@type": "Person"})

    first = [node(quote.speaker, quote.speaker_id)] if quote.speaker else []
    speakers = [*first, *(node(other.name, other.id) for other in quote.co_speakers)]
    said_by = speakers if len(speakers) > 1 else next(iter(speakers), None)
    return _node("Quotation", text=quote.text, spokenByCharacter=said_by)


def _action(record: Record, action: Action) -> Node:
    def end(name: str | None, id: str | None) -> Node | None:  # noqa: A002 - the record's own word
        return {"@id": uri(record, id), "name": name} if id else {"@type": "Thing", "name": name} if name else None

    statuses = {"done": "CompletedActionStatus", "negated": "FailedActionStatus"}
    status = statuses.get(action.modality, "PotentialActionStatus")
    day = action.date if action.date and action.date[:4].isdecimal() and "/" not in action.date else None
    return _node(
        "Action", name=action.summary(), actionStatus=f"https://schema.org/{status}",
        agent=end(action.actor, action.actor_id), object=end(action.object, action.object_id), startTime=day,
    )  # fmt: skip


def _node(kind: str, address: str | None = None, **properties: object) -> Node:
    """A thing of a class of schema.org, without its empty properties."""
    whole = {"@type": kind, "@id": address} | properties
    return {name: value for name, value in whole.items() if value not in (None, [], "")}
