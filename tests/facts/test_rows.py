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
        "Parliament adopted 12 {noun} by 40 votes to 3.", "The number of {noun} was 12.", "No {noun} were there.",
        "The panel laid 12 {noun} before parliament."],
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
        "Senator Ann Reed {forms} the council to act.", "Ann Reed, {forms} that it was ready, left.",
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
        "The court {forms} {needs} it was late.", "Norland Ltd {forms} $5 million.",
        "The Senate {forms} in {needs} of the Harbour Safety Act.",
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
OWN = {
    "events/verbs.tsv": [
        "The Senate agreed to the Harbour Safety Act.",
        "The ministers agreed to build a port.",
        "The Ministry awarded a grant to the port.",
        "The Senate backed the Harbour Safety Act.",
        "Ann Reed called on Tom Hall.",
        "Minister Ann Reed came home to call a snap election.",
        "The Ministry called off the talks.",
        "Kenya imposes sanctions on the port.",
        "The Ministry called for a new port.",
        "The Ministry called on the council to act.",
        "The Ministry denied the allegations.",
        "The court denied the plea of Tom Hall.",
        "The Ministry filed a lawsuit against Norland Ltd.",
        "The government slapped tariffs on sugar.",
        "The Ministry gave details of the plan.",
        "The Senate gave its approval to the Harbour Safety Act.",
        "The Central Bank held its interest rate at 5 per cent.",
        "The Central Bank raised the key rate.",
        "The Ministry seized the boats.",
        "The Ministry closed ten schools.",
        "The Ministry expanded the port.",
        "Senator Ann Reed introduced a bill.",
        "The Supreme Court issued an order.",
        "The Supreme Court granted the request.",
        "The Navy launched an operation.",
        "Police launched an investigation.",
        "President Ann Reed named Tom Hall Minister of Finance.",
        "President Ann Reed named a new minister.",
        "The minister opened a new school.",
        "Ann Reed opened the conference.",
        "The Ministry presented Tom Hall with the Harbour Prize.",
        "Tom Hall received the Harbour Prize.",
        "The Supreme Court declared the ban unlawful.",
        "The court declared that the ban was unlawful.",
        "The Ministry said that it would build a port.",
        "The Ministry said it will build a port.",
        "The ceremony saw ten medals given.",
        "May 2022 saw a summit in Norland.",
        "The day saw a ceremony in Norland.",
        "The Navy seized two boats.",
        "The Navy is old. It may have seized two boats.",
        "Police arrested Tom Hall.",
        "The army killed ten men.",
        "The Ministry set up a fund.",
        "The Supreme Court struck down the Harbour Safety Act.",
        "The Supreme Court upheld the conviction.",
        "The Supreme Court upheld the ruling.",
        "The Supreme Court upheld the Harbour Safety Act.",
        "The court upheld the appeal.",
        "The Senate voted against the Harbour Safety Act.",
        "Ann Reed warned the council that the port would close.",
        "Ann Reed warned Tom Hall.",
        "The ministers reached an agreement.",
        "The ministers reached a deal on the port.",
        "The Ministry refused the application.",
        "The Ministry declined a request.",
        "The Senate confirmed the treaty.",
        "The Senate accepts the bill.",
        "Minister Ann Reed inaugurated the memorial.",
        "The Supreme Court quashed the decision.",
        "The Supreme Court affirmed the sentence.",
        "The Ministry struck a deal.",
        "Norland Ltd concluded a settlement with the Ministry.",
        "The Ministry states a law will be drafted.",
        "The Ministry explains that it will build a port.",
        "The Ministry extradited two men.",
        "The government postponed the elections.",
        "The Ministry banned the ferry.",
        "President Ann Reed pays homage to Tom Hall.",
        "The Ministry paid its respects to Tom Hall.",
        "The Supreme Court held that the ban was unlawful.",
        "Ann Reed paid tribute to Tom Hall.",
        "The Navy is old. It may have laid a wreath.",
        "Ann Reed may have tendered her resignation.",
        "The Navy is old. It may have filed a lawsuit.",
        "The Navy is old. It may have lifted sanctions.",
        "The Navy is old. It may have dispatched soldiers.",
        "The Navy is old. It may have gathered the ministers.",
        "The Ministry opened an investigation into the port.",
        "The Ministry opened proceedings against Norland Ltd.",
        "The Harbour Union applied for a permit.",
        "The Ministry recalled its ambassador from Norland.",
        "Ann Reed heard the appeal.",
        "Ann Reed won the election.",
        "The Ministry ordered an investigation.",
    ],
    "quotes/verbs.tsv": ["Ann Reed, who threatened to close the port, left."],
    "events/nouns.tsv": [
        "Ann Reed welcomed the introduction of the Harbour Safety Act by the Senate.",
        "The introduction of the bill by the Ministry came late.",
        "The ruling of the Supreme Court came on 3 May.",
        "The Supreme Court's ruling on the ban was welcomed.",
        "Minister Ann Reed's call with the Senate was long.",
        "The Ministry's plan for the port was read.",
        "The government's plan to close the port was read.",
        "Senator Ann Reed's bill would close the port.",
        "The Ministry's bill on harbours was read.",
        "Senator Ann Reed's amendment would close the port.",
        "The government's budget for 2023 was read.",
        "The Ministry's budget would close the port.",
        "The Ministry made a proposal to close the port.",
        "A proposal by the Ministry to close the port was read.",
        "The proposal made by the Ministry was read.",
        "The resolution tabled by the Senate was read.",
        "A resolution by the Ministry was read.",
        "A resolution made by the Ministry was read.",
        "The Ministry's recommendation was made on 3 May.",
        "The policy of the Ministry is to close the port.",
        "President Ann Reed's budget would close the port.",
        "President Ann Reed's initiative to close it failed.",
        "Ann Reed spoke of President Tom Hall's plan to close the port.",
        "The Ministry prepared a resolution on the port.",
        "Senator Ann Reed welcomed the Ministry's appeal for funds.",
    ],
}
"""Further sentences, for the rows one of whose forms they hold."""
SILENT = Path(__file__).with_name("rows_without_sentence.tsv")
"""Rows that no sentence here proves, a table and a row's cells a line: another row says the same, or they want one."""


def rows_of(table):
    lines = (MODELS / table).read_text(encoding="utf-8").splitlines()
    first, *rows = [(at, line.split("\t")) for at, line in enumerate(lines) if line.strip() and line[0] != "#"]
    return [(at, dict(zip(first[1], cells, strict=True))) for at, cells in rows]


def sentences(table, row):
    """The template sentences with the row's words, of the forms of a verb its past, else the first; and its own."""
    forms = re.split(r"[| ]", row.get("forms", ""))
    own = forms[2] if len(forms) > 2 else forms[0]
    titles = {key.title(): string.capwords(cell).replace(" Of ", " of ") for key, cell in row.items()}
    cells = row | titles | {"forms": own}
    for template in TEMPLATES[table]:
        text = template.format(**cells)
        yield text[0].upper() + text[1:]
    yield from (text for text in OWN.get(table, ()) if set(forms) & set(re.findall(r"\w+", text)))


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


@pytest.mark.slow
def test_every_rule_of_dates_makes_a_fact_of_a_marked_sentence():
    rules = {row["rule"] for _, row in rows_of("dates/rules.tsv") if row["reading"] != "nothing"}
    pipeline = Pipeline(Reading(only=("dates",), least=0.0))
    found = {fact.rule for record in pipeline([*freeze.marked()]) for fact in record.dates}
    assert sorted(rules - found) == []
