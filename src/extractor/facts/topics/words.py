"""What all words of a text say for and against each topic: sums of word weights (``models/topics/words.msgpack``)."""

import re
from collections import Counter
from functools import cached_property
from math import log, sqrt

import numpy as np
from msgspec import MsgspecError, Struct, msgpack
from numpy.typing import NDArray

from extractor.data import own_models
from extractor.errors import DataError

PATH = own_models() / "topics" / "words.msgpack"
TOP, ABOVE = 400, 2
"""Words before so many code points count so many times more."""
_WORD = re.compile("[a-z]{3,}")


def counts(text: str) -> Counter[str]:
    """How often each word of three or more letters stands in a text, those at its top thrice."""
    low = text.lower()
    found = Counter(_WORD.findall(low))
    for word in _WORD.findall(low, 0, TOP):
        found[word] += ABOVE
    return found


class Words(Struct, frozen=True, dict=True):
    """The weights, trained by ``models/topics/fit.py``.

    ``rarity`` has a factor for each of the ``words``; ``weights`` holds for each of the ``topics`` eight bits a word,
    in units of its ``scales``; ``levels`` are what a text of no such words gets, less the topic's share of all texts.
    """

    words: list[str]
    topics: list[str]
    rarity: list[float]
    levels: list[float]
    scales: list[float]
    weights: bytes

    def odds(self, text: str) -> dict[str, float]:
        """By how much the words of a text raise the log odds of each topic over those of any text."""
        known = self._known
        told = [(known[word], 1.0 + log(count)) for word, count in counts(text).items() if word in known]
        if not told:
            return {}
        values = np.array([value * self.rarity[place] for place, value in told])
        values /= sqrt(float(values @ values))
        sums = (self._matrix[:, [place for place, _ in told]] @ values) * self.scales + self.levels
        return dict(zip(self.topics, sums.tolist(), strict=True))

    @cached_property
    def _known(self) -> dict[str, int]:
        return {word: place for place, word in enumerate(self.words)}

    @cached_property
    def _matrix(self) -> NDArray[np.int8]:
        return np.frombuffer(self.weights, np.int8).reshape(len(self.topics), len(self.words))


def load_words() -> Words:
    """The shipped weights; DataError where they are damaged or missing."""
    try:
        return msgpack.decode(PATH.read_bytes(), type=Words)
    except (OSError, MsgspecError) as error:
        raise DataError(f"{PATH}: {error}; install the project anew") from error
