"""Trees say of every word what spaCy says of it."""

import pytest
import spacy
from spacy.tokens import Doc as SpacyDoc

from extractor.settings import DEFAULT_MODEL
from trees import tree_of

ONE = ("text", "lower_", "tag_", "dep_", "idx", "is_space", "is_punct", "is_quote")
OTHER = ("head", "left_edge", "right_edge")
MANY = ("children", "lefts", "rights", "ancestors", "subtree", "conjuncts")


@pytest.fixture(scope="module")
def nlp():
    return spacy.load(DEFAULT_MODEL)


@pytest.fixture(
    params=[
        'The mayor, Anna Kowalska, said: "The plan (a costly one) was sent to Bern and Basel, and we did not read it."',
        "It passed. The bill that the house had sent back was, in the end, signed  into law.\n\nBeatrix and Omar left.",
    ]
)
def doc(nlp, request):
    return nlp(request.param)


def test_members_of_tokens(doc):
    for token, own in zip(doc, tree_of(doc), strict=True):
        assert [getattr(own, name) for name in ONE] == [getattr(token, name) for name in ONE]
        assert [getattr(own, name).i for name in OTHER] == [getattr(token, name).i for name in OTHER]
        for name in MANY:
            assert [each.i for each in getattr(own, name)] == [each.i for each in getattr(token, name)], name


def test_sentences(doc):
    tree = tree_of(doc)
    for token in doc:
        span, sentence = tree[token.i].sent, token.sent
        assert (span.start, span.end, span.start_char) == (
            sentence.start, sentence.end, sentence.start_char,
        )  # fmt: skip
        assert (span.root.i, span[-1].i, len(span)) == (sentence.root.i, sentence.end - 1, len(sentence))
        assert tree[token.i].is_sent_start == token.is_sent_start


def test_several_roots_are_several_sentences(nlp):
    """As where the parser hangs nothing on anything in a sentence that was cut before."""
    doc = SpacyDoc(nlp.vocab, words=["Yes", "they", "did"], heads=[0, 2, 2], deps=["ROOT", "nsubj", "ROOT"])
    tree = tree_of(doc)
    assert [(token.sent.start, token.sent.end) for token in tree] == [(0, 1), (1, 3), (1, 3)]


def test_words_of_a_tree_that_is_taken_apart_point_at_nothing(doc):
    """They go at once then: Python does not look among them for what points at each other."""
    tree = tree_of(doc)
    words = list(tree)
    tree.take_apart()
    assert not tree
    assert not any(word.head for word in words)


def test_a_root_is_no_conjunct_whatever_a_parser_calls_it(nlp):
    """Who climbs over conjuncts would not come to an end there."""
    words = ["Anna", "and", "Omar"]
    odd = SpacyDoc(nlp.vocab, words, heads=[0, 0, 0], deps=["conj", "cc", "conj"], tags=["NNP", "CC", "NNP"])
    tree = tree_of(odd)
    assert tree[0].dep_ == "ROOT"
    assert [word.text for word in tree[2].conjuncts] == ["Anna"]
