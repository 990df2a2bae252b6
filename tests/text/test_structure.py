import re

import pytest

from extractor.data import library
from extractor.text.structure import reader

RUNNING = "The council voted on Tuesday to close the old harbour, the mayor said in a short statement."
HEADLINE = "Council votes to close old harbour"


@pytest.fixture(scope="module")
def read():
    return reader(library())


def roles(structure, text):
    return [(block.role, text[block.start : block.end]) for block in structure.blocks]


def rows():
    table = library().table("structure/lines.tsv")
    return [pytest.param(row, id=f"{row['role']}:{row.line}") for row in table]


@pytest.mark.parametrize("row", rows())
def test_each_row_tells_its_example(row, read):
    before = f"{HEADLINE}\n\n" if row["role"] in ("furniture", "letterhead") else f"{RUNNING}\n\n"
    text = f"{before}{row['example']}\n\n{RUNNING}"
    assert (row["role"], row["example"]) in roles(read(text), text)


@pytest.mark.parametrize(
    "above",
    [
        "FOR IMMEDIATE RELEASE",
        "PRESS RELEASE",
        "Press Release\n\n12 May 2021",
        "EMBARGOED UNTIL 00:01 Tuesday 4 May",
        "CORRECTION",
        "Monday, 18 September 2017, 1:46 pm\nPress Release: Harbour Party",
        "SENATOR ANA BELL DEPUTY OPPOSITION WHIP IN THE SENATE",
        "www.harbour.example\n\nPhone 202 224 0100",
        "06 AUG 2024 4:15PM by RIB Lima",
        "By Our Correspondent",
        "Contact: Ana Bell (202) 555-0148",
        "Ana Bell\n\nShadow Minister for Harbours & Customs",
        "THE HON. ANA BELL, Q.C., M.P.",
        "Parliament House, Tarrow TW 2600 • Telephone (02) 5550 7300 • Fax (02) 5550 4102",
        "M132 21 October 1994",
        "NORLAND DEMOCRATS PRESS RELEASES",
        "Tarrow Glass News Center",
        "Press Release: Harbour Party",
        "By Ana Bell, Harbour News",
        "Research Highlights:",
        "TARROW, ON / Harbour Wire / May 5, 2025 10:11",
    ],
)
def test_release_furniture_is_no_headline(above, read):
    structure = read(f"{above}\n\n{HEADLINE}\n\n{RUNNING}")
    assert structure.headline is not None
    assert structure.headline.text == HEADLINE


@pytest.mark.parametrize(
    "headline",
    [
        HEADLINE,
        "Will the old harbour close this year?",
        "Will the old harbour close? The plans that nobody has read yet",
        "Own goal! Mayor of the old harbour is caught in it",
        "$2.3 million for the old harbour",
        "’Harbour is a childish game’: mayor tells the council",
        "COUNCIL VOTES TO CLOSE OLD HARBOUR",
        "Press release law passes its second reading",
        "Senator Bell Welcomes Harbour Vote",
        "Minister of Harbours and Minister of Fisheries Ana Bell welcomes the new law on the harbour",
        "Contact tracing to begin in the harbour",
        "PRIME MINISTER TO ATTEND HARBOUR FORUM",
        "SEN. BELL ISSUES STATEMENT ON HARBOUR FIRE",
        "Call 555 0123 to save the harbour",
        "#SaveTheHarbour: town turns to the web to keep its boats",
        "Who closed the old harbour in our town? It was not the mayor.",
        "Bell: “The old harbour will not be closed while I am the mayor of this town.”",
        "Statement from the mayor on the passing of the harbour master Carl Bell, Jr.",
    ],
)
def test_the_first_line_above_running_text_is_the_headline(headline, read):
    structure = read(f"{headline}\n\n{RUNNING}")
    assert structure.headline is not None
    assert structure.headline.text == headline


def test_the_first_line_on_the_line_of_the_label(read):
    structure = read(f"FOR IMMEDIATE RELEASE  November 16, 2005 {HEADLINE}\n\n{RUNNING}")
    assert structure.headline is not None
    assert structure.headline.text == HEADLINE


def test_a_label_at_the_top_is_no_part_of_the_headline(read):
    structure = read(f"OPINION: {HEADLINE}\n\n{RUNNING}")
    assert structure.headline is not None
    assert structure.headline.text == HEADLINE


