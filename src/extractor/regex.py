"""Regular expressions whose compiled form is kept between runs.

Compiling all patterns takes a fifth of the time in which the command reads one article; taking their compiled form
from a file takes a fiftieth of that. The file lies in the user's cache folder and belongs to one version of Python
and of this program. Its entries are found by the whole pattern, so that one can be absent but never out of date; a
damaged file is passed over; where none can be written, every run compiles.

CPython's ``re`` compiles in two steps, pattern to code and code to matcher; it offers them as one, so that both
are called here by their own names. Versions of Python in which they are not known to be the same compile as ever.
"""

import hashlib
import os
import re
import sys
import tempfile
from array import array
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

_KNOWN = sys.implementation.name == "cpython" and (3, 11) <= sys.version_info[:2] <= (3, 14)
_MOST = 4_000
"""Entries above which those that a run did not use are dropped."""


class _Code(msgspec.Struct, array_like=True, frozen=True):
    pattern: str
    asked: int
    flags: int
    code: bytes
    groups: int
    names: dict[str, int]


_Key = tuple[str, int]


class _Store:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.held = {(each.pattern, each.asked): each for each in _read(path)}
        self.used: dict[_Key, _Code] = {}

    def pattern(self, pattern: str, flags: int) -> re.Pattern[str]:
        key = pattern, int(flags)
        code = self.used[key] = self.held.get(key) or _translated(*key)
        return _matcher(code)

    def write(self) -> None:
        if self.used.keys() <= self.held.keys():
            return
        self.held |= self.used
        if len(self.held) > _MOST:
            self.held = self.used
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            _write(self.path, msgspec.msgpack.encode(list(self.held.values())))


_store: list[_Store] = []


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; a blank in one stands for any run of white space."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return rf"(?:{'|'.join(re.escape(word).replace(chr(92) + ' ', chr(92) + 's+') for word in longest_first)})"


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The same as ``re.compile(pattern, flags)``, sooner where the cache is open and has it."""
    return _store[0].pattern(pattern, flags) if _store else re.compile(pattern, flags)


def open_cache(version: str) -> None:
    """From here on take patterns from the user's cache folder; for processes of our own, not for a host program.

    Args:
        version: of the program; what another version wrote is not read.
    """
    if _KNOWN and not _store and (folder := _folder()):
        _store.append(_Store(folder / f"patterns-{_key(version)}"))


def keep() -> None:
    """Write what has been compiled since the cache was opened, if anything was."""
    for store in _store:
        store.write()


def _folder() -> Path | None:
    named = os.environ.get("XDG_CACHE_HOME", "")
    try:
        base = Path(named) if Path(named).is_absolute() else Path.home() / ".cache"
    except RuntimeError:  # nobody's home
        return None
    return base / "extract-press"


def _key(version: str) -> str:
    import _sre  # noqa: PLC0415 - CPython only

    parts = (version, sys.version, sys.byteorder, _sre.MAGIC, _sre.CODESIZE)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _read(path: Path) -> list[_Code]:
    with suppress(OSError, msgspec.DecodeError):
        data = path.read_bytes()
        if hashlib.sha256(data[32:]).digest() == data[:32]:
            return msgspec.msgpack.decode(data[32:], type=list[_Code])
    return []


def _write(path: Path, body: bytes) -> None:
    """Two processes that write at the same time each put a whole file in the place."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(hashlib.sha256(body).digest() + body)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _translated(pattern: str, flags: int) -> _Code:
    """The first step of ``re.compile``, as in CPython's ``re/_compiler.py``."""
    from re import _compiler, _parser  # type: ignore[attr-defined]  # noqa: PLC0415 - CPython only

    tree = _parser.parse(pattern, flags)
    code: Any = _compiler._code(tree, flags)  # noqa: SLF001 - see above
    state = tree.state
    return _Code(pattern, flags, flags | state.flags, array("I", code).tobytes(), state.groups - 1, state.groupdict)


def _matcher(entry: _Code) -> re.Pattern[str]:
    """The second step."""
    import _sre  # noqa: PLC0415 - CPython only

    code = array("I")
    code.frombytes(entry.code)
    names: list[str | None] = [None] * (entry.groups + 1)
    for name, number in entry.names.items():
        names[number] = name
    matcher: re.Pattern[str] = _sre.compile(
        entry.pattern, entry.flags, code.tolist(), entry.groups, entry.names, tuple(names)
    )
    return matcher
