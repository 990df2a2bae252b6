"""Texts in which every blank is doubled, as some converters leave them: they are read without the second blank.

Facts are found in the narrowed text and then moved back, so that their offsets count code points of the text as it is.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

import msgspec

from extractor.record import Record

_SHARE = 0.8
_FEWEST = 8
_SECOND = re.compile(r"(?<=\S) (?= +\S)")
_GAP = re.compile(r"(?<=\S) +(?=\S)")


class Narrowed:
    """A text without one blank of every run of blanks inside a line; ``text`` is what is left."""

    def __init__(self, wide: str) -> None:
        self._wide = wide
        self._cuts = [match.start() - number for number, match in enumerate(_SECOND.finditer(wide))]
        self.text = _SECOND.sub("", wide)

    def restored(self, record: Record) -> Record:
        """The record of the narrowed text with all places and their words as the wide text has them."""
        moved: Record = self._moved(record)
        return msgspec.structs.replace(moved, text=self._wide) if isinstance(record.text, str) else moved

    def _moved(self, value: Any) -> Any:  # noqa: ANN401 - any part of a record
        if isinstance(value, tuple):
            return tuple(map(self._moved, value))
        if not isinstance(value, msgspec.Struct):
            return value
        fields: dict[str, Any] = {name: self._moved(getattr(value, name)) for name in value.__struct_fields__}
        if "start" in fields:
            start, end = self._at(fields["start"]), self._at(fields["end"] - 1) + 1
            fields |= {"text": self._wide[start:end], "start": start, "end": end}
        return type(value)(**fields)

    def _at(self, place: int) -> int:
        return place + bisect_right(self._cuts, place)


def narrowed(text: str) -> Narrowed | None:
    """The narrowed text, where nearly all gaps between words are of two blanks or more; else None."""
    if text.count("  ") < _FEWEST or text.count("  ") * 2 < text.count(" ") * _SHARE:
        return None
    gaps: Sequence[str] = _GAP.findall(text)
    return Narrowed(text) if sum(len(gap) > 1 for gap in gaps) >= max(_FEWEST, len(gaps) * _SHARE) else None
