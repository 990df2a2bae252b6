"""Dates of TimeBank and AQUAINT and quotations of PolNeAR stay as good as they are, by scorers that lie beside them.

The texts are not kept here: they lie in a folder beside the project, without which nothing is compared.
"""

import json
import re
import subprocess
import sys

import pytest

import archives
from extractor.article import Article
from extractor.pipeline import Pipeline
from extractor.settings import Reading

PUBLIC = archives.FOLDER / "public"

pytestmark = pytest.mark.skipif(not PUBLIC.is_dir(), reason="the public texts are not on this machine")


def scores(tmp_path, name, scorer, kind, spans):
    """What the scorer prints for the spans that the program finds: figures by name."""
    gold = PUBLIC / f"{name}.jsonl"
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    articles = [Article(id=row["id"], text=row["text"], published=row["dct"][:10]) for row in rows]
    pipeline = Pipeline(Reading(only=(kind,), vague=True))
    found = [{"id": item.id, "spans": [spans(fact) for fact in getattr(item, kind)]} for item in pipeline(articles)]
    (tmp_path / "found.jsonl").write_text("\n".join(map(json.dumps, found)), encoding="utf-8")
    line = [sys.executable, PUBLIC / scorer, gold, tmp_path / "found.jsonl"]
    printed = subprocess.run(line, capture_output=True, text=True, check=True).stdout
    return {figure: float(value) for figure, value in re.findall(r"(\w+)=(?:P[\d.]+ R[\d.]+ F)?(\d\.\d+)", printed)}


def timex(date):
    return {"start": date.start, "end": date.end, "label": date.type, "value": date.timex}


def quotation(quote):
    return {"start": quote.start, "end": quote.end, "speaker": quote.speaker, "direct": quote.kind == "direct"}


@pytest.mark.parametrize(
    ("name", "strict", "relaxed", "value"),
    [("timex_timebank", 0.87, 0.935, 0.81), ("timex_aquaint", 0.835, 0.94, 0.745)],
)
def test_dates(tmp_path, name, strict, relaxed, value):
    found = scores(tmp_path, name, "score_timex.py", "dates", timex)
    assert found["strictF"] >= strict
    assert found["relF"] >= relaxed
    assert found["valF"] >= value


def test_quotations(tmp_path):
    found = scores(tmp_path, "quotes_polnear_dev", "score_quotes.py", "quotes", quotation)
    assert found["spk_name_all"] >= 0.89
    assert found["overlap"] >= 0.88
    assert found["content_char"] >= 0.76
