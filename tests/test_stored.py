"""Records that a run wrote go into any form without their texts being read again."""

import json
import sqlite3

import pytest

from extractor import Failure
from extractor.errors import UsageError
from extractor.record import decode, encode
from extractor.run import run
from extractor.settings import Reading, Settings
from extractor.stored import lines, stored

TEXTS = ("The Senate of Norland adopted 45 amendments on 9 March 2023.", "Anna Reed, the mayor, met Omar Haddad.")


@pytest.fixture
def written(tmp_path):
    """A file of the records of two articles and a failure, with texts or without."""

    def write(name="records.jsonl", *, text=False):
        batch, path = tmp_path / "batch.jsonl", tmp_path / name
        rows = [{"id": f"n{at}", "text": each, "published": "2023-03-10"} for at, each in enumerate(TEXTS)]
        batch.write_text("".join(json.dumps(row) + "\n" for row in [{"id": "bad", "text": ""}, *rows]))
        run(Settings((str(batch),), output=path, format="jsonl", reading=Reading(include_text=text), quiet=True))
        return path

    return write


def test_an_archive_of_records_is_that_of_their_texts(written, tmp_path):
    path = written()
    for source, name in ((path, "of-records.db"), (tmp_path / "batch.jsonl", "of-texts.db")):
        assert run(Settings((str(source),), output=tmp_path / name, quiet=True)) == 1
    query = "SELECT name, articles FROM people UNION ALL SELECT name, articles FROM institutions ORDER BY 1"
    told = [sqlite3.connect(tmp_path / name).execute(query).fetchall() for name in ("of-records.db", "of-texts.db")]
    assert told[0] == told[1]
    assert [name for name, _ in told[0]] == ["Anna Reed", "Omar Haddad", "Senate of Norland"]


def test_records_come_out_as_they_are_with_their_texts_or_without(written):
    bare, whole = written(), written("whole.jsonl", text=True)
    without = bare.read_bytes().splitlines()
    assert [*lines([bare], text=False, needed=False)] == [*lines([whole], text=False, needed=False)] == without
    assert [*lines([whole], text=True, needed=True)] == whole.read_bytes().splitlines()


def test_a_form_that_needs_texts_says_which_record_has_none(written):
    bad, *others = map(decode, lines([written()], text=True, needed=True))
    assert bad.error.stage == "read"
    assert {type(item) for item in others} == {Failure}
    assert "--include-text" in others[0].error.reason


def test_a_line_that_is_damaged_costs_itself_alone(written):
    path = written()
    rows = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join((rows[1], rows[2][:60], b"", rows[1])))
    found = [decode(line) for line in lines([path], text=False, needed=False)]
    assert [type(item).__name__ for item in found] == ["Record", "Failure", "Record"]


def test_what_holds_articles_holds_no_records(written, tmp_path):
    path = written()
    assert stored((str(path),)) == [path]
    assert stored((str(tmp_path / "batch.jsonl"), str(tmp_path), "-")) == []
    with pytest.raises(UsageError, match=r"records\.jsonl holds records: it is read by itself"):
        stored((str(path), str(tmp_path / "batch.jsonl")))


def test_a_record_too_long_for_one_is_told(written, monkeypatch):
    path = written()
    monkeypatch.setattr("extractor.stored._LONGEST", 100)
    with pytest.raises(UsageError, match=r"records\.jsonl: line 1 is longer than"):
        [*lines([path], text=False, needed=False)]


def test_kinds_cannot_be_chosen_anew_but_texts_can_be_read_again(written, tmp_path):
    path = written("whole.jsonl", text=True)
    with pytest.raises(UsageError, match="no text is read again"):
        run(Settings((str(path),), output=tmp_path / "a.csv", reading=Reading(only=("dates",)), quiet=True))
    again = tmp_path / "again.jsonl"
    way = Reading(include_text=True)
    run(Settings((str(path),), output=again, format="jsonl", input_format="jsonl", reading=way, quiet=True))
    first, second = ([decode(line) for line in each.read_bytes().splitlines()[1:]] for each in (path, again))
    assert [(item.dates, item.published, item.text) for item in first] == [
        (item.dates, item.published, item.text) for item in second
    ]
    assert encode(first[0]) != encode(second[0])  # it has come from another file
