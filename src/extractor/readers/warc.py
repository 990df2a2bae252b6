"""Web archives (WARC): an article for each page in them. Needs warcio and trafilatura (the extra ``warc``)."""

import io
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from math import inf
from typing import Any, BinaryIO

from extractor import limits
from extractor.errors import InputError
from extractor.extras import needed
from extractor.readers.parsing import Unparsed
from extractor.readers.source import Source
from extractor.record import Failure

_CHUNK = 1 << 16
_HEAD = 1_000_000
"""Bytes in which the next record must begin and its head end."""


def knows(start: bytes) -> bool:
    """Whether content that starts like this is a web archive (inside gzip or not)."""
    return start.startswith(b"WARC/")


def read(source: Source, stream: BinaryIO) -> Iterator[Failure | Unparsed]:
    """An article for each HTML response, in the archive's order; other records are passed over.

    Raises:
        InputError: it is no web archive, or is cut off.
        ExtraError: a library is not installed.
    """
    needed("warcio", "warc", "WARC")
    needed("trafilatura", "web", "HTML")
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - an extra

    number = 0
    counted = _Counted(stream)
    for record in _records(ArchiveIterator(counted), counted):
        if _is_page(record):
            number += 1
            yield from _page(source, record, number)
    if not number:
        raise InputError("no web pages in this archive")


class _Counted:
    """A stream of which only so much may be read where the head of a record is looked for."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.left: float = _HEAD

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.left -= len(data)
        if self.left < 0:
            raise InputError("no further record in it")
        return data


def _records(archive: Iterator[Any], stream: _Counted) -> Iterator[Any]:
    while True:
        with _reading():
            stream.left = _HEAD
            record = next(archive, None)
            stream.left = inf
        if record is None:
            return
        yield record
        with _reading():
            while record.raw_stream.read(_CHUNK):  # what is left of it may be of any length
                pass


@contextmanager
def _reading() -> Iterator[None]:
    """Has warcio say nothing, and makes one clear error of all that it trips over."""
    with redirect_stderr(io.StringIO()):
        try:
            yield
        except Exception as error:
            raise InputError(f"a damaged web archive: {error or type(error).__name__}".splitlines()[0]) from error


def _is_page(record: Any) -> bool:  # noqa: ANN401 - warcio is not typed
    headers = record.http_headers
    kind = headers.get_header("Content-Type", "") if headers else ""
    status = headers.get_statuscode() if headers else ""
    return record.rec_type == "response" and status == "200" and "html" in kind.lower()


def _page(source: Source, record: Any, number: int) -> Iterator[Failure | Unparsed]:  # noqa: ANN401 - see _is_page
    name = f"{source.id}-{number}"
    address = record.rec_headers.get_header("WARC-Target-URI")
    with _reading():
        data = record.content_stream().read(limits.ARTICLE_BYTES + 1)
    if len(data) > limits.ARTICLE_BYTES:
        yield source.failure(f"{address}: longer than {limits.ARTICLE_BYTES // 1_000_000} MB", item=name)
        return
    with _reading():
        while record.raw_stream.read(_CHUNK):
            pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        yield source.failure(f"{address}: the archive is cut off in this page", item=name)
        return
    yield Unparsed("html", source, data, name, address)
