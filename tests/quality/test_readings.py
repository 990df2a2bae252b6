"""What readers judged beside random reports: what was right is still given, and ever less of what was wrong.

Topics apart: of those that readers did not call wrong many are beside the matter (`test_topics.py` judges them).
"""

import json

import msgspec
import pytest
import standoff
from readings import judged

from extractor import Article, Extractor

LINES = [json.loads(line) for line in (standoff.HERE / "gold" / "readings.jsonl").read_text("utf-8").splitlines()]
KEPT, LEFT = 0.956, 1.0


@pytest.mark.skipif(not standoff.archive(), reason="the texts that were read are not on this machine")
def test_readings():
    rows = {line["source"]: line for line in LINES}
    stored = [standoff.stored()[source] for source in rows]
    articles = [Article(**{key: row.get(key) for key in ("id", "text", "title", "published")}) for row in stored]
    assert all(standoff.sha256(article.text) == rows[article.id]["sha256"] for article in articles)
    given = [
        why
        for record in Extractor().pipe(articles)
        for kind, *_, why in judged(rows[record.id], msgspec.to_builtins(record))
        if kind != "topics"
    ]
    facts = [why for line in LINES for kind, *_, why in line["facts"] if kind != "topics"]
    right, wrong = facts.count(None), len(facts) - facts.count(None)
    assert given.count(None) / right >= KEPT
    assert (len(given) - given.count(None)) / wrong <= LEFT
