"""Weights: more rows for the hash embeddings, the mean of runs, and writing them where the program looks for them."""

import json
import zlib
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from spacy.language import Language

from extractor.model import LABELS, WEIGHTS

ARCHITECTURE = "architecture.json"
_MISSING, _BEGIN, _IN, _LAST, _UNIT, _OUT = range(6)  # as in spacy/pipeline/_parser_internals/ner.pyx


def with_rows(nlp: Language, bare: Language, factor: int) -> Language:
    """Give ``bare`` the ``ner`` of another pipeline with ``factor`` times as many embedding rows, which says the same.

    A word's rows are hashes modulo the number of rows. So in a table that is repeated whole every word finds its old
    vector, and words that shared a row can part.
    """
    old, config = _ner(nlp), deepcopy(nlp.get_pipe_config("ner")["model"])
    embed = config["tok2vec"]["embed"]
    embed["rows"] = [rows * factor for rows in embed["rows"]]
    new: Any = bare.add_pipe("ner", config={"model": config})
    new.moves.from_bytes(old.moves.to_bytes())
    model = old.model.to_dict()
    for node, params in zip(model["nodes"], model["params"], strict=True):
        if node["name"] == "hashembed":
            node["dims"]["nV"] *= factor
            params["E"] = np.tile(params["E"], (factor, 1))
    new.model.from_dict(model)
    return bare


def rounded(nlp: Language) -> Language:
    """Round a pipeline's ``ner`` to the 16 bits of a file, so that runs may be made apart and averaged from files."""
    for node in _ner(nlp).model.walk():
        for name in node.param_names:
            if node.has_param(name):
                node.set_param(name, node.get_param(name).astype("float16").astype("float32"))
    return nlp


def averaged(runs: Sequence[Language]) -> Language:
    """Return the first pipeline, with the mean of all runs' weights in its ``ner``."""
    nodes = zip(*(_ner(nlp).model.walk() for nlp in runs), strict=True)
    for same in nodes:
        for name in same[0].param_names:
            if same[0].has_param(name):
                same[0].set_param(name, np.mean([node.get_param(name) for node in same], axis=0, dtype="float32"))
    return runs[0]


def write(nlp: Language, folder: Path) -> None:
    """Write architecture, labels and weights of a pipeline's ``ner``."""
    ner = _ner(nlp)
    moves = srsly.json_loads(srsly.msgpack_loads(ner.moves.to_bytes())["moves"])
    _json(folder / ARCHITECTURE, nlp.get_pipe_config("ner")["model"])
    _json(folder / LABELS, list(moves["1"]))
    (folder / WEIGHTS).write_bytes(pack(ner.model.to_dict()))


def load(nlp: Language, folder: Path) -> None:
    """Add the ``ner`` of a folder to a spaCy pipeline that has none."""
    component: Any = nlp.add_pipe("ner", config={"model": json.loads((folder / ARCHITECTURE).read_text())})
    labels = json.loads((folder / LABELS).read_text())
    order = {label: len(labels) - rank for rank, label in enumerate(labels)}
    component.moves.initialize_actions(
        {_MISSING: {}, _BEGIN: order, _IN: order, _LAST: order, _UNIT: {**order, "": 0}, _OUT: {"": 1}}
    )
    model = srsly.msgpack_loads((folder / WEIGHTS).read_bytes()[4:])
    model["params"] = [{name: _as(value, "float32") for name, value in node.items()} for node in model["params"]]
    component.model.from_dict(model)


def pack(model: dict[str, Any]) -> bytes:
    """Return a thinc model's ``to_dict()`` as bytes, its arrays as 16-bit floats, behind a checksum."""
    params = [{name: _as(value, "float16") for name, value in node.items()} for node in model["params"]]
    body: bytes = srsly.msgpack_dumps({**model, "params": params})
    return zlib.crc32(body).to_bytes(4, "big") + body


def _as(value: Any, kind: str) -> Any:
    """One of thinc's arrays, or None."""
    return None if value is None else np.asarray(value).astype(kind)


def _ner(nlp: Language) -> Any:
    return nlp.get_pipe("ner")


def _json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
