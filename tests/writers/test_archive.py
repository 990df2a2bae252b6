import io
import json
import sqlite3
from contextlib import closing

import pytest
from msgspec.structs import replace

from extractor.article import Article
from extractor.errors import OutputError
from extractor.record import FACT_KEYS, decode, encode
from extractor.settings import Reading, Settings
from extractor.writers import Target, writer_named
from extractor.writers.decisions import voted_on
from extractor.writers.flat import TABLES
from extractor.writers.sqlite import entities, store
from extractor.writers.sqlite.adding import Sink
from extractor.writers.sqlite.schema import TABLE_OF


@pytest.fixture
def archive(tmp_path):
    """Adds items to one archive in a run of their own, and asks it."""

    class Archive:
        path = tmp_path / "archive.db"

        def add(self, *items, merges=None):
            target = Target(io.BytesIO(), settings=Settings(("desk",), output=self.path, merges=merges))
            sink = writer_named("sqlite").open(target)
            for item in items:
                sink.write(encode(item))
            sink.close()

        def ask(self, query, *values):
            with sqlite3.connect(self.path) as connection:
                return connection.execute(query, values).fetchall()

    return Archive()


def test_an_archive_holds_every_fact_with_keys_that_fit(archive, record, failure, bare):
    archive.add(record, failure, bare)
    for kind in FACT_KEYS:
        table, where = (TABLE_OF[kind], "") if kind in TABLE_OF else ("occurrences", f" WHERE kind = '{kind}'")
        assert archive.ask(f"SELECT count(*) FROM {table}{where}") == [(len(getattr(record, kind)),)]
    assert archive.ask("PRAGMA foreign_key_check") == []
    assert archive.ask("PRAGMA integrity_check") == [("ok",)]
    assert archive.ask("SELECT votes_for, votes_against, votes_abstain, outcome FROM votes") == [
        (40, 3, None, "adopted")
    ]
    assert archive.ask("SELECT article, stage FROM failures") == [("n2", "read")]
    assert archive.ask("SELECT json_extract(metadata, '$.desk') FROM articles WHERE article = 'n1'") == [("east",)]
    assert archive.ask("SELECT earliest, latest FROM events") == [("2023-03-09", "2023-03-09")]
    linked = (
        "SELECT o.name, b.name FROM quotes q JOIN occurrences o ON o.id = speaker_id "
        "JOIN occurrences b ON b.id = o.affiliation_institution_id"
    )
    assert archive.ask(linked) == [("Aigul Sarsenova", "Kazakh Senate")]
    assert archive.ask(
        "SELECT count(*) FROM mentions WHERE occurrence_id IS NULL AND kind NOT IN ('topics', 'actions')"
    ) == [(0,)]


def test_the_columns_of_an_archive_are_those_of_csv(archive, record):
    archive.add(record)
    for kind, table in TABLE_OF.items():
        columns = {row[1] for row in archive.ask(f"PRAGMA table_info({table})")}
        assert {name for name in TABLES[kind] if name not in ("article", "instrument", "body")} <= columns


def test_records_come_out_as_they_went_in(archive, record, bare):
    archive.add(record, bare)
    assert [decode(line) for line in store.lines([archive.path])] == [record, bare]


def test_what_changed_takes_the_place_of_what_was_and_nothing_is_left_behind(archive, record, failure):
    archive.add(record, failure)
    sizes = {table: archive.ask(f"SELECT count(*) FROM {table}") for table in ("occurrences", "mentions", "quotes")}
    archive.add(replace(record, title="Corrected"), replace(record, id=failure.id, source=failure.source))
    assert archive.ask("SELECT title FROM articles WHERE article = 'n1'") == [("Corrected",)]
    assert archive.ask("SELECT count(*) FROM failures") == [(0,)]
    assert {table: archive.ask(f"SELECT count(*) / 2 FROM {table}") for table in sizes} == sizes
    assert archive.ask("SELECT added, replaced, failed FROM runs") == [(1, 0, 1), (1, 1, 0)]


def test_words_are_found_in_texts_and_quotations_and_no_longer_when_they_are_gone(archive, record):
    archive.add(record)
    found = (
        "SELECT count(*) FROM quotes_fts WHERE quotes_fts MATCH 'tortured'",
        "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'amendment'",
    )
    assert [archive.ask(query) for query in found] == [[(1,)], [(1,)]]
    archive.add(replace(record, text="Nothing.", quotes=()))
    assert [archive.ask(query) for query in found] == [[(0,)], [(0,)]]


