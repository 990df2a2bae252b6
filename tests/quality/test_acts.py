import hashlib
from collections import Counter
from typing import get_args

import acts
import pytest

from extractor.terms import ActionType

FLOOR, PRECISION, UNDONE = 0.57, 0.62, 0.04
here = pytest.mark.skipif(not acts.articles(), reason="the annotated texts are not on this machine")


@here
@pytest.mark.parametrize("name", acts.SHEETS)
def test_sheet(name):
    sheet, text = acts.SHEETS[name], acts.articles()[name].text
    assert len(text) == sheet["length"]
    assert hashlib.sha256(text.encode()).hexdigest().startswith(sheet["sha256"])
    for act in sheet["acts"]:
        spans = [act[key] for key in ("agent", "predicate", "object") if act.get(key)]
        assert act["predicate"] in spans
        for start, end in [*spans, *(span for actor in sheet["actors"] for span in actor)]:
            assert text[start:end]
            assert text[start:end] == text[start:end].strip()


@pytest.mark.parametrize("name", acts.SHEETS)
def test_values(name):
    sheet = acts.SHEETS[name]
    for act in sheet["acts"]:
        assert act["rank"] in ("main", "optional", "minor")
        assert {act["type"], act.get("type_alt", act["type"])} <= set(get_args(ActionType))
        assert act["modality"] in ("done", "planned", "possible", "demanded", "negated", "claimed")
        numbers = [act[key] for key in ("actor", "actor_alt", "claimed_by") if act.get(key) is not None]
        assert all(number < len(sheet["actors"]) for number in numbers)


def test_both_halves_are_large():
    halves = Counter(map(acts.half, acts.SHEETS))
    assert min(halves.values()) >= len(acts.SHEETS) // 3


@pytest.fixture(scope="module")
def records():
    return acts.read()


@here
def test_acts_are_told(records):
    tally = acts.score("unread", records)
    assert tally.f1 >= FLOOR, tally
    assert tally.precision >= PRECISION, tally


@here
def test_few_acts_are_told_as_done_that_were_not(records):
    pairs = acts.modalities("read", records) + acts.modalities("unread", records)
    done = {act: count for (act, fact), count in pairs.items() if fact == "done"}
    undone = sum(count for act, count in done.items() if act != "done")
    assert done
    assert undone <= UNDONE * sum(done.values()), done
