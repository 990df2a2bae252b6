"""The records of a web archive (ISO 28500, WARC 1.1), found again behind damage and behind wrong lengths."""

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from msgspec import Struct

from extractor import limits
from extractor.readers.gzipped import DamagedError
from extractor.readers.source import some

_CHUNK = 1 << 16
_HEAD = 1_000_000
"""Bytes that the heads of a record may have, its own and that of HTTP."""
_MOST = limits.ARTICLE_BYTES + _HEAD
"""Bytes of a record that are held; of a longer one only these."""
_TRAILER = b"\r\n\r\n"
_LOOK = 16
"""Bytes behind a record by which it is told that its length is right: its trailer, and how the next one begins."""
_BEGINS = re.compile(rb"(?:\A|(?<=\n))WARC/\d\.\d{1,3}\r?\n")
_LONGEST = 32
"""Bytes of such a beginning, at most."""
_END_OF_HEAD = re.compile(rb"\n\r?\n")
_LENGTH = re.compile(rb"(?i)\ncontent-length:[ \t]*+(\d{1,18})[ \t]*+\r?\n")


class Stored(Struct):
    """A record as it is stored, or what was found where one should be.

    Attributes:
        head: its own head, with the empty line that ends it.
        body: what follows.
        fault: why it cannot be trusted, or what lies in its place; None for a sound one.
    """

    head: bytes = b""
    body: bytes = b""
    fault: str | None = None


def records(stream: BinaryIO) -> Iterator[Stored]:
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
    """Takes the record that begins here.

    Raises:
        DamagedError: something is lost; it has its body only if that was found before.
    """
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
    """Bytes of a stream that are looked at before they are taken."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.held = bytearray()

    def more(self) -> bool:
        """Holds more, where there is more.

        Raises:
            DamagedError: something is lost here.
        """
        chunk = some(self._stream, _CHUNK)
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
        """Passes over all that lies before the next record; gives its bytes, without blank ones at its beginning.

        Behind too many of them there is none.
        """
        while not self.held.strip() and self.more():
            pass
        self.held[:] = self.held.lstrip()
        passed = self.skip(limits.ARCHIVE_BYTES)
        if passed == limits.ARCHIVE_BYTES:
            self.held.clear()
            self._stream = io.BytesIO()
        return passed
