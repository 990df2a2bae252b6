"""Token vectors of many documents at once, and the numbers that spaCy and thinc give to strings and rows.

Algorithms: MurmurHash2 (64A) for strings, the 64-bit finish of MurmurHash3 for the rows of hash embeddings, as the
weights were trained with them.
"""

import struct
from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import as_strided

from extractor.fastner.weights import Floats, Keys, Places, Tok2Vec, greatest, normalise

_ALL = (1 << 64) - 1
_FACTOR, _SHIFT, _SEED = 0xC6A4A7935BD1E995, 47, 1
_BLOCK = 1024  # rows that go through all window layers together: their arrays fit a core's cache
_REMEMBERED = 1 << 14
"""Embeddings kept (6 MB at width 96) before the table is started anew; a batch has some 3,000 words."""
_MIXER = np.uint64(0x9E3779B97F4A7C15)


def number_of(word: str) -> int:
    """The 64-bit number of a string, as of spaCy's ``hash_string``."""
    data = word.encode()
    whole = len(data) & ~7
    state = _SEED ^ (len(data) * _FACTOR & _ALL)
    for (part,) in struct.iter_unpack("<Q", data[:whole]):
        mixed = part * _FACTOR & _ALL
        state = (state ^ ((mixed ^ (mixed >> _SHIFT)) * _FACTOR & _ALL)) * _FACTOR & _ALL
    if tail := data[whole:]:
        state = (state ^ int.from_bytes(tail, "little")) * _FACTOR & _ALL
    state = (state ^ (state >> _SHIFT)) * _FACTOR & _ALL
    return state ^ (state >> _SHIFT)


def rows_of(keys: Keys, seed: int, rows: int) -> Places:
    """The four rows, of so many, of a hash embedding with this seed that each key reads: (keys, 4)."""
    size = np.uint64(8)
    first = keys * np.uint64(0x87C37B91114253D5)
    first = (first << np.uint64(31)) | (first >> np.uint64(33))
    seeded = np.uint64(seed) ^ size
    first = ((first * np.uint64(0x4CF5AD432745937F)) ^ seeded) + seeded
    second = _finished(first + seeded)
    first = _finished(first) + second
    both = np.stack((first, first + second), axis=1)
    return both.view("<u4").astype(np.intp) % rows


def _finished(state: Keys) -> Keys:
    shift = np.uint64(33)
    state = (state ^ (state >> shift)) * np.uint64(0xFF51AFD7ED558CCD)
    state = (state ^ (state >> shift)) * np.uint64(0xC4CEB9FE1A85EC53)
    return state ^ (state >> shift)


class Encoder:
    """Evaluates a `Tok2Vec` network; remembers the embedding of each distinct token."""

    def __init__(self, weights: Tok2Vec) -> None:
        self.attributes = weights.attributes
        self._reach = weights.reach
        self._embedding = _Embedding(weights)
        self._layers = _WindowLayers(weights)

    def __call__(self, keys: Keys, documents: Sequence[Places]) -> Floats:
        """One vector a token, of all documents one after the other.

        keys: of each distinct token the numbers of its attributes, as `Doc.to_array` gives them.
        documents: the tokens of each, as rows of `keys`.
        """
        lengths = [*map(len, documents)]
        inside = np.arange(sum(lengths)) + np.repeat(np.arange(1, len(lengths) + 1) * self._reach, lengths)
        padded = np.full(len(inside) + self._reach * (len(lengths) + 1), len(keys))
        padded[inside] = np.concatenate(documents)
        return self._layers(self._embedding(keys), padded)[inside]


