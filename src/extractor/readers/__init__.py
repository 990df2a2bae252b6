"""The input forms. One file and one line add a form."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from extractor.article import Article
from extractor.errors import InputError
from extractor.readers import jsonl, text
from extractor.readers.source import Source, expand, head
from extractor.record import Failure

__all__ = ["READERS", "Reader", "read_all"]


def _never(_: bytes) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Reader:
    """An input form.

    Attributes:
        name: what ``--input-format`` calls it.
        suffixes: file suffixes that mean it.
        read: gives the articles of an opened source.
        knows: tells the form by the first bytes, where no suffix tells it.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Source, BinaryIO], Iterator[Article | Failure]]
    knows: Callable[[bytes], bool] = _never


READERS: tuple[Reader, ...] = (
    Reader("text", (".txt", ".text", ".md"), text.read),
    Reader("jsonl", (".jsonl", ".ndjson"), jsonl.read, jsonl.knows),
)
_BY_NAME = {reader.name: reader for reader in READERS}
_BY_SUFFIX = {suffix: reader for reader in READERS for suffix in reader.suffixes}


def read_all(
    inputs: tuple[str, ...], input_format: str | None, output: Path | None = None
) -> Iterator[Article | Failure]:
    """The articles of all inputs in order; what cannot be read is a failure in its place.

    Args:
        inputs: files, folders, glob patterns, or ``-`` for standard input.
        input_format: name of the form; None: told from suffix and content.
        output: a file that folders and patterns pass over, since the run itself writes it.
    """
    for source in expand(inputs, frozenset(_BY_SUFFIX), output):
        if isinstance(source, Failure):
            yield source
        else:
            yield from _articles(source, input_format)


def _articles(source: Source, input_format: str | None) -> Iterator[Article | Failure]:
    try:
        with source.open() as stream:
            yield from _reader(source, stream, input_format).read(source, stream)
    except InputError as error:
        yield source.failure(str(error))
    except OSError as error:
        yield source.failure(f"cannot be read: {error.strerror}")


def _reader(source: Source, stream: BinaryIO, input_format: str | None) -> Reader:
    if input_format is not None:
        return _BY_NAME[input_format]
    if source.suffix in _BY_SUFFIX:
        return _BY_SUFFIX[source.suffix]
    start = head(stream)
    return next((reader for reader in READERS if reader.knows(start)), READERS[0])
