"""JSON: one article as an object, or several in an array; the same keys as in JSON lines."""

import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from extractor.article import Article
from extractor.errors import InputError
from extractor.readers.jsonl import entry_article, why
from extractor.readers.limits import read_bytes
from extractor.readers.source import Source
from extractor.record import Failure

_BYTES = 200_000_000
_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*\{|\{\s*\n)")


def knows(start: bytes) -> bool:
    """Whether content that starts like this is JSON over several lines."""
    return _START.match(start) is not None


def read(source: Source, stream: BinaryIO) -> Iterator[Article | Failure]:
    """One article or failure for each object.

    Raises:
        InputError: the file is not JSON, or neither an object nor an array.
    """
    data = read_bytes(stream, _BYTES).removeprefix(b"\xef\xbb\xbf")
    if not data.strip():
        raise InputError("empty: there is no text in it")
    try:
        content = msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(why(data, error)) from error
    many = isinstance(content, list)
    for number, entry in enumerate(content if many else [content], 1):
        name = f"{source.id}-{number}" if many else source.id
        yield entry_article(source, f"entry {number}", name, entry)
