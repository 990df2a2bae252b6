import pytest
from msgspec.structs import replace

from extractor import extract
from extractor.article import Article
from extractor.confidence import Confidence, Context, confidence, kin, scored, signals
from extractor.data import library
from extractor.entity import Institution
from extractor.fact import Mention, Money
from extractor.record import FACT_KEYS

TEXT = (
    "The Harbour Committee of Tarrow gave $5 million. "
    "“It is enough,” said Ana Bell, the minister of the Harbour Ministry."
)


NOTHING = Context("", None, {}, frozenset(), {}, frozenset())


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
    good, unknown, bad = (sure.score("money", money(rule), NOTHING) for rule in ("good", "unseen", "bad"))
    assert good > unknown > bad
    assert unknown == pytest.approx(0.6)


def test_one_right_fact_of_a_rule_proves_little():
    sure = Confidence({("money", "*"): (60, 100), ("money", "new"): (1, 1)}, {}, {})
    assert sure.score("money", money("new"), NOTHING) < 0.7


def test_signals_move_a_score():
    weights = {("money", "headline"): 1.0, ("money", "before"): -1.0}
    sure = Confidence({("money", "*"): (60, 100)}, weights, {})
    plain = sure.score("money", money(), NOTHING)
    top = replace(NOTHING, text=TEXT, headline=Mention(text=TEXT[:50], start=0, end=50))
    assert sure.score("money", money(), top) > plain
    assert sure.score("money", money(), replace(NOTHING, text=TEXT)) == plain
    assert sure.score("money", money(), replace(NOTHING, text=TEXT.replace("gave", "Gave"))) < plain


def body(text, name, **said):
    start = text.index(name)
    mentions = (Mention(text=name, start=start, end=start + len(name)),)
    given = {"type": "other", "country": None} | said
    return Institution(id="I1", name=name, mentions=mentions, rule="head noun", **given)


def told(text, *names, tagged=(), opening=(), headline=None, people=(), **said):
    """The signals of the first body among these of the text."""
    first, *others = [body(text, name, **said) for name in names]
    known = kin([first, *others])
    return set(signals(first, Context(text, headline, dict(tagged), frozenset(opening), known, frozenset(people))))


def test_a_person_behind_a_body_is_no_part_of_its_name():
    text = "The chair of the Harbour Board Ana Brook spoke."
    assert "behind" in told(text, "Harbour Board")
    assert "behind" not in told(text, "Harbour Board", people=[text.index("Ana")])


@pytest.mark.parametrize(
    ("signal", "with_it", "without"),
    [
        ("before", "He met Jones Harbour Board staff.", "He met the Harbour Board staff."),
        ("before", "Jones Harbour Board staff left.", "The Harbour Board staff left."),
        ("behind", "He met the Harbour Board Office.", "He met the Harbour Board. Office hours are short."),
        ("behind", "He met the Harbour Board of Tarrow.", "He met the Harbour Board of experts."),
    ],
)
def test_a_name_beside_words_with_capitals_may_be_cut(signal, with_it, without):
    assert signal in told(with_it, "Harbour Board")
    assert signal not in told(without, "Harbour Board")


def test_a_name_in_another_or_with_words_of_another_may_be_the_same_body():
    text = "The Tarrow Harbour Board and the Harbour Board met the Harbour Council and the Elm Society."
    assert {"nested", "shares"} <= told(text, "Harbour Board", "Tarrow Harbour Board")
    assert {"nested", "shares"} <= told(text, "Tarrow Harbour Board", "Harbour Board")
    assert {"nested", "shares"} & told(text, "Harbour Board", "Harbour Council") == {"shares"}
    assert not {"nested", "shares"} & told(text, "Harbour Board", "Elm Society")


def test_what_ties_a_body_to_a_country_and_what_the_names_model_and_its_place_say():
    text = "The Tarrow Board and the Elm Society."
    assert {"bare", "type other"} <= told(text, "Tarrow Board", "Elm Society")
    assert "only" in told(text, "Tarrow Board", country="NZ")
    assert not {"bare", "only"} & told(text, "Tarrow Board", "Elm Society", country="NZ")
    assert {"tagged", "opens"} <= told(text, "Tarrow Board", tagged={(4, 16): 0.8}, opening=[0])
    assert not {"tagged", "opens"} & told(text, "Elm Society", tagged={(4, 16): 0.8}, opening=[0])


@pytest.mark.parametrize(("share", "signal"), [(0.96, {"sure"}), (0.8, set()), (0.6, {"unsure"}), (0.0, set())])
def test_how_sure_the_names_model_is_of_a_name(share, signal):
    told_of = told("The Tarrow Board met.", "Tarrow Board", tagged={(4, 16): share})
    assert told_of & {"sure", "unsure", "tagged"} == signal | {"tagged"}


def test_signals_of_a_quotation(record):
    (quote,) = record.quotes
    here = replace(NOTHING, text=TEXT)
    far = Mention(text="She", start=quote.end + 100, end=quote.end + 103)
    assert "cue said" in set(signals(quote, here))
    assert not {"far", "pronoun", "body"} & set(signals(quote, here))
    assert {"far", "pronoun", "body"} <= set(signals(replace(quote, speaker_mention=far, speaker_id="I1"), here))


def test_what_is_below_the_threshold_is_left_out_and_nothing_points_to_it(record):
    found = {key: getattr(record, key) for key in FACT_KEYS}
    sure = Confidence({(key, "*"): (90, 100) for key in FACT_KEYS} | {("people", "*"): (10, 100)}, {}, {"people": 0.5})
    kept = scored(found, NOTHING, sure, None)
    assert record.people
    assert kept["people"] == ()
    assert [quote.speaker_id for quote in kept["quotes"]] == [None]
    assert scored(found, NOTHING, sure, 0.0)["people"]
    assert len(scored(found, NOTHING, sure, 0.95)["money"]) == 0


def test_a_vote_does_not_point_to_a_body_that_is_left_out():
    found = extract("The Norland Parliament adopted the plan by 40 votes to 12.")
    facts = {key: getattr(found, key) for key in FACT_KEYS}
    none = Confidence({(key, "*"): (90, 100) for key in FACT_KEYS}, {}, {"institutions": 1.0})
    assert [vote.body for vote in facts["votes"]] == ["I1"]
    assert [vote.body for vote in scored(facts, NOTHING, none, None)["votes"]] == [None]


def test_thresholds_lie_between_0_and_1():
    assert all(0 <= least < 1 for least in confidence(library()).least.values())
