"""JSON: one object for one article, an array for several, indented for the eye; or one record or failure a line."""

import msgspec

from extractor.writers.target import Form, OneOrMany


class Sink(OneOrMany):
    """Writes the object or the array."""

    alone, several = (b"", b"\n"), (b"[\n", b",\n", b"\n]\n")

    def write(self, line: bytes) -> None:
        self.put(msgspec.json.format(line, indent=2))


class Lines(Form):
    """Writes each record or failure as a line of its own, as it comes."""

    def write(self, line: bytes) -> None:
        self._stream.write(line + b"\n")
