import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from extractor import regex

SAMPLE = min((Path(__file__).parents[1] / "samples").glob("*.txt"))
EXTRACT = [Path(sys.executable).parent / "extract", SAMPLE, "-f", "json"]
PATTERNS = [
    (r"(?P<day>\d{1,2})\s+(?P<month>[A-Z]\w+)", 0),
    (r"""(?<!\w) [“"'«—–] .*? # a comment
         (?P<end> [”"'»] )(?!\w) | ^$""", re.VERBOSE | re.MULTILINE | re.DOTALL),
    (r"(?i:é|ß|[à-ž])+?|(a)(b)?(?(2)c|d)", re.IGNORECASE),
    (r"([^\W\d_])++(?>x*)\1?(y)", re.ASCII),
]  # fmt: skip


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """A cache folder that is nobody else's, and no open cache before and after."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(regex, "_store", [])
    return tmp_path


def again(monkeypatch, version="1"):
    monkeypatch.setattr(regex, "_store", [])
    regex.open_cache(version)


def file(folder):
    (path,) = folder.rglob("patterns-*")
    return path


def test_a_pattern_from_the_cache_is_the_one_that_python_compiles(cache, monkeypatch):
    for turn in range(2):
        again(monkeypatch)
        if turn:
            monkeypatch.setattr(regex, "_translated", None)
        for pattern, flags in PATTERNS:
            ours, stock = regex.compiled(pattern, flags), re.compile(pattern, flags)
            assert ours == stock
            assert (ours.flags, ours.groups, ours.groupindex) == (stock.flags, stock.groups, stock.groupindex)
            for text in ("“On 9 March”", "ÉSSß", "abc ad abd", SAMPLE.read_text(encoding="utf-8")):
                found = [(match.span(), match.groups(), match.lastgroup) for match in ours.finditer(text)]
                assert found == [(match.span(), match.groups(), match.lastgroup) for match in stock.finditer(text)]
        regex.keep()
    assert file(cache).stat().st_size


def test_without_an_open_cache_nothing_is_written(cache):
    assert regex.compiled("a+").fullmatch("aa")
    regex.keep()
    assert not list(cache.iterdir())


@pytest.mark.usefixtures("cache")
def test_a_faulty_pattern_is_told_as_python_tells_it(monkeypatch):
    again(monkeypatch)
    with pytest.raises(re.error, match="unterminated character set"):
        regex.compiled("[a")


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data[:0], lambda data: b"x" + data[1:]])
def test_a_damaged_cache_is_passed_over_and_mended(cache, monkeypatch, damage):
    again(monkeypatch)
    regex.compiled("a+")
    regex.keep()
    whole = file(cache).read_bytes()
    file(cache).write_bytes(damage(whole))
    again(monkeypatch)
    assert regex.compiled("a+").fullmatch("aa")
    regex.keep()
    assert file(cache).read_bytes() == whole


def test_another_version_reads_another_file(cache, monkeypatch):
    for version in ("1", "2"):
        again(monkeypatch, version)
        regex.compiled("a+")
        regex.keep()
    assert len(list(cache.rglob("patterns-*"))) == 2


def test_what_no_run_uses_any_more_goes_when_there_is_much(cache, monkeypatch):
    monkeypatch.setattr(regex, "_MOST", 2)
    for pattern in ("first", "second", "third"):
        again(monkeypatch)
        regex.compiled(pattern)
        regex.keep()
    held = file(cache).read_bytes()
    assert b"third" in held
    assert b"first" not in held


def run(home, **more):
    environment = {**os.environ, "XDG_CACHE_HOME": str(home), **more}
    return subprocess.Popen(EXTRACT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)


def test_two_processes_may_build_it_and_the_output_never_changes(tmp_path):
    outputs = [process.communicate() for process in (run(tmp_path), run(tmp_path))]
    assert len(list(tmp_path.rglob("*"))) == 2  # the folder and one file: nothing half written is left
    outputs.append(run(tmp_path).communicate())
    unwritable = tmp_path / "file"
    unwritable.touch()
    outputs.append(run(unwritable).communicate())
    assert len(set(outputs)) == 1
    assert outputs[0][0]
    assert not outputs[0][1]


def test_a_second_run_compiles_no_pattern_of_ours(tmp_path):
    run(tmp_path).communicate()
    script = "from extractor import cli, regex; regex._translated = None; cli.main()"
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    line = [sys.executable, "-c", script, *EXTRACT[1:]]
    again = subprocess.run(line, capture_output=True, env=environment, check=False)
    assert (again.returncode, again.stderr) == (0, b"")
