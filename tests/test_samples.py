import json
from pathlib import Path

import pytest

from extractor.evaluation.gold import read

SAMPLES = Path(__file__).parents[1] / "samples"
BATCH = {entry["id"]: entry["text"] for entry in map(json.loads, (SAMPLES / "batch.jsonl").open(encoding="utf-8"))}
SINGLE = {file.stem: file.read_text(encoding="utf-8") for file in SAMPLES.glob("*.txt")}
GOLD = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in (SAMPLES / "gold").glob("*.json")}


def test_every_sample_is_annotated():
    assert set(GOLD) == set(BATCH) | set(SINGLE)


def test_the_command_can_be_scored_on_them():
    assert {article.id: article.text for article, _ in read(SAMPLES / "gold")} == SINGLE | BATCH


def named(gold):
    for entry in (entry for entries in gold.values() if isinstance(entries, list) for entry in entries):
        yield from (entry[key] for key in ("text", "name", "starts", "ends", "object") if entry.get(key))
        yield from entry.get("aliases", ())


@pytest.mark.parametrize("name", sorted(GOLD))
def test_what_the_annotation_names_stands_in_the_text(name):
    assert [string for string in named(GOLD[name]) if string not in (SINGLE | BATCH)[name]] == []
