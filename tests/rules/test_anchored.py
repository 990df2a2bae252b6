"""Patterns that are tried where known words stand find what they find in the whole text."""

import re

import pytest

from extractor.rules.gazetteer import Anchored, Presence

TEXT = "The ferry, a car ferry2 and the ferry-boat of 2030 Agenda; ferries: Ferry ferry ferry line, reférry ferry line."


@pytest.mark.parametrize(
    ("words", "pattern"),
    [
        (("ferry",), r"(?<!\w)ferry(?: line)?(?!\w)"),
        (("ferry", "car ferry"), r"\b(?:car\sferry|ferry)"),
        (("2030 Agenda",), r"\b2030\sAgenda"),
        (("Ferry",), r"\bFerry ferry"),
    ],
)
def test_anchored_patterns_find_the_same(words, pattern):
    found = [match.span() for match in re.finditer(pattern, TEXT)]
    assert found
    assert [match.span() for match in Anchored.of(words, pattern).finditer(TEXT)] == found


def test_a_match_may_begin_before_its_first_word():
    lead = Anchored.of(("ferry",), r"(?<=\w)\sferry", lead=1)
    assert [match.start() for match in lead.finditer(TEXT)] == [m.start() for m in re.finditer(r"(?<=\w)\sferry", TEXT)]


@pytest.mark.parametrize(("phrase", "there"), [("ferry line", True), ("ferr", False), ("y2", True), ("boats", False)])
def test_words_are_whole_and_other_phrases_are_letters(phrase, there):
    assert Presence((phrase,)).within(TEXT) is there
