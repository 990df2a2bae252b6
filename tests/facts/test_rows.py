"""Rows of the tables of rules prove themselves: without them the record of a sentence with their words is another.

A table has template sentences, which name its columns or the forms of a word. Half of its rows are left out at a time,
every other one, and each of these must change the record of one of its sentences at least.
"""

import re
import string
from pathlib import Path

import pytest

import freeze
from extractor import data
from extractor.article import Article
from extractor.pipeline import Pipeline
from extractor.settings import Reading

MODELS = data.own_models()
TEMPLATES = {
    "counts/units.tsv": ["It has 12 {noun}.", "The Senate passed 12 {noun}.", "Parliament read 12 {noun} of the bill.",
        "Parliament adopted 12 {noun} by 40 votes to 3.", "The number of {noun} was 12.", "No {noun} were there."],
    "counts/stages.tsv": [
        "Twelve bills were {word}.", "The Senate {word} twelve bills.", "There were twelve {word} amendments.",
        "Twelve amendments to be {word}.", "{word} of 12 amendments followed.", "The 12 amendments {word} passed.",
    ],
    "counts/modifiers.tsv": [
        "The Senate passed {words} 12 bills.", "The Senate passed 12 bills {words}.", "It passed 12 {words} bills.",
    ],
    "votes/outcomes.tsv": [
        "The bill was {word} by 40 votes to 3.", "The Senate {word} the bill by 40 votes to 3.",
        "The bill was {word} by 3 votes to 40.", "By 40 votes to 3 the {word} of the bill followed.",
        "The bill {word}, with 3 votes for and 40 against.", "The bill {word} 60 votes, with 40 for and 55 against.",
        "Ann Reed moved the bill by unanimous consent. The bill {word}.",
        "The {word} was defeated by 40 votes to 3 on an amendment.",
        "The bill was lost by 40 votes to 25, {word} its goal.", "The bill failed by 40 votes to 25, {word} its goal.",
    ],
    "quotes/verbs.tsv": [
        "“We will act,” Ann Reed {forms}.", "Ann Reed {forms} that the bill was ready.",
        "Ann Reed {forms} the bill was ready.", "Ann Reed {forms}: “We will act.”",
        "Ann Reed {forms} the plan as “a gift to the rich and to nobody else”.",
        "Ann Reed {forms} the council to act.", "Ann Reed, {forms} that it was ready, left.",
    ],
    "events/verbs.tsv": [
        "The Senate {forms} the Harbour Safety Act.", "The Harbour Safety Act was {forms} by the Senate.",
        "Judge Ann Reed {forms} Tom Hall to 12 months in prison.", "The Ministry {forms} $5 million to the port.",
        "The Ministry {forms} Norland Ltd $5 million.", "President Ann Reed {forms} Tom Hall as minister.",
        "The Ministry {forms} a plan.", "Prosecutors {forms} Tom Hall with fraud.",
        "The Ministry {forms} that it would build a port.", "The Ministry {forms} the council to act.",
        "The Ministry {forms} a {needs}.", "The court {forms} Tom Hall {needs}.",
        "The Ministry {forms} a plan {needs} the Senate.", "President Ann Reed {forms} {needs} to Tom Hall.",
        "The Supreme Court {forms} {needs} the ban was unlawful.", "Norland Ltd {forms} an {needs} with the Ministry.",
        "The court {forms} {needs} it was late.", "The Senate {forms} in {needs} of the Harbour Safety Act.",
    ],
    "events/nouns.tsv": [
        "Ann Reed welcomed the {forms} of the Harbour Safety Act by the Senate.",
        "The {forms} of Tom Hall as minister by the Senate was welcomed.", "The Senate's {forms} of the bill came.",

    ],
    "dates/holidays.tsv": [
        "It fell on {Words} 2021.", "LONDON – The UK Parliament met on {Words} 2021.",
        "WASHINGTON – The US Senate met on {Words} 2021.", "ROME – The Italian Senate met on {Words} 2021.",
        "ASTANA – The Parliament of Kazakhstan met on {Words} 2021.",
        "BUDAPEST – The Hungarian Parliament met on {Words} 2021.",
    ],
    "quotes/feelings.tsv": ["Ann Reed expressed {noun} that the bill was lost."],
    "instruments/heads.tsv": [
        "The Harbour Safety {Word} 2019 was read.", "The {word} on harbour safety was passed.", "The {word} was read.",
        "The Harbour Safety {Word} was signed.", "Harbour {Word} No. 12 was signed.", "Harbour {Word} 12/2019 passed.",
    ],
}  # fmt: skip
SILENT = Path(__file__).with_name("rows_without_sentence.tsv")
"""Rows that no sentence here proves, a table and a row's cells a line: another row says the same, or they want one."""


