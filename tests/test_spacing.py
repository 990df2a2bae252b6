"""Texts with odd or doubled blanks say what they say with plain single ones, at their own places."""

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.article import Article
from extractor.record import FACT_KEYS
from extractor.text.normalization import evened

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))


def doubled(text):
    return re.sub(r"(?<=\S) (?=\S)", "  ", text)


def places(value):
    """Every place in a part of a record, with its words."""
    if isinstance(value, dict):
        if "start" in value:
            yield value["start"], value["end"], value["text"]
        for part in value.values():
            yield from places(part)
    elif isinstance(value, list):
        for part in value:
            yield from places(part)


def unbroken(text):
    return text.replace(" ", "\u00a0")


def thin(text):
    return re.sub(r"(?<=\d) (?=\w)", "\u2009", text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("odd", [doubled, unbroken, thin])
def test_a_release_with_odd_blanks_gives_the_same_facts(path, odd, pipeline):
    text = path.read_text(encoding="utf-8")
    articles = [Article(id="plain", text=text), Article(id="odd", text=odd(text))]
    plain, found = map(msgspec.to_builtins, pipeline(articles))
    for kind in FACT_KEYS:
        assert [words for _, _, words in places(found[kind])] == [odd(words) for _, _, words in places(plain[kind])]
    assert all(odd(text)[start:end] == words for start, end, words in places(found))


def test_blanks_that_may_group_figures_stay():
    found = evened("1\u202f234\u00a0members of\u20033\u2009committees met")
    assert found.text == "1\u202f234 members of 3 committees met"


def test_a_text_that_gaps_only_here_and_there_stays():
    text = "The Senate met.  It passed the bill.  " * 10 + "It rose  early on  that  day."
    assert evened(text) is None


@given(st.text(alphabet="ab \n", max_size=80))
def test_only_doubled_blanks_inside_lines_are_taken_out(text):
    found = evened(text)
    if found is not None:
        gaps = re.findall(r"(?<=\S) +(?=\S)", text)
        left = re.findall(r"(?<=\S) +(?=\S)", found.text)
        assert [len(gap) for gap in left] == [max(1, len(gap) - 1) for gap in gaps]
        assert found.text.replace(" ", "") == text.replace(" ", "")


def misread(text):
    """As converters leave a text whose octets they took for Windows-1252."""
    signs = {n: bytes([n]).decode("cp1252", "ignore") or chr(n) for n in range(256)}
    return "".join(char if char.isascii() else "".join(map(signs.__getitem__, char.encode())) for char in text)


def test_a_release_with_misread_signs_gives_the_same_facts(pipeline):
    text = (
        "LEEDS \u2014 \u201cThe port isn\u2019t ready,\u201d said\u00a0Ana Brook, who owes \u20ac5 million. "
        "\u2018We shall wait,\u2019 she told the Caf\u00e9 Guild on 3 May 2024."
    )
    plain, found = map(
        msgspec.to_builtins, pipeline([Article(id="plain", text=text), Article(id="odd", text=misread(text))])
    )
    for kind in FACT_KEYS:
        assert [words for _, _, words in places(found[kind])] == [misread(words) for _, _, words in places(plain[kind])]
    assert all(misread(text)[start:end] == words for start, end, words in places(found))
    assert {quote["speaker"] for quote in found["quotes"]} == {"Ana Brook"}


def test_misread_signs_are_known_as_they_were_meant():
    assert (
        evened("â€œIt isnâ€™t,â€\x9dÂ said Brook. â€œNo,â€ she added.").text
        == "“It isn’t,” said Brook. “No,” she added."
    )
    assert evened("\x93No\x94 was Germany\x92s answer").text == "“No” was Germany’s answer"
    assert evened("the „hub‟ doesn‟t co‐operate").text == "the ‘hub’ doesn’t co-operate"
    assert evened("Brook &amp; Reeve said &#8220;no&rdquo; to AT&T; R&D went on.").text == (
        "Brook & Reeve said “no” to AT&T; R&D went on."
    )
    assert evened(r"Brook\u2019s caf\u00e9 \u201cTarrow\u201d \u2013 shut").text == "Brook’s café “Tarrow” – shut"
    assert evened("Two !MEPs of the !HarbourUnie met.").text == "Two MEPs of the HarbourUnie met."
    assert evened("Vote now !We shall win, !Brook.") is None
    assert evened(r"C:\users, \u and \u1234 stay") is None
    assert evened("He sang “É” in a château at São João, â la carte, JOSÉ’S.") is None


PARAGRAPHS = [
    "The port of Tarrow stays shut until May, the mayor said on Monday.",
    "“We have no crane,” Mayor Ana Brook told Harbour Weekly. “We shall wait.”",
    "HARBOUR FEES GO UP AGAIN AS CRANES STAND STILL",
    "Senator Omar Reeve called on the council to act.",
    "The council met on 3 May 2024. Boats lie in the old harbour. (Ana Quimby/Tarrow News)",
    "“Nobody asked us,” Reeve said. He told 'Harbour Talk.'",
    "Norland's Senate passed the Ports Act in 2023.",
]


def straight(text):
    return text.replace("“", '"').replace("”", '"')


@pytest.mark.parametrize("marks", [str, straight])
def test_a_page_that_lost_the_breaks_between_its_paragraphs_gives_the_same_facts(marks, pipeline):
    glued = marks("".join(PARAGRAPHS).replace(". (Ana", ".(Ana"))
    articles = [Article(id="plain", text=marks("\n\n".join(PARAGRAPHS))), Article(id="glued", text=glued)]
    plain, found = map(msgspec.to_builtins, pipeline(articles))
    for kind in FACT_KEYS:
        assert [words for _, _, words in places(found[kind])] == [words for _, _, words in places(plain[kind])]
    assert all(glued[start:end] == words for start, end, words in places(found))
    assert [quote["speaker"] for quote in found["quotes"] if quote["kind"] == "direct"] == [
        "Ana Brook", "Ana Brook", "Omar Reeve",
    ]  # fmt: skip


def test_lost_breaks_and_blanks_are_put_back_where_a_page_has_lost_several():
    lost = "It rained.The mayor of theOld Port left. She met Mr.Brook.Nobody saw her.He knew,Reeve said."
    assert evened(lost).text == (
        "It rained.\n\nThe mayor of the Old Port left. She met Mr.Brook.\n\nNobody saw her.\n\nHe knew, Reeve said."
    )
    lost = (
        "It rained.She called it “shut”.The U.N.Security Council met in the U.S.Mayor Bell left.MayorAna Reedsaid so."
    )
    lost += "Boats came.They sank."
    assert evened(lost).text == (
        "It rained.\n\nShe called it “shut”.\n\nThe U.N. Security Council met in the U.S.\n\nMayor Bell left.\n\n"
        "Mayor Ana Reed said so.\n\nBoats came.\n\nThey sank."
    )
    assert evened("It rained.The mayor left theOld Port.") is None


def test_a_name_that_ran_into_the_word_behind_it_is_parted_where_it_stands_alone_too():
    lost = "It rained.The mayor left.Nobody saw.Brooktold us. Harborin Norham shut. Robin met Rob. Brook and Harbor go."
    assert evened(lost).text.endswith("Brook told us. Harbor in Norham shut. Robin met Rob. Brook and Harbor go.")
    assert "Reevewas" in evened("It rained.The mayor left.Nobody saw.Reevewas not.").text


@pytest.mark.parametrize(
    ("heading", "behind"),
    [
        ("Contact Details", "Ana Bell"),
        ("Contact", "Ana Bell"),
        ("Company Website", "https://quay.example"),
        ("About Quaymere", "Quaymere builds piers."),
        ("About Quaymere", "Founded in 1999, Quaymere builds piers."),
        ("About QUAY.FM", "QUAY.FM plays songs."),
    ],
)
def test_a_heading_that_runs_into_its_text_is_parted_from_it(heading, behind):
    assert (
        evened(f"They met.\n\n{heading}{behind}\n\nIt rained.").text
        == f"They met.\n\n{heading}\n\n{behind}\n\nIt rained."
    )
    assert evened(f"They met.\n\n{heading}\n\n{behind}\n\nIt rained.") is None
