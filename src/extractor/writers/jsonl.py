"""JSON lines: one record or failure a line."""

from typing import BinaryIO


class Sink:
    """Writes each line as it comes."""

    def __init__(self, stream: BinaryIO, explain: bool = False) -> None:  # noqa: ARG002 - one signature for all forms
        self._stream = stream

    def write(self, line: bytes) -> None:
        """Write one line."""
        self._stream.write(line + b"\n")

    def close(self) -> None:
        """Nothing remains to be written."""
