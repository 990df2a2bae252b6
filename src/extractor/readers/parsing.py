"""What a reader hands on to be parsed, and what a parser finds in it."""

import logging
from collections.abc import Callable, Iterator
from io import BufferedReader
from typing import Any

import msgspec
from msgspec import Struct

from extractor.article import Article, fault, is_day
from extractor.errors import needed
from extractor.limits import read_bytes
from extractor.readers.source import Source
from extractor.record import Failure
from extractor.terms import counted

_LOG = logging.getLogger(__name__)


class Parsed(msgspec.Struct, omit_defaults=True):
    """One article as a parser found it; offsets will count in ``text``."""

    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    metadata: dict[str, Any] = {}


def day_sent(words: str) -> str | None:
    """The day, where the sender was, of a mail's or a feed's time (RFC 5322 or ISO 8601); None for no such time."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - only for mails and feeds

    if is_day(words[:10]):
        return words[:10]
    try:
        return parsedate_to_datetime(words).date().isoformat()
    except (TypeError, ValueError):
        return None


class Answer(msgspec.Struct):
    """What parsing gave: articles, or the reason why there are none."""

    articles: list[Parsed] = []
    error: str | None = None


class Unparsed(Struct, frozen=True):
    """Data that may make its parser hang or swell; ``child`` parses it in a process of its own.

    Attributes:
        form: the module of ``extractor.readers`` whose ``parse`` reads it.
        source: where it comes from.
        data: the bytes to parse.
        id: the id of its one article; None: the source's, numbered where there are several.
        address: where the page was found, for articles that do not say so themselves.
    """

    form: str
    source: Source
    data: bytes
    id: str | None = None
    address: str | None = None

    def items(self, answer: Answer) -> Iterator[Article | Failure]:
        """The articles that were found, or a failure in their place."""
        if answer.error is not None:
            reason = f"{self.address}: {answer.error}" if self.address else answer.error
            yield self.source.failure(reason, item=self.id)
        many = len(answer.articles) > 1
        for number, found in enumerate(answer.articles, 1):
            name = self.id or (f"{self.source.id}-{number}" if many else self.source.id)
            if wrong := fault(found.text):
                yield self.source.failure(f"its text {wrong}", item=name)
            else:
                if left := found.metadata.get("attachments"):
                    parts = counted(len(left), "attachment")
                    _LOG.warning("%s: %s left out: %.60s", self.source.name, parts, ", ".join(left))
                own = msgspec.structs.asdict(found) | {"url": found.url or self.address}
                day_from = "metadata" if found.published else None
                yield Article(id=name, source=self.source.name, published_from=day_from, **own)


def whole(form: str, limit: int, *library: str) -> Callable[[Source, BufferedReader], Iterator[Unparsed]]:
    """Reads a source as one piece of data for the parser of a form.

    The reader raises ``InputError`` for more bytes than the limit, ``ExtraError`` without the ``library`` that the form
    needs, as ``errors.needed`` takes it.
    """

    def read(source: Source, stream: BufferedReader) -> Iterator[Unparsed]:
        if library:
            needed(*library)
        yield Unparsed(form, source, read_bytes(stream, limit))

    return read
