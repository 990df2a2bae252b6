"""Laws of 140 reports, annotated before any output was looked at, as offsets (`gold/laws.jsonl`).

Of 120 (`read`) errors were read while the rules were written, of the others never.
"""

import json

import pytest
import standoff

from extractor import Article, Extractor, Reading, Record
from extractor.evaluation.judging import judge
from extractor.evaluation.report import tallies

ROWS = [json.loads(line) for line in (standoff.HERE / "gold" / "laws.jsonl").read_text(encoding="utf-8").splitlines()]
FLOORS = {True: {"instruments": 0.92, "instruments.type": 0.90}, False: {"instruments": 0.82, "instruments.type": 0.90}}


@pytest.mark.skipif(not standoff.archive(), reason="the annotated texts are not on this machine")
@pytest.mark.parametrize("read", [True, False])
def test_laws(read):
    rows = {row["source"]: row for row in ROWS if row["read"] == read}
    texts = {name: standoff.archive()[name] for name in rows}
    assert all(standoff.sha256(texts[name]).startswith(row["sha256"]) for name, row in rows.items())
    articles = [Article(id=name, text=texts[name], published=row["published"]) for name, row in rows.items()]
    verdicts = []
    for record in Extractor(Reading(only=("instruments",))).pipe(articles):
        assert isinstance(record, Record)
        row, text = rows[record.id], texts[record.id]
        sheet = {key: standoff.lift(row[key], text) for key in ("instruments", "instruments_optional")}
        verdicts += judge(sheet, record, text)
    found = tallies(verdicts)
    assert {kind: found[kind].f1 for kind in FLOORS[read] if found[kind].f1 < FLOORS[read][kind]} == {}