def test_entities_are_merged_over_all_articles_and_keep_their_ids(archive, record):
    archive.add(record)
    (first,) = archive.ask("SELECT id FROM people")
    archive.add(replace(record, id="n2", source="b"), replace(record, id="n3", source="c"))
    assert archive.ask("SELECT id, name, articles, quotations FROM people") == [(*first, "Aigul Sarsenova", 3, 3)]
    assert archive.ask("SELECT person, count(*) FROM quotes_by_person") == [("Aigul Sarsenova", 3)]
    assert archive.ask("SELECT instrument, event, day FROM bill_timeline LIMIT 1") == [
        ("=SUM(A1)", "adopt", "2023-03-09")
    ]
    assert archive.ask("SELECT amendments, stage FROM amendments_per_bill LIMIT 1") == [(45, "introduced")]
    assert archive.ask("SELECT votes_for, outcome FROM vote_results LIMIT 1") == [(40, "adopted")]
    assert archive.ask("PRAGMA foreign_key_check") == []


def test_only_entities_that_changed_are_written_again(archive, record):
    archive.add(record, replace(record, id="n2", source="b"))
    other = replace(record.people[0], name="Temir Bekov")
    third = replace(record, id="n3", source="c", institutions=(), instruments=(), places=(), people=(other,))
    archive.add(third)
    connection = store.connect(archive.path)
    assert entities.merge_new(connection) == 0
    store.add(connection, replace(third, people=(replace(other, name="Temir A. Bekov"),)), 1, Reading())
    assert entities.merge_new(connection) == 1
    connection.close()
    assert archive.ask("SELECT name, articles FROM people ORDER BY name") == [
        ("Aigul Sarsenova", 2), ("Temir A. Bekov", 1),
    ]  # fmt: skip


def test_what_is_merged_is_not_merged_again(archive, record):
    sink = Sink(Target(io.BytesIO(), settings=Settings(("desk",), output=archive.path)))
    for article in (record, replace(record, id="n9")):
        sink.write(encode(article))
        assert sink.stale
        sink.merge()
        assert not sink.stale
    sink.close()


def test_an_entity_forgets_an_article_that_was_replaced(archive, record):
    archive.add(record, replace(record, id="n2", source="b"))
    archive.add(replace(record, id="n2", source="b", people=(), quotes=(), actions=()))
    assert archive.ask("SELECT articles, quotations FROM people") == [(1, 1)]


def test_merging_is_undone_and_done_again_from_the_archive_alone(archive, record):
    archive.add(record, replace(record, id="n2", source="b"))
    tables = ("entities", "people", "names", "roles")
    before = {table: archive.ask(f"SELECT * FROM {table}") for table in tables}
    facts = archive.ask("SELECT * FROM quotes")
    connection = store.connect(archive.path)
    connection.execute("UPDATE occurrences SET entity_id = NULL")
    connection.execute("DELETE FROM entities")
    assert archive.ask("SELECT count(*) FROM people") == [(0,)]
    assert archive.ask("SELECT * FROM quotes") == facts
    assert next(map(decode, store.lines([archive.path]))) == record
    entities.merge_new(connection)
    connection.close()
    assert {table: archive.ask(f"SELECT * FROM {table}") for table in tables} == before


def test_the_users_decisions_hold_for_later_runs_too(archive, record, tmp_path):
    file = tmp_path / "merges.tsv"
    file.write_text("kind\tverdict\tname\tother\npeople\tsame\tAigul Sarsenova\tA. K. Sarsen\n")
    other = replace(record.people[0], name="A. K. Sarsen")
    archive.add(record, merges=file)
    archive.add(replace(record, id="n2", source="b", people=(other,)))
    assert archive.ask("SELECT count(*) FROM people") == [(1,)]
    assert archive.ask("SELECT reason FROM merges") == [("decided by the user",)]


def test_said_about_has_the_quotations_that_name_an_entity(archive, record):
    quote = replace(
        record.quotes[0], text="the Senate", start=record.text.rindex("the Senate"), end=len(record.text) - 1,
        speaker="Ms Sarsenova",
    )  # fmt: skip
    archive.add(replace(record, quotes=(quote,)))
    assert archive.ask("SELECT about, speaker, quotation, named FROM said_about") == [
        ("Kazakh Senate", "Aigul Sarsenova", "the Senate", 1)
    ]


