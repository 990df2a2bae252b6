"""What the samples really give goes through every form."""

import csv
import json
from pathlib import Path

import jsonschema
import pyarrow.parquet as pq
import pytest
from msgspec.structs import replace

from extractor.readers import read_all
from extractor.record import FACT_KEYS
from extractor.writers import WRITERS
from extractor.writers.words import fact_id

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def records(pipeline):
    articles = list(read_all((str(SAMPLES / "*.txt"), str(SAMPLES / "batch.jsonl")), None))
    found = pipeline(articles)
    return [replace(record, text=article.text) for record, article in zip(found, articles, strict=True)]


@pytest.mark.parametrize(
    "form", [writer.name for writer in WRITERS if not writer.adds and writer.name not in ("diff", "site")]
)
def test_every_form_takes_what_the_samples_give(form, records, write, tmp_path):
    assert write(form, *records)
    (writer,) = (writer for writer in WRITERS if writer.name == form)
    if writer.name in ("csv", "parquet"):
        write(form, *records, folder=tmp_path)
        assert len(list(tmp_path.iterdir())) == len(FACT_KEYS) + 2


def test_outside_tools_read_what_the_samples_give(records, write):
    schema = json.loads((Path(__file__).parent / "ninjs-3.1-used.json").read_text(encoding="utf-8"))
    for line in write("ninjs", *records).splitlines():
        jsonschema.Draft202012Validator(schema).validate(json.loads(line))
    from followthemoney import model  # noqa: PLC0415 - slow to load

    for line in write("ftm", *records).splitlines():
        data = json.loads(line)
        entity = model.get_proxy(data)
        assert {name: sorted(entity.get(name)) for name in data["properties"]} == {
            name: sorted(values) for name, values in data["properties"].items()
        }


def test_csv_and_parquet_hold_the_same_rows_with_the_same_ids(records, write, tmp_path):
    for form in ("csv", "parquet"):
        (tmp_path / form).mkdir()
        write(form, *records, folder=tmp_path / form)
    keys = {(record.id, fact_id(kind, number, fact)) for record in records for kind in FACT_KEYS
            for number, fact in enumerate(getattr(record, kind), 1)}  # fmt: skip
    seen = set()
    for file in sorted((tmp_path / "csv").iterdir()):
        with file.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        typed = pq.read_table(tmp_path / "parquet" / f"{file.stem}.parquet").to_pylist()
        assert [(row["article"], row.get("fact")) for row in rows] == [
            (row["article"], row.get("fact")) for row in typed
        ]
        seen |= {(row["article"], row["fact"]) for row in typed if "fact" in row}
    assert seen == keys
