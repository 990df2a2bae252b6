"""What is built from tables comes back as it was from the user's folder, and from nothing else."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec import Struct, msgpack

from extractor import kept
from extractor.data import Library, library
from extractor.entities.candidates.lexicon import _told
from extractor.entities.countries import atlas
from extractor.entities.organizations import kinds
from extractor.facts.origin.cues import cues
from extractor.rules.compiler import grammar

BIN = Path(sys.executable).parent
SAMPLE = Path(__file__).parents[1] / "samples" / "al-integration.txt"


class Words:
    """Words of a table, built or read as in a new process; and how often they were built."""

    def __init__(self, folder):
        self.models, self.cache, self.built = folder / "models", folder / "cache", 0
        self.table = self.models / "words.tsv"
        self.models.mkdir()
        self.table.write_text("word\nmoor\n")

    def __call__(self, *more):
        kept.state.cache_clear()
        return kept.kept(self.build)(Library((self.models, *more)))["words"]

    def build(self, library: Library) -> dict[str, list[str]]:
        self.built += 1
        return {"words": (library.folders[0] / "words.tsv").read_text().split()}

    def file(self):
        return next(self.cache.glob("extract/*/*"))


@pytest.fixture
def words(tmp_path, monkeypatch):
    words = Words(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(words.cache))
    monkeypatch.setattr(kept, "own_models", lambda: words.models)
    yield words
    kept.state.cache_clear()


def test_what_is_built_once_is_read_the_next_time(words):
    assert words() == words() == ["word", "moor"]
    assert words.built == 1


def test_a_changed_table_is_read_anew(words):
    words()
    words.table.write_text("word\nfell\n")
    os.utime(words.table, ns=(1, 1))
    assert words() == ["word", "fell"]


def test_tables_of_a_user_are_never_kept(words, tmp_path):
    words(tmp_path), words(tmp_path)
    assert words.built == 2


def _cut(file):
    file.write_bytes(file.read_bytes()[:-1])


def _turned(file):
    data = file.read_bytes()
    file.write_bytes(data[:-1] + bytes((data[-1] ^ 1,)))


def _of_another_type(file):
    data = msgpack.encode({"words": 7})
    file.write_bytes(kept.seal(data) + data)


def _for_all_to_write(file):
    file.chmod(0o666)


def _a_pipe(file):
    file.unlink()
    os.mkfifo(file)


def _a_link(file):
    file.rename(file.with_suffix(".other"))
    file.symlink_to(file.with_suffix(".other"))


@pytest.mark.parametrize("harm", [_cut, _turned, _of_another_type, _for_all_to_write, _a_pipe, _a_link])
def test_what_is_damaged_or_not_the_users_own_is_built_anew(words, harm):
    words()
    harm(words.file())
    assert words() == words() == ["word", "moor"]
    assert words.built == 2


@pytest.mark.parametrize("home", ["/dev/null", "/proc"])
def test_a_folder_that_cannot_be_written_costs_time_alone(words, home, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", home)
    assert words() == words() == ["word", "moor"]
    assert words.built == 2


def test_who_has_no_home_keeps_nothing(words, monkeypatch):
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    assert words() == words() == ["word", "moor"]
    assert words.built == 2


@pytest.mark.parametrize("build", [atlas, _told, kinds, cues])
def test_what_is_read_is_what_was_built(build, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    built, read = (_plain(kept.kept(build.__wrapped__.__wrapped__)(library())) for _ in range(2))
    assert built == read


def test_a_grammar_that_is_read_is_the_one_that_was_built(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    built, read = (_plain(grammar(library(), "votes")) for _ in range(2))
    assert built == read
    assert [*tmp_path.glob("extract/*/*.votes.rules")]


def _plain(value):
    """The same, with patterns as what they are made of."""
    if isinstance(value, Struct):
        return [_plain(getattr(value, name)) for name in value.__struct_fields__]
    if hasattr(value, "pattern"):
        return value.pattern, value.flags | re.compile(value.pattern, getattr(value, "asked", 0)).flags
    return {key: _plain(each) for key, each in value.items()} if isinstance(value, dict) else value


def test_two_first_runs_at_once_say_the_same_and_leave_whole_files(tmp_path):
    line, home = [str(BIN / "extract"), str(SAMPLE), "-f", "json"], {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    runs = [subprocess.Popen(line, stdout=subprocess.PIPE, env=home) for _ in range(2)]
    first, second = (run.communicate()[0] for run in runs)
    third = subprocess.run(line, capture_output=True, check=True, env=home).stdout
    assert first == second == third
    names = [file.name for file in tmp_path.rglob("*") if file.is_file()]
    assert len(names) > 4
    assert not [name for name in names if name[-1].isdecimal()]
