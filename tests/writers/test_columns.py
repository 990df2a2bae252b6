import csv
import io
import json
import re
from datetime import date

import pytest

from extractor.record import FACT_KEYS, Failure, Problem
from extractor.writers.flat import LONG, TABLES, table_rows


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_the_long_table_has_a_row_for_every_place_of_every_fact(write, record, failure):
    table = rows(write("csv", record, failure))
    assert {row["kind"] for row in table} == {*FACT_KEYS, "error"}
    senate = [row for row in table if row["fact"] == "I1"]
    assert [row["text"] for row in senate] == ["Kazakh Senate", "Senate", "Senate"]
    for row in table[:-1]:
        assert row["article"] == "n1"
        assert row["text"].removeprefix("'") == record.text[int(row["start_char"]) : int(row["end_char"])]
    assert table[-1]["value"] == "empty: <i>no</i> text"


def test_a_spreadsheet_runs_nothing(write, record):
    for row in rows(write("csv", record)):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


@pytest.mark.parametrize("before", ["", " ", "\n", "\r\n", "\t", "\u3000", "\ufeff", "\0", "\u200b\u202e"])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_a_spreadsheet_runs_nothing_behind_blanks_or_in_wide_signs(before, sign, write):
    failure = Failure(id="n1", source="a", error=Problem(stage="read", reason=f"{before}{sign}1+1"))
    (row,) = rows(write("csv", failure))
    assert row["value"] == f"'{before}{sign}1+1"


def test_a_folder_gets_a_table_for_each_kind(write, record, failure, bare, tmp_path):
    assert write("csv", record, failure, bare, folder=tmp_path) == b""
    tables = {file.stem: rows(file.read_bytes()) for file in tmp_path.iterdir()}
    assert set(tables) == set(TABLES) == {"articles", "mentions", *FACT_KEYS}
    assert [row["article"] for row in tables["articles"]] == ["n1", "n2", "n3"]
    assert tables["articles"][1]["error_stage"] == "read"
    (quote,) = tables["quotes"]
    assert (quote["fact"], quote["speaker_id"], quote["cue_text"]) == ("quotes-1", "P1", "said")
    (vote,) = tables["votes"]
    assert (vote["votes_for"], vote["votes_against"], vote["votes_abstain"], vote["unanimous"]) == (
        "40",
        "3",
        "",
        "false",
    )
    article = tables["articles"][0]
    assert (article["published"], article["published_from"]) == ("2023-03-10", "option")
    assert (article["dateline_place"], json.loads(article["metadata"])) == ("Astana", {"desk": "east"})
    (person,) = tables["people"]
    assert (person["fact"], person["affiliation_institution_id"]) == ("P1", "I1")
    assert (tables["topics"][0]["fact"], tables["topics"][0]["score"]) == ("medtop:20001320", "0.75")
    assert len(tables["mentions"]) == 3 + 2 + 2 + 1 + 1 + 1


def test_rows_have_no_columns_that_tables_do_not_declare(record):
    for name, row in table_rows(record):
        assert set(row) <= set(TABLES[name])


def test_parquet_has_the_same_rows_with_types(write, record, failure, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    long = pq.read_table(io.BytesIO(write("parquet", record, failure))).to_pylist()
    assert [row["text"] for row in long if row["fact"] == "P1"] == ["Aigul Sarsenova", "Sarsenova"]
    write("parquet", record, failure, folder=tmp_path)
    (vote,) = pq.read_table(tmp_path / "votes.parquet").to_pylist()
    assert (vote["votes_for"], vote["votes_abstain"], vote["unanimous"]) == (40, None, False)
    (day,) = pq.read_table(tmp_path / "dates.parquet").to_pylist()
    assert (day["value"], day["earliest"], day["latest"]) == ("2023-03-09", date(2023, 3, 9), date(2023, 3, 9))
    assert pq.read_table(tmp_path / "articles.parquet").to_pylist()[0]["published"] == date(2023, 3, 10)
    (count,) = pq.read_table(tmp_path / "counts.parquet").to_pylist()
    assert count["value"] == 12.0
    assert pq.read_table(tmp_path / "places.parquet").schema.field("country").type == "string"


def test_sql_can_say_every_column():
    reserved = {"for", "against", "start", "end", "from", "order", "group", "by", "to", "in", "on", "as"}
    names = {name for columns in (LONG, *TABLES.values()) for name in columns}
    assert not names & reserved
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)
