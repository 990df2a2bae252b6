"""A few of the tries that `fuzz.py` makes for as long as asked: always the same ones."""

import time

import pytest

from damage import BOMBS
from fuzz import Fuzz, HangError, limited, peak

TRIES = 30


@pytest.fixture(scope="module")
def fuzz(tmp_path_factory):
    return Fuzz(tmp_path_factory.mktemp("fuzz"))


def test_damaged_files_of_every_form_crash_nothing(fuzz):
    for seed in range(TRIES):
        fuzz.once(seed)
    assert fuzz.seen["Article"]
    assert fuzz.seen["Failure"]


@pytest.mark.slow
def test_damaged_files_go_through_two_jobs(fuzz):
    fuzz.together(1, files=30)
    assert fuzz.seen["with two jobs"] >= 30


def test_a_try_that_hangs_is_ended():
    with pytest.raises(HangError), limited(0.05):
        time.sleep(60)


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_small_file_that_unpacks_to_much_is_read_or_told(fuzz, name):
    file = fuzz.folder / name
    file.write_bytes(BOMBS[name])
    fuzz.rooms(file, None, [])
    assert peak() <= fuzz.ceiling
