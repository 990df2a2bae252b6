"""The user's own list of people and bodies."""

import json

import pytest

from extractor import Extractor, Reading
from extractor.errors import DataError

CSV = """\
id,name,aliases,type,country
p1,Mary Anne Hill,,person,
p2,Omar Haddad,Haddad of Zaria|O. Haddad,person,
p3,Omar Haddad,,person,
wikidata:Q7,Harbour Board,Board of the Harbour,agency,NZ
b8,Harbour Board,,agency,AU
b9,Ministry of Ferries,,,
"""
THINGS = """\
{"id": "NK-1", "schema": "Person", "properties": {"name": ["Mary Hill"], "country": ["nz"]}}
{"id": "a1", "schema": "Address", "properties": {"full": ["1 Quay Street"]}}
{"id": "NK-2", "schema": "PublicBody", "properties": {"name": ["Ferry Office"], "alias": ["Ministry of Ferries"]}}
"""
TEXT = (
    "WELLINGTON, New Zealand, 9 March 2023 - The Harbour Board met Senator Mary Hill and Minister Omar Haddad "
    "at the Ministry of Ferries. “It is safe,” said Mary Hill."
)


@pytest.fixture
def read(tmp_path):
    def run(content, name="list.csv", text=TEXT):
        (tmp_path / name).write_text(content, encoding="utf-8")
        record = Extractor(Reading(authority=(tmp_path / name,), least=0.0))(text)
        people = {person.name: person.ids for person in record.people}
        return people | {body.name: body.ids for body in record.institutions}

    return run


def test_ids_of_the_list_stand_beside_those_that_a_body_has(read):
    found = read(CSV + "b10,Labour Party,,party,NZ\n", text="WELLINGTON, 9 March 2023 - The Labour Party voted.")
    assert found["Labour Party"] == {"wikidata": "Q1048192", "authority": "b10"}


@pytest.mark.parametrize("between", ";\t,")
def test_ids_come_from_a_table(read, between):
    found = read(CSV.replace(",", between))
    assert found["Mary Hill"] == {"authority": "p1"}, "first and last name fit"
    assert found["Omar Haddad"] == {"authority_ambiguous": "p2 p3"}, "two of one name stay open"
    assert found["Harbour Board"] == {"wikidata": "Q7"}, "the other is of another country"
    assert found["Ministry of Ferries"] == {"authority": "b9"}, "no type fits any"


def test_ids_come_from_followthemoney(read):
    found = read(THINGS, "list.ftm")
    assert (found["Mary Hill"], found["Omar Haddad"]) == ({"authority": "NK-1"}, {})
    assert found["Ministry of Ferries"] == {"authority": "NK-2"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("id,name\n", ":1: give CSV with the columns id,name,aliases,type,country"),
        ("id,name,aliases,type,country\np1,,,,\n", ":2: needs an id, a name"),
        ("id,name,aliases,type,country\np1,Mary\n", ":2: needs an id, a name"),
        ("id,name,aliases,type,country\np1,Mary Hill,,ship,\n", ":2: type 'ship' is none of person"),
        ('{"id": "a"}\n', ":1: no FollowTheMoney entity"),
    ],
)
def test_a_faulty_list_is_refused_at_its_line(read, content, why):
    with pytest.raises(DataError) as error:
        read(content)
    assert why in str(error.value)


def test_the_command_takes_lists_and_refuses_what_is_none(command, tmp_path):
    (tmp_path / "list.csv").write_text(CSV, encoding="utf-8")
    record = json.loads(command("-", "--authority", tmp_path / "list.csv", stdin=TEXT.encode()).stdout)
    assert {person["name"]: person["ids"] for person in record["people"]}["Mary Hill"] == {"authority": "p1"}
    shown = command("-", "--authority", tmp_path / "list.csv", "--review", stdin=TEXT.encode()).stdout.decode()
    assert "several entries of your own list fit" in " ".join(shown.split())
    done = command("-", "--authority", tmp_path / "no.csv", stdin=TEXT.encode())
    assert (done.returncode, b"no.csv: cannot be read" in done.stderr) == (2, True)
