import io
import json

import pytest
from msgspec.structs import replace

from extractor.errors import UsageError
from extractor.writers.diff import Change, changes
from extractor.writers.diff import _table as table
from extractor.writers.table import render
from extractor.writers.target import Target


def test_equal_records_do_not_differ(record):
    assert changes(record, replace(record, id="other", source="elsewhere")) == []


def test_facts_are_gone_new_or_changed(record):
    vote = replace(record.votes[0], against=4)
    after = replace(record, votes=(vote,), money=(), topics=(*record.topics, replace(record.topics[0], label="courts")))
    found = changes(record, after)
    assert Change("votes", "changed", "40 for, 3 against: adopted", "40 for, 4 against: adopted") in found
    assert Change("money", "gone", "USD 5,000,000", None) in found
    assert [each.change for each in found if each.kind == "topics"] == ["new"]
    assert len(found) == 3


def test_a_table_tells_what_was_and_what_is(record):
    found = [Change("votes", "changed", "40 for", "45 for"), Change("votes", "gone", "2 for", None)]
    shown = render([table(record, record, 1.0, found)], Target(io.BytesIO())).decode()
    rows = [line.split() for line in shown.splitlines() if " for" in line]
    assert rows == [["votes", "changed", "40", "for", "45", "for"], ["gone", "2", "for"]]


def test_two_articles_are_compared_and_no_other_number(write, record, failure):
    found = json.loads(write("diff", record, failure, replace(record, id="n9", money=())))
    assert (found["before"], found["after"], found["likeness"]) == ("n1", "n9", 1.0)
    assert [each["change"] for each in found["changes"]] == ["gone"]
    for items in ((record,), (record,) * 3):
        with pytest.raises(UsageError, match="two articles"):
            write("diff", *items)
    with pytest.raises(UsageError, match="one of the two articles could not be read"):
        write("diff", record, failure)


def test_the_command_compares_two_files(command, tmp_path):
    for name, number in (("a", 45), ("b", 47)):
        (tmp_path / f"{name}.txt").write_text(f"The Senate adopted {number} amendments on 9 March 2023.")
    done = command(tmp_path / "a.txt", tmp_path / "b.txt", "--diff")
    assert json.loads(done.stdout)["changes"][0] == {
        "kind": "amendments", "change": "changed", "before": "45 adopted", "after": "47 adopted",
    }  # fmt: skip
    assert command(tmp_path / "a.txt", "--diff").returncode == 2
