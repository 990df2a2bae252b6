"""Where a sink writes, and how much it shows."""

import shutil
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from extractor.settings import Reading


class Target(Struct, frozen=True):
    """What a sink gets to write to.

    Attributes:
        stream: takes the bytes of forms that write one file.
        folder: takes the files of forms that write several, where the user named a folder.
        path: the file of forms that add to what it holds; None for standard output.
        inputs: what the run reads, as the user named it.
        reading: how the run reads it.
        version: the program's own.
        merges: the user's decisions on names.
        datasette: write a file of titles and facets beside an archive.
        explain: show the rule of every fact too.
        full: cut nothing.
    """

    stream: BinaryIO
    folder: Path | None = None
    path: Path | None = None
    inputs: tuple[str, ...] = ()
    reading: Reading = Reading()
    version: str = ""
    merges: Path | None = None
    datasette: bool = False
    explain: bool = False
    full: bool = False

    @property
    def terminal(self) -> bool:
        """Whether somebody looks at the stream."""
        return self.stream.isatty()

    @property
    def width(self) -> int:
        """Columns to fit into."""
        return shutil.get_terminal_size().columns
