"""Heads, labels and sentence starts are those of spaCy's own component on the same token vectors."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from extractor.fastner import arceager
from extractor.fastner.components import FastParser
from extractor.fastner.weights import UnservedArchitectureError


def parsed(nlp, texts, cut=None):
    docs = [nlp.make_doc(text) for text in texts]
    if cut:
        for doc in docs:
            cut(doc)
    for name in ("tok2vec", "parser"):
        docs = list(nlp.get_pipe(name).pipe(docs, batch_size=len(docs)))
    return [tree(doc) for doc in docs]


def tree(doc):
    return [
        (token.head.i, token.dep_, token.is_sent_start, token.left_edge.i, token.right_edge.i, token.n_lefts)
        for token in doc
    ]


def every_seventh(doc):
    for token in doc:
        token.is_sent_start = token.i % 7 == 0


def some(doc):
    chance = random.Random(len(doc))  # noqa: S311 - the same every time
    for token in doc:
        token.is_sent_start = chance.choice([True, False, None, None, None])


@pytest.mark.parametrize("cut", [None, every_seventh, some])
def test_trees_are_spacys(stock, fast, texts, cut):
    expected = parsed(stock, texts, cut)
    assert parsed(fast, texts, cut) == expected
    assert len({label for doc in expected for _, label, *_ in doc}) > 30


def test_one_by_one_is_all_at_once(fast, texts):
    assert parsed(fast, texts, every_seventh) == [parsed(fast, [text], every_seventh)[0] for text in texts]


def test_blocks_join_without_a_seam(stock, fast, texts, monkeypatch):
    monkeypatch.setattr(arceager, "_BLOCK", 20)
    assert parsed(fast, texts, every_seventh) == parsed(stock, texts, every_seventh)


def test_trees_that_are_set_before_go_to_spacys_own(stock, fast):
    def prepare(doc):
        for token in doc:
            token.head, token.dep_ = doc[0], "dep"

    text = ["Anna Kowalska of Paris met the Commission on Monday."]
    assert parsed(fast, text, prepare) == parsed(stock, text, prepare)


def test_what_is_not_served_stays(stock):
    stranger = stock.create_pipe("parser")
    with pytest.raises(UnservedArchitectureError):
        FastParser(stranger)


def test_nothing_to_parse(fast):
    parser = fast.get_pipe("parser")
    assert list(parser.pipe([])) == []
    assert len(parser(Doc(fast.vocab))) == 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Anna", "said", "that", " ", "\n", "2021", "the", "é", "🙂", ".", "which", "bills", "passed"])
        | st.text(max_size=8),
        max_size=60,
    ),
    st.sampled_from([None, every_seventh, some]),
)
def test_any_text(stock, fast, parts, cut):
    text = " ".join(parts)
    assert parsed(fast, [text], cut) == parsed(stock, [text], cut)
