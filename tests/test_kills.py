"""A few of the kills that `kills.py` makes as often as asked."""

import random

import pytest

from kills import FORMS, Kills


@pytest.fixture(scope="module")
def kills(tmp_path_factory):
    return Kills(tmp_path_factory.mktemp("kills"), articles=30, held=150)


@pytest.mark.slow
@pytest.mark.parametrize("form", [form for form in FORMS if form != "jsonl"])  # of which test_long_runs knows
def test_a_run_that_is_killed_leaves_nothing_that_looks_whole(form, kills):
    kills.once(form, random.Random(form))  # noqa: S311 - the same moments every time