class _Embedding:
    """The embeddings of distinct tokens, each computed once, and the zero vector that stands between documents."""

    def __init__(self, weights: Tok2Vec) -> None:
        self._weights = weights
        self._forget(_REMEMBERED)

    def __call__(self, keys: Keys) -> Floats:
        marks = _mixed(keys).tolist()
        new = {mark: at for at, mark in enumerate(marks) if mark not in self._row_of}
        rows = range(len(self._row_of), len(self._row_of) + len(new))
        if rows.stop >= len(self._table):
            self._forget(max(_REMEMBERED, len(keys)))
            return self(keys)
        if new:
            self._row_of.update(zip(new, rows, strict=True))
            self._table[rows.start : rows.stop] = self._embed(keys[[*new.values()]])
        return self._table[[*map(self._row_of.__getitem__, marks), -1]]

    def _forget(self, capacity: int) -> None:
        self._row_of: dict[int, int] = {}
        self._table: Floats = np.zeros((capacity + 1, self._weights.width), dtype=np.float32)

    def _embed(self, keys: Keys) -> Floats:
        mix, tables = self._weights.mix, self._weights.tables
        pieces = mix.bias
        for column, table, weight in zip(keys.T, tables, np.split(mix.weight, len(tables)), strict=True):
            distinct, places = np.unique(column, return_inverse=True)  # words share prefixes, suffixes and shapes
            read = table.rows[rows_of(distinct, table.seed, len(table.rows))].astype(np.float32)
            pieces = pieces + (read.sum(axis=1) @ weight)[places]
        best = greatest(pieces, mix.width)
        normalise(best, mix.gain)
        return best + mix.shift


class _WindowLayers:
    """The residual window layers, over blocks of rows.

    The first layer sees embeddings alone: what a distinct token adds to the window of each neighbour is computed once.
    Each further layer is one matrix product. The shift of a layer norm is not added to the rows: it is the same for
    all of them, so the next layer's bias takes it in. Rows at the edge of a block lack neighbours and are wrong by
    one more row a layer, hence blocks overlap by the reach of the network.
    """

    def __init__(self, weights: Tok2Vec) -> None:
        self._weights = weights
        self._span = 2 * weights.window + 1
        shift = np.zeros(weights.width, dtype=np.float32)
        self._lower: list[Floats] = []
        for layer in weights.layers:
            bias = layer.bias + np.tile(shift, self._span) @ layer.weight
            self._lower.append(np.concatenate((layer.weight, bias[None])))
            shift = shift + layer.shift
        self._shift = shift

    def __call__(self, table: Floats, rows: Places) -> Floats:
        """The vectors of tokens by their rows of the table of embeddings."""
        added = self._added(table)
        vectors = np.empty((len(rows), self._weights.width), dtype=np.float32)
        reach, window = self._weights.reach, self._weights.window
        for start in range(0, len(rows), _BLOCK):
            low, stop = max(0, start - reach), min(len(rows), start + _BLOCK)
            block = rows[low : stop + reach]
            framed = np.zeros((len(block) + 2 * window, self._weights.width), dtype=np.float32)
            inner = framed[window : len(framed) - window]
            np.take(table, block, axis=0, out=inner, mode="clip")
            self._advance(framed, inner, self._first(added, block))
            np.add(inner[start - low : stop - low], self._shift, out=vectors[start:stop])
        return vectors

    def _added(self, table: Floats) -> list[Floats]:
        """What each distinct token adds to the first layer of the token that sees it at each place of its window."""
        weight, bias = self._lower[0][:-1], self._lower[0][-1]
        blocks = weight.reshape(self._span, self._weights.width, -1)
        added: list[Floats] = [table @ block for block in blocks]
        added[self._weights.window] += bias
        return added

    def _first(self, added: list[Floats], block: Places) -> Floats:
        pieces = added[self._weights.window].take(block, axis=0)
        for away in range(1, self._weights.window + 1):
            pieces[away:] += added[self._weights.window - away].take(block[:-away], axis=0)
            pieces[:-away] += added[self._weights.window + away].take(block[away:], axis=0)
        return pieces

    def _advance(self, framed: Floats, inner: Floats, pieces: Floats) -> None:
        width = framed.shape[1]
        shape = (len(inner), width * self._span)
        windows = as_strided(framed, shape=shape, strides=framed.strides)
        spread = np.ones((len(inner), len(self._lower[0])), dtype=np.float32)  # 1 at the end takes in the bias
        for layer, lower in zip(self._weights.layers, self._lower, strict=True):
            if layer is not self._weights.layers[0]:
                spread[:, :-1] = windows
                np.matmul(spread, lower, out=pieces)
            best = greatest(pieces, layer.width)
            normalise(best, layer.gain)
            inner += best


def _mixed(keys: Keys) -> Keys:
    """One 64-bit mark a row of `keys`: two of a million share one with a chance of one in thirty million."""
    marks = np.zeros(len(keys), dtype=np.uint64)
    for column in keys.T:
        marks = (marks ^ column) * _MIXER
        marks ^= marks >> np.uint64(29)
    return marks
