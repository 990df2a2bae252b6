"""The names model: what is packed comes back, what is damaged is told, and only the default pipeline has it."""

import json
import shutil

import numpy as np
import pytest
import spacy
from spacy.pipeline import EntityRecognizer
from spacy.util import get_package_path

from extractor import ner_weights, pipeline
from extractor.data import own_models
from extractor.errors import ModelError
from extractor.settings import DEFAULT_MODEL

STOCK = next(path.parent for path in get_package_path(DEFAULT_MODEL).glob("*/config.cfg"))


@pytest.fixture(scope="module")
def ours():
    return pipeline.load(DEFAULT_MODEL)


@pytest.fixture
def folder(tmp_path):
    """A copy of the weights, to be damaged."""
    return shutil.copytree(own_models() / "ner", tmp_path / "ner", ignore=shutil.ignore_patterns("training"))


def arrays(nlp):
    params = nlp.get_pipe("ner").model.to_dict()["params"]
    return [np.asarray(value) for node in params for value in node.values() if value is not None]


def test_packing_keeps_the_model_but_for_the_last_bits(ours):
    model = ours.get_pipe("ner").model.to_dict()
    again = ner_weights.unpack(ner_weights.pack(model))
    assert [set(node) for node in again["params"]] == [set(node) for node in model["params"]]
    assert again["nodes"] == model["nodes"]
    for before, after in zip(model["params"], again["params"], strict=True):
        for name, value in before.items():
            if value is not None:
                assert after[name].dtype == np.float32
                np.testing.assert_allclose(after[name], value, rtol=1e-3, atol=1e-7)


def test_only_the_default_pipeline_has_our_weights(ours):
    stock = spacy.load(STOCK)
    other = pipeline.load(str(STOCK))
    assert all(np.array_equal(a, b) for a, b in zip(arrays(stock), arrays(other), strict=True))
    assert not all(np.array_equal(a, b) for a, b in zip(arrays(stock), arrays(ours), strict=True))


def test_the_labels_stay_those_of_the_stock_model(ours):
    stock = spacy.load(STOCK)
    own, theirs = ours.get_pipe("ner"), stock.get_pipe("ner")
    assert isinstance(own, EntityRecognizer)
    assert isinstance(theirs, EntityRecognizer)
    assert own.move_names == theirs.move_names


@pytest.mark.parametrize(
    "sentence",
    [
        "Members of the [Committee on Health, Education, Labor and Pensions] met on Tuesday.",
        "The [National Audit Office] (NAO) published its report in March.",
        "She chairs the [Senate Committee on Foreign Relations].",
        "Officials of the [Ministry of Justice and Home Affairs] answered questions.",
    ],
)
def test_a_body_is_found_in_one_piece(ours, sentence):
    name = sentence[sentence.index("[") + 1 : sentence.index("]")]
    doc = ours.get_pipe("ner")(ours.make_doc(sentence.replace("[", "").replace("]", "")))
    assert name in [entity.text for entity in doc.ents if entity.label_ == "ORG"]


@pytest.mark.parametrize(
    ("sentence", "law"),
    [
        ("Under the Clean Rivers Act, the agency must report to Congress.", "the Clean Rivers Act"),
        ("She voted for the Clean Rivers Act of 2004 in May.", "the Clean Rivers Act"),
        ("Grants under Section 8 were cut.", "Section 8"),
    ],
)
def test_a_law_has_the_stock_models_borders(ours, sentence, law):
    doc = ours.get_pipe("ner")(ours.make_doc(sentence))
    assert law in [entity.text for entity in doc.ents if entity.label_ == "LAW"]


def test_damage_is_told_with_the_file(folder):
    weights = folder / ner_weights.WEIGHTS
    content = bytearray(weights.read_bytes())
    content[len(content) // 2] ^= 1
    weights.write_bytes(content)
    with pytest.raises(ModelError, match=r"weights\.msgpack: damaged, .*checksum"):
        ner_weights.load(spacy.blank("en"), folder)


def test_weights_for_other_labels_are_refused(folder):
    labels = json.loads((folder / ner_weights.LABELS).read_text())
    (folder / ner_weights.LABELS).write_text(json.dumps(labels[:-1]))
    with pytest.raises(ModelError, match="other labels"):
        ner_weights.load(spacy.blank("en"), folder)


def test_weights_for_another_architecture_are_refused(folder):
    path = folder / ner_weights.ARCHITECTURE
    architecture = json.loads(path.read_text())
    architecture["tok2vec"]["encode"]["depth"] += 1
    path.write_text(json.dumps(architecture))
    with pytest.raises(ModelError, match=r"weights\.msgpack: .*another architecture"):
        ner_weights.load(spacy.blank("en"), folder)


@pytest.mark.parametrize("name", [ner_weights.ARCHITECTURE, ner_weights.LABELS, ner_weights.WEIGHTS])
def test_an_absent_file_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name.replace(".", r"\.")):
        ner_weights.load(spacy.blank("en"), folder)
