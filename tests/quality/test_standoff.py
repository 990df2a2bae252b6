import json
from pathlib import Path

import pytest
import standoff


def test_spans_become_words_and_other_lists_stay():
    fact = {"text": [4, 11], "value": 2, "aliases": [[0, 3], [4, 11]], "core": ["1", "2"]}
    assert standoff.lift(fact, "The Senate’s") == {
        "text": "Senate’",
        "value": 2,
        "aliases": ["The", "Senate’"],
        "core": ["1", "2"],
    }


def test_a_text_that_changed_is_refused(monkeypatch):
    name = next(iter(standoff.SETS["world"]))
    monkeypatch.setattr(standoff, "FOLDER", None)
    monkeypatch.setattr(standoff, "archive", lambda: {name: "Another text."})
    with pytest.raises(ValueError, match="not the text that was annotated"):
        standoff.text_of(name)


@pytest.mark.parametrize("name", standoff.ALL)
def test_sheet(name):
    text = standoff.text_of(name)
    if text is None:
        pytest.skip("its text is not on this machine")
    assert len(text) == standoff.ALL[name]["length"]
    assert all(text[start:end].strip() for start, end in spans(standoff.ALL[name]))
    gold = standoff.gold(name, text)
    for quote, laid in zip(gold["quotes"], standoff.ALL[name].get("quotes", []), strict=True):
        start = text.find(quote["starts"])
        assert [start, text.find(quote["ends"], start)] == [laid["starts"][0], laid["ends"][0]]
    beside = Path(standoff.FOLDER or "", "gold", f"{name}.json")
    if standoff.FOLDER and beside.exists():
        assert gold == json.loads(beside.read_text(encoding="utf-8"))


def test_acts():
    modalities = {"done", "planned", "possible", "demanded", "negated", "claimed"}
    assert {act["modality"] for act in standoff.ACTS} == modalities
    texts = standoff.archive()
    for act in standoff.ACTS:
        start, end = act["sentence"]
        assert all(start <= inner[0] < inner[1] <= end for inner in spans(act))
        if act["source"] in texts:
            assert standoff.sha256(texts[act["source"]][start:end]).startswith(act["sha256"])


def spans(value):
    if isinstance(value, list) and len(value) == 2 and all(isinstance(end, int) for end in value):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from spans(inner)
