import hashlib
from collections import Counter
from typing import get_args

import acts
import pytest

from extractor.terms import ActionType

LEAST = {"unread": (0.57, 0.62), "second unread": (0.5, 0.46)}  # F1, precision
UNDONE = 0.04
here = pytest.mark.skipif(not acts.articles(), reason="the annotated texts are not on this machine")


@here
def test_sheets_fit_their_texts():
    for name, sheet in acts.SHEETS.items():
        text = acts.articles()[name].text
        assert len(text) == sheet["length"], name
        assert hashlib.sha256(text.encode()).hexdigest().startswith(sheet["sha256"]), name
        for act in sheet["acts"]:
            spans = [act[key] for key in ("agent", "predicate", "object") if act.get(key)]
            assert act["predicate"] in spans, name
            for start, end in [*spans, *(span for actor in sheet["actors"] for span in actor)]:
                assert text[start:end], name
                assert text[start:end] == text[start:end].strip(), name


def test_values():
    for sheet, act in ((each, act) for each in acts.SHEETS.values() for act in each["acts"]):
        assert act["rank"] in ("main", "optional", "minor")
        assert {act["type"], act.get("type_alt", act["type"])} <= set(get_args(ActionType))
        assert act["modality"] in ("done", "planned", "possible", "demanded", "negated", "claimed")
        numbers = [act[key] for key in ("actor", "actor_alt", "claimed_by") if act.get(key) is not None]
        assert all(number < len(sheet["actors"]) for number in numbers)


def test_both_halves_are_large():
    halves = Counter(map(acts.half, acts.SHEETS))
    for draw in ("", "second "):
        read, unread = halves[f"{draw}read"], halves[f"{draw}unread"]
        assert min(read, unread) >= (read + unread) // 3


@pytest.fixture(scope="module")
def records():
    return acts.read()


@here
@pytest.mark.parametrize("part", LEAST)
def test_acts_are_told(records, part):
    tally = acts.score(part, records)
    f1, precision = LEAST[part]
    assert tally.f1 >= f1, tally
    assert tally.precision >= precision, tally


@here
def test_few_acts_are_told_as_done_that_were_not(records):
    pairs = sum((acts.modalities(part, records) for part in {*map(acts.half, acts.SHEETS)}), Counter())
    done = {act: count for (act, fact), count in pairs.items() if fact == "done"}
    undone = sum(count for act, count in done.items() if act != "done")
    assert done
    assert undone <= UNDONE * sum(done.values()), done
