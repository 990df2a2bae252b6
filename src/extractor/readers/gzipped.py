"""gzip (RFC 1952) read past its damage: what is lost is told, and the next member is read on.

Archives of many pages, and files that are added to, are many members one behind another, each of which can be read by
itself.
"""

import io
import zlib
from collections.abc import Generator, Iterator
from io import BufferedReader

from extractor.errors import InputError

_NO_GZIP = "no gzip"
_CUT_OFF = "cut off"
_BEGINS = b"\x1f\x8b\x08"
_MEMBER = 31  # zlib's number for a stream in gzip
_CHUNK = 1 << 15
_KEPT = 1 << 18
"""Packed bytes before damage is noticed in which the next member is looked for: a damaged length skips 64 KiB."""
_TRIED = 1 << 12  # packed bytes by which it is told that a member begins


class DamagedError(InputError):
    """Here something is lost; a reader whose entries stand by themselves may read on behind it.

    So many bytes of the damaged member were ``given`` before; the last of them may be wrong.
    """

    def __init__(self, what: str, given: int) -> None:
        super().__init__(what)
        self.given = given


class Unpacked(io.RawIOBase):
    """The content of a gzip stream; one read gives bytes of one member.

    Reading raises ``DamagedError`` once at each damage, when all before it has been read. At the end it is known how
    many bytes behind the last member are no gzip, but ``junk``.
    """

    def __init__(self, stream: BufferedReader) -> None:
        super().__init__()
        self.junk = 0
        self._pieces: Iterator[bytes | DamagedError] = filter(None, self._read(_Packed(stream)))
        self._piece = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int]") -> int:  # type: ignore[override]  # any buffer of bytes
        piece = self._piece or next(self._pieces, b"")
        if not isinstance(piece, bytes):
            raise piece
        size = min(len(piece), len(buffer))
        buffer[:size] = piece[:size]
        self._piece = piece[size:]
        return size

    def _read(self, packed: "_Packed") -> Iterator[bytes | DamagedError]:
        while packed.begun():
            start = packed.at
            wrong, given = (yield from _member(packed)) if packed.is_member() else (_NO_GZIP, 0)
            if not wrong:
                continue
            found = packed.find(start + 1)
            if found or wrong != _NO_GZIP or not start:
                yield DamagedError(_told(wrong, start, packed.at, found), given)
            else:
                self.junk = packed.at - start


def _told(wrong: str, start: int, end: int, found: bool) -> str:
    place = f"packed bytes {start:,} to {end:,}"
    if "data check" in wrong or "length check" in wrong:
        return f"damaged: the checksum of {place} is another, what they hold may be wrong"
    if wrong == _CUT_OFF and not found:
        return f"damaged or cut off after {end:,} packed bytes: the rest is lost"
    return f"damaged: of {place} only what was read until here is left"


class _Packed:
    """Packed bytes, of which the last ones can be read again."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self._data = b""
        self._here = self._before = 0

    @property
    def at(self) -> int:
        """How many bytes have been read."""
        return self._before + self._here

    def begun(self) -> bool:
        """Whether there is more; zeros with which tapes are filled up do not count."""
        while self._here == len(self._data) or not self._data[self._here]:
            rest = self._data[self._here :].lstrip(b"\0")
            self._here = len(self._data) - len(rest)
            if not rest and not self._more():
                return False
        return True

    def is_member(self) -> bool:
        """Whether a member seems to begin here."""
        while len(self._data) - self._here < len(_BEGINS) and self._more():
            pass
        return self._data.startswith(_BEGINS, self._here)

    def take(self) -> bytes:
        """The next bytes; none at the end."""
        if self._here == len(self._data):
            self._more()
        data, self._here = self._data[self._here :], len(self._data)
        return data

    def back(self, size: int) -> None:
        """The last bytes that were taken have not been needed."""
        self._here -= size

    def find(self, start: int) -> bool:
        """Goes to the first member that begins at ``start`` or later, as far as it is kept; to the end without one."""
        self._here = max(0, start - self._before)
        while True:
            at = self._data.find(_BEGINS, self._here)
            self._here = at if at >= 0 else max(self._here, len(self._data) - len(_BEGINS) + 1)
            while at >= 0 and len(self._data) - self._here < _TRIED and self._more():
                pass
            if at >= 0 and _is_member(self._data[self._here : self._here + _TRIED]):
                return True
            if at >= 0:
                self._here += 1
            elif not self._more():
                self._here = len(self._data)
                return False

    def _more(self) -> bool:
        chunk = self._stream.read(_CHUNK)
        past = max(0, self._here - _KEPT)
        self._data = self._data[past:] + chunk
        self._here -= past
        self._before += past
        return bool(chunk)


def _member(packed: _Packed) -> Generator[bytes, None, tuple[str, int]]:
    """What the member holds that begins here, as far as it is sound; returns what is wrong with it, and its length."""
    member, given = zlib.decompressobj(_MEMBER), 0
    while not member.eof:
        data = member.unconsumed_tail or packed.take()
        before = member.copy()
        try:
            piece = member.decompress(data, _CHUNK) if data else member.flush()
        except zlib.error as error:
            for piece in _sound(before, data):
                given += len(piece)
                yield piece
            return str(error), given
        given += len(piece)
        yield piece
        if not data and not member.eof:
            return _CUT_OFF, given
    packed.back(len(member.unused_data))
    return "", given


def _sound(member: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    """What of these bytes can be unpacked before the damage."""
    try:
        for at in range(len(data)):
            yield member.decompress(data[at : at + 1])
    except zlib.error:
        return


def _is_member(data: bytes) -> bool:
    try:
        zlib.decompressobj(_MEMBER).decompress(data, 1)
    except zlib.error:
        return False
    return True
