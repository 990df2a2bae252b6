"""SQLite: an archive to which runs add. This face loads nothing, since most runs write no archive."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.article import Article
from extractor.errors import UsageError
from extractor.record import Failure
from extractor.settings import Reading
from extractor.writers.target import Target

if TYPE_CHECKING:
    from extractor.merge import Decision
    from extractor.writers.sqlite.adding import New, Sink

SUFFIXES = (".db", ".sqlite")


def sink(target: Target) -> "Sink":
    """What adds records to the archive ``target.path``.

    Raises:
        UsageError: no file is named.
        OutputError: the file is no archive, or cannot be written.
    """
    from extractor.writers.sqlite.adding import Sink  # noqa: PLC0415 - see the head of the file

    return Sink(target)


def new(path: Path, articles: Iterator[Article | Failure], reading: Reading) -> "New":
    """The articles that the archive does not hold yet, or holds otherwise."""
    from extractor.writers.sqlite.adding import New  # noqa: PLC0415 - likewise

    return New(path, articles, reading)


def archives(inputs: tuple[str, ...]) -> list[Path]:
    """The inputs, where all of them are archives; none where none is.

    Raises:
        UsageError: some are and some are not.
    """
    paths = [Path(name) for name in inputs]
    found = [path for path in paths if path.suffix.lower() in SUFFIXES and _is_archive(path)]
    if found and len(found) < len(paths):
        raise UsageError(f"{found[0]} is an archive: it is read by itself, without other inputs")
    return found


def _is_archive(path: Path) -> bool:
    from extractor.writers.sqlite.store import is_archive  # noqa: PLC0415 - likewise

    return is_archive(path)


def lines(paths: list[Path], *, text: bool) -> Iterator[bytes]:
    """The records of archives as encoded lines, with or without their texts.

    Raises:
        UsageError: an archive is damaged.
    """
    from extractor.writers.sqlite import store  # noqa: PLC0415 - likewise

    return store.lines(paths, text=text)


def decisions(target: Target) -> "list[Decision]":
    """What the user has decided on names: in a file of this run, and in the archives that it reads.

    Raises:
        DataError: the file is faulty.
    """
    from extractor.merge.decisions import read  # noqa: PLC0415 - likewise
    from extractor.writers.sqlite import entities  # noqa: PLC0415 - likewise

    kept = [each for path in archives(target.inputs) for each in entities.decisions_of(path)]
    return kept + (read(target.merges) if target.merges else [])
