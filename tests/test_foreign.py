"""Any spaCy pipeline may stand in the place of the default model."""

import numpy as np
import pytest

from extractor import foreign
from extractor.data import library
from extractor.model import Model
from extractor.settings import DEFAULT_MODEL

TEXTS = ("Anna Kowalska of Poland met the Senate on Monday. She said that it had passed the bill.", "The “" + "a" * 300)


@pytest.fixture(scope="module")
def model():
    return foreign.Foreign(DEFAULT_MODEL)


def told(docs):
    return [
        (doc.texts, doc.starts, [(each.start_char, each.end_char, each.label_) for each in doc.ents]) for doc in docs
    ]


def arcs(model):
    (doc,) = model.read(TEXTS[:1])
    marks = np.full(len(doc), -1, dtype=np.int64)
    marks[[0, doc.texts.index("She")]] = 1
    (tree,) = model.trees([(doc, marks)])
    return [
        (token.text, token.tag_, token.dep_, token.head.i, token.left_edge.i, token.is_sent_start) for token in tree
    ]


def test_tokens_and_trees_are_those_of_the_default_model(model):
    own = Model(DEFAULT_MODEL, library())
    assert [each[:2] for each in told(model.read(TEXTS))] == [each[:2] for each in told(own.read(TEXTS))]
    assert arcs(model) == arcs(own)


def test_its_names_are_its_own(model):
    (doc,) = model.read(TEXTS[:1])
    assert ("Anna Kowalska", "PERSON") in [
        (TEXTS[0][each.start_char : each.end_char], each.label_) for each in doc.ents
    ]


def test_a_pipeline_loaded_anew_reads_the_same(model, monkeypatch):
    expected = told(model.read(TEXTS))
    monkeypatch.setattr(foreign, "_MOST_WORDS", 1)
    assert told(model.read(TEXTS)) == expected
