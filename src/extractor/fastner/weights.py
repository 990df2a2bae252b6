"""Weights of the spaCy networks that this package can evaluate, as plain arrays.

The networks are described in spaCy's documentation of its model architectures
(MultiHashEmbed, MaxoutWindowEncoder, TransitionBasedParser); array layouts here are
chosen so that each layer is one matrix product with its maxout pieces side by side.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct

from extractor.fastner.arrays import Floats, Model

_EMBED_HEAD = ["extract_features", "list2ragged"]
_EMBED_TABLE = ["ints-getitem", "hashembed"]
_EMBED_TAIL = ["maxout", "layernorm", "dropout", "ragged2list"]
_WINDOW_LAYER = ["expand_window", "maxout", "layernorm", "dropout"]
_RESIDUAL = f"residual({'>>'.join(_WINDOW_LAYER)})"


class UnservedArchitectureError(ValueError):
    """The network is not one that this package evaluates."""


class Maxout(Struct, frozen=True):
    """`y = layer_norm(max over pieces (x @ weight + bias)) * gain + shift`."""

    weight: Floats
    """(inputs, pieces * width): the columns of one piece stand together."""
    bias: Floats
    gain: Floats
    shift: Floats

    @property
    def width(self) -> int:
        """Numbers in an output row."""
        return len(self.gain)


class HashTable(Struct, frozen=True):
    """One embedding table; a key reads the sum of the rows that its four hashes name."""

    rows: Floats
    seed: int


class Tok2Vec(Struct, frozen=True):
    """A hash embedding of token attributes followed by residual window layers."""

    attributes: tuple[str, ...]
    tables: tuple[HashTable, ...]
    mix: Maxout
    layers: tuple[Maxout, ...]
    window: int
    """Neighbours on each side that a layer sees."""

    @property
    def width(self) -> int:
        """Numbers in a token's vector."""
        return self.mix.width

    @property
    def reach(self) -> int:
        """Tokens on each side on which a token's vector depends."""
        return self.window * len(self.layers)


class Transitions(Struct, frozen=True):
    """The scorer of named moves over states of `slots` token vectors."""

    inward: Floats
    """(vector width, width): what makes a token vector a part of a state, with `offset`."""
    offset: Floats
    slots: tuple[Floats, ...]
    """One (width, pieces * hidden) matrix for each token of the state."""
    missing: Floats
    """(slots, pieces * hidden): what an empty slot adds."""
    bias: Floats
    upper: Floats
    """(hidden, moves)"""
    upper_bias: Floats
    moves: tuple[str, ...]
    """Names such as `B-ORG` or `O`, in the order of the scores."""

    def inner(self, vectors: Floats) -> Floats:
        """The token vectors as parts of a state."""
        parts = vectors @ self.inward
        parts += self.offset
        return parts


def read_tok2vec(model: Model) -> Tok2Vec:
    """The weights of a thinc `Tok2Vec` model.

    Raises UnservedArchitectureError unless it is MultiHashEmbed without static vectors
    followed by MaxoutWindowEncoder.
    """
    if not {"embed", "encode"} <= set(model.ref_names):
        raise UnservedArchitectureError(f"no embedding and encoder in {model.name}")
    embed, encode = _leaves(model.get_ref("embed")), _leaves(model.get_ref("encode"))
    tables = embed[3:-4:2]
    depth = len(encode) // len(_WINDOW_LAYER)
    _expect(embed, [*_EMBED_HEAD, *_EMBED_TABLE * len(tables), *_EMBED_TAIL])
    _expect(encode, _WINDOW_LAYER * depth)
    windows = {layer.attrs["window_size"] for layer in encode[:: len(_WINDOW_LAYER)]}
    residual = [node for node in model.walk() if node.name == _RESIDUAL]
    if len(windows) != 1 or len(residual) != depth:
        raise UnservedArchitectureError("window layers are not residual and of one width")
    return Tok2Vec(
        attributes=tuple(embed[0].attrs["columns"]),
        tables=tuple(HashTable(_array(node, "E"), node.attrs["seed"]) for node in tables),
        mix=_maxout(*embed[-4:-2]),
        layers=tuple(_maxout(*encode[at + 1 : at + 3]) for at in range(0, len(encode), 4)),
        window=windows.pop(),
    )


def read_transitions(ner: Any) -> Transitions:  # noqa: ANN401 - spaCy ships no types for it
    """The weights of a transition-based component.

    Raises UnservedArchitectureError unless the state is scored greedily by a maxout
    layer and a linear one, with no move added after training.
    """
    model = ner.model
    if ner.cfg.get("beam_width") != 1:
        raise UnservedArchitectureError("beam search")
    if not model.attrs.get("has_upper") or model.attrs.get("unseen_classes"):
        raise UnservedArchitectureError("no upper layer, or moves without weights")
    linear = model.get_ref("tok2vec").layers[-1]
    lower, upper = model.get_ref("lower"), model.get_ref("upper")
    _expect([linear, lower, upper], ["linear", "precomputable_affine", "linear"])
    if lower.get_dim("nP") == 1:
        raise UnservedArchitectureError("no maxout in the state layer")
    slots = [_piece_major(block) for block in _array(lower, "W")]
    return Transitions(
        inward=np.ascontiguousarray(_array(linear, "W").T),
        offset=_array(linear, "b"),
        slots=tuple(np.ascontiguousarray(block.T) for block in slots),
        missing=np.stack([_flat(row) for row in _array(lower, "pad")[0]]),
        bias=_flat(_array(lower, "b")),
        upper=np.ascontiguousarray(_array(upper, "W").T),
        upper_bias=_array(upper, "b"),
        moves=tuple(ner.moves.get_class_name(index) for index in range(ner.moves.n_moves)),
    )


def _maxout(maxout: Model, norm: Model) -> Maxout:
    return Maxout(
        weight=np.ascontiguousarray(_piece_major(_array(maxout, "W")).T),
        bias=_flat(_array(maxout, "b")),
        gain=_array(norm, "G"),
        shift=_array(norm, "b"),
    )


def _piece_major(weight: Floats) -> Floats:
    """(outputs, pieces, inputs) to (pieces * outputs, inputs)."""
    outputs, pieces, inputs = weight.shape
    return weight.transpose(1, 0, 2).reshape(pieces * outputs, inputs)


def _flat(bias: Floats) -> Floats:
    return np.ascontiguousarray(bias.T).reshape(-1)


def _array(node: Model, name: str) -> Floats:
    return np.asarray(node.get_param(name), dtype=np.float32)


def _leaves(model: Model) -> list[Model]:
    """The layers that compute something, in the order in which data passes them."""
    return [node for node in model.walk(order="dfs_pre") if not node.layers]


def _expect(layers: Sequence[Model], names: Sequence[str]) -> None:
    found = [layer.name for layer in layers]
    if found != list(names):
        raise UnservedArchitectureError(f"layers {found} instead of {list(names)}")
