"""What a run has written, in one line for its end."""

from pathlib import Path

from extractor.record import FACT_KEYS, Record


class Tally:
    """Counts the facts of records, and the records without a publication day."""

    def __init__(self) -> None:
        self._facts = self._undated = 0

    def add(self, record: Record) -> None:
        """Count one record."""
        self._undated += record.published is None
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
