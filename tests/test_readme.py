"""Every command of the README works as it stands there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SETUP = "python3 -m venv"
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line and not line.startswith(SETUP)
]


@pytest.fixture
def place(tmp_path):
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    return tmp_path


@pytest.mark.parametrize("line", COMMANDS)
def test_command(line, place):
    if "| jq" in line and shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    shell = ["bash", "-o", "pipefail", "-c", line]
    done = subprocess.run(shell, cwd=place, env=os.environ | {"PATH": path}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout or " -o " in line


def test_first_output():
    """The table that the README shows is what the command prints, but for the cuts that it marks."""
    block = re.search(r"^    \$ (extract \S+)\n((?:    .*\n|\n)+)", README, re.MULTILINE)
    line = [Path(sys.executable).parent / "extract", *block[1].split()[1:], "-f", "table"]
    done = subprocess.run(line, cwd=ROOT, env=os.environ | {"COLUMNS": "100"}, capture_output=True, check=True)
    printed = [row.rstrip() for row in done.stdout.decode().splitlines()]
    shown = [row[4:] for row in block[2].rstrip().splitlines() if row.strip() != "…"]
    assert len(shown) > 30
    place = 0
    for row in shown:
        assert row in printed[place:], row
        place += printed[place:].index(row) + 1


def test_python_example():
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names = {}
    exec(code, names)  # noqa: S102 - the example is ours
    assert names["record"].amendments[0].value == 45
    assert names["record"].dates[0].value == "2023-03-09"


def test_ci_calls_the_test_command():
    (command,) = (line for line in README.splitlines() if line.startswith(SETUP) and "check.py" in line)
    assert command.replace(" install ", " install -q ") in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
