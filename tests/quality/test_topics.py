"""What careful readers say that releases and reports are about, on texts that are not part of the project.

``gold/topics.jsonl`` was annotated before any output was looked at: the article's id, the topics that any careful
reader would give (``core``) and those that would not be wrong (``acceptable``), and after how many code points of text
the reader decided (``sight``). Errors of those that are ``read`` were looked at, of the others only figures; word
weights are trained on all but those that are ``kept`` for this test (`models/topics/fit.py`). In eight
texts on patents and copyright their topic was set later: the list that the reader chose from lacked it.
A topic is right if it is one of these, or broader or narrower. Where the texts are absent, nothing is scored.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import archives
from extractor.data import library
from extractor.facts.topics.cues import load_vocabulary
from extractor.pipeline import Pipeline
from extractor.record import Record
from extractor.settings import Reading

GOLD = [json.loads(line) for line in (Path(__file__).parent / "gold" / "topics.jsonl").open(encoding="utf-8")]
LEAST = 0.8
PARENTS = load_vocabulary(library()).parents


def chain(topic: str) -> Iterator[str]:
    while topic:
        yield topic
        topic = PARENTS.get(topic, "")


def related(one: str, other: str) -> bool:
    return one in chain(other) or other in chain(one)


def test_each_article_has_core_topics_and_others_beside_them():
    assert len({row["article"] for row in GOLD}) == len(GOLD)
    for row in GOLD:
        assert 1 <= len(row["core"]) <= 4
        assert not set(row["core"]) & set(row["acceptable"])
    assert not any(row["read"] and row.get("kept") for row in GOLD)


@pytest.mark.skipif(not archives.WHOLE, reason="the texts are not here")
def test_topics_are_those_of_careful_readers():
    rows = {row["article"]: row for row in GOLD if row.get("kept")}
    texts, pipeline = archives.articles(rows), Pipeline(Reading(only=("topics",)))
    assert texts.keys() == rows.keys()
    right = wrong = missed = 0
    for record in pipeline(list(texts.values())):
        assert isinstance(record, Record)
        row = rows[record.id]
        assert hashlib.sha256(texts[record.id].text.encode()).hexdigest().startswith(row["sha256"])
        given = [topic.id.removeprefix("medtop:") for topic in record.topics]
        told = sum(any(related(core, topic) for topic in given) for core in row["core"])
        right += told
        missed += len(row["core"]) - told
        wrong += sum(not any(related(one, topic) for one in row["core"] + row["acceptable"]) for topic in given)
    print(f"precision {right / (right + wrong):.3f}, recall {right / (right + missed):.3f} of {len(rows)} articles")
    assert 2 * right / (2 * right + wrong + missed) >= LEAST
