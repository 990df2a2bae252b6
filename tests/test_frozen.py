"""No record changes unseen: `python tests/freeze.py` shows what did, `--accept` takes it over."""

import pytest

import freeze


@pytest.mark.parametrize(
    "name", ["samples", *(pytest.param(name, marks=pytest.mark.slow) for name in freeze.SETS if name != "samples")]
)
def test_records_are_as_they_were_frozen(name):
    now = freeze.records(name)
    if not now:
        pytest.skip("these texts are not on this machine")
    rows = freeze.changed(name, now)
    shown = "\n".join("\n".join([f"{id_} {kind}", *freeze.shown(*facts)]) for id_, kind, *facts in rows[:20])
    assert not rows, f"{len(rows)} differ; look at them with `python tests/freeze.py`, then --accept\n{shown}"


def test_every_sample_is_frozen():
    assert set(freeze.frozen_samples()) == {article.id for article in freeze.samples()}


def test_what_is_frozen_is_read_as_it_was_written():
    found = {kind: [] for kind in freeze.KINDS} | {"votes": [{"text": "9–1\u2028", "for": 9}], "head": [{}]}
    assert freeze.parse("\n".join(freeze.lines(found))) == found


def test_the_difference_names_what_went_came_and_changed():
    before = [{"text": "May", "start": 3, "value": "2020-05"}, {"text": "June", "start": 9}]
    now = [{"text": "May", "start": 3, "value": "2021-05"}, {"text": "July", "start": 30}]
    assert freeze.shown(before, now) == [
        "  ~ May",
        '      value: "2020-05" → "2021-05"',
        '  - {"text": "June", "start": 9}',
        '  + {"text": "July", "start": 30}',
    ]
