"""The input forms. One file and one line add a form."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractor.article import Article
from extractor.errors import InputError
from extractor.readers import jsonl, text
from extractor.readers.source import Source, expand
from extractor.record import Failure

__all__ = ["READERS", "Reader", "read_all"]


@dataclass(frozen=True, slots=True)
class Reader:
    """An input form: its name, the file suffixes that mean it, and how a source is read."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Source], Iterator[Article | Failure]]


READERS: tuple[Reader, ...] = (
    Reader("text", (".txt", ".text", ".md"), text.read),
    Reader("jsonl", (".jsonl", ".ndjson"), jsonl.read),
)
_BY_NAME = {reader.name: reader for reader in READERS}
_BY_SUFFIX = {suffix: reader for reader in READERS for suffix in reader.suffixes}


def read_all(inputs: tuple[str, ...], input_format: str | None) -> Iterator[Article | Failure]:
    """The articles of all inputs in order; what cannot be read is a failure in its place."""
    for source in expand(inputs, frozenset(_BY_SUFFIX)):
        if isinstance(source, Failure):
            yield source
            continue
        try:
            yield from _reader(source, input_format).read(source)
        except InputError as error:
            yield source.failure(str(error).removeprefix(f"{source.name}: "))


def _reader(source: Source, input_format: str | None) -> Reader:
    if input_format is not None:
        return _BY_NAME[input_format]
    suffix = source.path.suffix.lower() if source.path else ""
    return _BY_SUFFIX.get(suffix, READERS[0])
