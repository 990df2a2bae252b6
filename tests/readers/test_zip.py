"""Zip archives: a file in one that cannot be read costs itself alone, and what is passed over is told."""

import gzip
from collections import Counter

import pytest
from made import STORY, pdf, zipped

from extractor.readers import read_all


def read(tmp_path, data):
    file = tmp_path / "news.zip"
    file.write_bytes(data)
    return list(read_all((str(file),), None))


BAD = {
    "empty.txt": b"", "image.txt": bytes(range(256)) * 50, "table.csv": b"a,b\n1,2\n", "long.txt": b"a" * 20_000_001,
    "inner.zip": zipped(("x.txt", STORY)), "empty.jsonl": b"", "empty.eml": b"", "one.txt.gz": gzip.compress(b"They"),
    "cut.pdf": pdf(["a"])[:200],
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_file_of_a_zip_that_cannot_be_read_costs_itself_alone(tmp_path, name):
    first, bad, last = read(tmp_path, zipped(("a.txt", STORY), (name, BAD[name]), ("z.txt", "They met.")))
    assert (first.text, last.text) == (STORY, "They met.")
    assert bad.source == str(tmp_path / "news.zip" / name)


def test_a_file_of_a_zip_that_holds_no_articles_costs_itself_alone(tmp_path):
    *_, told, last = read(tmp_path, zipped(("a.jsonl", "[]\n" * 3000), ("z.txt", "They met.")))
    assert "its first 1,000 entries are no articles" in told.error.reason
    assert last.text == "They met."


def test_a_zip_of_nothing_but_failures_is_given_up(tmp_path):
    items = read(tmp_path, zipped(*((f"{number}.jsonl", "[]\n" * 1001) for number in range(20))))
    assert len(items) == 10_001
    assert items[-1].source.endswith("news.zip")


def test_what_a_zip_holds_of_unknown_kind_is_counted(tmp_path):
    path, passed = tmp_path / "news.zip", Counter()
    path.write_bytes(zipped(("a.txt", "They met."), ("b.png", "x"), ("c", "x"), (".d.png", "x"), ("e/f.PNG", "x")))
    (article,) = read_all((str(path),), None, passed=passed)
    assert article.text == "They met."
    assert passed == {".png": 2, "no suffix": 1}
