import json
import tomllib
from pathlib import Path

import msgspec
import pytest
from scoring import score

from extractor.readers import read_all

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples"
FLOORS = tomllib.loads((HERE / "floors.toml").read_text())["f1"]


@pytest.fixture(scope="session")
def tallies(pipeline):
    golds = {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((SAMPLES / "gold").glob("*.json"))
    }
    articles = [
        msgspec.structs.replace(article, published=golds[article.id]["published"])
        for article in read_all((str(SAMPLES),), None)
        if article.id in golds
    ]
    assert {article.id for article in articles} == set(golds)
    return score((golds[record.id], record) for record in pipeline(articles))


@pytest.mark.parametrize("kind", FLOORS)
def test_floor(kind, tallies):
    tally = tallies[kind]
    assert tally.f1 >= FLOORS[kind], f"{kind}: {tally.f1:.3f} is below its floor ({tally})"


def test_every_kind_has_a_floor(tallies):
    assert set(FLOORS) == set(tallies)
