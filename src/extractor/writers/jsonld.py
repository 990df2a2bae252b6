"""JSON-LD: schema.org NewsArticles, one object a line. Terms: https://schema.org/NewsArticle ."""

from collections.abc import Iterator
from typing import Any

from extractor.entity import Instrument, Person
from extractor.fact import Action, Quote
from extractor.record import Record
from extractor.writers.words import classes_of_bodies, summary, topic_uri, uri

Node = dict[str, Any]


def news_article(record: Record) -> Iterator[Node]:
    """The record as a schema.org NewsArticle, without empty properties."""
    place = record.dateline.place if record.dateline else None
    yield _filled(
        {
            "@context": "https://schema.org", "@type": "NewsArticle", "@id": uri(record),
            "identifier": record.id, "url": record.url, "headline": record.title, "abstract": summary(record),
            "datePublished": record.published.value if record.published else None, "inLanguage": record.language,
            "locationCreated": {"@type": "Place", "name": place} if place else None,
            "articleBody": record.text if isinstance(record.text, str) else None,
            "about": [
                {"@type": "DefinedTerm", "@id": topic_uri(topic.id), "name": topic.label, "termCode": topic.id}
                for topic in record.topics
            ],
            "mentions": [
                *(_person(record, person) for person in record.people),
                *(
                    {"@type": classes_of_bodies("schema")[body.type], "@id": uri(record, body.id), "name": body.name}
                    for body in record.institutions
                ),
                *(_law(record, law) for law in record.instruments),
                *({"@type": "Place", "@id": uri(record, place.id), "name": place.name} for place in record.places),
                *(
                    {"@type": "MonetaryAmount", "currency": money.currency, "value": money.amount, "name": money.text}
                    for money in record.money
                ),
                *(_action(record, action) for action in record.actions),
            ],
            "hasPart": [_quotation(record, quote) for quote in record.quotes],
        }
    )  # fmt: skip


def _person(record: Record, person: Person) -> Node:
    affiliation: Node | None = None
    if person.affiliation:
        body = person.affiliation.institution_id
        affiliation = {"@type": "Organization", "name": person.affiliation.text}
        affiliation |= {"@id": uri(record, body)} if body else {}
    return _filled(
        {
            "@type": "Person", "@id": uri(record, person.id), "name": person.name, "jobTitle": person.role,
            "affiliation": affiliation,
        }
    )  # fmt: skip


def _law(record: Record, law: Instrument) -> Node:
    return _filled(
        {
            "@type": "Legislation", "@id": uri(record, law.id), "name": law.name, "legislationType": law.type,
            "legislationIdentifier": law.number, "legislationJurisdiction": law.country,
        }
    )  # fmt: skip


def _quotation(record: Record, quote: Quote) -> Node:
    def node(name: str, id: str | None) -> Node:  # noqa: A002 - the record's own word
        return {"name": name} | ({"@id": uri(record, id)} if id else {"@type": "Person"})

    first = [node(quote.speaker, quote.speaker_id)] if quote.speaker else []
    speakers = [*first, *(node(other.name, other.id) for other in quote.co_speakers)]
    said_by = speakers if len(speakers) > 1 else next(iter(speakers), None)
    return _filled({"@type": "Quotation", "text": quote.text, "spokenByCharacter": said_by})


def _action(record: Record, action: Action) -> Node:
    def end(name: str | None, id: str | None) -> Node | None:  # noqa: A002 - the record's own word
        return {"@id": uri(record, id), "name": name} if id else {"@type": "Thing", "name": name} if name else None

    statuses = {"done": "CompletedActionStatus", "negated": "FailedActionStatus"}
    status = statuses.get(action.modality, "PotentialActionStatus")
    day = action.date if action.date and action.date[:4].isdecimal() and "/" not in action.date else None
    return _filled(
        {
            "@type": "Action", "name": action.summary(), "actionStatus": f"https://schema.org/{status}",
            "agent": end(action.actor, action.actor_id), "object": end(action.object, action.object_id),
            "startTime": day,
        }
    )  # fmt: skip


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, [], "")}
