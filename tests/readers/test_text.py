import errno
import os
from pathlib import Path

import pytest

from extractor.errors import InputError
from extractor.readers import read_all
from extractor.readers.decoding import decode
from extractor.record import Failure

SENTENCE = "The Minister said: “Costs rose to £5 million – a record”.\r\nIt’s settled.\r\n"


def articles(*inputs, form=None):
    return list(read_all(tuple(map(str, inputs)), form))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_every_encoding_gives_the_same_characters_with_their_line_ends(encoding, tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(SENTENCE.encode(encoding))
    (article,) = articles(file)
    assert article.text == SENTENCE
    assert (article.id, article.source) == ("a", str(file))


def test_other_languages_encodings_are_detected():
    text = "Президент Республики подписал закон о бюджете на следующий год. " * 5
    assert decode(text.encode("cp1251")) == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0" + bytes(range(256)) * 20, "binary"),
        (bytes(range(1, 32)) * 50, "binary"),
        (b"\xff\xfea", "byte-order mark"),
    ],
)
def test_what_is_no_text_is_refused(data, reason):
    with pytest.raises(InputError, match=reason):
        decode(data)


def test_a_long_article_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("extractor.limits.ARTICLE_BYTES", 100)
    from extractor.limits import read_bytes  # noqa: PLC0415

    file = tmp_path / "a.txt"
    file.write_text("word " * 100)
    with file.open("rb") as stream, pytest.raises(InputError, match="split it"):
        read_bytes(stream, 100)


def test_folders_are_read_in_order_and_hidden_or_foreign_files_passed_over(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/b.text", ".git/c.txt", "d.png", ".e.txt", "settings.json", "README.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"The text of {name}.")
    assert [article.text for article in articles(tmp_path)] == [
        "The text of a/b.text.", "The text of a/z.txt.", "The text of b.txt.",
    ]  # fmt: skip


def test_patterns_find_files_and_missing_ones_keep_their_place(tmp_path):
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(f"The text of {name}.")
    (tmp_path / "empty").mkdir()
    found = articles(tmp_path / "missing.txt", tmp_path / "*.txt", tmp_path / "empty", "x" * 5000)
    assert [item.id for item in found if not isinstance(item, Failure)] == ["a", "b"]
    reasons = [item.error.reason for item in found if isinstance(item, Failure)]
    assert "no such file" in reasons[0]
    assert "no file of a known form" in reasons[1]
    assert "no such file" in reasons[2]


def test_the_output_is_never_read(tmp_path):
    (tmp_path / "a.txt").write_text("The text.")
    output = tmp_path / "out.jsonl"
    output.write_text("{}")
    assert [item.id for item in read_all((str(tmp_path),), None, output)] == ["a"]
    assert [item.id for item in read_all((str(tmp_path / "*"),), None, output)] == ["a"]


def test_a_file_name_that_is_no_utf8_can_stand_in_a_record(tmp_path):
    (tmp_path.joinpath("caf\udce9.txt")).write_text("The text.")
    (article,) = articles(tmp_path)
    assert article.source.endswith("caf�.txt")


def test_a_folder_that_may_not_be_read_is_said_and_the_rest_is_read(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("The text.")
    locked = tmp_path / "locked"
    locked.mkdir()
    look = os.scandir

    def refuse(folder):
        if Path(folder) == locked:
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return look(folder)

    monkeypatch.setattr(os, "scandir", refuse)  # mode 0 does not stop root, who may run the tests
    failure, article = articles(tmp_path)
    assert (failure.source, failure.error.reason) == (str(locked), "the folder cannot be read: Permission denied")
    assert article.id == "a"
