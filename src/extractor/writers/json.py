"""JSON: one object for one article, an array for several, indented for the eye; or one record or failure a line."""

import msgspec

from extractor.writers.target import Form, Target


class Sink(Form):
    """Holds the first line back until it is known whether a second one comes."""

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        self._first: bytes | None = None
        self._many = False

    def write(self, line: bytes) -> None:
        item = msgspec.json.format(line, indent=2)
        if self._many:
            self._stream.write(b",\n" + item)
        elif self._first is None:
            self._first = item
        else:
            self._stream.write(b"[\n" + self._first + b",\n" + item)
            self._many = True

    def close(self) -> None:
        if self._many:
            self._stream.write(b"\n]\n")
        elif self._first is not None:
            self._stream.write(self._first + b"\n")


class Lines(Form):
    """Writes each record or failure as a line of its own, as it comes."""

    def write(self, line: bytes) -> None:
        self._stream.write(line + b"\n")
