"""The output forms. One file and one line add a form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from extractor.writers import json, jsonl, table

__all__ = ["WRITERS", "Sink", "Writer"]


class Sink(Protocol):
    """Takes the encoded records and failures of a run, one after another."""

    def write(self, line: bytes) -> None:
        """Take one record or failure, as ``record.encode`` gives it."""

    def close(self) -> None:
        """Write what remains."""


@dataclass(frozen=True, slots=True)
class Writer:
    """An output form: its name, and how a sink over a byte stream is opened (``explain`` asks for rules too)."""

    name: str
    open: Callable[[BinaryIO, bool], Sink]


WRITERS: tuple[Writer, ...] = (
    Writer("table", table.Sink),
    Writer("json", json.Sink),
    Writer("jsonl", jsonl.Sink),
)
