"""Which candidates of names are refused, by which rule and why."""

import pytest

from extractor.article import Article
from extractor.data import library
from extractor.doc import Entity
from extractor.draft import Draft, Home
from extractor.entities.candidates import build
from extractor.model import tokenizer
from extractor.settings import DEFAULT_MODEL, Reading


@pytest.fixture(scope="module")
def find():
    return build(library())


def refused(find, text, home=None, **labels):
    """The refusals of a text by their words; ``labels`` are what the model sees (underscores stand for blanks)."""
    doc = tokenizer(DEFAULT_MODEL)(text)
    named = ((words.replace("_", " "), label) for words, label in labels.items())
    doc.ents = [Entity(text.index(words), text.index(words) + len(words), label) for words, label in named]
    draft = Draft(article=Article(id="x", text=text), reading=Reading(why=text), sentences=())
    draft.home = Home(home, (), "told") if home else None
    find(doc, draft)
    assert all(each.reason for each in draft.refused)
    return {text[each.start : each.end]: each.rule for each in draft.refused}


@pytest.mark.parametrize(
    ("text", "labels", "words", "rule"),
    [
        ("They flew a P20 home.", {"P20": "ORG"}, "P20", "ship or aircraft"),
        ("He met the Kenyans there.", {"Kenyans": "ORG"}, "Kenyans", "country"),
        ("It is 10 o'clock UTC now.", {"UTC": "ORG"}, "UTC", "refused word"),
        ("He saw Tarrow Bridge there.", {"Tarrow_Bridge": "ORG"}, "Tarrow Bridge", "tail or title"),
        ("It praised Tarrow Vale yesterday.", {"Tarrow_Vale": "ORG"}, "Tarrow Vale", "unsupported"),
    ],
)
def test_model(find, text, labels, words, rule):
    """What only the model sees."""
    assert refused(find, text, **labels)[words] == rule


@pytest.mark.parametrize(
    ("text", "words", "rule"),
    [
        ("He lives near Ashgrove Air Force Base now.", "Air Force", "site"),
        ("She called the Board of Harbour unkind: Tarrant v. Board of Education.", "Board of Education", "litigant"),
        ("The Committee met.", "Committee", "bare"),
    ],
)
def test_rules(find, text, words, rule):
    """What the rules see."""
    assert refused(find, text)[words] == rule


def test_nothing_is_refused(find):
    assert refused(find, "The Harbour Safety Authority met.") == {}
