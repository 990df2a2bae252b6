"""Weights of the spaCy networks that this package can evaluate, as plain arrays, and what all layers share.

The networks are described in spaCy's documentation of its model architectures
(MultiHashEmbed, MaxoutWindowEncoder, TransitionBasedParser); array layouts here are
chosen so that each layer is one matrix product with its maxout pieces side by side.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct, msgpack
from numpy.typing import NDArray

_MIX = "maxout>>layernorm>>dropout"
_RESIDUAL = f"residual(expand_window>>{_MIX})"
Floats = NDArray[np.float32]
Keys = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Marks = NDArray[np.int64]
"""One number a token, 1 where a sentence starts, -1 where none does."""
Places = NDArray[np.intp]

_VARIANCE_FLOOR = np.float32(1e-8)  # added to the variance by thinc's layer norm


class Maxout(Struct, frozen=True):
    """`y = layer_norm(max over pieces (x @ weight + bias)) * gain + shift`."""

    weight: Floats  # (inputs, pieces * width): the columns of one piece stand together
    bias: Floats
    gain: Floats
    shift: Floats

    @property
    def width(self) -> int:
        """Numbers in an output row."""
        return len(self.gain)


class HashTable(Struct, frozen=True):
    """One embedding table; a key reads the sum of the rows that its four hashes name."""

    rows: Floats  # they stay in the precision of the file until a word needs them
    seed: int


class Tok2Vec(Struct, frozen=True):
    """A hash embedding of token attributes followed by residual window layers."""

    attributes: tuple[str, ...]
    tables: tuple[HashTable, ...]
    mix: Maxout
    layers: tuple[Maxout, ...]
    window: int  # neighbours on each side that a layer sees

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

    inward: Floats  # (vector width, width): what makes a token vector a part of a state, with `offset`
    offset: Floats
    slots: tuple[Floats, ...]  # one (width, pieces * hidden) matrix for each token of the state
    missing: Floats  # (slots, pieces * hidden): what an empty slot adds
    bias: Floats
    upper: Floats  # (hidden, moves)
    upper_bias: Floats
    moves: tuple[str, ...]  # names such as `B-ORG` or `O`, in the order of the scores

    def inner(self, vectors: Floats) -> Floats:
        """The token vectors as parts of a state."""
        parts = vectors @ self.inward
        parts += self.offset
        return parts


class Layer(Struct, frozen=True):
    """One layer of a thinc model; ``refs`` are the places of others that it calls by name."""

    name: str
    refs: dict[str, int]
    attrs: dict[str, bytes]
    params: dict[str, Any]

    def attr(self, name: str) -> Any:  # noqa: ANN401 - numbers, flags and lists
        """One of its settings, None where it has no such."""
        return msgpack.decode(self.attrs[name]) if name in self.attrs else None

    def stored(self, name: str) -> Floats:
        """Its weights of this name in the precision that they are kept in."""
        value = self.params[name]
        if isinstance(value, dict):
            value = np.frombuffer(value[b"data"], value[b"type"]).reshape(value[b"shape"])
        return np.asarray(value)

    def array(self, name: str) -> Floats:
        """Its weights of this name, to compute with."""
        return self.stored(name).astype(np.float32, copy=False)


def layers_of(packed: bytes | memoryview) -> list[Layer]:
    """The layers of a thinc model, of the bytes that it is stored as."""
    model = msgpack.decode(packed, strict=False)
    parts = zip(model["nodes"], model["attrs"], model["params"], strict=True)
    return [Layer(node["name"], node["refs"], attrs, params) for node, attrs, params in parts]


def read_tok2vec(layers: Sequence[Layer]) -> Tok2Vec:
    """The weights of a thinc `Tok2Vec` model, which other layers may stand around.

    Raises:
        ValueError: it is not MultiHashEmbed without static vectors followed by MaxoutWindowEncoder.
    """
    root, *_ = (layer for layer in layers if {"embed", "encode"} <= layer.refs.keys())
    tables, maxouts, norms, expanding = (
        [layer for layer in layers if layer.name == name]
        for name in ("hashembed", "maxout", "layernorm", "expand_window")
    )
    embed = "|".join(["ints-getitem>>hashembed"] * len(tables))
    embedding = f"extract_features>>list2ragged>>with_array({embed})>>with_array({_MIX})>>ragged2list"
    encoding = f"with_array({'>>'.join([_RESIDUAL] * len(expanding))})"
    _expect([layers[root.refs["embed"]], layers[root.refs["encode"]]], [embedding, encoding])
    mix, *encode = map(_maxout, maxouts, norms)
    return Tok2Vec(
        attributes=tuple(next(layer for layer in layers if layer.name == "extract_features").attr("columns")),
        tables=tuple(HashTable(layer.stored("E"), layer.attr("seed")) for layer in tables),
        mix=mix, layers=tuple(encode), window=expanding[0].attr("window_size"),
    )  # fmt: skip


def read_transitions(layers: Sequence[Layer], moves: Sequence[str]) -> Transitions:
    """The weights of a transition-based component whose moves have these names.

    Raises:
        ValueError: the state is not scored by a maxout layer and a linear one.
        KeyError: there are none.
    """
    root = layers[0]
    lower, upper = layers[root.refs["lower"]], layers[root.refs["upper"]]
    linear = next(layer for layer in reversed(layers) if layer.name == "linear")
    _expect([linear, lower, upper], ["linear", "precomputable_affine", "linear"])
    weight = lower.array("W")
    return Transitions(
        inward=np.ascontiguousarray(linear.array("W").T), offset=linear.array("b"),
        slots=tuple(np.ascontiguousarray(_piece_major(block).T) for block in weight),
        missing=np.stack([_flat(row) for row in lower.array("pad")[0]]), bias=_flat(lower.array("b")),
        upper=np.ascontiguousarray(upper.array("W").T), upper_bias=upper.array("b"), moves=tuple(moves),
    )  # fmt: skip


def _maxout(maxout: Layer, norm: Layer) -> Maxout:
    weight = np.ascontiguousarray(_piece_major(maxout.array("W")).T)
    return Maxout(weight, bias=_flat(maxout.array("b")), gain=norm.array("G"), shift=norm.array("b"))


def _piece_major(weight: Floats) -> Floats:
    """(outputs, pieces, inputs) to (pieces * outputs, inputs)."""
    outputs, pieces, inputs = weight.shape
    return weight.transpose(1, 0, 2).reshape(pieces * outputs, inputs)


def _flat(bias: Floats) -> Floats:
    return np.ascontiguousarray(bias.T).reshape(-1)


def _expect(layers: Sequence[Layer], names: Sequence[str]) -> None:
    found = [layer.name for layer in layers]
    if found != list(names):
        raise ValueError(f"layers {found} instead of {list(names)}")


def greatest(pieces: Floats, width: int) -> Floats:
    """The elementwise maximum of the pieces, each `width` columns, of every row."""
    best = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
    for start in range(2 * width, pieces.shape[1], width):
        np.maximum(best, pieces[:, start : start + width], out=best)
    return best


def normalise(values: Floats, gain: Floats) -> None:
    """Bring every row of `values` to mean 0 and variance 1, then multiply it by `gain`."""
    share = np.float32(1 / values.shape[1])
    values -= (values @ np.full(values.shape[1], share, dtype=np.float32))[:, None]
    variance = np.einsum("ij,ij->i", values, values) * share
    values *= (1 / np.sqrt(variance + _VARIANCE_FLOOR))[:, None]
    values *= gain