def test_running_text_alone_has_no_headline(read):
    structure = read(f"{RUNNING} {RUNNING}")
    assert structure.headline is None
    assert structure.lead is not None
    assert structure.lead.start == 0


def test_the_lead_is_the_paragraph_behind_the_dateline(read):
    dated = f"TARROW, 4 May – {RUNNING}"
    structure = read(f"{HEADLINE}\n\nThe minister, who is on leave this week, was not there to speak.\n\n{dated}")
    assert structure.lead is not None
    assert structure.lead.text == dated


def test_what_stands_under_a_picture_is_no_lead(read):
    caption = "FILE - In this May 2, 2019, file photo the mayor walks along the harbour that the council is to close."
    structure = read(f"{HEADLINE}\n\n{caption}\n\n{RUNNING}")
    assert structure.lead is not None
    assert structure.lead.text == RUNNING


def test_a_long_lead_ends_with_a_sentence_within_300_code_points(read):
    structure = read(f"{HEADLINE}\n\n" + " ".join([RUNNING] * 9))
    assert structure.lead is not None
    assert structure.lead.text == " ".join([RUNNING] * 3)


def test_a_lead_does_not_end_with_an_abbreviation(read):
    start = (
        "The council of the old harbour town and its guests of the week voted on Tuesday to close the port, it said."
    )
    structure = read(f"{HEADLINE}\n\n{start} {start} The bill, S. {'and more words ' * 20}")
    assert structure.lead is not None
    assert structure.lead.text == f"{start} {start}"


def test_a_lead_without_a_stop_ends_with_a_word_within_300_code_points(read):
    structure = read("many small words " * 60)
    assert structure.lead is not None
    assert 250 < len(structure.lead.text) <= 300
    assert structure.lead.text.endswith(("many", "small", "words"))


def test_other_stories_end_where_running_text_goes_on(read):
    text = f"{RUNNING}\n\nRelated stories:\nMinister resigns\nPort fees rise\n\n{RUNNING}"
    assert roles(read(text), text)[1:] == [
        ("related", "Related stories:"),
        ("related", "Minister resigns"),
        ("related", "Port fees rise"),
        ("body", RUNNING),
    ]


def test_other_stories_go_on_behind_a_day_and_a_line_that_breaks_off(read):
    text = f"{RUNNING}\n\nRecent News\nMinister resigns\nMay 3, 2021\n{RUNNING[:-1]} …\nPort fees rise"
    assert all(role == "related" for role, _ in roles(read(text), text)[1:])


def test_facts_of_menus_and_other_stories_are_left_out(pipeline):
    from extractor.article import Article  # noqa: PLC0415 - beside its only use

    text = f"{HEADLINE}\n\n{RUNNING}\n\nAlso read:\nSenate votes 41-3 on port fees of $5 million on 9 March 2019"
    record = pipeline([Article(id="a", text=text)])[0]
    assert record.votes == record.money == ()
    assert [date.text for date in record.dates] == ["Tuesday"]


def test_places_are_code_points_of_the_text(read):
    text = f"🐎 {HEADLINE}\n\nMedia contact: Ana Bell 6277 7500\n\n{RUNNING}"
    structure = read(text)
    covered = "".join(text[block.start : block.end] for block in structure.blocks)
    assert re.sub(r"\s", "", covered) == re.sub(r"\s", "", text)


@pytest.mark.parametrize("between", [" | ", " - ", " – ", " :: ", " • "])
def test_the_title_of_a_web_page_is_no_headline_where_the_page_tells_it_again(between, read):
    structure = read(f"{HEADLINE}{between}Tarrow News\nHome\nGet Help\nSkip to content\n{HEADLINE}\n{RUNNING}")
    assert structure.headline is not None
    assert structure.headline.start > len(HEADLINE)
    assert structure.headline.text == HEADLINE
    assert {block.role for block in structure.blocks if block.start < structure.headline.start} == {"menu"}


@pytest.mark.parametrize("marks", ["# ", "### "])
def test_the_marks_of_a_heading_are_none_of_the_headline(marks, read):
    structure = read(f"{marks}{HEADLINE}\n\n{RUNNING}")
    assert structure.headline is not None
    assert structure.headline.text == HEADLINE
