"""Where output goes: standard output by its sign, folders beside what others keep in them, no name that misleads."""

import json

import pytest

from extractor.errors import UsageError
from extractor.run import run
from extractor.settings import Reading, Settings

TEXT = "The Senate of Norland adopted 45 amendments on 9 March 2023.\n"


@pytest.fixture
def desk(tmp_path):
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    return folder


def write(form, source, output):
    return run(Settings((str(source),), format=form, output=output, quiet=True, reading=Reading(only=("dates",))))


def test_a_dash_is_standard_output(command, desk):
    done = command("a.txt", "-o", "-", "-f", "jsonl", cwd=desk)
    assert (done.returncode, json.loads(done.stdout)["id"]) == (0, "a")
    assert [file.name for file in desk.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("name", ["s.jsonl.gz", "s.json.zip", "s.GZ", "s.csv.xz", "s.tgz"])
@pytest.mark.parametrize("form", [["-f", "jsonl"], []])
def test_nothing_is_written_under_the_name_of_what_is_packed(name, form, command, desk):
    done = command("a.txt", *form, "-o", name, cwd=desk)
    assert done.returncode == 2
    assert b"nothing is written packed; leave out ." in done.stderr
    assert [file.name for file in desk.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("form", ["site", "csv", "labelstudio"])
def test_a_folder_is_not_written_into_one_that_is_read(form, desk, tmp_path, monkeypatch):
    monkeypatch.chdir(desk)
    for source, output in ((desk, desk), (".", desk), (tmp_path / "desk" / ".." / "desk", desk)):
        with pytest.raises(UsageError, match="is an input"):
            write(form, source, output)
    assert [file.name for file in desk.iterdir()] == ["a.txt"]
    assert write(form, desk, desk / "out") == 0


@pytest.mark.parametrize(
    ("form", "name"),
    [("site", "index.html"), ("site", "articles/1.html"), ("csv", "dates.csv"), ("parquet", "dates.parquet"),
     ("labelstudio", "labels.xml")],
)  # fmt: skip
def test_a_file_that_no_run_wrote_is_not_overwritten(form, name, desk, tmp_path):
    own = tmp_path / "own"
    (own / name).parent.mkdir(parents=True)
    (own / name).write_text("mine")
    (own / "notes.txt").write_text("mine too")
    before = sorted(own.rglob("*"))
    with pytest.raises(UsageError, match=rf"own/{name}: no run of extract wrote it"):
        write(form, desk, own)
    assert sorted(own.rglob("*")) == before
    assert (own / name).read_text() == "mine"
    (own / name).unlink()
    for _ in range(2):
        assert write(form, desk, own) == 0
    assert (own / name).read_bytes() != b"mine"
    assert (own / "notes.txt").read_text() == "mine too"
    assert write("csv", desk, own) == 0
    assert write(form, desk, own) == 0
