"""Entities are those of spaCy's own component, run alone on the tokenised text."""

from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Span
from training.weights import load

from extractor.data import library
from extractor.fastner import decoder, encoder
from extractor.fastner.components import FastNer, accelerate
from extractor.fastner.weights import UnservedArchitectureError
from extractor.model import Model
from extractor.settings import DEFAULT_MODEL


def annotated(nlp, texts, name="ner", prepare=None):
    docs = [nlp.make_doc(text) for text in texts]
    for doc in docs:
        if prepare:
            prepare(doc)
    docs = list(nlp.get_pipe(name).pipe(docs, batch_size=len(docs)))
    return [[(token.ent_iob_, token.ent_type_) for token in doc] for doc in docs]


@pytest.fixture(scope="module")
def expected(stock, texts):
    return annotated(stock, texts)


def test_entities_are_spacys(fast, texts, expected):
    assert annotated(fast, texts) == expected
    assert sum(kind == "B" for doc in expected for kind, _ in doc) > 500


def test_entities_of_our_own_weights_are_spacys(texts):
    spacys = spacy.load(DEFAULT_MODEL, exclude=["tok2vec", "tagger", "parser", "ner", "lemmatizer", "attribute_ruler"])
    load(spacys, library().path("ner"))
    expected = [[(ent.start_char, ent.end_char, ent.label_) for ent in spacys(text).ents] for text in texts]
    own = Model(DEFAULT_MODEL, library()).read(texts)
    assert [[(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents] for doc in own] == expected
    assert sum(map(len, expected)) > 500


def test_one_by_one_is_all_at_once(fast, texts):
    alone = [annotated(fast, [text])[0] for text in texts]
    assert annotated(fast, texts) == alone
    assert [
        [(token.ent_iob_, token.ent_type_) for token in fast.get_pipe("ner")(fast.make_doc(text))] for text in texts
    ] == alone


def test_entities_keep_within_sentences_that_are_set(stock, fast, texts):
    def prepare(doc):
        for token in doc:
            token.is_sent_start = token.i % 3 == 0

    assert annotated(fast, texts, prepare=prepare) == annotated(stock, texts, prepare=prepare)


def test_entities_that_are_set_before_are_kept(stock, fast):
    def prepare(doc):
        doc.set_ents([Span(doc, 1, 3, label="LAW")], default="missing")

    text = "Anna Kowalska of Paris met the European Commission on Monday."
    expected = annotated(stock, [text], prepare=prepare)
    assert annotated(fast, [text], prepare=prepare) == expected
    assert expected[0][1] == ("B", "LAW")


def test_forgetting_embeddings_changes_nothing(stock, texts, expected, monkeypatch):
    monkeypatch.setattr(encoder, "_REMEMBERED", 50)
    ner = FastNer(stock.get_pipe("ner"))
    for text, entities in zip(texts, expected, strict=True):
        doc = ner(stock.make_doc(text))
        assert [(token.ent_iob_, token.ent_type_) for token in doc] == entities


def test_blocks_join_without_a_seam(stock, texts, expected, monkeypatch):
    monkeypatch.setattr(encoder, "_BLOCK", 7)
    ner = FastNer(stock.get_pipe("ner"))
    docs = list(ner.pipe([stock.make_doc(text) for text in texts]))
    assert [[(token.ent_iob_, token.ent_type_) for token in doc] for doc in docs] == expected


SMALL = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 24,
    "maxout_pieces": 3,
    "use_upper": True,
    "tok2vec": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 32,
            "attrs": ["ORTH", "SHAPE"],
            "rows": [300, 100],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 32,
            "depth": 2,
            "window_size": 2,
            "maxout_pieces": 2,
        },
    },
}


def untrained(factory="ner"):
    nlp = spacy.blank("en")
    ner: Any = nlp.add_pipe(factory, name="ner", config={"model": SMALL})
    for label in ("PERSON", "ORG", "GPE"):
        ner.add_label(label)
    nlp.initialize()
    upper = ner.model.get_ref("upper")
    upper.set_param("W", upper.ops.xp.random.default_rng(3).normal(size=upper.get_param("W").shape).astype("f"))
    return nlp


def test_long_entities_are_followed_one_by_one(stock, fast, texts, monkeypatch):
    monkeypatch.setattr(decoder, "_SIDE_BY_SIDE", 1)
    runs = ["Senate House Street Bank " * 30, "Anna Kowalska of " * 50, "million 3 percent percent " * 40]
    assert annotated(fast, [*texts, *runs]) == annotated(stock, [*texts, *runs])


def test_other_widths_depths_and_windows_are_served(texts):
    stock, fast = untrained(), untrained()
    fast.get_pipe("ner").model.from_bytes(stock.get_pipe("ner").model.to_bytes())
    assert accelerate(fast) == ["ner"]
    expected = annotated(stock, texts)
    assert annotated(fast, texts) == expected
    assert len({tag for doc in expected for tag in doc}) > 2


def test_what_is_not_served_stays():
    nlp = untrained("beam_ner")
    original = nlp.get_pipe("ner")
    assert accelerate(nlp) == []
    assert nlp.get_pipe("ner") is original
    with pytest.raises(UnservedArchitectureError):
        FastNer(original)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Anna", "Kowalska", "EU", " ", "\n", "2021", "the", "é", "🙂", "."]) | st.text(max_size=8),
        max_size=60,
    )
)
def test_any_text(stock, fast, parts):
    text = " ".join(parts)
    assert annotated(fast, [text]) == annotated(stock, [text])
