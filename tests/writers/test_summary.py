import io
import json

import pytest
from msgspec.structs import replace

from extractor.fact import Vote
from extractor.writers.summary import _tables as tables
from extractor.writers.summary.gather import Gatherer
from extractor.writers.table import render
from extractor.writers.target import Target


@pytest.fixture
def several(record):
    vote = Vote(**{name: getattr(record.votes[0], name) for name in Vote.__struct_fields__} | {"instrument": "L1"})
    second = replace(record, id="n2", votes=(vote,), published=replace(record.published, value="2023-05-01"))
    return record, second


def test_a_batch_is_summed_up_as_one_object_in_a_pipe(write, several, failure):
    found = json.loads(write("summary", *several, failure))
    assert [row["id"] for row in found["articles"]] == ["n1", "n2"]
    assert found["people"][0] | {"role": ""} == {
        "name": "Aigul Sarsenova", "role": "", "quotations": 2, "articles": 2,
        "first": "2023-03-10", "last": "2023-05-01",
    }  # fmt: skip
    (law,) = found["instruments"]
    assert (law["stage"], law["stage_day"], law["votes"]) == ("adopt", "2023-03-09", ["40 for, 3 against: adopted"])
    assert law["amendments"] == ["45 introduced"]
    assert found["topics"][0]["months"] == {"2023-03": 1, "2023-05": 1}
    assert found["failures"][0]["id"] == "n2"


def test_what_is_proposed_without_a_day_is_no_later_step_than_what_was_adopted_the_day_before(write, record):
    (adopted, *_) = record.actions
    assert (adopted.type, adopted.date, adopted.object_id) == ("adopt", "2023-03-09", "L1")
    proposed = replace(adopted, type="propose", date=None)
    found = json.loads(write("summary", replace(record, actions=(adopted, proposed))))
    assert (found["instruments"][0]["stage"], found["instruments"][0]["stage_day"]) == ("adopt", "2023-03-09")


def test_a_day_of_no_year_is_not_the_latest(write, record):
    first = replace(record.actions[0], type="pass", date="XXXX-07-01")
    last = replace(record.actions[0], type="repeal", date="2023-09-05")
    both = (replace(record, id=each.type, published=None, actions=(each,)) for each in (first, last))
    assert json.loads(write("summary", *both))["instruments"][0]["stage"] == "repeal"


def test_tables_have_small_bars_and_the_span_of_time(several, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    gatherer = Gatherer()
    for item in several:
        gatherer.add(item)
    shown = render(list(tables(gatherer.summary(), 120)), Target(io.BytesIO())).decode()
    assert "2 articles" in shown
    assert "█" in shown
    assert "2023-03 to 2023-05" in shown


@pytest.mark.parametrize("width", [50, 60, 70, 80, 100, 120])
def test_no_column_is_cut_and_the_least_important_ones_go_first(record, width, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    gatherer = Gatherer()
    vote = replace(record.votes[0], abstain=12, body=None, instrument="L1")
    for number in range(1234):
        gatherer.add(replace(record, id=f"article-{number}", title=f"Title number {number:04} " * 9, votes=(vote,) * 3))
    shown = render(list(tables(gatherer.summary(), width)), Target(io.BytesIO())).decode()
    lines = shown.splitlines()
    heads = [lines[at - 1].split() for at, line in enumerate(lines) if line.startswith(" ──")]
    assert max(map(len, lines)) <= width
    often = "day article about people quotes laws votes again person role quotations articles first last"
    known = {*often.split(), *["body", "type", "country", "law", "latest", "amendments", "topic", "to", "2023-03"]}
    assert {word for head in heads for word in head} <= known
    assert heads[0][:2] == ["day", "article"]
    assert ("votes" in heads[0], "about" in heads[0]) == (True, width >= 120)
    assert heads[1][:3] == ["person", "role", "quotations"]
    assert shown.count(" 1,234") >= 3
    assert "40 for, 3 against, 12 abstaining" in " ".join(shown.split()) or width < 120


def test_a_table_says_how_many_articles_it_leaves_out(record, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    gatherer = Gatherer()
    for number in range(41):
        gatherer.add(replace(record, id=f"article-{number:02}", title=f"Title {number:02}"))
    shown = render(list(tables(gatherer.summary(), 120)), Target(io.BytesIO())).decode()
    assert "41 articles, the first 40" in shown
    assert "Title 39" in shown
    assert "Title 40" not in shown


def test_the_command_sums_up(command, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("The Senate adopted 45 amendments on 9 March 2023, said Senator Anna Reed.")
    found = json.loads(command(file, file, "--summary").stdout)
    assert len(found["articles"]) == 2
    assert [row["articles"] for row in found["people"]] == [2]
    assert command(file, "--summary", "-f", "csv").returncode == 2
