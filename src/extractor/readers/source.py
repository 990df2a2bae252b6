"""Sources: what the user named on the command line, found and opened."""

import glob
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from extractor.errors import InputError
from extractor.record import Failure, Problem


@dataclass(frozen=True, slots=True)
class Source:
    """One input: a file, or standard input (``path`` is None, ``name`` is ``-``)."""

    name: str
    path: Path | None

    @property
    def id(self) -> str:
        """The identity of an article that fills this whole source."""
        return self.path.stem if self.path else "stdin"

    def open(self) -> BinaryIO:
        """The source's bytes.

        Raises:
            InputError: the file cannot be opened.
        """
        if self.path is None:
            return sys.stdin.buffer
        try:
            return self.path.open("rb")
        except OSError as error:
            raise InputError(f"{self.name}: {error.strerror}") from error

    def failure(self, reason: str, *, stage: str = "read", item: str | None = None) -> Failure:
        """A failure that stands in the place of this source's article, or of its article ``item``."""
        return Failure(id=item or self.id, source=self.name, error=Problem(stage=stage, reason=reason))


def expand(inputs: tuple[str, ...], suffixes: frozenset[str]) -> Iterator[Source | Failure]:
    """The sources that the inputs name, in order: files as they are, patterns and folders sorted.

    Args:
        inputs: paths, glob patterns, or ``-``.
        suffixes: in a folder, files with these suffixes are taken, others passed over.
    """
    for name in inputs:
        path = Path(name)
        if name == "-":
            yield Source("-", None)
        elif path.is_dir():
            found = [file for file in sorted(path.rglob("*")) if file.is_file() and file.suffix.lower() in suffixes]
            if not found:
                yield _missing(name, "the folder holds no file of a known form")
            yield from (Source(str(file), file) for file in found)
        elif path.exists():
            yield Source(name, path)
        else:
            matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
            if not matches:
                yield _missing(name, "no such file; check the path, or quote the pattern")
            yield from (Source(match, Path(match)) for match in matches if Path(match).is_file())


def _missing(name: str, reason: str) -> Failure:
    return Failure(id=Path(name).stem, source=name, error=Problem(stage="read", reason=reason))
