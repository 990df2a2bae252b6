import json
import tomllib
from pathlib import Path

import msgspec
import pytest

from extractor.evaluation.judging import judge
from extractor.evaluation.report import tallies
from extractor.readers import read_all

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples"
FLOORS = tomllib.loads((HERE / "floors.toml").read_text())["f1"]


@pytest.fixture(scope="session")
def scores(pipeline):
    golds = {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((SAMPLES / "gold").glob("*.json"))
    }
    articles = [
        msgspec.structs.replace(article, published=golds[article.id]["published"])
        for article in read_all((str(SAMPLES),), None)
        if article.id in golds
    ]
    assert {article.id for article in articles} == set(golds)
    pairs = zip(articles, pipeline(articles), strict=True)
    return tallies(v for article, record in pairs for v in judge(golds[article.id], record, article.text))


@pytest.mark.parametrize("kind", FLOORS)
def test_floor(kind, scores):
    tally = scores[kind]
    assert tally.f1 >= FLOORS[kind], f"{kind}: {tally.f1:.3f} is below its floor ({tally})"


def test_every_kind_that_is_annotated_has_a_floor(scores):
    assert set(FLOORS) == {row for row, tally in scores.items() if tally.right + tally.missed}
