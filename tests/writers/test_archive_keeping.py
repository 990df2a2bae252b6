"""What an archive holds is not taken away by a run that has less: records without texts, other options, damage."""

import io
import json
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from extractor.errors import ExtractError, InputError, OutputError, UsageError
from extractor.record import decode, encode
from extractor.run import run
from extractor.settings import Reading, Settings
from extractor.stored import lines
from extractor.writers import Target, writer_named
from extractor.writers.sqlite import store

TEXTS = ("The Senate of Norland adopted 45 amendments on 9 March 2023.", "Anna Reed, the mayor, met Omar Haddad.")
STARTER = Path(__file__).parents[2] / "models" / "starter"


@pytest.fixture
def put(tmp_path):
    """Reads two articles, or a file, into an archive; gives what it holds."""
    batch = tmp_path / "batch.jsonl"
    rows = [{"id": f"n{at}", "text": text, "published": "2023-03-10"} for at, text in enumerate(TEXTS)]
    batch.write_text("".join(json.dumps(row) + "\n" for row in rows))

    def read(name=batch, into="a.db", **reading):
        form = "jsonl" if into.endswith("jsonl") else None
        way = Settings((str(name),), output=tmp_path / into, format=form, quiet=True, reading=Reading(**reading))
        return run(way)

    return read


def ask(path, query="SELECT text FROM articles ORDER BY article"):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_records_without_texts_leave_an_archive_its_texts(put, tmp_path):
    put()
    put(into="records.jsonl")
    before = ask(tmp_path / "a.db", "SELECT content_hash, text FROM articles ORDER BY article")
    assert put(tmp_path / "records.jsonl") == 0
    assert ask(tmp_path / "a.db", "SELECT content_hash, text FROM articles ORDER BY article") == before
    assert ask(tmp_path / "a.db", "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'amendment'") == [(1,)]


def test_a_record_of_another_text_without_it_is_refused(put, tmp_path, capsys):
    put()
    put(into="records.jsonl")
    rows = (tmp_path / "records.jsonl").read_text().replace("Anna", "Anne")
    (tmp_path / "records.jsonl").write_text(rows)
    assert put(tmp_path / "records.jsonl") == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "n1: its record holds no text, and the archive has another" in line
    assert ask(tmp_path / "a.db") == [(text,) for text in TEXTS]


def test_a_record_without_a_place_to_tell_by_takes_no_text_away(bare, tmp_path):
    sink = writer_named("sqlite").open(Target(io.BytesIO(), settings=Settings(("desk",), output=tmp_path / "a.db")))
    sink.write(encode(bare))
    with pytest.raises(InputError, match="holds no text"):
        sink.write(encode(replace(bare, text=UNSET)))
    sink.close()
    assert ask(tmp_path / "a.db") == [("Nothing.",)]


@pytest.mark.parametrize("form", ["html", "site", "spacy", "ninjs", "timeml"])
def test_an_archive_without_texts_is_told_by_forms_that_need_them(form, put, tmp_path, capsys):
    put(into="records.jsonl")
    assert put(tmp_path / "records.jsonl") == 0
    assert ask(tmp_path / "a.db") == [(None,), (None,)]
    capsys.readouterr()
    assert run(Settings((str(tmp_path / "a.db"),), output=tmp_path / "out", format=form, quiet=True)) == 2
    assert capsys.readouterr().err.count("its record holds no text") == 2


def test_an_archive_with_empty_texts_for_none_holds_none(put, tmp_path):
    put()
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        connection.execute("UPDATE articles SET text = ''")
        connection.commit()
    assert [decode(line).error.stage for line in lines([tmp_path / "a.db"], text=True, needed=True)] == ["write"] * 2


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ({}, {"only": ("votes",)}, "kinds of fact that --only leaves out"),
        ({"only": ("dates", "votes")}, {"only": ("dates",)}, "--only"),
        ({}, {"least": 0.99}, "facts of lower scores"),
        ({"least": 0.0}, {}, "facts of lower scores"),
        ({"vague": True}, {}, "what --vague gave"),
        ({"patterns": (STARTER,)}, {}, "what --patterns gave"),
    ],
)
def test_a_run_that_would_take_facts_away_is_refused(before, now, told, put, tmp_path):
    put(**before)
    held = ask(tmp_path / "a.db", "SELECT * FROM records")
    with pytest.raises(UsageError, match=rf"a\.db holds .*batch\.jsonl with .*{told}.*another -o"):
        put(**now)
    assert ask(tmp_path / "a.db", "SELECT * FROM records") == held
    assert len(ask(tmp_path / "a.db", "SELECT * FROM runs")) == 1


