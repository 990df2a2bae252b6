import json

import msgspec
import pytest

from extractor.article import Article
from extractor.errors import DataError
from extractor.evaluation.gold import read, sheet_of
from extractor.evaluation.judging import judge
from extractor.evaluation.report import tallies

TEXT = (
    "TARROW – On 3 May 2022 the Harbour Committee adopted 12 amendments to the Port Fees Act by 31 votes to 9. "
    "“The fees were too high,” said Ana Bell, Minister of Harbours. She gave $5 million to the Harbour Committee."
)


@pytest.fixture(scope="module")
def record(pipeline):
    return pipeline([Article(id="a", text=TEXT)])[0]


@pytest.fixture
def sheet(record):
    return sheet_of(record)


def states(sheet, record, row):
    return [verdict.state for verdict in judge(sheet, record, TEXT) if verdict.row == row]


def test_a_record_is_right_by_its_own_sheet(sheet, record):
    assert {verdict.state for verdict in judge(sheet, record, TEXT)} == {"right"}
    found = tallies(judge(sheet, record, TEXT))
    assert {row for row, tally in found.items() if tally.right} >= {
        "dates", "institutions", "people", "people.role", "amendments",
        "votes", "money", "instruments", "quotes.speaker"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "change"),
    [
        ("dates", lambda sheet: sheet["dates"][0].update(value="2022-05-04")),
        ("amendments", lambda sheet: sheet["counts"][0].update(value=13)),
        ("votes", lambda sheet: sheet["votes"][0].update(against=8)),
        ("money", lambda sheet: sheet["money"][0].update(currency="XXX")),
        ("quotes.speaker", lambda sheet: sheet["quotes"][0].update(speaker="Luis Reeve")),
        ("people", lambda sheet: sheet["people"][0].update(name="Luis Reeve", aliases=[])),
        ("people.role", lambda sheet: sheet["people"][0].update(role="fisherman")),
        ("instruments.type", lambda sheet: sheet["instruments"][0].update(type="treaty")),
    ],
)
def test_another_annotation_is_one_wrong_and_one_missed(row, change, sheet, record):
    change(sheet)
    assert sorted(states(sheet, record, row)) == ["missed", "wrong"]


def test_a_second_entity_for_one_body_is_wrong(sheet, record):
    body = record.institutions[0]
    twice = msgspec.structs.replace(record, institutions=(*record.institutions, body))
    assert states(sheet, twice, "institutions").count("wrong") == 1


def test_what_careful_readers_differ_on_does_not_count(sheet, record):
    sheet["money_optional"], sheet["money"] = sheet["money"], []
    assert states(sheet, record, "money") == ["optional"]
    assert tallies(judge(sheet, record, TEXT))["money"].f1 == 1.0


def test_scores_are_those_of_the_counts(sheet, record):
    sheet["money"] = [{"amount": 1, "currency": "USD"}] * 3
    tally = tallies(judge(sheet, record, TEXT))["money"]
    assert (tally.right, tally.wrong, tally.missed) == (0, 1, 3)
    sheet["money"] = [{"amount": 5_000_000, "currency": "USD"}] * 2
    tally = tallies(judge(sheet, record, TEXT))["money"]
    assert (tally.precision, tally.recall) == (1.0, 0.5)
    assert tally.f1 == pytest.approx(2 / 3)


def test_corrected_records_are_read_with_their_text(tmp_path, record):
    corrected = msgspec.structs.replace(record, text=TEXT, money=())
    (tmp_path / "gold.jsonl").write_bytes(msgspec.json.encode(corrected) + b"\n")
    [(article, sheet)] = read(tmp_path / "gold.jsonl")
    assert article.text == TEXT
    assert states(sheet, record, "money") == ["wrong"]


def test_sheets_are_read_with_the_text_beside_them(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps({"dates": [], "published": "2022-05-03"}))
    (tmp_path / "a.txt").write_text(TEXT)
    [(article, sheet)] = read(tmp_path)
    assert (article.id, article.text, article.published, sheet["dates"]) == ("a", TEXT, "2022-05-03", [])


def test_the_text_beside_a_sheet_may_be_in_any_encoding(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps({"dates": []}))
    (tmp_path / "a.txt").write_bytes("Türi’s council met.".encode("utf-16"))
    assert next(read(tmp_path))[0].text == "Türi’s council met."
    (tmp_path / "a.txt").write_bytes(bytes(range(256)) * 9)
    with pytest.raises(DataError, match=r"a\.txt: binary data"):
        list(read(tmp_path))


def test_gold_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(DataError, match=r"no: no such file or folder"):
        list(read(tmp_path / "no"))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", r"a\.json:1: not JSON"),
        ('{"dates": []}', r"a\.json:1: a has no text: write records with --include-text"),
        ('{"schema_version": 1, "dates": [], "text": "x"}', r"a\.json:1: no record"),
        ("[]", "no annotated article"),
        ("[" * 100_000, r"a\.json:1: not JSON"),
        ('{"text": "x", "votes": "no"}', r"a\.json:1: no sheet: .*array.*votes"),
        (
            '{"text": "x", "dates": [], "people_optional": [{"aliases": []}]}',
            r"a\.json:1: no sheet: .*name.*people_opt",
        ),
        ('{"text": "x", "dates": [], "topics": ["health"]}', r"a\.json:1: no sheet: .*topics"),
        ('{"text": "x", "dates": [], "published": "3 May"}', r"a\.json:1: published '3 May' is not a day"),
        ('{"text": 5, "dates": []}', r"a\.json:1: the text of a is not a string"),
        ('{"text": "x", "annotations": [5], "data": {}}', r"a\.json:1: an answer .* cannot be read"),
        ('{\n"text": "Türi", "dates": []}'.encode("cp1252"), r"a\.json:2: not UTF-8"),
        (b"SQLite format 3\0\xff\xd8", r"a\.json:1: not UTF-8"),
    ],
)
def test_what_is_no_gold_is_named(tmp_path, content, why):
    (tmp_path / "a.json").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DataError, match=why):
        list(read(tmp_path))
