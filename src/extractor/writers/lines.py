"""What the forms of JSON objects have in common: some objects for each record, one a line."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

import msgspec

from extractor.codec import decode
from extractor.record import Failure, Record
from extractor.writers.target import Target


class Lines(ABC):
    """Writes the objects of each record; failures have no place in these forms and are left out."""

    def __init__(self, target: Target) -> None:
        self._stream = target.stream

    @abstractmethod
    def objects(self, record: Record) -> Iterator[dict[str, Any]]:
        """The objects that the record is in this form."""

    def write(self, line: bytes) -> None:
        """Write the objects of one record, all or none of them."""
        item = decode(line)
        if not isinstance(item, Failure):
            self._stream.write(b"".join(msgspec.json.encode(each) + b"\n" for each in self.objects(item)))

    def close(self) -> None:  # noqa: B027 - every sink is closed, this one has nothing left to do
        """Nothing remains to be written."""