@pytest.mark.parametrize(
    ("before", "now"),
    [({"only": ("votes",)}, {}), ({"least": 0.99}, {}), ({}, {"least": 0.0}), ({}, {"vague": True}),
     ({}, {"order": "day"}), ({"least": 0.5}, {"least": 0.5})],
)  # fmt: skip
def test_a_run_that_finds_more_or_otherwise_takes_the_place(before, now, put):
    put(**before)
    assert put(**now) == 0


def test_other_articles_may_be_read_otherwise(put, tmp_path):
    put()
    (tmp_path / "other.txt").write_text(TEXTS[0])
    assert put(tmp_path / "other.txt", only=("votes",)) == 0
    assert len(ask(tmp_path / "a.db")) == 3


def test_records_of_fewer_kinds_take_none_away(put, tmp_path, capsys):
    put()
    put(into="few.jsonl", only=("votes",))
    assert put(tmp_path / "few.jsonl") == 2
    assert capsys.readouterr().err.count("the archive holds it with more kinds of fact") == 2
    assert put(tmp_path / "few.jsonl", into="b.db") == 0
    assert put(into="b.db", only=("votes",)) == 0


def test_what_is_wrong_with_an_archive_says_whether_it_is_read_or_written(put, tmp_path):
    put()
    path = tmp_path / "a.db"
    whole = path.read_bytes()
    with closing(sqlite3.connect(path, isolation_level=None)) as locked:
        locked.execute("PRAGMA locking_mode = EXCLUSIVE")
        locked.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UsageError, match="cannot be read: database is locked"):
            next(store.lines([path]))
    for part in (9, 4, 2):
        path.write_bytes(whole[: len(whole) * part // 10])
        with pytest.raises(UsageError, match=r"cannot be read|is damaged"):
            put(path, into="new.jsonl")
        with pytest.raises(OutputError, match="cannot be written"):
            put()


def test_a_damaged_archive_never_ends_in_python(put, tmp_path):
    put()
    whole = (tmp_path / "a.db").read_bytes()
    for page in range(1, len(whole) // 4096, 9):
        damaged = whole[: page * 4096] + b"\x5a" * 4096 + whole[(page + 1) * 4096 :]
        for name, into in (("a.db", "b.db"), ("a.db", "b.jsonl"), ("batch.jsonl", "a.db")):
            (tmp_path / "a.db").write_bytes(damaged)
            (tmp_path / "b.db").unlink(missing_ok=True)
            with suppress(ExtractError):
                put(tmp_path / name, into=into)


@pytest.mark.parametrize("source", ["records.jsonl", "a.db"])
@pytest.mark.parametrize(
    "option",
    [{"any_language": True}, {"resume": True}, {"reading": Reading(why="Senate")}, {"reading": Reading(model="other")},
     {"reading": Reading(patterns=(STARTER,))}],
)  # fmt: skip
def test_what_does_nothing_with_records_is_refused(source, option, put, tmp_path):
    put(into=source)
    with pytest.raises(UsageError, match="no text is read again"):
        run(Settings((str(tmp_path / source),), output=tmp_path / "out.jsonl", format="jsonl", quiet=True, **option))


def test_texts_that_are_wanted_and_not_there_are_told(put, tmp_path, capsys):
    put(into="records.jsonl")
    put(tmp_path / "records.jsonl", into="b.db")
    for source in ("records.jsonl", "b.db"):
        assert put(tmp_path / source, into="out.jsonl", include_text=True) == 2
    assert capsys.readouterr().err.count("holds no text, which is needed here") == 4


def test_an_archive_has_its_own_form(put, tmp_path):
    put()
    with pytest.raises(UsageError, match="without --input-format"):
        run(Settings((str(tmp_path / "a.db"),), output=tmp_path / "x.jsonl", input_format="jsonl", quiet=True))


@pytest.mark.parametrize("keys", ["ON", "OFF"])
def test_an_article_is_taken_out_with_all_that_is_its_own(keys, record, tmp_path):
    path = tmp_path / "a.db"
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'"
    sink = writer_named("sqlite").open(Target(io.BytesIO(), settings=Settings(("desk",), output=path)))
    for name in ("n1", "n2"):  # two versions of one article
        sink.write(encode(replace(record, id=name)))
    sink.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA foreign_keys = {keys}")
        connection.execute("DELETE FROM articles WHERE article = 'n1'")
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("DELETE FROM articles")
    assert run(Settings((str(tmp_path),), output=path, quiet=True)) == 2  # whatever comes next
    left = {name for (name,) in ask(path, tables) if ask(path, f"SELECT count(*) FROM {name}") != [(0,)]}
    assert left <= {"runs", "failures", "blocks", "sqlite_sequence"}
    assert ask(path, "SELECT count(*) FROM quotes_fts WHERE quotes_fts MATCH 'torture'") == [(0,)]
