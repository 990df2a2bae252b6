"""The names model: what is packed comes back, and what is damaged is told."""

import json
import shutil
import zlib
from typing import Any

import numpy as np
import pytest
import spacy
from training.weights import load, pack

from extractor.data import Library, library, own_models
from extractor.errors import ModelError
from extractor.model import LABELS, WEIGHTS, Model, unpacked
from extractor.settings import DEFAULT_MODEL


@pytest.fixture(scope="module")
def model():
    return Model(DEFAULT_MODEL, library())


@pytest.fixture
def folder(tmp_path):
    """A copy of the weights, to be damaged."""
    shutil.copytree(own_models() / "tokens", tmp_path / "tokens")
    return shutil.copytree(own_models() / "ner", tmp_path / "ner", ignore=shutil.ignore_patterns("training"))


def read(folder):
    return Model(DEFAULT_MODEL, Library((folder.parent,)))


def named(model, text, label):
    (doc,) = model.read([text])
    return [text[each.start_char : each.end_char] for each in doc.ents if each.label_ == label]


def test_packing_keeps_the_model_but_for_the_last_bits():
    nlp = spacy.blank("en")
    load(nlp, own_models() / "ner")
    ner: Any = nlp.get_pipe("ner")
    model = ner.model.to_dict()
    again = unpacked(pack(model))
    assert [layer.name for layer in again] == [node["name"] for node in model["nodes"]]
    for params, layer in zip(model["params"], again, strict=True):
        for name, value in params.items():
            np.testing.assert_allclose(layer.array(name), value, rtol=1e-3, atol=1e-7)


@pytest.mark.parametrize(
    "sentence",
    [
        "Members of the [Committee on Health, Education, Labor and Pensions] met on Tuesday.",
        "The [National Audit Office] (NAO) published its report in March.",
        "She chairs the [Senate Committee on Foreign Relations].",
        "Officials of the [Ministry of Justice and Home Affairs] answered questions.",
    ],
)
def test_a_body_is_found_in_one_piece(model, sentence):
    name = sentence[sentence.index("[") + 1 : sentence.index("]")]
    assert name in named(model, sentence.replace("[", "").replace("]", ""), "ORG")


@pytest.mark.parametrize(
    ("sentence", "law"),
    [
        ("Under the Clean Rivers Act, the agency must report to Congress.", "the Clean Rivers Act"),
        ("She voted for the Clean Rivers Act of 2004 in May.", "the Clean Rivers Act"),
        ("Grants under Section 8 were cut.", "Section 8"),
    ],
)
def test_a_law_has_the_stock_models_borders(model, sentence, law):
    assert law in named(model, sentence, "LAW")


def test_damage_is_told_with_the_file(folder):
    weights = folder / WEIGHTS
    content = bytearray(weights.read_bytes())
    content[len(content) // 2] ^= 1
    weights.write_bytes(content)
    with pytest.raises(ModelError, match=r"weights\.msgpack: damaged, .*checksum"):
        read(folder)


def test_weights_for_other_labels_are_refused(folder):
    labels = json.loads((folder / LABELS).read_text())
    (folder / LABELS).write_text(json.dumps(labels[:-1]))
    with pytest.raises(ModelError, match="other labels"):
        read(folder)


def test_weights_for_another_architecture_are_refused(folder):
    weights = folder / WEIGHTS
    body = weights.read_bytes()[4:].replace(b"expand_window", b"expand-window")
    weights.write_bytes(zlib.crc32(body).to_bytes(4, "big") + body)
    with pytest.raises(ModelError, match=r"weights\.msgpack: .*another architecture"):
        read(folder)


@pytest.mark.parametrize("name", [LABELS, WEIGHTS])
def test_an_absent_file_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name.replace(".", r"\.")):
        read(folder)
