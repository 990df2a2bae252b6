"""Texts with doubled blanks say what they say with single ones, at their own places."""

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.article import Article
from extractor.record import FACT_KEYS
from extractor.spacing import narrowed

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))


def doubled(text):
    return re.sub(r"(?<=\S) (?=\S)", "  ", text)


def places(value):
    """Every place in a part of a record, with its words."""
    if isinstance(value, dict):
        if "start" in value:
            yield value["start"], value["end"], value["text"]
        for part in value.values():
            yield from places(part)
    elif isinstance(value, list):
        for part in value:
            yield from places(part)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_release_with_doubled_blanks_gives_the_same_facts(path, pipeline):
    text = path.read_text(encoding="utf-8")
    articles = [Article(id="plain", text=text), Article(id="wide", text=doubled(text))]
    plain, wide = map(msgspec.to_builtins, pipeline(articles))
    for kind in FACT_KEYS:
        there = [words for _, _, words in places(plain[kind])]
        assert [re.sub(r"(?<=\S)  (?=\S)", " ", words) for _, _, words in places(wide[kind])] == there
    assert all(doubled(text)[start:end] == words for start, end, words in places(wide))


def test_a_text_that_gaps_only_here_and_there_stays():
    text = "The Senate met.  It passed the bill.  " * 10 + "It rose  early on  that  day."
    assert narrowed(text) is None


@given(st.text(alphabet="ab \n", max_size=80))
def test_only_doubled_blanks_inside_lines_are_taken_out(text):
    found = narrowed(text)
    if found is not None:
        gaps = re.findall(r"(?<=\S) +(?=\S)", text)
        left = re.findall(r"(?<=\S) +(?=\S)", found.text)
        assert [len(gap) for gap in left] == [max(1, len(gap) - 1) for gap in gaps]
        assert found.text.replace(" ", "") == text.replace(" ", "")
