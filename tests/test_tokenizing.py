"""Texts without blanks, which spaCy's tokenizer would take minutes for, and text that tells nothing."""

from itertools import product
from string import ascii_letters

import pytest
import spacy

from extractor.article import Article
from extractor.settings import DEFAULT_MODEL
from extractor.text.tokenization import Saved, Tokens

LEARNED = ("They can't meet in the (U.S.) today.", "He'll come at 5p.m. :-) or won't.", "They can't, and he's gone.")


@pytest.mark.parametrize("text", ["The Senate met. ", "x “" + "–" * 249 + " y", "", " "])
def test_usual_text_has_the_tokens_of_spacy(pipeline, text):
    ours, theirs = Tokens(pipeline.nlp)(text), pipeline.nlp.make_doc(text)
    assert [(token.text, token.idx) for token in ours] == [(token.text, token.idx) for token in theirs]


def test_special_cases_are_learned_with_the_first_text_that_has_them_and_the_second():
    nlp = spacy.load(DEFAULT_MODEL, exclude=["tok2vec", "tagger", "parser", "ner", "lemmatizer", "attribute_ruler"])
    ours = Saved(nlp.vocab, nlp.path / "tokenizer")
    learned = [[token.text for token in ours(text)] for text in LEARNED]
    assert learned == [[token.text for token in nlp.make_doc(text)] for text in LEARNED]


def test_words_of_letters_have_no_affix():
    nlp = spacy.load(DEFAULT_MODEL, exclude=["tok2vec", "tagger", "parser", "ner", "lemmatizer", "attribute_ruler"])
    ours = Saved(nlp.vocab, nlp.path / "tokenizer")
    text = " ".join(map("".join, product(ascii_letters, repeat=2)))
    assert [token.text for token in ours(text)] == [token.text for token in nlp.make_doc(text)]


def test_a_run_without_blanks_is_cut(pipeline):
    text = "The “" + "a" * 700 + "” " + '"–' * 400 + "  end"
    doc = Tokens(pipeline.nlp)(text)
    assert doc.text == text
    assert max(len(token) for token in doc) <= 250
    assert doc[len(doc) - 1].text == "end"


@pytest.mark.parametrize("run", ["3 1 2345 2345 ", '("', "–", "Mr ", "said “) ;", "million 3 percent "])
def test_a_long_run_of_the_same_hides_no_fact_behind_it(pipeline, run):
    (record,) = pipeline([Article(id="1", text=run * (9_000 // len(run)) + "\n\nThe Senate rose on 9 March 2023.")])
    assert record.dates[-1].value == "2023-03-09"
