"""Values in a few words."""

import pytest

from extractor.fact import Date
from extractor.terms import day


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("2021-21", "spring 2021"), ("2021-32", "winter 2021"), ("2021-33", "Q1 2021"),
        ("2021-41", "second half of 2021"),
        ("2024-W19", "week of 2024-05-06"), ("2021-W53", "2021-W53"), ("2021-12", "2021-12"),
        ("2021-12-21", "2021-12-21"), ("2021-XX-XX", "2021"), ("P3M", "3 months"),
        ("XXXX-03-09", "9 March (year open)"), ("PT1H", "1 hour"), ("XXXX-XX-XX", "a day left open"),
        ("XXXX-10", "October (year open)"),
        ("XXXX-11-XX", "November (year open)"), ("XXXX-WXX", "a week left open"), ("XXXX-XX", "a month left open"),
        ("XXXX-XX-XX/XXXX-XX-XX", "a day left open"), ("XXXX", "a year left open"), ("XXXX-22", "summer (year open)"),
        ("198X", "1980s"),  ("15XX", "1500s"), ("2021-03/2021-05", "2021-03/2021-05"),
        ("XXXX-04-04/XXXX-04-05", "4 April to 5 April (year open)"), ("XXXX-37", "first third (year open)"),
    ],
)  # fmt: skip
def test_days_as_people_read_them(value, told):
    assert day(value) == told


@pytest.mark.parametrize(
    ("type_", "text", "value", "timex", "told"),
    [
        ("TIME", "18:32", "2024-04-24", "2024-04-24T18:32", "2024-04-24, 18:32"),
        ("TIME", "that night", "2024-04-24", "2024-04-24TNI", "2024-04-24, night"),
        ("TIME", "2.30 pm", "XXXX-XX-XX", "XXXX-XX-XXT14:30", "a day left open, 14:30"),
        ("SET", "every\nMonday", None, "XXXX-WXX-1", "every Monday"),
        ("SET", "each year", None, "P1Y", "each year"),
        ("DURATION", "many years", None, "PXY", "many years"),
        ("DURATION", "twelve hours", None, "PT12H", "12 hours"),
        ("DURATION", "a while", None, None, "a while"),
    ],
)
def test_a_time_has_its_clock_and_what_has_no_plain_value_the_words_of_the_text(type_, text, value, timex, told):
    fact = Date(
        text=text, start=0, end=len(text), type=type_, value=value, timex=timex, earliest=None, latest=None,
        resolution="explicit", rule="x",
    )  # fmt: skip
    assert fact.summary() == told