def test_who_says_this_bill_speaks_of_the_law_that_the_article_names_most(tmp_path, command):
    text = (
        "The Ferry Bill, which amends the Harbour Act, is new. The Ferry Bill is short.\n\n"
        "“This bill will lower dues,” said Ann Reed. “It rains,” she said. “The Harbour Act is old,” she said.\n"
    )
    (tmp_path / "a.txt").write_text(text)
    assert command(tmp_path / "a.txt", "-o", tmp_path / "a.db").returncode == 0
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        told = connection.execute(
            "SELECT about, quotation, named FROM said_about WHERE kind = 'instruments'"
        ).fetchall()
    assert sorted(told) == [
        ("Ferry Bill", "This bill will lower dues,", 0),
        ("Harbour Act", "The Harbour Act is old,", 1),
    ]


def test_what_facts_are_looked_up_by_has_an_index_and_nothing_else(archive, record):
    archive.add(record)
    columns = {name for (name,) in archive.ask("SELECT name FROM sqlite_master WHERE type = 'index' AND sql NOT NULL")}
    assert {"votes_article_id", "votes_body_id", "quotes_speaker_id", "dates_earliest"} <= columns
    assert not {"votes_text", "dates_value", "quotes_cue_text", "money_amount"} & columns


def test_versions_of_an_article_are_one_cluster_with_what_changed(archive, record, bare):
    earlier = replace(record.published, value="2023-03-01")
    second = replace(record, id="n2", text=record.text.replace("45", "47"), published=earlier, votes=())
    archive.add(record, second, bare)
    assert archive.ask("SELECT article, cluster_id FROM articles ORDER BY id") == [("n1", 2), ("n2", 2), ("n3", None)]
    assert archive.ask("SELECT article_id, first_id, kind, change, after FROM changes") == [
        (1, 2, "votes", "new", "40 for, 3 against: adopted")
    ]


def test_a_run_that_dies_leaves_a_whole_archive(archive, record):
    sink = writer_named("sqlite").open(Target(io.BytesIO(), settings=Settings((), output=archive.path)))
    for number in range(60):
        sink.write(encode(replace(record, id=f"n{number}")))
    del sink
    assert archive.ask("SELECT count(*) FROM articles") == [(50,)]
    assert archive.ask("PRAGMA integrity_check") == [("ok",)]


def test_an_article_and_its_record_have_one_hash(pipeline, record):
    for published in (None, "2023-03-10"):
        for reading in (Reading(), Reading(published="2020-01-01"), Reading(only=("dates",))):
            article = Article(id="a", text=record.text, source="x", title="T", published=published, metadata={"k": 1})
            pipeline.reading, own = replace(reading, include_text=True), pipeline.reading
            (found,) = pipeline([article])
            pipeline.reading = own
            assert store.content_hash(article, reading) == store.content_hash(found, reading)
    assert store.content_hash(record, Reading()) != store.content_hash(record, Reading(vague=True))
    few = replace(record, kinds=("votes", "dates"))  # from an archive, with nothing said of kinds
    assert store.content_hash(few, Reading()) == store.content_hash(few, Reading(only=("dates", "votes")))
    assert store.content_hash(few, Reading()) != store.content_hash(record, Reading())
    assert store.content_hash(record, Reading()) != store.content_hash(replace(record, title="T"), Reading())


def test_a_file_that_is_no_archive_is_left_alone(tmp_path):
    file = tmp_path / "letters.db"
    file.write_text("Dear Anna")
    with pytest.raises(OutputError, match="no archive"):
        writer_named("sqlite").open(Target(io.BytesIO(), settings=Settings((), output=file)))
    assert file.read_text() == "Dear Anna"


def test_an_archive_with_other_columns_is_left_alone_and_read(archive, record, command, tmp_path):
    names = tmp_path / "merges.tsv"
    names.write_text("kind\tverdict\tname\tother\ninstitutions\tsame\tSenate\tUpper House\n")
    archive.add(record, merges=names)
    with sqlite3.connect(archive.path) as connection:
        connection.execute("PRAGMA user_version = 7")
        connection.execute("ALTER TABLE votes RENAME COLUMN votes_for TO ayes")
    with pytest.raises(OutputError, match=r"extract \S+archive.db -o NEW.db"):
        archive.add(record)
    new = tmp_path / "new.db"
    assert command(archive.path, "-o", new).returncode == 0
    with sqlite3.connect(new) as connection:
        assert connection.execute("SELECT verdict, name, other_name FROM decisions").fetchall() == [
            ("same", "Senate", "Upper House")
        ]
    assert [decode(line) for line in store.lines([new])] == [record]


