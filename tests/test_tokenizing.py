"""Tokens are spaCy's; texts without blanks, which would take minutes, are cut; and text that tells nothing."""

from itertools import product
from pathlib import Path
from string import ascii_letters

import pytest
import spacy

from extractor.article import Article
from extractor.data import library
from extractor.model import Model
from extractor.settings import DEFAULT_MODEL
from extractor.text import tokenization

SAMPLES = Path(__file__).parents[1] / "samples"
ODD = (
    "Don't e-mail o'clock@example.org :-) at 5p.m., U.S.A. (https://example.org/a?b=c)… 10km y'all'd've",
    "They can't meet in the (U.S.) today. He'll come at 5p.m. :-) or won't.",
    "It is '(em)'.\"When: - Nev.)): (:) 'Cause” \t \n\n  $5m/£6–7 co-op's x.y,z",
    "The Senate met. ", " x “" + "–" * 249 + " y", "", " ", "\n\n", "\xa0 a",
    " ".join(map("".join, product(ascii_letters, repeat=2))),
)  # fmt: skip


@pytest.fixture(scope="module")
def stock():
    return spacy.load(DEFAULT_MODEL, exclude=["tok2vec", "tagger", "parser", "ner", "lemmatizer", "attribute_ruler"])


@pytest.mark.parametrize("text", [*(file.read_text() for file in sorted(SAMPLES.glob("*.txt"))), *ODD])
def test_tokens_are_spacys(pipeline, stock, text):
    (doc,), theirs = pipeline.model.read([text]), stock.make_doc(text)
    tokens = zip(doc.texts, doc.starts, doc.blanks.tolist(), strict=True)
    assert [*tokens] == [(token.text, token.idx, bool(token.whitespace_)) for token in theirs]
    assert [doc.vocabulary.shapes[row] for row in doc.rows] == [token.shape_ for token in theirs]


def test_what_the_networks_read_of_a_word_is_what_spacy_tells_them(stock):
    """The same norms, prefixes, suffixes and shapes, or vectors would be those of other words."""
    text = " ".join([*(file.read_text() for file in sorted(SAMPLES.glob("*.txt"))), *ODD])
    model = Model(DEFAULT_MODEL, library())
    (doc,) = model.read([text])
    theirs = stock.make_doc(text).to_array(["NORM", "PREFIX", "SUFFIX", "SHAPE"])
    assert (model.numbers(doc.vocabulary)[doc.rows] == theirs).all()


def test_a_run_without_blanks_is_cut(pipeline):
    text = "The “" + "a" * 700 + "” " + '"–' * 400 + "  end"
    (doc,) = pipeline.model.read([text])
    assert "".join(word + " " * blank for word, blank in zip(doc.texts, doc.blanks.tolist(), strict=True)) == text
    assert max(map(len, doc.texts)) <= 250
    assert doc.texts[-1] == "end"


def test_words_are_forgotten_when_they_are_many(monkeypatch):
    monkeypatch.setattr(tokenization, "_REMEMBERED", 5)
    model = Model(DEFAULT_MODEL, library())
    text = "Anna Kowalska met the Senate of Poland in Warsaw on Monday."
    first, second = model.read([text])[0], model.read([text])[0]
    assert first.vocabulary is not second.vocabulary
    assert (first.texts, first.ents) == (second.texts, second.ents)


@pytest.mark.parametrize("run", ["3 1 2345 2345 ", '("', "–", "Mr ", "said “) ;", "million 3 percent "])
def test_a_long_run_of_the_same_hides_no_fact_behind_it(pipeline, run):
    (record,) = pipeline([Article(id="1", text=run * (9_000 // len(run)) + "\n\nThe Senate rose on 9 March 2023.")])
    assert record.dates[-1].value == "2023-03-09"
