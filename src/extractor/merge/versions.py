"""Near-duplicates: MinHash over word n-grams (Broder 1997), banded so that only likely pairs are compared.

A signature is the least hash of all n-grams under each of 128 hash functions; the share of equal places in two
signatures estimates the Jaccard index of the two sets of n-grams, with a standard error of at most .044.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from extractor.sets import Sets

Signature = NDArray[np.uint32]

_WORDS = 4  # words in an n-gram
_PLACES = 128
_ROWS = 4  # places in a band: two articles of a Jaccard index of .5 share one of 32 bands with a probability of .87
_LEAST = 0.5  # the estimated Jaccard index from which two articles are versions of one
_MOST = 50  # articles of one band that each is compared with
_PRIME = np.uint64(0x9E37_79B9_7F4A_7C15)
_WORD = re.compile(r"\w+")
_RANDOM = np.random.default_rng(17)
_FACTORS: NDArray[np.uint64] = _RANDOM.integers(1, 2**63, _PLACES, dtype=np.uint64) | np.uint64(1)
_OFFSETS: NDArray[np.uint64] = _RANDOM.integers(0, 2**63, _PLACES, dtype=np.uint64)


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    return zlib.crc32(word.encode())


def signature(text: str) -> Signature:
    """The signature of a text. One of fewer words than an n-gram has is one n-gram; one of none is all zeros."""
    words = np.array([_hash(word.casefold()) for word in _WORD.findall(text)], dtype=np.uint64)
    if not len(words):
        return np.zeros(_PLACES, dtype=np.uint32)
    count = max(1, len(words) - _WORDS + 1)
    grams = np.zeros(count, dtype=np.uint64)
    for place in range(min(_WORDS, len(words))):
        grams = grams * _PRIME + words[place : place + count]
    grams = np.unique(grams)
    least = np.full(_PLACES, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(grams), 4096):
        part = grams[start : start + 4096, None] * _FACTORS + _OFFSETS
        np.minimum(least, part.min(axis=0), out=least)
    return (least >> np.uint64(32)).astype(np.uint32)


def likeness(one: Signature, two: Signature) -> float:
    """The estimated Jaccard index of the n-grams of two texts, 0 to 1."""
    return float(np.mean(one == two))


def clusters(signatures: Sequence[Signature], days: Sequence[str | None]) -> list[int]:
    """For each article the place of the first version of it: the earliest day, the first of equals; itself if alone."""
    sets = Sets()
    for first, second in _near(signatures):
        if sets.root(first) != sets.root(second) and likeness(signatures[first], signatures[second]) >= _LEAST:
            sets.unite(first, second)
    members: dict[int, list[int]] = defaultdict(list)
    for at in range(len(signatures)):
        members[sets.root(at)].append(at)
    earliest = {key: min(group, key=lambda at: (days[at] or "9999", at)) for key, group in members.items()}
    return [earliest[sets.root(at)] for at in range(len(signatures))]


def _near(signatures: Sequence[Signature]) -> Iterator[tuple[int, int]]:
    own = [at for at, each in enumerate(signatures) if each.any()]
    if not own:
        return
    bands = np.array([signatures[at] for at in own], dtype=np.uint64).reshape(len(own), -1, _ROWS)
    for hashes in (bands @ _FACTORS[:_ROWS]).T:
        order = np.argsort(hashes, kind="stable")
        ranked = hashes[order]
        for away in range(1, min(_MOST, len(own))):
            same = np.flatnonzero(ranked[away:] == ranked[:-away])
            if not len(same):
                break
            yield from ((own[order[at]], own[order[at + away]]) for at in same)
