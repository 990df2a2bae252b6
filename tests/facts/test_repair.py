"""What is taken off a span of the model, and where it is parted."""

import pytest

from extractor.data import library
from extractor.entities.candidates.lexicon import lexicon
from extractor.entities.candidates.model import apart, trim, without_tail
from extractor.entities.naming import clean


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Brook  Reeve", ["Brook", "Reeve"]),
        ("Mary L  Quimby", ["Mary L  Quimby"]),
        ("Ana Brook  Tal Reeve  Quimby", ["Ana Brook", "Tal Reeve", "Quimby"]),
        ("Susan  Quimby", ["Susan", "Quimby"]),
        ("wrote Susan  Quimby", ["Susan  Quimby"]),
    ],
)
def test_a_lost_comma_parts_names_and_a_lost_stop_does_not(text, names):
    places = apart(text, len(text) - len(text.removeprefix("wrote ")), len(text), lexicon(library()), stripped=True)
    assert [text[start:end] for start, end in places] == names


@pytest.mark.parametrize(
    ("text", "end", "name"),
    [
        ("Ana Brook  R Wyo  spoke", 12, "Ana Brook"),
        ("Ana Brook  D ME", 12, "Ana Brook"),
        ("Ana Brook D spoke of it", 11, "Ana Brook D"),
    ],
)
def test_the_letter_of_a_party_before_a_state_is_no_part_of_a_name(text, end, name):
    assert text[: without_tail(text, 0, end, lexicon(library()))] == name


def test_what_is_left_of_an_apostrophe_is_no_part_of_a_name():
    text = "Quimbyâs first bill"
    assert trim(text, 0, len("Quimbyâs")) == (0, len("Quimby"))


def test_brackets_of_an_editor_are_no_part_of_a_name():
    assert clean("the Ana] Brook") == "Ana Brook"
