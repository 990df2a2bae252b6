"""A few of the tries that `fuzz.py` makes for as long as asked: always the same ones."""

import pytest

from fuzz import Fuzz

TRIES = 30


@pytest.fixture(scope="module")
def fuzz(tmp_path_factory):
    return Fuzz(tmp_path_factory.mktemp("fuzz"))


def test_damaged_files_of_every_form_crash_nothing(fuzz):
    for seed in range(TRIES):
        fuzz.once(seed)
    assert fuzz.seen["Article"]
    assert fuzz.seen["Failure"]
