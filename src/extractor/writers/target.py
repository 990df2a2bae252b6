"""Where a form writes and how much it shows, and what all forms do."""

import shutil
from pathlib import Path
from typing import BinaryIO, ClassVar

from msgspec import Struct

from extractor.record import Failure, Record, decode
from extractor.settings import Settings


class Target(Struct, frozen=True):
    """What a sink gets to write to.

    Attributes:
        stream: takes the bytes of forms that write one file.
        folder: takes the files of forms that write several, where the user named a folder.
        settings: the run; forms that add to a file open its ``output`` themselves.
        version: the program's own.
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
    """Writes a run in one form: takes its records and failures one after another.

    Args:
        target: where to.
    """

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
