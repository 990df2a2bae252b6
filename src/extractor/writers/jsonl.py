"""JSON lines: one record or failure a line."""

from extractor.writers.target import Target


class Sink:
    """Writes each line as it comes."""

    def __init__(self, target: Target) -> None:
        self._stream = target.stream

    def write(self, line: bytes) -> None:
        """Write one line."""
        self._stream.write(line + b"\n")

    def close(self) -> None:
        """Nothing remains to be written."""
