import pytest
from msgspec.structs import replace

from extractor.article import Article
from extractor.confidence import Confidence, confidence, scored, signals
from extractor.data import library
from extractor.draft import Structure
from extractor.entity import Place
from extractor.fact import Mention, Money
from extractor.record import FACT_KEYS

TEXT = (
    "The Harbour Committee of Tarrow gave $5 million. "
    "“It is enough,” said Ana Bell, the minister of the Harbour Ministry."
)


@pytest.fixture(scope="module")
def record(pipeline):
    return pipeline([Article(id="a", text=TEXT)])[0]


def money(rule="sign"):
    return Money(text="$5 million", start=37, end=47, amount=5_000_000, currency="USD", rule=rule)


def test_every_fact_has_a_score_between_0_and_1(record):
    facts = [fact for key in FACT_KEYS for fact in getattr(record, key)]
    assert len(facts) > 5
    assert all(0 < fact.score <= 1 for fact in facts)


def test_a_rule_that_is_often_right_scores_higher_than_one_that_is_not_and_the_kind_stands_between():
    shares = {("money", "*"): (60, 100), ("money", "good"): (50, 50), ("money", "bad"): (10, 50)}
    sure = Confidence(shares, {}, {})
    good, unknown, bad = (sure.score("money", money(rule), Structure()) for rule in ("good", "unseen", "bad"))
    assert good > unknown > bad
    assert unknown == pytest.approx(0.6)


def test_one_right_fact_of_a_rule_proves_little():
    sure = Confidence({("money", "*"): (60, 100), ("money", "new"): (1, 1)}, {}, {})
    assert sure.score("money", money("new"), Structure()) < 0.7


def test_signals_move_a_score():
    weights = {("money", "above"): 1.0, ("money", "capitals"): -1.0, ("money", "once"): 0.0}
    sure = Confidence({("money", "*"): (60, 100)}, weights, {})
    headline = Structure((), Mention(text=TEXT[:50], start=0, end=50))
    plain = sure.score("money", money(), Structure())
    assert sure.score("money", money(), headline) > plain
    assert sure.score("money", replace(money(), text="$5 MILLION"), Structure()) < plain


def test_what_is_tied_to_nothing_or_has_one_word_says_so():
    mentions = (Mention(text="Tarrow", start=24, end=30),)
    place = Place(id="G1", name="Tarrow", country=None, mentions=mentions, rule="model GPE")
    assert {"bare", "word"} <= set(signals(place, Structure()))
    assert not {"bare", "word"} & set(signals(replace(place, name="Port Tarrow", country="GB"), Structure()))
    assert not {"bare", "word"} & set(signals(money(), Structure()))


def test_what_is_below_the_threshold_is_left_out_and_nothing_points_to_it(record):
    found = {key: getattr(record, key) for key in FACT_KEYS}
    sure = Confidence({(key, "*"): (90, 100) for key in FACT_KEYS} | {("people", "*"): (10, 100)}, {}, {"people": 0.5})
    kept = scored(found, Structure(), sure, None)
    assert record.people
    assert kept["people"] == ()
    assert [quote.speaker_id for quote in kept["quotes"]] == [None]
    assert scored(found, Structure(), sure, 0.0)["people"]
    assert len(scored(found, Structure(), sure, 0.95)["money"]) == 0


def test_thresholds_lie_between_0_and_1():
    assert all(0 <= least < 1 for least in confidence(library()).least.values())
