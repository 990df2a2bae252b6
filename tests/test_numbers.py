"""What numbers in figures and words are worth."""

import re

import pytest

from extractor.data import library
from extractor.text.numbers import numbers

NUMBERS = numbers(library())
CARDINAL = re.compile(NUMBERS.cardinal, re.IGNORECASE)
VALUES = {
    "7": 7,
    "2,305": 2305,
    "2 305": 2305,
    "1\u00a0214": 1214,
    "2,305.50": 2305.5,
    "1,50,000": 150_000,
    "1.214.000": 1_214_000,
    "1,7 billion": 1_700_000_000,
    "490.2 billion": 490_200_000_000,
    "1.5bn": 1_500_000_000,
    "45 crore": 450_000_000,
    "seven lakh": 700_000,
    "five lakh crore": 5_000_000_000_000,
    "Forty-two": 42,
    "one hundred and twenty-one": 121,
    "two thousand three hundred and five": 2305,
    "a dozen": 12,
    "two dozen": 24,
    "half a dozen": 6,
    "half a billion": 500_000_000,
    "a quarter of a million": 250_000,
    "one and a half million": 1_500_000,
}


@pytest.mark.parametrize("text", VALUES)
def test_cardinal(text):
    assert CARDINAL.match(text + " things")[0] == text
    assert NUMBERS.value(text) == VALUES[text]
    assert type(NUMBERS.value(text)) is type(VALUES[text])


@pytest.mark.parametrize("text", ["a bill", "none of it", "million", "won"])
def test_no_number(text):
    assert not CARDINAL.match(text)


@pytest.mark.parametrize("text", ["", "several", "1.2.3"])
def test_no_value(text):
    assert NUMBERS.value(text) is None


def test_a_year_is_not_the_rest_of_a_number():
    assert CARDINAL.match("10 2007")[0] == "10"
