"""Tags, heads and labels are those of spaCy's own components on sentences that are known."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.data import library
from extractor.fastner import arceager
from extractor.model import tokenizer
from extractor.settings import DEFAULT_MODEL
from extractor.text.sentences import splitter

read = tokenizer(DEFAULT_MODEL)


def every_seventh(doc, _text):
    return range(0, len(doc), 7)


def sentences(doc, text):
    return [start for start, _ in splitter(library())(doc, text, 0)]


def excerpts(texts, cut):
    """Texts that are not empty as documents, and with each the tokens that begin a sentence."""
    for text in texts:
        if len(doc := read(text)):
            marks = np.full(len(doc), -1, dtype=np.int64)
            marks[[0, *cut(doc, text)]] = 1
            yield text, doc, marks


def ours(model, found):
    return [tree(each) for each in model.trees([each[1:] for each in found])]


def theirs(stock, found):
    docs = [stock.make_doc(text) for text, _, _ in found]
    for doc, (_, _, marks) in zip(docs, found, strict=True):
        doc.from_array(["SENT_START"], marks.astype(np.uint64))
    for name in ("tok2vec", "tagger", "parser"):
        docs = list(stock.get_pipe(name).pipe(docs, batch_size=len(docs)))
    return [tree(doc) for doc in docs]


def tree(doc):
    return [
        (token.tag_, token.head.i, token.dep_, token.is_sent_start, token.left_edge.i, token.right_edge.i)
        for token in doc
    ]


@pytest.mark.parametrize("cut", [every_seventh, sentences])
def test_trees_are_spacys(model, stock, texts, cut):
    found = list(excerpts(texts, cut))
    expected = theirs(stock, found)
    assert ours(model, found) == expected
    assert len({label for doc in expected for _, _, label, *_ in doc}) > 30


def test_one_by_one_is_all_at_once(model, texts):
    found = list(excerpts(texts, every_seventh))
    assert ours(model, found) == [ours(model, [each])[0] for each in found]


def test_blocks_join_without_a_seam(model, stock, texts, monkeypatch):
    monkeypatch.setattr(arceager, "_BLOCK", 20)
    found = list(excerpts(texts, every_seventh))
    assert ours(model, found) == theirs(stock, found)


def test_nothing_to_parse(model):
    assert model.trees([]) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["Anna", "said", "that", " ", "\n", "2021", "the", "é", "🙂", ".", "which", "bills", "passed"])
        | st.text(max_size=8),
        max_size=60,
    ),
    st.sampled_from([every_seventh, sentences]),
)
def test_any_text(model, stock, parts, cut):
    found = list(excerpts([" ".join(parts)], cut))
    assert ours(model, found) == (theirs(stock, found) if found else [])
