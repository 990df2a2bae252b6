"""Texts with odd or doubled blanks say what they say with plain single ones, at their own places."""

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.article import Article
from extractor.record import FACT_KEYS
from extractor.text.normalization import evened

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


def unbroken(text):
    return text.replace(" ", "\u00a0")


def thin(text):
    return re.sub(r"(?<=\d) (?=\w)", "\u2009", text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("odd", [doubled, unbroken, thin])
def test_a_release_with_odd_blanks_gives_the_same_facts(path, odd, pipeline):
    text = path.read_text(encoding="utf-8")
    articles = [Article(id="plain", text=text), Article(id="odd", text=odd(text))]
    plain, found = map(msgspec.to_builtins, pipeline(articles))
    for kind in FACT_KEYS:
        assert [words for _, _, words in places(found[kind])] == [odd(words) for _, _, words in places(plain[kind])]
    assert all(odd(text)[start:end] == words for start, end, words in places(found))


def test_blanks_that_may_group_figures_stay():
    found = evened("1\u202f234\u00a0members of\u20033\u2009committees met")
    assert found.text == "1\u202f234 members of 3 committees met"


def test_a_text_that_gaps_only_here_and_there_stays():
    text = "The Senate met.  It passed the bill.  " * 10 + "It rose  early on  that  day."
    assert evened(text) is None


@given(st.text(alphabet="ab \n", max_size=80))
def test_only_doubled_blanks_inside_lines_are_taken_out(text):
    found = evened(text)
    if found is not None:
        gaps = re.findall(r"(?<=\S) +(?=\S)", text)
        left = re.findall(r"(?<=\S) +(?=\S)", found.text)
        assert [len(gap) for gap in left] == [max(1, len(gap) - 1) for gap in gaps]
        assert found.text.replace(" ", "") == text.replace(" ", "")
