"""Entities across articles against clusters annotated by hand, where the texts are at hand.

`tests/quality/gold/entities.jsonl` holds for each annotated occurrence the article's id, the place of its first
mention, its kind and the label of its cluster; no text. Annotated before merging was written, on a sample of blocks
(people of one last name, bodies and laws with one rarer word) from 3,925 releases; things that are no entity were
left out.
"""

import json
from collections import defaultdict
from pathlib import Path

import pytest

import archives
from extractor.merge import merge
from extractor.merge.card import KINDS, cards_of
from extractor.pipeline import Pipeline
from extractor.record import Record
from extractor.settings import Reading

GOLD = Path(__file__).parents[1] / "quality" / "gold" / "entities.jsonl"
FLOORS = {"people": 0.95, "institutions": 0.93, "instruments": 0.95}


@pytest.fixture(scope="module")
def found():
    """Pairs of annotated and found cluster for each annotated occurrence, by kind."""
    if not archives.WHOLE:
        pytest.skip("the texts are not here")
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    articles = list(archives.articles({row["article"] for row in gold}).values())
    records = [item for item in Pipeline(Reading(only=KINDS))(articles) if isinstance(item, Record)]
    at, cards = {}, []
    for order, record in enumerate(records):
        own = cards_of(record, len(cards), order)
        cards += own.values()
        for kind in KINDS:
            for entity in getattr(record, kind):
                at |= {(record.id, kind, span.start, span.end): own[entity.id].key for span in entity.mentions}
    entity_of = {card.key: number for kind, (entities, _) in merge(cards).items()
                 for number, entity in enumerate(entities) for card in entity.cards}  # fmt: skip
    pairs = defaultdict(list)
    for row in gold:
        place = (row["article"], row["kind"], row["start"], row["end"])
        if place in at:
            pairs[row["kind"]].append((row["cluster"], entity_of[at[place]]))
    return pairs


def b_cubed(pairs):
    """Precision and recall of clusters, averaged over their members (Bagga and Baldwin 1998), and their F1."""
    both, gold, own = defaultdict(int), defaultdict(int), defaultdict(int)
    for one, two in pairs:
        both[one, two] += 1
        gold[one] += 1
        own[two] += 1
    precision = sum(both[pair] / own[pair[1]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / gold[pair[0]] for pair in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall)


@pytest.mark.parametrize("kind", FLOORS)
def test_floor(kind, found):
    assert len(found[kind]) > 100
    assert b_cubed(found[kind]) >= FLOORS[kind]


def test_b_cubed_counts_as_its_authors_do():
    assert b_cubed([(1, 1), (1, 1), (2, 1), (2, 2)]) == pytest.approx(2 * (2 / 3) * 0.75 / (2 / 3 + 0.75))
