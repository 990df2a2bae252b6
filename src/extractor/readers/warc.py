"""Web archives (ISO 28500, WARC 1.1), an article a page, found again behind damage (extra ``warc``)."""

import io
import re
from collections.abc import Iterator
from contextlib import redirect_stderr
from io import BufferedReader
from typing import Any

from msgspec import Struct

from extractor import limits
from extractor.errors import InputError, needed
from extractor.readers.gzipped import DamagedError
from extractor.readers.parsing import Unparsed
from extractor.readers.source import Source
from extractor.record import Failure

START = re.compile(rb"WARC/")
_RESPONSE = re.compile(rb"(?i)\nwarc-type:[ \t]*+response\b")
_ADDRESS = re.compile(rb"(?i)\nwarc-target-uri:[ \t]*+<?([^\s>]{1,2000})")
_CHUNK = 1 << 16
_HEAD = 1_000_000  # bytes that the heads of a record may have, its own and that of HTTP
_MOST = limits.ARTICLE_BYTES + _HEAD  # bytes of a record that are held; of a longer one only these
_TRAILER = b"\r\n\r\n"
_LOOK = 16
"""Bytes behind a record by which it is told that its length is right: its trailer, and how the next one begins."""
_BEGINS = re.compile(rb"(?:\A|(?<=\n))WARC/\d\.\d{1,3}\r?\n")
_LONGEST = 32  # bytes of such a beginning, at most
_END_OF_HEAD = re.compile(rb"\n\r?\n")
_LENGTH = re.compile(rb"(?i)\ncontent-length:[ \t]*+(\d{1,18})[ \t]*+\r?\n")


def read(source: Source, stream: BufferedReader) -> Iterator[Failure | Unparsed]:
    """An article for each HTML response, in the archive's order; other records are passed over.

    What is damaged is a failure in its place, and the next record is read on.

    Raises:
        InputError: there is nothing in it.
        ExtraError: a library is not installed.
    """
    needed("warcio", "warc", "WARC")
    needed("trafilatura", "web", "HTML")
    number = 0
    for record in records(stream):
        item = _item(record, source, f"{source.id}-{number + 1}")
        if item is not None:
            number += 1
            yield item
    if not number:
        raise InputError("no web pages in this archive")


def _item(stored: "Stored", source: Source, name: str) -> Failure | Unparsed | None:
    """The page that the record is, or what is wrong with it; None where it is no page."""
    if stored.fault is not None:
        found = _ADDRESS.search(stored.head)
        where = f"{found[1].decode('utf-8', 'replace')}: " if found else ""
        return source.failure(where + stored.fault, item=name)
    if not _RESPONSE.search(stored.head):
        return None
    address = ""
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - an extra

        with redirect_stderr(io.StringIO()):  # warcio prints what it trips over
            record: Any = next(iter(ArchiveIterator(io.BytesIO(stored.head + stored.body))))
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            headers = record.http_headers
            kind = headers.get_header("Content-Type", "") if headers else ""
            if not headers or headers.get_statuscode() != "200" or "html" not in kind.lower():
                return None
            data = record.content_stream().read(limits.ARTICLE_BYTES + 1)
    except Exception as error:  # noqa: BLE001 - whatever warcio trips over is a fault of this record
        return source.failure(f"{address}: damaged: {error or type(error).__name__}".splitlines()[0], item=name)
    if len(data) > limits.ARTICLE_BYTES:
        return source.failure(f"{address}: longer than {limits.ARTICLE_BYTES // 1_000_000} MB", item=name)
    return Unparsed("html", source, data, name, address)


class Stored(Struct):
    """A record as it is stored, its head with the empty line that ends it, or what was found where one should be.

    ``fault`` says why it cannot be trusted, or what lies in its place; None for a sound one.
    """

    head: bytes = b""
    body: bytes = b""
    fault: str | None = None


def records(stream: BufferedReader) -> Iterator[Stored]:
    """All records in their order, and faults in their places; a body that is too long for an article is cut short."""
    ahead = _Ahead(stream)
    while True:
        record = Stored()
        try:
            passed = ahead.to_record()
            if passed:
                yield Stored(fault=f"damaged: {passed:,} bytes in it are no record")
            if not ahead.held:
                return
            _fill(record, ahead)
        except DamagedError as error:
            ahead.held.clear()
            if record.body:
                yield record
                record = Stored()
            record.fault = str(error)
        yield record


def _fill(record: Stored, ahead: "_Ahead") -> None:
    """Takes the record that begins here; raises DamagedError where something is lost, its body kept if found before."""
    held = ahead.held
    while not (end := _END_OF_HEAD.search(held)) and len(held) < _HEAD and ahead.more():
        pass
    length = _LENGTH.search(held, 0, end.end()) if end else None
    if end is None or length is None:
        del held[:1]
        record.fault = f"damaged: a record without an end or a length; {ahead.to_record():,} bytes are passed over"
        return
    size = int(length[1])
    record.head = bytes(held[: end.end()])
    del held[: end.end()]
    whole = ahead.hold(min(size, _MOST))
    body = bytes(held[:_MOST])[:size]
    if whole and size > _MOST:
        size -= ahead.skip(size)
        whole = not size
    if whole:
        record.body = body
        if _ends(ahead, size, record):
            del held[:size]
            return
    record.body = b""
    passed = ahead.to_record()
    if whole or held:
        record.fault = f"its length in the archive is wrong: {passed:,} bytes to the next record are passed over"
    else:
        record.fault = "the archive is cut off in this record"


def _ends(ahead: "_Ahead", size: int, record: Stored) -> bool:
    """Whether a record ends after so many bytes that are held."""
    try:
        ahead.hold(size + _LOOK)
    except DamagedError as error:
        if error.given > len(ahead.held) - size:  # it is the member in which the record ends
            record.body = b""
        raise
    rest = ahead.held[size : size + _LOOK]
    return rest.startswith(_TRAILER) or not rest.strip() or rest.lstrip().startswith(b"WARC/")


class _Ahead:
    """Bytes of a stream that are looked at before they are taken; to hold more of them may raise ``DamagedError``."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self.held = bytearray()

    def more(self) -> bool:
        """Holds more, where there is more."""
        chunk = self._stream.read1(_CHUNK)
        self.held += chunk
        return bool(chunk)

    def hold(self, size: int) -> bool:
        """Holds so many bytes, unless there are fewer."""
        while len(self.held) < size and self.more():
            pass
        return len(self.held) >= size

    def skip(self, most: int) -> int:
        """Passes over what lies before the next record, but at most so many bytes; gives how many."""
        passed = 0
        while True:
            found = _BEGINS.search(self.held)
            part = min(most - passed, found.start() if found else max(0, len(self.held) - _LONGEST))
            del self.held[:part]
            passed += part
            if found or passed == most:
                return passed
            if not self.more():
                part = min(most - passed, len(self.held))
                del self.held[:part]
                return passed + part

    def to_record(self) -> int:
        """Passes over all before the next record; gives its first bytes, none behind too many blank ones."""
        while not self.held.strip() and self.more():
            pass
        self.held[:] = self.held.lstrip()
        passed = self.skip(limits.ARCHIVE_BYTES)
        if passed == limits.ARCHIVE_BYTES:
            self.held.clear()
            self._stream = BufferedReader(io.BytesIO())
        return passed
