"""Entities are those of spaCy's own component with our weights, run alone on the tokenised text."""

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from training.weights import load

from extractor.data import library
from extractor.fastner import decoder, encoder
from extractor.settings import DEFAULT_MODEL


@pytest.fixture(scope="module")
def spacys():
    nlp = spacy.load(DEFAULT_MODEL, exclude=["tok2vec", "tagger", "parser", "ner", "lemmatizer", "attribute_ruler"])
    load(nlp, library().path("ner"))
    return nlp


@pytest.fixture(scope="module")
def expected(spacys, texts):
    return named(spacys.pipe(texts))


def named(docs):
    return [[(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents] for doc in docs]


def test_entities_are_spacys(model, texts, expected):
    assert named(model.read(texts)) == expected
    assert sum(map(len, expected)) > 500


def test_one_by_one_is_all_at_once(model, texts, expected):
    assert [named(model.read([text]))[0] for text in texts] == expected


def test_forgetting_embeddings_changes_nothing(texts, expected, monkeypatch, request):
    monkeypatch.setattr(encoder, "_REMEMBERED", 50)
    model = request.getfixturevalue("model")
    assert [named(model.read([text]))[0] for text in texts] == expected


def test_blocks_join_without_a_seam(model, texts, expected, monkeypatch):
    monkeypatch.setattr(encoder, "_BLOCK", 7)
    assert named(model.read(texts)) == expected


def test_long_entities_are_followed_one_by_one(model, spacys, texts, monkeypatch):
    monkeypatch.setattr(decoder, "_SIDE_BY_SIDE", 1)
    runs = ["Senate House Street Bank " * 30, "Anna Kowalska of " * 50, "million 3 percent percent " * 40]
    assert named(model.read([*texts, *runs])) == named(spacys.pipe([*texts, *runs]))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["Anna", "Kowalska", "EU", " ", "\n", "2021", "the", "é", "🙂", "."]) | st.text(max_size=8),
        max_size=60,
    )
)
def test_any_text(model, spacys, parts):
    text = " ".join(parts)
    assert named(model.read([text])) == named([spacys(text)])