def rows_of(table):
    lines = (MODELS / table).read_text(encoding="utf-8").splitlines()
    first, *rows = [(at, line.split("\t")) for at, line in enumerate(lines) if line.strip() and line[0] != "#"]
    return [(at, dict(zip(first[1], cells, strict=True))) for at, cells in rows]


def sentences(table, row):
    """The template sentences with the row's words; of the forms of a verb its past, else the first."""
    forms = re.split(r"[| ]", row.get("forms", ""))
    own = forms[2] if len(forms) > 2 else forms[0]
    titles = {key.title(): string.capwords(cell).replace(" Of ", " of ") for key, cell in row.items()}
    cells = row | titles | {"forms": own}
    for template in TEMPLATES[table]:
        text = template.format(**cells)
        yield text[0].upper() + text[1:]


def without(table, left_out, folder):
    """The project's data in a folder of links, but for some lines of a table."""
    for each in MODELS.iterdir():
        if each.name != Path(table).parent.name:
            (folder / each.name).symlink_to(each)
    inner = folder / Path(table).parent
    inner.mkdir()
    for each in (MODELS / table).parent.iterdir():
        if each.name != Path(table).name:
            (inner / each.name).symlink_to(each)
    lines = (MODELS / table).read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / table).write_text("".join(line for at, line in enumerate(lines) if at not in left_out), encoding="utf-8")


def read(texts, pipeline):
    found = pipeline([Article(id=text, text=text, published="2023-03-10") for text in texts])
    return {record.id: freeze.facts(record) for record in found}


@pytest.fixture(scope="module")
def whole():
    return Pipeline(Reading(least=0.0))


@pytest.mark.slow
@pytest.mark.parametrize("table", TEMPLATES)
def test_rows_prove_themselves(table, whole, tmp_path, monkeypatch):
    rows = [(at, row, list(dict.fromkeys(sentences(table, row)))) for at, row in rows_of(table)]
    right = read({text for _, _, texts in rows for text in texts}, whole)
    silent = []
    for half in (0, 1):
        folder = tmp_path / str(half)
        folder.mkdir()
        without(table, {at for at, _, _ in rows[half::2]}, folder)
        monkeypatch.setattr(data, "own_models", lambda folder=folder: folder)
        now = read({text for _, _, texts in rows[half::2] for text in texts}, Pipeline(Reading(least=0.0)))
        silent += [row for _, row, texts in rows[half::2] if all(now[text] == right[text] for text in texts)]
    known = [line.partition("\t") for line in SILENT.read_text(encoding="utf-8").splitlines()]
    new = {"|".join(row.values()) for row in silent} - {row for name, _, row in known if name == table}
    assert new == set(), "give them a template sentence, or leave them out of the table"


def test_rows_without_a_sentence_are_rows():
    lines = [line.partition("\t") for line in SILENT.read_text(encoding="utf-8").splitlines()]
    rows = {(table, "|".join(row.values())) for table in TEMPLATES for _, row in rows_of(table)}
    assert {(table, row) for table, _, row in lines} <= rows


def test_every_rule_of_dates_makes_a_fact_of_a_marked_sentence():
    rules = {row["rule"] for _, row in rows_of("dates/rules.tsv") if row["reading"] != "nothing"}
    found = {fact["rule"] for record in freeze.records("marked").values() for fact in record["dates"]}
    assert sorted(rules - found) == []
