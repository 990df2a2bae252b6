"""Plain text: one article a file."""

from collections.abc import Iterator
from typing import BinaryIO

from extractor.article import Article
from extractor.limits import read_bytes
from extractor.readers.decoding import decode
from extractor.readers.source import Source


def read(source: Source, stream: BinaryIO) -> Iterator[Article]:
    """The file as one article.

    Raises:
        InputError: it is too long, empty, or no text.
    """
    yield Article(id=source.id, text=decode(read_bytes(stream)), source=source.name)
