"""The recipes of docs/scale.md run as they stand there, on storage and frames in memory."""

import json
import re
from pathlib import Path

import fsspec
import pandas as pd

PAGE = (Path(__file__).parents[1] / "docs" / "scale.md").read_text(encoding="utf-8")
RECIPES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def recipe(word):
    (code,) = (code for code in RECIPES if word in code)
    return code


def test_articles_come_from_storage_and_records_go_there():
    lines = [{"id": "a", "text": "The Senate adopted 45 amendments."}, {"id": "b", "text": ""}]
    with fsspec.open("memory://bucket/in.jsonl", "w") as stream:
        stream.write("\n".join(map(json.dumps, lines)))
    exec(recipe("fsspec").replace("s3://", "memory://"), {})  # noqa: S102 - ours
    with fsspec.open("memory://bucket/out.jsonl") as stream:
        first, second = map(json.loads, stream.read().splitlines())
    assert (first["id"], first["amendments"][0]["value"]) == ("a", 45)
    assert "error" in second


def test_a_partition_of_spark_becomes_records():
    names = {}
    exec(recipe("pd.DataFrame"), names)  # noqa: S102 - ours
    frame = pd.DataFrame({
        "id": ["a", "b"], "text": ["It met on Tuesday.", "It met in 2021."], "published": ["2023-03-10", None],
    })  # fmt: skip
    (found,) = names["records"](iter([frame]))
    records = {row.id: json.loads(row.record) for row in found.itertuples()}
    assert records["a"]["dates"][0]["value"] == "2023-03-07"
    assert records["b"]["dates"][0]["value"] == "2021"
