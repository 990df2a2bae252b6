import pytest

from extractor.merge.versions import clusters, likeness, signature

WORDS = [f"word{number}" for number in range(200)]
TEXT = " ".join(WORDS)


def test_likeness_estimates_the_share_of_common_word_sequences():
    half = signature(" ".join(WORDS[:130] + [f"other{number}" for number in range(70)]))
    assert likeness(signature(TEXT), signature(TEXT.upper())) == 1
    assert likeness(signature(TEXT), half) == pytest.approx(127 / 267, abs=0.13)
    assert likeness(signature(TEXT), signature(" ".join(reversed(WORDS)))) < 0.1


def test_versions_are_one_cluster_named_by_the_earliest():
    texts = [TEXT, "Something else was said at length on another day.", TEXT.replace("word90", "sentence"), ""]
    days = ["2023-03-10", None, "2023-03-09", None]
    assert clusters([signature(text) for text in texts], days) == [2, 1, 2, 3]


def test_empty_and_short_texts_are_versions_of_nothing_but_themselves():
    assert clusters([signature(text) for text in ("", "", "Yes.", "No.", "Yes!")], [None] * 5) == [0, 1, 2, 3, 2]


@pytest.mark.slow
def test_many_copies_cost_what_their_number_costs():
    copies = [signature(TEXT)] * 3000
    assert clusters(copies, [None] * 3000) == [0] * 3000
