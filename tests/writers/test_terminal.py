import json

from msgspec.structs import replace


def test_the_table_starts_with_title_and_lead_and_fits_80_columns(write, record, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    shown = write("table", record).decode()
    lines = shown.splitlines()
    assert "\x1b" not in shown
    assert max(map(len, lines)) <= 80
    assert lines[0] == "<script>alert('title')</script>"
    assert lines[1].startswith("ASTANA – The Kazakh Senate")
    kinds = [line.split()[0] for line in lines if line[1:2].isalpha()]
    wanted = ["kind", "amendments", "votes", "counts", "dates", "institutions", "people", "instruments", "money"]
    assert [kind for kind in kinds if kind in wanted] == wanted


def test_explain_names_place_and_rule_of_every_fact(write, record, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    shown = write("table", record, explain=True).decode()
    assert "number-amendments" in shown
    assert "number-amendments" not in write("table", record).decode()
    assert str(record.amendments[0].start) in shown


def test_words_that_look_like_markup_stay_words(write, record):
    assert "[bold]" in write("table", _with_title(record, "[bold]x[/bold]")).decode()
    assert "\x1b" not in write("table", _with_title(record, "\x1b[31mred")).decode()


def _with_title(record, title):
    return replace(record, title=title)


def test_review_lists_what_is_uncertain_with_its_reason(write, record, bare, failure, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    shown = write("review", record, bare, failure).decode()
    assert "2023-03-09 (inferred)" in shown
    assert "the year or the direction is inferred" in shown
    assert "USD 5,000,000" not in shown
    assert "nothing to look at" in shown
    assert "no</i> text" in shown


def test_json_is_one_object_or_an_array(write, record, bare):
    assert json.loads(write("json", record))["id"] == "n1"
    assert [item["id"] for item in json.loads(write("json", record, bare))] == ["n1", "n3"]
    assert write("json") == b""
