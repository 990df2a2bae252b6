from itertools import pairwise

import pytest

from extractor.data import library
from extractor.text.paragraphs import joins, paragraphs
from extractor.text.sentences import splitter

JOINS = joins(library())
WRAPPED = (
    "The committee met on Tuesday in the old town hall of Arlen to hear\n"
    "from Dr. Amaru Quill and others about the harbour, its dredging and\n"
    "the cost of both.\n"
    "It will meet again in May, when the report of the engineers is due\n"
    "and the budget has been read for the second time by the members of\n"
    "the council.\n"
)


def sentences(pipeline, text):
    (doc,) = pipeline.model.read([text])
    bounds = splitter(library())(doc, text, 0)
    return [text[doc.starts[start] : doc.ends[end - 1]].strip() for start, end in bounds]


@pytest.mark.parametrize(
    "expected",
    [
        ["The bill passed.", "The Senate rose."],
        ["Sen. Ana Brook and Gov. Tal Reeve met."],
        ["It left the U.S. Department of Roads alone."],
        ["It left the U.S.", "The Senate did not."],
        ["J. R. Otway spoke at 5 p.m. Tuesday."],
        ["“It is done.”", "She left."],
        ["They came back.", "Then they left."],
    ],
)
def test_sentences_end_where_they_should(pipeline, expected):
    assert sentences(pipeline, " ".join(expected)) == expected


def test_a_stop_without_space_ends_a_sentence(pipeline):
    assert sentences(pipeline, "The boats came.Nobody spoke.") == ["The boats came.", "Nobody spoke."]


def test_where_every_sign_became_a_blank_a_starter_behind_two_begins_a_sentence(pipeline):
    text = (
        "Senator Ana Brook  R OH  spoke to the harbour board of Arlen last week  The board  she said  will meet again"
    )
    assert [" ".join(sentence.split()) for sentence in sentences(pipeline, text)] == [
        "Senator Ana Brook R OH spoke to the harbour board of Arlen last week",
        "The board she said will meet again",
    ]


def test_sentences_cover_every_token(pipeline):
    text = "\n\n A. \n b\n\n  “C.” (D.)   E\n"
    (doc,) = pipeline.model.read([text])
    bounds = splitter(library())(doc, text, 0)
    assert [start for start, _ in bounds] == [0, *(end for _, end in bounds[:-1])]
    assert bounds[-1][1] == len(doc)


def test_no_text_has_no_sentence(pipeline):
    assert splitter(library())(pipeline.model.read([""])[0], "", 0) == ()


def test_wrapped_lines_are_joined_and_a_short_line_ends_a_paragraph():
    assert [WRAPPED[start:end].split(maxsplit=1)[0] for start, end in paragraphs(WRAPPED, JOINS)] == [
        "The",
        "It",
    ]


def test_in_unwrapped_text_each_line_is_a_paragraph():
    text = "Minister on harbours\n" + "The minister spoke of harbours. " * 8 + "\nShe left."
    assert len(paragraphs(text, JOINS)) == 3


def test_a_page_break_inside_a_sentence_ends_nothing(pipeline):
    assert sentences(pipeline, "The boat was\n\ncarrying coal.\n\nIt sank.") == [
        "The boat was\n\ncarrying coal.",
        "It sank.",
    ]


def test_an_empty_line_between_all_lines_of_wrapped_text_ends_no_paragraph():
    spaced = WRAPPED.replace("\n", " \n \n")
    assert [spaced[start:end].split(maxsplit=1)[0] for start, end in paragraphs(spaced, JOINS)] == [
        "The",
        "It",
    ]


def test_the_first_line_told_again_in_wrapped_text_is_a_paragraph():
    title = "Ana Brook Introduces A Bill To Keep The Harbour Open"
    rest = (
        "(Lund) Late on Thursday Ana Brook told all the\n"
        "members of the house that the harbour would stay open all\n"
        "year, and that ships would go on to call there in winter."
    )
    text = f"{title}\n\n06.30.05\n{title}\n{rest}"
    assert [text[start:end].partition(" ")[0] for start, end in paragraphs(text, JOINS)][-2:] == ["Ana", "(Lund)"]
    other = text.replace(f"5\n{title}", "5\nHere is what she said on Thursday at the harbour in")
    assert paragraphs(other, JOINS)[-1][0] < other.index("(Lund)")


def test_list_items_are_paragraphs():
    assert len(paragraphs("It must:\n- pay;\n- leave.", JOINS)) == 3


def test_a_list_without_stops_is_cut(pipeline):
    text = "Shea Evans 21 M " * 100
    (doc,) = pipeline.model.read([text])
    bounds = splitter(library())(doc, text, 0)
    assert max(end - start for start, end in bounds) == 250
    assert (bounds[0][0], bounds[-1][1]) == (0, len(doc))
    assert all(end == start for (_, end), (start, _) in pairwise(bounds))