def test_an_archive_is_read_as_its_records_in_every_form(command, record, archive, tmp_path):
    archive.add(record, replace(record, id="n2"))
    lines = command(archive.path, "-f", "jsonl").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["n1", "n2"]
    assert "text" not in json.loads(lines[0])
    assert decode(command(archive.path, "-f", "jsonl", "--include-text").stdout.splitlines()[0]) == record
    assert b"Aigul Sarsenova" in command(archive.path, "-f", "html").stdout
    for option in (("--only", "votes"), ("--least", "0.9"), ("--published", "2023-01-02")):
        refused = command(archive.path, *option)
        assert (refused.returncode, refused.stdout) == (2, b"")
        assert b"no text is read again" in refused.stderr
    mixed = command(archive.path, tmp_path)
    assert mixed.returncode == 2
    assert b"is read by itself" in mixed.stderr


def test_a_second_run_adds_what_is_new_only(command, tmp_path):
    folder, path = tmp_path / "desk", tmp_path / "archive.db"
    folder.mkdir()
    (folder / "a.txt").write_text("The Senate adopted 45 amendments on 9 March 2023.")
    (folder / "b.txt").write_text("The House met on 10 March 2023.")
    ask = lambda query: sqlite3.connect(path).execute(query).fetchall()  # noqa: E731
    assert command(folder, "-o", path).returncode == 0
    first = ask("SELECT id, article FROM articles")
    assert command(folder, "-o", path).returncode == 0
    assert ask("SELECT id, article FROM articles") == first
    (folder / "b.txt").write_text("The House met on 11 March 2023.")
    (folder / "c.txt").write_text("The Senate met on 12 March 2023.")
    assert command(folder, "-o", path, "--resume").returncode == 0
    assert [row[0] for row in ask("SELECT article FROM articles ORDER BY article")] == ["a", "b", "c"]
    assert ask("SELECT added, replaced, failed FROM runs") == [(2, 0, 0), (0, 0, 0), (1, 1, 0)]
    assert json.loads(command(folder / "a.txt").stdout)["amendments"][0]["value"] == 45


def test_a_vote_is_on_what_the_event_of_its_sentence_was_done_to(archive, pipeline):
    text = (
        "ASTANA – The Senate approved the Harbour Safety Bill by 40 votes to 3. An amendment by Senator Anna Bell "
        "failed by 12 votes to 31. The Senate adopted the Port Dues Bill in March. It was a vote of 43 to 0."
    )
    (found,) = pipeline([Article(id="a", text=text, source="x")])
    archive.add(replace(found, text=text))
    assert archive.ask("SELECT votes_for, voted_on, body FROM vote_results") == [
        (40, "the Harbour Safety Bill", "Senate"), (12, "An amendment by Senator Anna Bell", "Senate"),
        (43, None, "Senate"),
    ]  # fmt: skip
    assert archive.ask("SELECT actor, text FROM bill_timeline WHERE event = 'vote' ORDER BY text") == [
        ("Senate", "43 to 0"),
        ("Senate", "An amendment by Senator Anna Bell: 12 votes to 31"),
        ("Senate", "the Harbour Safety Bill: 40 votes to 3"),
    ]


@pytest.mark.parametrize(
    ("said", "voted"),
    [("Our amendment to the Harbour Safety Bill got no more than a tie vote of 48 to 48.", "Our amendment"),
     ("The Bell amendment, dear to many, went down in a vote of 48 to 52.", "The Bell amendment"),
     ("An amendment was read, and then the final bill went through by a vote of 60 to 20.", "the final bill"),
     ("The plan came through the House Government Reform Committee by a vote of 24 to 5.", None),
     ("An amendment was read. It went through by a vote of 60 to 20.", None)],
)  # fmt: skip
def test_a_vote_without_an_event_is_on_the_amendment_told_of_last_in_its_sentence(said, voted, pipeline):
    (found,) = pipeline([Article(id="a", text=f"The Senate met on Tuesday.\n\n{said}")])
    assert [voted_on(replace(found, text=f"The Senate met on Tuesday.\n\n{said}"), vote) for vote in found.votes] == [
        voted
    ]


def test_the_timeline_of_a_law_has_the_days_of_the_text_for_votes_and_without_a_year(archive, pipeline):
    texts = (
        "On 9 March 2004 the Senate approved the Harbour Safety Bill by 40 votes to 3. It was introduced in 2003.",
        "The House passed the Harbour Safety Bill on 1 July.",
    )
    given = Article(id="a", text=texts[0], source="x", published="2004-06-17"), Article(id="b", text=texts[1])
    archive.add(*(replace(found, text=text) for found, text in zip(pipeline(given), texts, strict=True)))
    assert archive.ask("SELECT event, day, day_from FROM bill_timeline WHERE event <> 'introduce' ORDER BY event") == [
        ("approve", "2004-03-09", "text"), ("pass", "XXXX-07-01", "text"), ("vote", "2004-03-09", "text"),
    ]  # fmt: skip
