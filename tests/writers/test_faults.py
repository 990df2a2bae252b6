"""A disk that fails once, at every write, rename and sync in turn: nothing is lost, nothing partial looks whole."""

import builtins
import errno
import io
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager, redirect_stderr

import msgspec
import pytest

from extractor import output
from extractor import run as program
from extractor.article import Article
from extractor.errors import ExtractError
from extractor.record import Failure, Problem, decode, encode
from extractor.settings import Settings
from extractor.writers import WRITERS

TEXTS = (
    "The Senate adopted 45 amendments to the Harbour Dues Act on 9 March 2023.",
    "“We will act at once,” said Minister Ingrid Halvorsen on Tuesday.",
    "The Committee on Finance rejected the Harbour Dues Bill by 12 votes to 7.",
)
FILES = {
    writer.name: f"out{writer.suffixes[0] if writer.suffixes else '.txt'}"
    for writer in WRITERS
    if writer.name not in ("site", "diff", "sqlite")
}
FOLDERS = ("csv", "parquet", "site")
MOST = 12
"""Faults of one run, spread over its steps where these are more."""


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    lines = [json.dumps({"id": f"n{i}", "text": TEXTS[i % 3], "error": {"stage": "none"}}) for i in range(7)]
    file = tmp_path_factory.mktemp("faults") / "in.jsonl"
    file.write_text("\n".join([*lines, '{"id": "broken"}', ""]))
    return file


@pytest.fixture(scope="module")
def recorded(pipeline):
    """An engine that knows the records of these texts."""
    found = pipeline([Article(id=text, text=text) for text in TEXTS])
    known = {record.id: msgspec.structs.replace(record, text=record.id) for record in found}

    def lines(batches):
        for batch in batches:
            for item in batch:
                if isinstance(item, Article):
                    own = known[item.text]
                    yield encode(msgspec.structs.replace(own, id=item.id, source=item.source, metadata=item.metadata))
                else:
                    yield encode(item)

    return lambda _: lambda _, batches: lines(batches)


@pytest.fixture
def go(inputs, recorded, monkeypatch):
    """Makes one run; gives its exit status, None where it ended with an error."""
    monkeypatch.setattr(program, "_engine", recorded)

    def run(form, output, *, resume=False):
        with redirect_stderr(io.StringIO()):
            try:
                return program.run(
                    Settings(inputs=(str(inputs),), format=form, output=output, resume=resume, quiet=True)
                )
            except ExtractError:
                return None

    return run


class Raw(io.FileIO):
    """A file that asks before each write."""

    def __init__(self, file, mode, step, **more):
        self.step = step
        super().__init__(file, mode, **more)

    def write(self, data):
        self.step("write")
        return super().write(data)

    def truncate(self, size=None):
        self.step("truncate")
        return super().truncate(size)


@contextmanager
def failing(number):
    """Has the step of this number fail; gives a list of the steps."""
    steps = []

    def step(what):
        steps.append(what)
        if len(steps) == number:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    real = io.open

    def opened(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, **more):
        if not set(mode) & set("wax+") or file == os.devnull or str(file) == os.devnull:
            return real(file, mode, buffering, encoding, errors, newline, **more)
        if not isinstance(file, int):
            step("open")
        raw = Raw(file, mode.replace("b", "").replace("t", ""), step, **more)
        stream = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return stream if "b" in mode else io.TextIOWrapper(stream, encoding, errors, newline)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(io, "open", opened)
        patch.setattr(builtins, "open", opened)
        for name in ("open", "replace", "rename", "fsync", "mkdir", "link"):
            patch.setattr(os, name, asking(getattr(os, name), name, step))
        yield steps


def asking(function, name, step):
    """The function, which asks before it does anything."""

    def asked(*arguments, **options):
        if name != "open" or arguments[1] & os.O_CREAT:
            step(name)
        return function(*arguments, **options)

    return asked


