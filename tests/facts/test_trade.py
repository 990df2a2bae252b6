"""Whether a text is news of markets or sport, in which names without a telling word are firms and clubs."""

import pytest

from extractor.data import library
from extractor.entities.context_cues import beside

TRADE = [
    "Traders said Orvane fell as investors sold shares.",
    "The striker scored twice in the league match on Saturday.",
    "CRICKET - TARROW TAKE OVER AT TOP.",
    "Shares and Stocks, the Index of Leeds: DEALERS say profits fell.",
]
OTHER = [
    "The minister opened the Orvane project and thanked the council for its work on the harbour.",
    "The bill gives farmers a stake in the dams. " + "The committee heard from the towns along the river. " * 20,
]


@pytest.mark.parametrize("text", TRADE)
def test_news_of_markets_and_sport(text):
    assert beside(library()).of_trade(text)


@pytest.mark.parametrize("text", OTHER)
def test_other_news(text):
    assert not beside(library()).of_trade(text)
