"""Every command of the README and of the documents works as it stands there."""

import io
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from extractor import Extractor, Reading
from extractor.writers.summary import _tables as tables
from extractor.writers.summary.gather import Gatherer
from extractor.writers.table import render
from extractor.writers.target import Target

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [README, *(page.read_text(encoding="utf-8") for page in sorted((ROOT / "docs").glob("*.md")))]
SETUP = "python3 -m venv"
COMMANDS = dict.fromkeys(
    line
    for page in PAGES
    for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    for line in block.splitlines()
    if line and not line.startswith(SETUP)
)
"""In order, each once: those of one page may need what an earlier one has written."""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("place")
    shutil.copytree(ROOT / "samples", folder / "samples")
    return folder


@pytest.mark.parametrize("line", COMMANDS)
def test_command(line, place):
    for tool in ("jq", "sqlite3"):
        if re.search(rf"[|&] {tool} ", line) and shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    shell = ["bash", "-o", "pipefail", "-c", line]
    done = subprocess.run(shell, cwd=place, env=os.environ | {"PATH": path}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout or " -o " in line or " > " in line


def test_the_shape_of_the_readme():
    lines = README.splitlines()
    assert len(lines) < 160
    assert [line for line in lines if len(line) > 120] == []


def test_first_output():
    """The table that the README shows is what the command prints, but for the cuts that it marks."""
    block = re.search(r"^    \$ (extract \S+)\n((?:    .*\n|\n)+)", README, re.MULTILINE)
    line = [Path(sys.executable).parent / "extract", *block[1].split()[1:], "-f", "table"]
    done = subprocess.run(line, cwd=ROOT, env=os.environ | {"COLUMNS": "100"}, capture_output=True, check=True)
    printed = [row.rstrip() for row in done.stdout.decode().splitlines()]
    shown = [row[4:] for row in block[2].rstrip().splitlines() if row.strip() != "…"]
    assert len(shown) > 12
    place = 0
    for row in shown:
        assert row in printed[place:], row
        place += printed[place:].index(row) + 1


def test_the_picture_of_the_table():
    """The picture is drawn anew from what the command prints now, apart: rich keeps a style's codes of one terminal."""
    drawn = subprocess.run([sys.executable, "tests/picture.py"], cwd=ROOT, capture_output=True, check=True).stdout
    assert (ROOT / "docs" / "table.svg").read_text(encoding="utf-8") == drawn.decode()


def test_the_laws_of_the_summary(monkeypatch):
    """What the README shows of the summary is what a terminal of 100 columns gets."""
    block = re.search(r"^     law +latest.*\n((?:    .*\n)+)", README, re.MULTILINE)[0]
    gatherer = Gatherer()
    for record in Extractor(Reading(include_text=True)).pipe([ROOT / "samples"]):
        gatherer.add(record)
    target = Target(io.BytesIO())
    monkeypatch.setenv("COLUMNS", "100")
    printed = render(tables(gatherer.summary(), 100), target).decode()
    shown = [row[4:].rstrip() for row in block.rstrip().splitlines() if row.strip() != "…"]
    assert "\n".join(shown) in "\n".join(row.rstrip() for row in printed.splitlines())


@pytest.mark.parametrize("page", ["README.md", "docs/archive.md"])
def test_the_answers_of_the_archive(page, tmp_path):
    blocks = re.findall(r"^    (SELECT .*)\n((?:    .*\n)+)", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(blocks) > 2
    command = [Path(sys.executable).parent / "extract", "samples", "-o", tmp_path / "archive.db"]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    with closing(sqlite3.connect(tmp_path / "archive.db")) as archive:
        for question, answer in blocks:
            rows = [" | ".join(map(str, row)) for row in archive.execute(question)]
            assert rows == [row[4:] for row in answer.splitlines()], question


@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
def test_python_examples(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    names = {}
    for code in re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL):
        exec(code, names)  # noqa: S102 - the example is ours
    assert names["record"].amendments[0].value == 45
    assert names["record"].dates[0].value == "2023-03-09"
    if "doc" in names:
        assert [span.text for span in names["doc"].spans["dates"]] == ["9 March 2023"]
        assert names["doc"]._.facts.votes[0].for_ == 52
        assert list(names["tables"]["votes"]["votes_for"])[:2] == [68, 476]


def test_ci_calls_the_test_command():
    (command,) = (line for line in README.splitlines() if line.startswith(SETUP) and "check.py" in line)
    assert command.replace(" install ", " install -q ") in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
