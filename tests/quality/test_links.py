"""Which law counts and votes belong to, on texts that are not part of the project.

``gold/links.jsonl`` was annotated before any output was looked at: the article's id, the code points of the words that
count or tell of a vote, and the names of the law they belong to (none: it is named nowhere). Where the texts are
absent, nothing is tested.
"""

import hashlib
import json
from pathlib import Path

import pytest

import archives
from extractor.pipeline import Pipeline
from extractor.record import Record
from extractor.settings import Reading

GOLD = [json.loads(line) for line in (Path(__file__).parent / "gold" / "links.jsonl").open(encoding="utf-8")]
LEAST, FEWEST = 0.80, 60


def plain(name: str) -> str:
    return " ".join(name.split()).strip("\"”“'’").lower().removeprefix("the ")


def linked(record: Record, start: int, end: int) -> set[str] | None:
    """The names of the law that the fact there points at; None where no fact stands there."""
    laws = {law.id: {law.name, *(mention.text for mention in law.mentions)} for law in record.instruments}
    facts = [each for key in (record.votes, record.amendments, record.counts) for each in key]
    here = [each for each in facts if each.start < end and start < each.end]
    return {plain(name) for name in laws.get(here[0].instrument or "", ())} if here else None


@pytest.mark.skipif(not archives.WHOLE, reason="the texts are not here")
def test_counts_and_votes_point_at_their_law():
    sums = {row["article"]: row["sha256"] for row in GOLD}
    texts, pipeline = archives.articles(sums), Pipeline(Reading(only=("votes", "amendments", "counts", "instruments")))
    assert all(hashlib.sha256(each.text.encode()).hexdigest().startswith(sums[name]) for name, each in texts.items())
    records = {record.id: record for record in pipeline(list(texts.values())) if isinstance(record, Record)}
    right = wrong = missed = scored = 0
    for row in GOLD:
        said = linked(records[row["article"]], row["start"], row["end"])
        if said is None:
            continue
        scored += 1
        good = bool(said & set(map(plain, row["laws"])))
        right += good
        wrong += bool(said) and not good
        missed += bool(row["laws"]) and not good
        if (said or row["laws"]) and not good:
            print(row["article"], row["start"], row["laws"], said)
    print(f"{right} right, {wrong} wrong, {missed} missed of {scored}")
    assert scored >= FEWEST
    assert 2 * right / (2 * right + wrong + missed) >= LEAST
