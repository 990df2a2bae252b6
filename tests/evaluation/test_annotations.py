"""Tasks go out to annotation tools, answers come back as corrected records."""

import json
import re
import xml.etree.ElementTree as ET

import pytest

TEXT = "😀 The Senate adopted 45 amendments on 9 March 2023. Senator Mary Hill and the Harbour Guild met Hill's aide."
FORMS = ["labelstudio", "doccano", "prodigy"]


@pytest.fixture
def tasks(command, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")

    def made(form):
        out = command(tmp_path / "a.txt", "-f", form, "--all").stdout.decode()
        return json.loads(out) if form == "labelstudio" else [json.loads(line) for line in out.splitlines()]

    return made


def js(place):
    """A code point's place as JavaScript counts it: the face in front counts two."""
    return place + 1 if place else place


def answered(form, task, gone=(), new=()):
    """The task as its tool exports it when a person has taken places away and marked new ones."""
    if form == "labelstudio":
        regions = [
            {"id": f"r{number}", "origin": "prediction"} | region
            for number, region in enumerate(task["predictions"][0]["result"])
            if region["value"]["text"] not in gone
        ]
        for words, kind in new:
            start = TEXT.index(words)
            value = {"start": js(start), "end": js(start + len(words)), "text": words, "labels": [kind]}
            regions.append({"id": "n", "from_name": "kind", "to_name": "text", "type": "labels", "value": value})
        return {"id": 1, "data": task["data"], "annotations": [{"id": 1, "was_cancelled": False, "result": regions}]}
    places = task["label"] if form == "doccano" else [(s["start"], s["end"], s["label"]) for s in task["spans"]]
    left = [place for place in places if TEXT[place[0] : place[1]] not in gone]
    left += [(TEXT.index(words), TEXT.index(words) + len(words), kind) for words, kind in new]
    if form == "doccano":
        return task | {"id": 1, "label": [list(place) for place in left]}
    spans = [{"start": start, "end": end, "label": kind, "token_start": 0} for start, end, kind in left]
    return task | {"spans": spans, "answer": "accept", "_view_id": "spans_manual"}


@pytest.mark.parametrize("form", FORMS)
def test_what_nobody_changed_is_all_right(form, tasks, command, tmp_path):
    (tmp_path / "answers.jsonl").write_text(json.dumps(answered(form, tasks(form)[0])), encoding="utf-8")
    scores = json.loads(command("--evaluate", tmp_path / "answers.jsonl", "--all").stdout)["scores"]
    assert {"dates", "institutions", "people", "amendments"} <= set(scores)
    assert {row: score["f1"] for row, score in scores.items() if score["f1"] != 1} == {}


@pytest.mark.parametrize("form", FORMS)
def test_what_was_taken_away_is_wrong_and_what_was_marked_is_missed(form, tasks, command, tmp_path):
    answer = answered(
        form, tasks(form)[0], gone=("Senate", "9 March 2023"), new=[("aide", "people"), ("2023", "dates")]
    )
    (tmp_path / "answers.json").write_text(json.dumps([answer]), encoding="utf-8")
    found = json.loads(command("--evaluate", tmp_path / "answers.json", "--all").stdout)
    told = {(error["state"], error["kind"], error["fact"]) for error in found["errors"]}
    assert ("wrong", "institutions", "Senate") in told
    assert ("missed", "people", "aide") in told
    assert not [each for each in told if each[1] == "dates"], "another stretch of the same date is right"


def test_label_studio_gets_labels_for_all_kinds_and_places_as_javascript_counts(command, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert command(tmp_path / "a.txt", "-f", "labelstudio", "-o", tmp_path / "study").returncode == 0
    (task,) = json.loads((tmp_path / "study" / "tasks.json").read_bytes())
    wide = TEXT.encode("utf-16-le")
    for region in task["predictions"][0]["result"]:
        value = region["value"]
        assert wide[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]
    labels = {label.get("value") for label in ET.parse(tmp_path / "study" / "labels.xml").iter("Label")}  # noqa: S314 - ours
    assert {kind for region in task["predictions"][0]["result"] for kind in region["value"]["labels"]} <= labels
    assert {"people", "votes", "contacts"} <= labels


def test_tasks_without_an_answer_are_passed_over_and_foreign_ones_refused(tasks, command, tmp_path):
    task = tasks("prodigy")[0]
    lines = [task | {"answer": "reject"}, answered("prodigy", task)]
    (tmp_path / "answers.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert command("--evaluate", tmp_path / "answers.jsonl", "--all").returncode == 0
    del task["record"]
    (tmp_path / "answers.jsonl").write_text(json.dumps(answered("prodigy", task)), encoding="utf-8")
    done = command("--evaluate", tmp_path / "answers.jsonl", "--all")
    assert done.returncode == 2
    assert re.search(rb"answers.jsonl:1: .*no record in this task", done.stderr)


def test_how_texts_are_to_be_read_holds_for_an_evaluation_too(tasks, command, tmp_path):
    (tmp_path / "answers.jsonl").write_text(json.dumps(answered("doccano", tasks("doccano")[0])), encoding="utf-8")
    found = json.loads(command("--evaluate", tmp_path / "answers.jsonl", "--least", "0.9999", "--only", "dates").stdout)
    assert set(found["scores"]) == {"dates"}
    assert [(error["state"], error["fact"]) for error in found["errors"]] == [("missed", "9 March 2023")]
