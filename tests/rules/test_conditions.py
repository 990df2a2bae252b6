"""Conditions in the cells of a table: what each sign of a test means, and which faults are told with their place."""

from pathlib import Path

import pytest

from extractor.data import Patterns, Row
from extractor.errors import DataError
from extractor.rules.conditions import Conditions

PARTS = {"name": lambda c: c["name"], "words": lambda c: c["name"].split(), "size": lambda c: len(c["name"].split())}
READER = Conditions(PARTS.get, {"site": {"Bridge", "Yard"}}, Patterns("names/patterns.tsv").by_name.get)


def read(when):
    return READER.read(Row([when], {"when": 0}, Path("made.tsv"), 7))


@pytest.mark.parametrize(
    ("when", "fits", "fails"),
    [
        ("name", "Tarrow", ""),
        ("!name", "", "Tarrow"),
        ("words:site", "Tarrow Bridge", "Tarrow"),
        ("!words:site", "Tarrow", "Tarrow Bridge"),
        ("words=Old,New", "New Tarrow", "Tarrow"),
        ("size=2", "New Tarrow", "Tarrow"),
        ("size>1", "New Tarrow", "Tarrow"),
        ("size<2", "Tarrow", "New Tarrow"),
        ("name~hyphen", "Tarrow-Vale", "Tarrow"),
        ("size>1 words:site", "Tarrow Bridge", "Bridge"),
        ("size>2 | words:site", "Tarrow Bridge", "Tarrow Vale"),
    ],
)
def test_signs(when, fits, fails):
    holds = read(when)
    assert holds({"name": fits})
    assert not holds({"name": fails})


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ("nome:site", "no such test: nome:site"),
        ("name:sight", "no such class: sight"),
        ("name~site", "no such pattern: site"),
        ("size>many", "'many' is no number"),
        ("name:site |", "an empty alternative"),
    ],
)
def test_faults(when, why):
    with pytest.raises(DataError, match=f"made.tsv:7: {why}"):
        read(when)
