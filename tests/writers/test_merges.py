"""The user's file of names that are the same or different: what is wrong with it is told before anything is written."""

import json

import pytest

from extractor.errors import DataError
from extractor.run import run
from extractor.settings import Settings

HEAD = "kind\tverdict\tname\tother\n"
COLUMNS = "columns are 'kind,verdict,name,other'; expected 'kind', 'verdict', 'name', 'other', with tabs between them"
FORMS = [("sqlite", "a.db"), ("site", "folder"), ("summary", "s.json")]


@pytest.fixture
def merged(tmp_path):
    """Writes a form with such a file."""
    (tmp_path / "a.txt").write_text(
        "Anna Reed, the mayor of Tarrow, met Omar Haddad of the Ferry Board on 9 March 2023."
    )

    def write(table, form="sqlite", name="a.db", source="a.txt"):
        file = tmp_path / "merges.tsv"
        file.write_bytes(table if isinstance(table, bytes) else table.encode())
        way = Settings((str(tmp_path / source),), format=form, output=tmp_path / name, merges=file)
        return run(way)

    return write


@pytest.mark.parametrize(("form", "name"), FORMS)
@pytest.mark.parametrize(
    ("table", "told"),
    [
        (HEAD.replace("\t", ",") + "people,same,A,B\n", f"merges.tsv:1: {COLUMNS}"),
        (HEAD + "folk\tsame\tA\tB\n", "merges.tsv:2: kind 'folk' is none of people"),
        (HEAD + "people\tmaybe\tA\tB\n", "merges.tsv:2: verdict 'maybe'"),
        (b"\xff\xfe" + HEAD.encode("utf-16le"), "not UTF-8 text"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_told_and_nothing_is_written(form, name, table, told, merged, tmp_path):
    with pytest.raises(DataError, match=told):
        merged(table, form, name)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(("form", "name"), FORMS)
def test_names_that_nobody_has_are_told_in_one_line(form, name, merged, capsys):
    rows = [f"people\tdifferent\tAnna Reed\tNobody {letter}\n" for letter in "ABCDEFG"]
    assert merged("\ufeff" + HEAD + "people\tsame\tanna REED\tOmar Haddad\n" + "".join(rows), form, name) == 0
    warned = [line for line in capsys.readouterr().err.splitlines() if "merges.tsv" in line]
    assert len(warned) == 1
    assert warned[0].endswith(": no article names Nobody A (people), Nobody B (people), Nobody C (people), "
                              "Nobody D (people), Nobody E (people) and 2 more")  # fmt: skip
    assert merged(HEAD + "people\tsame\tAnna Reed\tOmar Haddad\n", form, name) == 0
    assert "merges.tsv" not in capsys.readouterr().err


def test_names_of_earlier_runs_count(merged, tmp_path, capsys):
    merged(HEAD)
    (tmp_path / "b.txt").write_text("Temir Bekov, the mayor of Arlen, spoke on 9 March 2023.")
    merged(HEAD + "people\tdifferent\tAnna Reed\tTemir Bekov\n", source="b.txt")
    assert "no article names" not in capsys.readouterr().err


def test_the_decisions_of_an_archive_that_is_read_are_not_told_of(merged, tmp_path, capsys):
    merged(HEAD + "people\tsame\tAnna Reed\tOmar Haddad\n")
    assert run(Settings((str(tmp_path / "a.db"),), format="summary", output=tmp_path / "s.json")) == 0
    assert json.loads((tmp_path / "s.json").read_bytes())["people"]
    assert "no article names" not in capsys.readouterr().err
