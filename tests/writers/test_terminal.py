import io
import json
import re

import pytest
from msgspec.structs import replace

from extractor import Article, Extractor, Reading
from extractor.fact import Mention
from extractor.record import encode
from extractor.writers import writer_named
from extractor.writers.review import Doubt
from extractor.writers.review import _parts as parts
from extractor.writers.table import render
from extractor.writers.target import Target
from extractor.writers.words import summary


def test_the_table_starts_with_title_day_and_lead_and_fits_80_columns(write, record, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    shown = write("table", record).decode()
    lines = shown.splitlines()
    assert "\x1b" not in shown
    assert max(map(len, lines)) <= 80
    assert lines[0] == "<script>alert('title')</script>"
    assert lines[1].startswith("2023-03-10 · Astana")
    assert lines[2].startswith("ASTANA – The Kazakh Senate")
    kinds = [line.split()[0] for line in lines if line[1:2].isalpha()]
    wanted = ["kind", "amendments", "votes", "counts", "dates", "institutions", "people", "instruments", "money"]
    assert [kind for kind in kinds if kind in wanted] == wanted


def test_a_lead_that_is_cut_within_a_sentence_says_so(record):
    long = "The Senate met " * 12
    for text, end in ((f"{long}again,", "again…"), (f"{long}again.", "again."), ("Speech of the Senate", "Senate")):
        lead = Mention(text=text, start=0, end=len(text))
        assert str(summary(replace(record, lead=lead))).split()[-1] == end


def test_the_most_important_facts_are_one_line_above_the_table(pipeline, write, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    text = (
        "The Senate passed the Farm Flood Recovery Act by 68-31 on 9 March, with 45 amendments.\n\n"
        "“We did not wait,” said Senator Ana Bell. The committee met for nine months.\n"
    )
    lines = write("table", *pipeline([Article(id="a", text=text)])).decode().splitlines()
    (digest,) = (line for line in lines if line.startswith("quoted: "))
    for part in ("Ana Bell", "Farm Flood Recovery Act", "68 for, 31 against", "amendments: 45"):
        assert part in digest
    assert lines.index(digest) < next(at for at, line in enumerate(lines) if line.startswith(" kind"))
    assert "9 March (year open)" in " ".join(lines)
    assert "9 months" in " ".join(lines)
    assert "XX" not in " ".join(lines)


@pytest.mark.parametrize(("columns", "whole"), [(80, False), (200, True)])
def test_a_wide_terminal_has_room_for_a_long_quotation(pipeline, write, monkeypatch, columns, whole):
    monkeypatch.setenv("COLUMNS", str(columns))
    said = "We met " + "the farmers and " * 14 + "their mayors."
    shown = write(
        "table", *pipeline([Article(id="a", text=f"The Senate met.\n\n“{said}” said Senator Ana Bell.\n")])
    ).decode()
    assert ("their mayors." in " ".join(shown.partition("in the text")[2].split())) == whole


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("the  committee", "not taken: 'Committee' (bare)"),
        ("IT snowed", "--why: no rule found and refused anything near 'It snowed'"),
        ("zebra", "--why: 'zebra' is not in the text"),
    ],
)
def test_why_always_says_something_about_its_words(write, words, told):
    rain = "It rained and rained, all the day long, there. " * 5
    text = f"{rain}It\nsnowed. {rain}The Committee met."
    (record,) = Extractor(Reading(why=words)).pipe([text])
    assert told in " ".join(write("table", record).decode().split())
    assert all(text[each.start : each.end] == each.text for each in record.refused)


def test_explain_names_place_and_rule_of_every_fact(write, record, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    shown = write("table", record, explain=True).decode()
    assert "number-amendments" in shown
    assert "number-amendments" not in write("table", record).decode()
    assert str(record.amendments[0].start) in shown


def test_words_that_look_like_markup_stay_words(write, record):
    assert "[bold]" in write("table", _with_title(record, "[bold]x[/bold]")).decode()
    assert "\x1b" not in write("table", _with_title(record, "\x1b[31mred")).decode()


def _with_title(record, title):
    return replace(record, title=title)


def test_review_lists_what_is_uncertain_by_risk_and_alike_things_once(write, record, bare, failure):
    sure = replace(record.money[0], score=0.99)
    record = replace(record, money=(sure,), quotes=tuple(replace(each, speaker=None) for each in record.quotes))
    rows = [json.loads(line) for line in write("review", record, bare, failure, record).splitlines()]
    assert [row["risk"] for row in rows] == sorted((row["risk"] for row in rows), reverse=True)
    told = {(row["fact"], row["why"]): row for row in rows}
    inferred = told["2023-03-09 (inferred)", "the year or the direction is inferred"]
    assert (inferred["articles"], inferred["risk"]) == (2, 2.0)
    assert rows[0]["why"] == "no speaker found"
    assert "USD 5,000,000" not in {row["fact"] for row in rows}


def test_a_topic_of_little_evidence_is_uncertain(write, record):
    for score, weak in ((0.5, False), (0.499, True)):
        told = write("review", replace(record, topics=(replace(record.topics[0], score=score),)))
        assert (b"weak evidence" in told) == weak


def test_review_on_a_terminal_shows_the_first_and_says_how_many_more():
    ranked = [
        Doubt(1.0, "dates", str(number), f"open {number // 5}", "x" * 99, "a", "a.txt", 5, 1 + 6 * (not number))
        for number in range(60)
    ]
    shown = render(parts(ranked, 3), Target(io.BytesIO())).decode()
    assert "60 to look at in 3 articles" in shown
    assert "and 20 more" in shown
    assert "a and 6 more" in shown
    assert ("open 0" in shown, shown.count("open 3")) == (True, 4)
    assert "x" * 90 not in shown
    assert "60 to look at in 1 article," in render(parts(ranked, 1), Target(io.BytesIO())).decode()
    assert "nothing to look at in 3 articles" in render(parts([], 3), Target(io.BytesIO())).decode()


def test_json_is_one_object_or_an_array(write, record, bare):
    assert json.loads(write("json", record))["id"] == "n1"
    assert [item["id"] for item in json.loads(write("json", record, bare))] == ["n1", "n3"]
    assert write("json") == b""


class Screen(io.BytesIO):
    """A stream that somebody looks at."""

    def isatty(self):
        return True


def test_each_kind_has_a_colour_of_its_own_and_no_line_ends_in_blanks(record, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    stream = Screen()
    writer_named("table").open(Target(stream)).write(encode(record))
    lines = stream.getvalue().decode().splitlines()
    colours = dict(re.findall(r"^ \x1b\[1;38;5;(\d+)m(\w+)", "\n".join(lines), re.MULTILINE))
    assert {"votes", "people", "money"} <= set(colours.values())
    assert not [line for line in lines if re.sub(r"\x1b\[[0-9;]*m", "", line).endswith(" ")]


def test_a_heading_of_a_whole_paragraph_is_cut_between_words(record, write, monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    first = write("table", replace(record, title="The board of the harbour met, " * 9)).decode().splitlines()[0]
    assert (len(first) < 161, first.endswith(("met…", "board…", "harbour…", "of…", "the…", "The…"))) == (True, True)


def test_what_is_too_long_is_cut_between_words(record, write, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    place = "Kazakhstan " * 40
    mention = replace(record.quotes[0], text=place)
    shown = write("table", replace(record, quotes=(mention,))).decode()
    assert set(re.findall(r"Kazak\w*…|\w+…", shown)) == {"Kazakhstan…"}
