"""Values in a few words."""

import pytest

from extractor.terms import day


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("2021-21", "spring 2021"), ("2021-32", "winter 2021"), ("2021-33", "Q1 2021"),
        ("2021-41", "second half of 2021"),
        ("2021-12", "2021-12"), ("2021-12-21", "2021-12-21"), ("XXXX-03-09", "03-09 (year open)"), ("P3M", "3 months"),
        ("PT1H", "1 hour"), ("XXXX-XX-XX", "a day left open"), ("2021-XX-XX", "2021"),
    ],
)  # fmt: skip
def test_days_as_people_read_them(value, told):
    assert day(value) == told
