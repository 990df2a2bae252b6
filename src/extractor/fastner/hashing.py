"""The numbers that spaCy and thinc give to strings and rows: MurmurHash, as the weights were trained with it.

Algorithms: MurmurHash2 (64A) for strings, the 64-bit finish of MurmurHash3 for the rows of hash embeddings.
"""

import struct

import numpy as np

from extractor.fastner.arrays import Keys, Places

_ALL = (1 << 64) - 1
_FACTOR, _SHIFT, _SEED = 0xC6A4A7935BD1E995, 47, 1


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
