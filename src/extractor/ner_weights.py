"""Our own weights for names: puts the ``ner`` of ``models/ner/`` into a spaCy pipeline that was loaded without one.

The folder holds ``architecture.json`` (the configuration of spaCy's ``ner`` factory), ``labels.json`` and
``weights.msgpack``: a thinc model, its arrays as 16-bit floats. They are computed with as 32-bit floats.
"""

import json
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from spacy.language import Language

from extractor.errors import ModelError

ARCHITECTURE, LABELS, WEIGHTS = "architecture.json", "labels.json", "weights.msgpack"
_MISSING, _BEGIN, _IN, _LAST, _UNIT, _OUT = range(6)  # as in spacy/pipeline/_parser_internals/ner.pyx


def load(nlp: Language, folder: Path) -> None:
    """Add the ``ner`` of a folder to a pipeline that has none.

    Raises:
        ModelError: a file is absent, damaged, or does not fit the others; the message names it.
    """
    component: Any = nlp.add_pipe("ner", config={"model": _json(folder / ARCHITECTURE)})
    component.moves.initialize_actions(_moves(_json(folder / LABELS)))
    path = folder / WEIGHTS
    try:
        _fill(component, unpack(path.read_bytes()))
    except OSError as error:
        raise ModelError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise ModelError(f"{path}: damaged, or made for another architecture: {error}") from error


def _fill(component: Any, model: dict[str, Any]) -> None:  # noqa: ANN401 - spaCy's ner has no type
    component.model.from_dict(model)
    if component.model.get_ref("upper").get_dim("nO") != component.moves.n_moves:
        raise ValueError("other labels")


def pack(model: dict[str, Any]) -> bytes:
    """Return a thinc model's ``to_dict()`` as bytes, its arrays as 16-bit floats, behind a checksum."""
    params = [{name: _as(value, "float16") for name, value in node.items()} for node in model["params"]]
    body: bytes = srsly.msgpack_dumps({**model, "params": params})
    return zlib.crc32(body).to_bytes(4, "big") + body


def unpack(packed: bytes) -> dict[str, Any]:
    """Return what ``thinc.api.Model.from_dict`` reads.

    Raises:
        ValueError: the checksum does not fit.
    """
    body = memoryview(packed)[4:]
    if zlib.crc32(body).to_bytes(4, "big") != packed[:4]:
        raise ValueError("the checksum does not fit")
    model: dict[str, Any] = srsly.msgpack_loads(body)
    model["params"] = [{name: _as(value, "float32") for name, value in node.items()} for node in model["params"]]
    return model


def _moves(labels: list[str]) -> dict[int, dict[str, int]]:
    """The moves in the order of the output layer's rows: begin, in, last and unit of each label, and outside."""
    order = {label: len(labels) - rank for rank, label in enumerate(labels)}
    return {_MISSING: {}, _BEGIN: order, _IN: order, _LAST: order, _UNIT: {**order, "": 0}, _OUT: {"": 1}}


def _as(value: Any, kind: str) -> Any:  # noqa: ANN401 - thinc's arrays or None
    return None if value is None else np.asarray(value).astype(kind)


def _json(path: Path) -> Any:  # noqa: ANN401 - either file
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise ModelError(f"{path}: {error}") from error
