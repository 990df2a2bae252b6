"""What merging finds in an archive does not depend on how its articles came: in which order, in how many runs."""

import random
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from extractor.entity import Affiliation, Institution, Instrument, Person, Place
from extractor.fact import Mention
from extractor.merge.cluster import read
from extractor.settings import Reading
from extractor.writers.sqlite import entities, store

PEOPLE = (
    ("Robert P. Hallam", "Senator", "D-OH"), ("Bob Hallam", "Senator", "D-Ohio"), ("Hallam", "Senator", None),
    ("Hallam", None, None), ("Robert Hallam", None, None), ("Tom Hallam", "coach", "Harbour United"),
    ("Mahela Wijesekara", "Minister", None), ("Mahela Wijesekera", "Minister", "Ministry of Ports"),
    ("Wijesekara", "Minister", None), ("Ann Lee Ford", "Mayor", None), ("Anna Ford", "Mayor", None),
)  # fmt: skip
BODIES = (
    ("Coastal Fisheries Agency", "agency", "NZ", ("CFA", "the Agency")), ("CFA", "agency", "NZ", ()),
    ("CFA", "agency", None, ()), ("Coastal Fishery Agency", "agency", "NZ", ()), ("Agency", "agency", "NZ", ()),
    ("NATO", "intergovernmental", None, ()), ("Nato", "intergovernmental", None, ()),
    ("Senate", "legislature", "US", ()), ("U.S. Senate", "legislature", "US", ()), ("Senate", "legislature", None, ()),
    ("Committee", "committee", "US", ()), ("Ministry of Ports", "ministry", "LK", ("the Ministry",)),
    ("Ministry of Ports and Harbours", "ministry", "LK", ()), ("Ministry", "ministry", "LK", ()),
)  # fmt: skip
LAWS = (
    ("River Towns Relief Act", None), ("River Towns Relief Act of 2019", None), ("S. 411", "S. 411"),
    ("River Towns Relief bill", "S. 411"), ("River Towns Relief Act of 2007", None), ("Harbour Dues Act", None),
    ("Harbor Dues Act", None), ("Constitution", None),
    ("Coastal Water Pumping Station Repair Grants Act", None), ("Coastal Water Pumping Station Grants Act", None),
)  # fmt: skip
PLACES = (("Perth", "AU"), ("Perth", "GB"), ("United States", "US"), ("U.S.", "US"), ("Perth", None))
DECISIONS = """kind\tverdict\tname\tother
people\tsame\tTom Hallam\tAnna Ford
people\tdifferent\tAnn Lee Ford\tAnna Ford
institutions\tsame\tNATO\tSenate
"""


def drawn(record, number, rnd):
    """An article with a few of the entities above."""
    spot = lambda text: Mention(text=text, start=0, end=1)  # noqa: E731
    some = lambda rows: rnd.sample(rows, rnd.randint(0, 3))  # noqa: E731
    bodies = tuple(
        Institution(id=f"i{at}", name=name, type=kind, country=country, rule="r",
                    mentions=tuple(map(spot, (name, *forms))))
        for at, (name, kind, country, forms) in enumerate(some(BODIES))
    )  # fmt: skip
    people = tuple(
        Person(id=f"p{at}", name=name, role=role, rule="r", mentions=(spot(name),),
               affiliation=Affiliation(text=body, institution_id=None) if body else None)
        for at, (name, role, body) in enumerate(some(PEOPLE))
    )  # fmt: skip
    laws = tuple(
        Instrument(id=f"l{at}", name=name, type="bill", number=number, country="US", rule="r", mentions=(spot(name),))
        for at, (name, number) in enumerate(some(LAWS))
    )
    places = tuple(
        Place(id=f"g{at}", name=name, country=country, rule="r", mentions=(spot(name),))
        for at, (name, country) in enumerate(some(PLACES))
    )
    published = replace(record.published, value=f"{rnd.choice((2007, 2019, 2020, 2021))}-05-02")
    empty = dict.fromkeys(
        ("dates", "amendments", "votes", "quotes", "actions", "topics", "counts", "money", "contacts"), ()
    )
    return replace(record, id=f"n{number}", published=published, people=people, institutions=bodies,
                   instruments=laws, places=places, **empty)  # fmt: skip


def archive(runs, decided):
    """An archive in memory to which each run adds, and in which what it adds is merged."""
    connection = store.connect(Path(":memory:"))
    connection.execute("INSERT INTO runs (started, version, inputs) VALUES ('', '', '')")
    for at, run in enumerate(runs):
        if at == len(runs) // 2 and decided:
            entities.decide(connection, read(decided))
        for item in run:
            store.add(connection, item, 1, Reading())
        entities.merge_new(connection)
    return connection


def found(connection):
    """All that merging has written, with the facts of an entity in the place of its id."""
    facts = {}
    query = "SELECT entity_id, article, fact FROM occurrences JOIN articles ON articles.id = article_id"
    for entity, *fact in connection.execute(query):
        facts.setdefault(entity, set()).add(tuple(fact))
    keys = {None: None} | {entity: str(sorted(members)) for entity, members in facts.items()}
    rows = Counter()
    for table in (
        "entities",
        "people",
        "institutions",
        "instruments",
        "places",
        "names",
        "roles",
        "merges",
        "doubtful",
    ):
        for row in connection.execute(f"SELECT * FROM {table}"):
            own = dict(
                zip([name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")], row, strict=True)
            )
            if table in ("roles", "merges", "doubtful"):
                del own["id"]
            own.pop("block", None)
            for name in own.keys() & {"id", "entity_id", "person_id", "other_id"}:
                own[name] = keys[own[name]]
            rows[table, tuple(own.items())] += 1
    return rows


@pytest.mark.parametrize("seed", range(12))
def test_orders_and_runs_change_nothing(record, tmp_path, seed):
    rnd = random.Random(seed)  # noqa: S311 - a test
    decided = tmp_path / "merges.tsv" if seed % 2 else None
    if decided:
        decided.write_text(DECISIONS)
        assert read(decided)
    articles = [drawn(record, number, rnd) for number in range(30)]
    runs, left = [], rnd.sample(articles, len(articles))
    while left:
        size = rnd.choice((1, 2, 7))
        runs.append(left[:size])
        left = left[size:]
    earlier = [drawn(record, number, rnd) for number in rnd.sample(range(30), 8)]  # all are replaced later
    whole = found(archive([articles], decided))
    assert found(archive([earlier, *runs], decided)) == whole
    assert {table for table, _ in whole} >= {"people", "names", "merges", "doubtful"}
