"""How well events are told apart that were done, planned, possible, demanded, negated or only claimed."""

from collections import Counter

import pytest
import spacy
import standoff

from extractor import Article, Extractor, Reading
from extractor.data import library
from extractor.facts.events.factuality import cues
from extractor.settings import DEFAULT_MODEL
from trees import tree_of

FLOOR = 0.87


def seen_as(category, act, record):
    """What the record would say: an event that another is quoted with is only claimed."""
    start, end = act["verb"]
    sources = [quote for quote in record.quotes if quote.start <= start and end <= quote.end and quote.speaker]
    actor = record.text[slice(*act["actor"])] if act["actor"] else ""
    others = [quote for quote in sources if quote.speaker.split()[-1] not in actor]
    return "claimed" if category == "done" and others else category


@pytest.mark.skipif(not standoff.archive(), reason="the annotated texts are not on this machine")
def test_factuality():
    reads, nlp = cues(library()), spacy.load(DEFAULT_MODEL, exclude=["attribute_ruler", "lemmatizer", "ner"])
    ids = sorted({act["source"] for act in standoff.ACTS})
    articles = [Article(id=id_, text=standoff.archive()[id_]) for id_ in ids]
    extractor = Extractor(Reading(only=("quotes",), include_text=True))
    records = {record.id: record for record in extractor.pipe(articles)}
    pairs = Counter()
    sentences = nlp.pipe([records[act["source"]].text[slice(*act["sentence"])] for act in standoff.ACTS])
    for act, sentence in zip(standoff.ACTS, sentences, strict=True):
        record = records[act["source"]]
        verb = act["verb"][0] - act["sentence"][0]
        trigger = next(token for token in tree_of(sentence) if verb < token.idx + len(token.text))
        category = reads.category(trigger)
        pairs[act["modality"], seen_as(category, act, record)] += 1
    right = sum(count for (gold, found), count in pairs.items() if gold == found)
    assert right / len(standoff.ACTS) >= FLOOR, pairs
