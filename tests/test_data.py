"""The tables as files: those of one column, of which no rows are made; no row of the own stands twice; no text."""

from collections import Counter

import pytest

from extractor.data import Library, forget_tables, own_models
from extractor.errors import DataError


@pytest.fixture
def library(tmp_path):
    for folder, lines in (("own", "# harbours\nword\n\nPort Vell\n  \nTarrow\n"), ("more", "word\nTarrow\nQuillby\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "harbours.tsv").write_text(lines)
    return Library((tmp_path / "own", tmp_path / "more"))


def test_words_of_several_folders_add_up(library):
    assert library.words("harbours.tsv", "word") == {"Port Vell", "Tarrow", "Quillby"}


@pytest.mark.parametrize(
    ("lines", "fault"),
    [("word\nTarrow\tX\n", "more.harbours.tsv:2: 2 cells, expected 1"), ("name\nX\n", "harbours.tsv:1: columns are")],
)
def test_a_fault_is_told_with_its_place(library, lines, fault):
    (library.folders[1] / "harbours.tsv").write_text(lines)
    with pytest.raises(DataError, match=fault):
        library.words("harbours.tsv", "word")


@pytest.mark.parametrize(
    "path", sorted(own_models().rglob("*.tsv")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_no_row_stands_twice_in_a_table(path):
    lines = (line for line in path.read_text(encoding="utf-8").split("\n") if line.strip() and line[0] != "#")
    assert not {line: times for line, times in Counter(lines).items() if times > 1}


def test_no_pattern_hides_another_of_its_name():
    for path in own_models().rglob("*.tsv"):
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line[:1] not in ("", "#")]
        if rows and rows[0][:3] == ["name", "pattern", "meaning"]:
            assert not [name for name, times in Counter(row[0] for row in rows[1:]).items() if times > 1], path


def test_a_table_that_is_not_utf8_is_told_with_the_line_and_a_mark_is_passed_over(library):
    table = library.folders[1] / "harbours.tsv"
    table.write_text("word\nTarrow\n", encoding="utf-8-sig")
    assert library.words("harbours.tsv", "word") >= {"Tarrow"}
    table.write_bytes("word\nTürrow\n".encode("cp1252"))
    forget_tables()
    for read in (library.words, library.table):
        with pytest.raises(DataError, match=r"more.harbours\.tsv:2: not UTF-8 text; save it as UTF-8"):
            read("harbours.tsv", "word")
