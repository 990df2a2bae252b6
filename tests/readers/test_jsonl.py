import io
import json

import pytest

from extractor import Extractor, Reading, limits
from extractor.readers import jsonl, read_all
from extractor.readers.source import Source
from extractor.record import Failure


def read(data):
    return list(jsonl.read(Source("batch.jsonl"), io.BufferedReader(io.BytesIO(data))))


def reason(line):
    (item,) = read(line)
    assert isinstance(item, Failure)
    assert item.error.stage == "read"
    return item.error.reason


def test_known_keys_fill_the_article_and_others_are_carried_through():
    entry = {
        "id": "n1", "text": "Text.\r\n", "title": "T", "published": "2023-03-10T08:00:00Z", "url": "https://e.example/",
        "language": "en", "desk": {"floor": [1, 2.5, None]}, "big": 123456789012345678901234567890,
    }  # fmt: skip
    (article,) = read(json.dumps(entry).encode())
    assert article.text == "Text.\r\n"
    assert (article.id, article.title, article.published, article.published_from) == (
        "n1",
        "T",
        "2023-03-10",
        "metadata",
    )
    assert article.metadata == {"desk": {"floor": [1, 2.5, None]}, "big": 123456789012345678901234567890}


def test_an_article_without_id_is_named_after_its_line():
    assert [item.id for item in read(b'{"text":"a"}\n\n{"text":"b","id":7}\n{"text":"c","id":""}')] == [
        "batch-1", "7", "batch-4",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"no json", "line 1 is not JSON"),
        (b'{"text": "cut', "not JSON"),
        (b'["text"]', "not a JSON object"),
        (b'{"id": "a"}', "no 'text'"),
        (b'{"text": ""}', "'text' is empty"),
        (b'{"text": 5}', "'text' is not a string"),
        (b'{"text": null}', "'text' is not a string"),
        (b'{"text": "half \\ud800 a pair"}', "surrogate"),
        (b'{"text": "caf\xe9"}', "not UTF-8"),
        (b"[" * 100_000, "nested"),
        (b'{"text": "a", "m": ' + b"[" * 500 + b"]" * 500 + b"}", "nested deeper than 100"),
    ],
)
def test_a_faulty_line_is_one_failure_that_says_why(line, words):
    assert words in reason(line)
    assert "\n" not in reason(line)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", ["x"]),
        ("id", True),
        ("title", 5),
        ("url", {}),
        ("published", 2022),
        ("published", "last week"),
        ("published", "31/12/22"),
        ("published", "2023-02-30"),
        ("published", "20230210"),
    ],
)
def test_a_bad_value_costs_itself_and_is_told(key, value, caplog):
    (item,) = read(json.dumps({"text": "a", "language": "en", key: value}).encode())
    assert (item.text, item.language, item.id) == ("a", "en", "batch-1")
    assert (item.title, item.url, item.published, item.metadata) == (None, None, None, {})
    (said,) = caplog.messages
    assert said.startswith("batch.jsonl: line 1: ")
    assert repr(key) in said
    assert repr(value) in said


def test_a_faulty_line_stops_nothing():
    items = read(b'{"text":"a"}\nbroken\n{"text":"\xff"}\n{"text":"b"}\n')
    assert [isinstance(item, Failure) for item in items] == [False, True, True, False]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_windows_writes_is_read(encoding):
    (first, second) = read('{"text":"Café"}\r\n{"text":"b"}\r\n'.encode(encoding))
    assert (first.text, second.text) == ("Café", "b")


def test_lines_are_known_by_their_content(tmp_path):
    file = tmp_path / "batch"
    file.write_text('{"id": "n1", "text": "The Senate met."}\n')
    (article,) = read_all((str(file),), None)
    assert article.id == "n1"
    (article,) = read_all((str(file),), "text")
    assert article.id == "batch"


def test_an_overlong_line_is_refused_and_the_next_one_read(monkeypatch):
    monkeypatch.setattr(limits, "ARTICLE_BYTES", 50)
    items = read(b'{"text":"' + b"a" * 500 + b'"}\n{"text":"b"}\n')
    assert [isinstance(item, Failure) for item in items] == [True, False]


@pytest.mark.parametrize(
    ("given", "order", "day"),
    [
        ("03/04/2023", "day", "2023-04-03"), ("03/04/2023", "month", "2023-03-04"), ("03/04/2023", None, None),
        ("3.4.2023", "day", "2023-04-03"), ("03-04-2023 10:30", "day", "2023-04-03"),
        ("25/04/2023", None, "2023-04-25"),
        ("04/25/2023", "day", "2023-04-25"), ("04/04/2023", None, "2023-04-04"), ("2023/4/3", "month", "2023-04-03"),
        ("31/02/2023", "day", None), ("3/4/23", "day", None), ("3 April", "day", None),
        ("2023-04-03", "day", "2023-04-03"),
    ],
)  # fmt: skip
def test_days_in_figures_are_read_in_the_order_asked_for(given, order, day, tmp_path, caplog):
    (tmp_path / "a.csv").write_text(f"text,published\nThe Senate met.,{given}\n")
    (article,) = read_all((str(tmp_path / "a.csv"),), None, order=order)
    assert (article.published, article.published_from) == (day, day and "metadata")
    assert ("left out" in caplog.text) == (day is None)
    assert ("--day-first or --month-first" in caplog.text) == (given == "03/04/2023" and order is None)
    entry = {"text": "The Senate met.", "published": given}
    (record,) = Extractor(Reading(order=order, only=("dates",))).pipe([entry])
    assert (record.published and record.published.value) == day
