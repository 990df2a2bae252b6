"""Where a form writes and how much it shows, and what all forms do."""

import shutil
from pathlib import Path
from typing import BinaryIO

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
