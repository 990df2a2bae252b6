"""What all words of a text say of a topic that its cues tell of."""

from unittest.mock import patch

import pytest

from extractor.errors import DataError
from extractor.facts.topics import Weights, weighed, words
from extractor.facts.topics.words import TOP, Words, counts, load_words

LIMITS = dict.fromkeys(Weights.__struct_fields__, 0.0) | {"words": 0.5, "usual": 1.0, "swing": 1.5}


def test_words_at_the_top_count_thrice():
    assert counts("Rain. " + "x " * TOP + "rain and mist") == {"rain": 4, "and": 1, "mist": 1}


def test_odds_are_the_sum_of_word_weights():
    own = Words(["mist", "rain"], ["1", "2"], [1.0, 1.0], [0.25, 0.0], [0.5, 1.0], bytes([2, 4, 0, 255]))
    assert own.odds("rain" + " x" * TOP) == {"1": 2.25, "2": -1.0}
    assert own.odds("no such") == {}


def test_words_raise_or_lower_a_raw_score_within_bounds():
    found = weighed({"a": 2.0, "b": 2.0, "c": 2.0, "d": 2.0}, {"a": 3.0, "b": 1.0, "c": -99.0}, Weights(**LIMITS))
    assert found == pytest.approx({"a": 5.4366, "b": 2.0, "c": 0.4463, "d": 2.0}, abs=1e-3)


def test_shipped_weights_know_a_flood_from_a_court():
    told = load_words().odds("The court heard that the defendant, who was sentenced by the judge, had pleaded guilty.")
    assert told["20000106"] > told["20000139"]


@pytest.mark.parametrize("content", [b"", b"\x81"])
def test_damaged_weights_are_told(tmp_path, content):
    (tmp_path / "words.msgpack").write_bytes(content)
    with patch.object(words, "PATH", tmp_path / "words.msgpack"), pytest.raises(DataError, match="install the project"):
        load_words()
