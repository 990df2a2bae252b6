"""What a run has written, in one line for its end."""

from pathlib import Path
from typing import Any

import msgspec

from extractor.record import FACT_KEYS

_Counted = msgspec.defstruct(
    "_Counted", [("published", Any, None), *((key, tuple[msgspec.Raw, ...], ()) for key in FACT_KEYS)]
)
"""A record of which only the numbers are read."""


class Tally:
    """Counts the facts of records, and the records without a publication day."""

    def __init__(self) -> None:
        self._decoder = msgspec.json.Decoder(_Counted)
        self._facts = self._undated = 0

    def add(self, line: bytes) -> None:
        """Count one record, as ``codec.encode`` gives it."""
        record = self._decoder.decode(line)
        self._undated += record.published is None  # type: ignore[attr-defined]
        self._facts += sum(len(getattr(record, key)) for key in FACT_KEYS)

    def told(self, good: int, bad: int, output: Path | None, rate: float | None) -> str:
        """The run in one line: articles and where they went, facts, failures, articles without a day, the rate."""
        parts = [f"{good:,} article{'' if good == 1 else 's'}" + (f" → {output}" if output else "")]
        if self._facts:
            parts.append(f"{self._facts:,} fact{'' if self._facts == 1 else 's'}")
        if bad:
            parts.append(f"{bad:,} failed")
        if self._undated:
            parts.append(f"{self._undated:,} without a date")
        if rate:
            parts.append(f"{rate:,.1f} a second")
        return " · ".join(parts)
