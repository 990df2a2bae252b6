"""Normalization: texts with odd blanks are read as if they had plain ones; stripped texts are known as such.

Converters leave no-break, thin, wide and doubled blanks. Facts are found in the evened text and then moved back, so
that their offsets count code points of the text as it is, and their words are those that stand there. A blank between
figures stays: it may group them.
"""

import re
from bisect import bisect_right
from functools import lru_cache
from typing import Any

import msgspec

from extractor.record import Record

_SHARE = 0.8
_FEWEST = 8
_ODD = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000](?!(?<=\d.)\d)")
_SECOND = re.compile(r"(?<=\S) (?= +\S)")
_GAP = re.compile(r"(?<=\S) +(?=\S)")
_WORDS_PER_SIGN = 60
_FEW_WORDS = 12


class Evened:
    """A text with plain blanks (``text``), without one of every run of ``doubled`` ones, and the way back."""

    def __init__(self, uneven: str, plain: str, *, doubled: bool) -> None:
        self._uneven = uneven
        self._cuts = [match.start() - number for number, match in enumerate(_SECOND.finditer(plain))] if doubled else []
        self.text = _SECOND.sub("", plain) if doubled else plain

    def restored(self, record: Record) -> Record:
        """The record of the evened text with all places and their words as the uneven text has them."""
        moved: Record = self._moved(record)
        return msgspec.structs.replace(moved, text=self._uneven) if isinstance(record.text, str) else moved

    def _moved(self, value: Any) -> Any:  # noqa: ANN401 - any part of a record
        if isinstance(value, tuple):
            return tuple(map(self._moved, value))
        if not isinstance(value, msgspec.Struct):
            return value
        fields: dict[str, Any] = {name: self._moved(getattr(value, name)) for name in value.__struct_fields__}
        if "start" in fields:
            start, end = self._at(fields["start"]), self._at(fields["end"] - 1) + 1
            fields |= {"text": self._uneven[start:end], "start": start, "end": end}
        return type(value)(**fields)

    def _at(self, place: int) -> int:
        return place + bisect_right(self._cuts, place)


def evened(text: str) -> Evened | None:
    """The text with plain single blanks; None where it has nothing else."""
    plain = text if text.isascii() else _ODD.sub(" ", text)
    doubled = _is_doubled(plain)
    return Evened(text, plain, doubled=doubled) if doubled or plain is not text else None


def _is_doubled(text: str) -> bool:
    """Whether nearly all gaps between words are of two blanks or more."""
    pairs = text.count("  ")
    if pairs < _FEWEST or pairs * 2 < text.count(" ") * _SHARE:
        return False
    gaps = _GAP.findall(text)
    return sum(len(gap) > 1 for gap in gaps) >= max(_FEWEST, len(gaps) * _SHARE)


@lru_cache(maxsize=4)
def is_stripped(text: str) -> bool:
    """Whether ``text`` has far fewer stops, commas and signs than its words would have."""
    words = text.count(" ") - 2 * text.count("  ")
    signs = sum(text.count(sign) for sign in ".,$%()\"'“-")
    return words > _FEW_WORDS and signs * _WORDS_PER_SIGN < words
