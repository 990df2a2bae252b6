"""What rules found near some words and did not take is told on request, with the rule and the reason."""

import pytest

from extractor.article import Article
from extractor.pipeline import Pipeline
from extractor.record import Record
from extractor.settings import Reading

TEXT = "The Senate passed the bill 58-42." + " It went on and on." * 9 + " The key vote on many 5-4 decisions was his."


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "5-4",
            [
                ("vote on many 5-4", "pair-behind-cue", "'decisions' stands after it"),
                ("4 decisions", "counted", "'-' stands before it"),
            ],
        ),
        ("58-42", [("58-42", "", "no rule found and refused anything near '58-42'")]),
        ("nowhere", [("", "", "'nowhere' is not in the text")]),
    ],
)
def test_refusals_near_the_words_have_rule_and_reason(words, told):
    (record,) = Pipeline(Reading(only=("votes",), why=words))([Article(id="a", text=TEXT)])
    assert isinstance(record, Record)
    assert [(each.text, each.rule, each.reason) for each in record.refused] == told
    assert all(TEXT[each.start : each.end] == each.text for each in record.refused)


def test_without_the_question_there_is_no_answer(pipeline):
    (record,) = pipeline([Article(id="a", text=TEXT)])
    assert not isinstance(record.refused, tuple)
