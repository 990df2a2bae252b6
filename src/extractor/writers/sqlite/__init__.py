"""SQLite: an archive to which runs add. This face loads nothing, since most runs write no archive."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.article import Article
from extractor.record import Failure
from extractor.settings import Reading
from extractor.writers.target import Target

if TYPE_CHECKING:
    from extractor.writers.sqlite.sink import New, Sink


def sink(target: Target) -> "Sink":
    """What adds records to the archive ``target.path``.

    Raises:
        UsageError: no file is named.
        OutputError: the file is no archive, or cannot be written.
    """
    from extractor.writers.sqlite.sink import Sink  # noqa: PLC0415 - see the head of the file

    return Sink(target)


def new(path: Path, articles: Iterator[Article | Failure], reading: Reading) -> "New":
    """The articles that the archive does not hold yet, or holds otherwise."""
    from extractor.writers.sqlite.sink import New  # noqa: PLC0415 - likewise

    return New(path, articles, reading)
