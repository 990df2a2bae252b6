"""Merging reads tables of other rooms too: it can read them as they are."""

from extractor.merge import KINDS, Card, merge


def test_merging_reads_its_tables():
    cards = [
        Card(key=key, article=key, kind=kind, name="Ann Reed", type="act", body="D-OH", role="Senator", country="US")
        for key, kind in enumerate(KINDS * 2)
    ]
    assert {kind: len(entities) for kind, (entities, _) in merge(cards).items()} == dict.fromkeys(KINDS, 1)
