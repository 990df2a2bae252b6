"""Merging Parquet partitions finds what merging in memory finds, however few cards are together."""

import io
from collections import defaultdict
from itertools import count

import pyarrow.parquet as pq
import pytest

from extractor.entity import Affiliation, Institution, Instrument, Person, Place
from extractor.fact import Mention, Quote
from extractor.merge import Decision, merge
from extractor.merge.card import cards_of
from extractor.merge.partitions import merge_partitions
from extractor.record import Published, Record, encode
from extractor.writers import Target, writer_named


def record(article, day, people=(), bodies=(), laws=(), speaker=None):
    """A record of an article of Estonia; each description is a name and what is told of it."""
    at, said = count(), speaker and f"P{[name for name, *_ in people].index(speaker) + 1}"

    def mentions(name):
        start = next(at) * 100
        return (Mention(text=name, start=start, end=start + len(name)),)

    quote = Quote(
        text="So.", start=0, end=3, kind="direct", speaker=speaker, speaker_id=said, speaker_mention=None, cue=None,
        rule="r",
    )  # fmt: skip
    return Record(
        id=article, source="", title=None, url=None, language="en", dateline=None,
        published=Published(value=day, from_="option"),
        people=tuple(
            Person(id=f"P{place}", name=name, role=role, mentions=mentions(name), rule="r",
                   affiliation=body and Affiliation(text=body, institution_id=None))
            for place, (name, role, body) in enumerate(people, 1)
        ),
        institutions=tuple(
            Institution(id=f"I{place}", name=forms[0], type=type_, country=country,
                        mentions=tuple(each for form in forms for each in mentions(form)), rule="r")
            for place, (forms, type_, country) in enumerate(bodies, 1)
        ),
        instruments=tuple(
            Instrument(id=f"L{place}", name=name, type="bill", number=number, country="US", mentions=mentions(name),
                       rule="r")
            for place, (name, number) in enumerate(laws, 1)
        ),
        places=(Place(id="G1", name="Narva", country="EE", mentions=mentions("Narva"), rule="r"),),
        quotes=(quote,) if speaker else (),
    )  # fmt: skip


@pytest.fixture(scope="module")
def records():
    return [
        record("b", "2019-05-02", [("Robert P. Hallam", "Senator", "D-OH"), ("Ruth Ames", "Mayor", None)],
               [(("Coastal Fisheries Agency", "CFA"), "agency", "EE")], [("River Towns Relief Act", None)],
               "Ruth Ames"),
        record("a", "2019-06-02", [("Bob Hallam", "U.S. Sen", "D-Ohio")], [(("CFA",), "agency", "EE")],
               [("River Towns Relief bill", "S. 411")]),
        record("d", "2019-07-02", [("Hallam", "Senator", None), ("Michael Rowe", "Rep.", "R-AL")],
               [(("Senate",), "legislature", "US")], [("S 411", "S 411")], "Hallam"),
        record("c", "2021-07-02", [("Michael Rowe", "Rep.", "R-Mich."), ("Ruth Ames", "Prime Minister", None)],
               [(("U.S. Senate",), "legislature", "US")], [("S. 411", "S. 411")]),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def partitions(records, tmp_path_factory):
    """Two folders of tables, of the first records and of the last."""
    folders = [tmp_path_factory.mktemp(name) for name in ("first", "last")]
    for folder, some in zip(folders, (records[:2], records[2:]), strict=True):
        sink = writer_named("parquet").open(Target(io.BytesIO(), folder))
        for each in some:
            sink.write(encode(each))
        sink.close()
    return folders


def found(folder):
    """The sets of facts that are one entity each."""
    members = defaultdict(set)
    for row in pq.read_table(folder / "members.parquet").to_pylist():
        members[row["entity"]].add((row["article"], row["fact"]))
    return sorted(map(sorted, members.values()))


def expected(records, decisions=()):
    facts, cards = [], []
    for number, each in enumerate(records):
        own = cards_of(each, len(cards), number)
        facts += [(each.id, name) for name in own]
        cards += own.values()
    return sorted(
        sorted(facts[card.key] for card in entity.cards)
        for entities, _ in merge(cards, decisions).values()
        for entity in entities
    )


@pytest.mark.parametrize("together", [1, 1000])
def test_partitions_are_merged_as_records_in_memory_are(records, partitions, tmp_path, together):
    rows = merge_partitions(partitions, tmp_path, together=together)
    assert found(tmp_path) == expected(records)
    assert len(found(tmp_path)) == 9
    assert rows["members"] == 19
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "doubtful.parquet", "entities.parquet", "members.parquet", "merges.parquet",
    ]  # fmt: skip


def test_entities_have_their_values_and_reasons(partitions, tmp_path):
    merge_partitions(partitions, tmp_path)
    entities = {row["name"]: row for row in pq.read_table(tmp_path / "entities.parquet").to_pylist()}
    hallam = entities["Robert P. Hallam"]
    assert (hallam["first_day"], hallam["last_day"], hallam["articles"], hallam["quotations"]) == (
        "2019-05-02", "2019-07-02", 3, 1,
    )  # fmt: skip
    assert entities["River Towns Relief bill"]["number"] == "S 411"
    reasons = [row["reason"] for row in pq.read_table(tmp_path / "merges.parquet").to_pylist()]
    assert any(reason.startswith("nickname, same seat") for reason in reasons)


def test_a_decision_brings_together_what_no_block_would(records, partitions, tmp_path):
    decisions = [
        Decision(kind="people", same=True, name="Ruth Ames", other="Hallam"),
        Decision(kind="institutions", same=True, name="CFA", other="U.S. Senate"),
        Decision(kind="places", same=False, name="Narva", other="Tartu"),
    ]
    merge_partitions(partitions, tmp_path, decisions, together=1)
    assert found(tmp_path) == expected(records, decisions)
    assert len(found(tmp_path)) < 9
