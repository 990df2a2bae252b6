"""Forms that other tools read, each checked by its own library or schema."""

import json
from pathlib import Path

import jsonschema
import rdflib
from msgspec.structs import replace

from extractor.fact import Mention

HERE = Path(__file__).parent


def lines(data):
    return [json.loads(line) for line in data.splitlines()]


def test_ninjs_validates(write, record, bare, failure):
    schema = json.loads((HERE / "ninjs-3.1-used.json").read_text(encoding="utf-8"))
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    first, second = lines(write("ninjs", record, failure, bare))
    for item in (first, second):
        assert [error.message for error in checker.iter_errors(item)] == []
    assert first["uri"] == "https://releases.example/n1"
    assert second["uri"].startswith("urn:uuid:")
    assert first["subjects"][0]["uri"] == "http://cv.iptc.org/newscodes/mediatopic/20001320"
    assert first["bodies"][0]["value"] == record.text
    broken = first | {"subjects": [{"name": "torture", "score": 1}]}
    assert list(checker.iter_errors(broken))


def test_follow_the_money_reads_every_entity(write, record, bare, failure):
    from followthemoney import model  # noqa: PLC0415 - slow to load

    entities = {}
    for data in lines(write("ftm", record, failure, bare)):
        entity = model.get_proxy(data)
        for name, values in data["properties"].items():
            assert sorted(entity.get(name)) == sorted(values), name
        entities[entity.id] = entity
    assert len(entities) == 8
    by_schema = {entity.schema.name: entity for entity in entities.values()}
    assert set(by_schema) == {"Article", "Person", "PublicBody", "Mention", "Membership", "Event"}
    for entity in entities.values():
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                assert value in entities


def test_json_ld_is_schema_org(write, record, bare, failure):
    first, _ = lines(write("jsonld", record, failure, bare))
    assert first["@context"] == "https://schema.org"
    first["@context"] = {"@vocab": "https://schema.org/"}
    graph = rdflib.Graph().parse(data=json.dumps(first), format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    types = {str(kind).removeprefix(schema) for kind in graph.objects(None, rdflib.RDF.type)}
    assert types == {
        "NewsArticle", "Person", "GovernmentOrganization", "Legislation", "Place", "MonetaryAmount", "Action",
        "DefinedTerm", "Quotation", "Organization",
    }  # fmt: skip
    (quotation,) = graph.subjects(rdflib.RDF.type, schema.Quotation)
    (speaker,) = graph.objects(quotation, schema.spokenByCharacter)
    assert (speaker, rdflib.RDF.type, schema.Person) in graph
    terms = {str(predicate).removeprefix(schema) for predicate in graph.predicates()}
    assert terms - {str(rdflib.RDF.type)} <= set((HERE / "schema-org-terms.txt").read_text(encoding="utf-8").split())


def test_ids_of_people_and_bodies_go_along(write, record):
    (body,), (person,) = record.institutions, record.people
    ids = {
        "people": (replace(person, ids={"authority": "p17"}),),
        "institutions": (replace(body, ids={"wikidata": "Q7"}),),
    }
    known = replace(record, **ids)
    told = {each["schema"]: each["properties"] for each in lines(write("ftm", known))}
    assert (told["Person"]["idNumber"], told["PublicBody"]["wikidataId"]) == (["authority:p17"], ["Q7"])
    (news,) = lines(write("ninjs", known))
    at_wikidata = "http://www.wikidata.org/entity/Q7"
    assert (news["people"][0]["uri"], news["organisations"][0]["uri"]) == ("urn:x-authority:p17", at_wikidata)
    nodes = {node["@type"]: node for node in lines(write("jsonld", known))[0]["mentions"]}
    assert nodes["Person"]["identifier"] == ["authority:p17"]
    assert nodes["GovernmentOrganization"]["sameAs"] == at_wikidata
    assert not [
        each
        for each in lines(write("ftm", replace(known, people=(replace(person, ids={"authority_ambiguous": "p1 p2"}),))))
        if "idNumber" in each["properties"]
    ]


def test_what_has_no_title_goes_by_its_headline(write, record):
    untitled = replace(record, title=None, headline=Mention(text="Senate\nadopts", start=0, end=13))
    assert lines(write("jsonld", untitled))[0]["headline"] == "Senate adopts"
    assert lines(write("ninjs", untitled))[0]["headlines"] == [{"role": "main", "value": "Senate adopts"}]


def test_doc_bin_gives_docs_with_the_facts_as_spans(write, record, bare, failure):
    import spacy  # noqa: PLC0415 - slow to load
    from spacy.tokens import DocBin  # noqa: PLC0415 - slow to load

    nlp = spacy.blank("en")
    first, second = DocBin().from_bytes(write("spacy", record, failure, bare)).get_docs(nlp.vocab)
    assert first.text == record.text
    assert [span.text for span in first.spans["institutions"]] == ["Kazakh Senate", "Senate", "Senate"]
    assert first.spans["people"][0].id_ == "P1"
    assert ("March 9", "DATE") in [(entity.text, entity.label_) for entity in first.ents]
    assert json.loads(first.user_data["extract"])["id"] == "n1"
    assert not second.ents
