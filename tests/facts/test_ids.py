import pytest

from extractor.article import Article
from extractor.data import library, own_models


@pytest.fixture(scope="module")
def located(pipeline):
    text = (
        "WELLINGTON, May 3 – Ministers of New Zealand and Sri Lanka met in Wellington on Tuesday. "
        "Their officials had met in Colombo in April. Nobody came from Springfield, Illinois."
    )
    record = pipeline([Article(id="a", text=text, published="2022-05-04")])[0]
    return {place.name: place for place in record.places}


def test_a_town_that_one_place_of_the_country_bears_has_id_and_coordinates(located):
    town = located["Wellington"]
    assert (town.country, town.ids) == ("NZ", {"geonames": "2179537"})
    assert (town.latitude, town.longitude) == (-41.2866, 174.7756)
    assert located["Colombo"].ids == {"geonames": "1248991"}


def test_a_country_has_the_ids_of_the_country(located):
    assert located["Sri Lanka"].ids == {"wikidata": "Q854", "geonames": "1227603"}
    assert located["Sri Lanka"].latitude is None


def test_a_name_that_several_towns_of_the_country_bear_has_no_id(located):
    assert [place.ids for name, place in located.items() if name.startswith("Springfield")] == [{}]


def test_a_topic_has_its_wikidata_id_where_the_vocabulary_gives_one(pipeline):
    record = pipeline([Article(id="a", text="The judge and the court heard the appeal of the court's ruling.")])[0]
    assert {topic.label: topic.ids for topic in record.topics}["court"] == {"wikidata": "Q41487"}


@pytest.fixture(scope="module")
def bodies(pipeline):
    text = (
        "CANBERRA, May 3 – Australia's House of Representatives passed the bill on Tuesday. The Australian Greens and "
        "the Quillon Trust welcomed it. Members of the Parliament of Nauru were in the gallery."
    )
    record = pipeline([Article(id="a", text=text, published="2022-05-04")])[0]
    return {body.name: (body.country, body.ids) for body in record.institutions}


def test_no_wikidata_id_is_that_of_two_topics():
    ids = [row["wikidata"] for row in library().table("topics/vocabulary.tsv")]
    given = [each for each in ids if each]
    assert len(given) > 100
    assert len(given) == len(set(given))


def test_a_body_that_an_open_list_knows_in_its_country_has_a_wikidata_id(bodies):
    assert bodies["House of Representatives"] == ("AU", {"wikidata": "Q783401"})
    assert bodies["Australian Greens"] == ("AU", {"wikidata": "Q781486"})


def test_a_body_that_no_list_knows_has_none(bodies):
    assert bodies["Quillon Trust"][1] == {}
    assert bodies["Parliament of Nauru"] == ("NR", {})


@pytest.mark.parametrize("name", ["institutions/wikidata.tsv", "places/geonames.tsv"])
def test_tables_that_are_searched_stand_in_order(name):
    head, *rows = [line for line in (own_models() / name).read_text("utf-8").splitlines() if line[0] != "#"]
    assert rows == sorted(rows)
    assert {row.count("\t") for row in rows} == {head.count("\t")}
