"""Where a form writes and how much it shows, and what all forms do."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

import msgspec
from msgspec import Struct

from extractor.record import Failure, Record, decode
from extractor.settings import Settings


class Target(Struct, frozen=True):
    """What a form gets to write to: a stream, or where the user named one a folder for several files.

    Forms that add to a file open the ``output`` of the run's settings themselves; ``version`` is the program's own.
    """

    stream: BinaryIO
    folder: Path | None = None
    settings: Settings = Settings(inputs=())
    version: str = ""

    @property
    def terminal(self) -> bool:
        """Whether somebody looks at the stream."""
        return self.stream.isatty()

    @property
    def width(self) -> int:
        """Columns to fit into."""
        return shutil.get_terminal_size().columns


class Form:
    """Writes a run in one form: takes its records and failures one after another."""

    def __init__(self, target: Target) -> None:
        self._target, self._stream = target, target.stream

    def write(self, line: bytes) -> None:
        """Take one record or failure, as ``record.encode`` gives it."""
        item = decode(line)
        if isinstance(item, Failure):
            self.failure(item)
        else:
            self.record(item)

    def record(self, record: Record) -> None:
        """Take one record."""
        raise NotImplementedError

    def failure(self, failure: Failure) -> None:
        """Most forms have no place for what could not be read."""

    def close(self) -> None:
        """Write what remains; most forms keep nothing."""

    def stop(self) -> None:
        """Keep what can be gone on with, for the run is stopped; most forms have nothing of the kind."""


class Lines(Form):
    """Writes the ``objects`` of each record a line each, all or none of them; failures are left out."""

    def __init__(self, target: Target, objects: Callable[[Record], Iterable[dict[str, Any]]]) -> None:
        super().__init__(target)
        self._objects = objects

    def record(self, record: Record) -> None:
        self._stream.write(b"".join(msgspec.json.encode(each) + b"\n" for each in self._objects(record)))


class OneOrMany(Form):
    """Holds the first piece back until it is known whether a second one comes.

    ``alone`` stands before and behind one piece, ``several`` before, between and behind more of them.
    """

    alone: ClassVar[tuple[bytes, bytes]]
    several: ClassVar[tuple[bytes, bytes, bytes]]

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        self._first: bytes | None = None
        self._many = False

    def put(self, piece: bytes) -> None:
        """Take one piece."""
        before, between, _ = self.several
        if self._first is None:
            self._first = piece
        else:
            self._stream.write((b"" if self._many else before + self._first) + between + piece)
            self._many = True

    def close(self) -> None:
        if self._many:
            self._stream.write(self.several[-1])
        elif self._first is not None:
            self._stream.write(self._first.join(self.alone))