def content(path):
    """What lies there: a file, the files of a folder, or nothing."""
    if path.is_dir():
        return {str(file.relative_to(path)): file.read_bytes() for file in path.rglob("*") if file.is_file()}
    return path.read_bytes() if path.exists() else None


def every_fault(go, form, output, earlier):
    """Makes a run fail at each of its steps; gives the step, the status and what lies there after it."""

    def anew():
        for old in list(output.parent.iterdir()):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        if isinstance(earlier, dict):
            for name, data in earlier.items():
                (output / name).parent.mkdir(parents=True, exist_ok=True)
                (output / name).write_bytes(data)
        elif earlier is not None:
            output.write_bytes(earlier)

    anew()
    with failing(0) as steps:
        assert go(form, output) == 1
    assert {"write"} < {*steps}
    numbers = range(1, len(steps) + 1)
    for number in sorted({*numbers[:: max(1, len(numbers) // MOST)], *numbers[-6:]}):
        anew()
        with failing(number) as done:
            status = go(form, output)
        yield f"{number} of {len(steps)}: {done[-1]}", status
        left = [file.name for file in output.parent.iterdir() if ".part" in file.name and content(file)]
        assert not left, (number, left)


@pytest.mark.parametrize("earlier", [None, b"an earlier result\n"])
@pytest.mark.parametrize("form", [form for form in FILES if form != "jsonl"])
def test_after_every_fault_there_is_the_old_file_or_the_whole(form, earlier, go, tmp_path):
    output = tmp_path / "here" / FILES[form]
    output.parent.mkdir()
    go(form, output)
    whole = content(output)
    for step, status in every_fault(go, form, output, earlier):
        found = content(output)
        assert found in (earlier, whole), step
        assert status is None or found == whole, step


@pytest.mark.parametrize("earlier", [None, b"an earlier result\n"])
def test_after_every_fault_lines_are_the_old_ones_or_are_gone_on_with(earlier, go, tmp_path):
    output = tmp_path / "here" / "out.jsonl"
    output.parent.mkdir()
    go("jsonl", output)
    whole = content(output)
    for step, status in every_fault(go, "jsonl", output, earlier):
        found = content(output)
        assert found == earlier or whole.startswith(found), step
        assert status is None or found == whole, step
        if found and found != earlier:
            assert go("jsonl", output, resume=True) == 1, step
            assert content(output) == whole, step


@pytest.mark.parametrize(
    "earlier",
    [
        None,
        {
            "articles.csv": b"old\n",
            "index.html": b"old\n",
            "own.txt": b"x\n",
            ".extract": b"articles.csv\nindex.html\n",
        },
    ],
)
@pytest.mark.parametrize("form", ["csv", "site"])
def test_after_every_fault_a_folder_holds_the_old_files_or_the_new_ones(form, earlier, go, tmp_path):
    output = tmp_path / "here" / "folder"
    output.parent.mkdir()
    go(form, output)
    whole = (earlier or {}) | content(output)
    if earlier:
        names = {*earlier[".extract"].split(), *whole[".extract"].split()}
        whole[".extract"] = b"\n".join(sorted(names)) + b"\n"
    for step, status in every_fault(go, form, output, earlier):
        found = content(output)
        assert found in (earlier, whole), step
        assert status is None or found == whole, step


@contextmanager
def full(size):
    """No file may grow beyond this: what a full disk is for code that is not Python's."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
        signal.signal(signal.SIGXFSZ, before)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # what pyarrow says of a file it lost
@pytest.mark.parametrize("name", ["folder", "out.parquet"])
def test_a_full_disk_leaves_no_tables_that_look_whole(name, go, tmp_path):
    output = tmp_path / name
    go("parquet", output)
    whole = content(output)
    for size in (0, 100, 1000, 3000):
        shutil.rmtree(output) if output.is_dir() else output.unlink(missing_ok=True)
        with full(size):
            assert go("parquet", output) is None
        assert content(output) is None, size
    assert go("parquet", output) == 1
    assert content(output) == whole


def test_a_full_disk_leaves_an_archive_whole_and_the_next_run_goes_on(go, tmp_path):
    go("sqlite", tmp_path / "whole.db")
    whole, size = records(tmp_path / "whole.db"), (tmp_path / "whole.db").stat().st_size
    for number, share in enumerate((0.0, 0.2, 0.5, 0.8, 0.95)):
        output = tmp_path / f"{number}.db"
        with full(int(size * share)):
            assert go("sqlite", output) is None
        if output.exists() and output.stat().st_size:
            assert set(records(output)) <= set(whole), share
        assert go("sqlite", output) in (0, 1), share
        assert records(output) == whole, share


def records(path):
    """The articles of a sound archive."""
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        found = (
            connection.execute("SELECT article, text FROM articles ORDER BY article") if "articles" in tables else ()
        )
        return list(found)


def test_metadata_that_look_like_a_failure_are_none(go, tmp_path):
    output = tmp_path / "out.jsonl"
    for _ in range(2):
        assert go("jsonl", output, resume=True) == 1
        items = [decode(line) for line in output.read_bytes().splitlines()]
        assert [isinstance(item, Failure) for item in items] == [*[False] * 7, True]
    assert items[0].metadata == {"error": {"stage": "none"}}


@pytest.mark.parametrize("form", ["jsonl", "csv", "html"])
@pytest.mark.parametrize(
    ("spoilt", "named"),
    [
        (b'{"schema_version":1,"id":"n1","source":"in.jsonl","dates":5}', "in.jsonl: n1: "),
        (b'{"schema_version":1,"id":"n1","source":"in.jsonl","tit', "in.jsonl: n1: "),
        (b'{"id":"n1","source":"in.jsonl","error":5}', "in.jsonl: n1: "),
        (b"\xff", "its"),
    ],
)
def test_a_record_that_cannot_be_read_is_a_failure(form, spoilt, named, inputs, tmp_path, monkeypatch):
    good = encode(Failure(id="n0", source="a", error=Problem(stage="read", reason="empty")))
    monkeypatch.setattr(program, "_engine", instead((good, spoilt, good)))
    said = io.StringIO()
    with redirect_stderr(said):
        assert program.run(Settings(inputs=(str(inputs),), format=form, output=tmp_path / "out", quiet=True)) == 2
    assert "its record cannot be read" in said.getvalue()
    assert named in said.getvalue()


def instead(lines):
    """An engine that gives these lines, whatever it is to read."""

    def run(_, batches):
        for _ in batches:
            yield from lines

    return lambda _: run


KILLED = """
import os, sys
from contextlib import closing
from pathlib import Path
from extractor import output
put = output._put
def once(file, place, aside):
    put(file, place, aside)
    if file.name == "a.csv":
        os._exit(9)
output._put = once
with closing(output.Folder(Path(sys.argv[1]))) as place:
    for name in ("a.csv", "b.csv"):
        (place.folder / name).write_text("new")
    place.keep()
"""


def test_a_folder_whose_run_is_killed_between_two_renames_says_so_until_the_next_run(tmp_path):
    path = tmp_path / "out"
    path.mkdir()
    for name, old in (("a.csv", "old"), ("b.csv", "old"), (".extract", "a.csv\nb.csv\n")):
        (path / name).write_text(old)
    assert subprocess.run([sys.executable, "-c", KILLED, path], check=False).returncode == 9
    assert {file.name: file.read_text()[:3] for file in path.iterdir() if file.name != ".extract"} == {
        "a.csv": "new",
        "b.csv": "old",
        "INCOMPLETE": "The",
    }
    with closing(output.Folder(path)) as place:
        assert place.folder
        for name in ("a.csv", "b.csv"):
            (place.folder / name).write_text("third")
        place.keep()
    assert {file.name: file.read_text() for file in path.glob("*.csv")} == {"a.csv": "third", "b.csv": "third"}
    assert not (path / "INCOMPLETE").exists()
