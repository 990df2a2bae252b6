"""Shapes of trees: what each step of a way means, alternatives, and shapes that ask for others."""

from pathlib import Path

import numpy as np
import pytest

from extractor.data import Library, Patterns
from extractor.doc import Doc, Vocabulary, Word
from extractor.errors import DataError
from extractor.text.shapes import Shapes
from extractor.tree import Tree

SENTENCE = "She/PRP/nsubj/1 asked/VBD/ROOT/1 the/DT/det/3 council/NN/dobj/1 not/RB/neg/6 to/TO/aux/6 go/VB/xcomp/1"
CLASSES = {"asking": {"asked", "urged"}, "people": {"council"}}


def tree():
    cells = [word.split("/") for word in SENTENCE.split()]
    vocabulary = Vocabulary()
    rows = np.array([vocabulary[Word(cell[0])] for cell in cells])
    doc = Doc(vocabulary, rows, np.array([True] * len(cells)))
    tags, labels, heads = ([cell[at] for cell in cells] for at in (1, 2, 3))
    return Tree(doc, tags, labels, [int(head) for head in heads])


def shapes(folder: Path, *rows):
    (folder / "made.tsv").write_text("\n".join(["shape\twhen\tmeaning", *(f"{row}\tso" for row in rows)]) + "\n")
    forms = Patterns("quotes/patterns.tsv").by_name.get
    return Shapes("made.tsv", Library((folder,)), CLASSES, forms, people=lambda at: at.lower_ == "council")


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("word:asking", "asked"),
        ("tag=VBD,VB", "asked go"),
        ("dep=xcomp head:asking", "go"),
        ("head.left:asking", "council go"),
        ("above:asking tag=RB", "not"),
        ("verb=go", "not to"),
        ("/dobj:people", "asked"),
        ("/dobj/det", "asked"),
        ("child.left=to", "go"),
        ("all=the !subject", "the council"),
        ("first=the", "the council"),
        ("prev=she next=the", "asked"),
        ("between=the dep=xcomp", "go"),
        ("/dobj.close", "asked"),
        ("pair=to_go", ""),
        ("infinitive", "go"),
        ("starts", "She"),
        ("/dobj.people", "asked"),
    ],
)
def test_ways(tmp_path, when, words):
    holds = shapes(tmp_path, f"this\t{when}").this
    asked = {token.text for token in tree().sentence(0) if holds(token)}
    expected = set(words.split())
    assert asked == expected


def test_rows_of_a_name_are_alternatives_and_may_ask_for_others(tmp_path):
    made = shapes(tmp_path, "verbal\ttag=VBD", "verbal\ttag=VB", "told\tdep=dobj head.verbal")
    assert [token.text for token in tree().sentence(0) if made.verbal(token)] == ["asked", "go"]
    assert [token.text for token in tree().sentence(0) if made.told(token)] == ["council"]


@pytest.mark.parametrize("when", ["heads=to", "/dobj.near", "told"])
def test_unknown_steps_are_faults(tmp_path, when):
    with pytest.raises(DataError, match="no such test"):
        shapes(tmp_path, f"this\t{when}").this  # noqa: B018


def test_no_such_shape(tmp_path):
    with pytest.raises(AttributeError):
        shapes(tmp_path).there  # noqa: B018
