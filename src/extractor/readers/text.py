"""Plain text: one article a file."""

from collections.abc import Iterator

from extractor.article import Article
from extractor.errors import InputError
from extractor.readers.decoding import decode
from extractor.readers.source import Source
from extractor.record import Failure


def read(source: Source) -> Iterator[Article | Failure]:
    """The file as one article, or a failure when it is no text."""
    with source.open() as stream:
        data = stream.read()
    try:
        text = decode(data)
    except InputError as error:
        yield source.failure(str(error))
    else:
        yield Article(id=source.id, text=text, source=source.name)
