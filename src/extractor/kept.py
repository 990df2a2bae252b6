"""What is built from the tables, kept in the user's cache folder so that the next start reads it.

A file is data: MessagePack of the type that the builder gives, checked as it is decoded. Before it stand the checksums
of its words and of the names, sizes and times of all modules and tables: what is damaged, or was made of others, is
built anew. What is not the user's own is not read. A file comes whole to its place. Where none can be read or written,
a start takes longer, and that is all.
"""

import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, wraps
from pathlib import Path
from typing import Any, TypeVar, get_type_hints
from zlib import crc32

from msgspec import MsgspecError, msgpack
from platformdirs import user_cache_path

from extractor.data import Library, own_models

Made = TypeVar("Made")
_SUMS = 8
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def kept(build: Callable[[Library], Made]) -> Callable[[Library], Made]:
    """What a builder makes of a library, remembered; of the project's own tables alone also from run to run."""

    @wraps(build)
    def made(library: Library) -> Made:
        name = f"{build.__module__}.{build.__name__}"
        kind: type[Made] = get_type_hints(build)["return"]
        return keep(library, name, kind, lambda: build(library))

    return cache(made)


def keep(library: Library, name: str, kind: type[Made], build: Callable[[], Made]) -> Made:
    """What is built of a library, a ``kind``; of the project's own tables alone also from run to run, by ``name``."""
    folder = _folder() if library.folders == (own_models(),) else None
    found: Made | None = _read(folder / name, kind) if folder else None
    if found is None:
        found = build()
        if folder:
            _write(folder / name, msgpack.encode(found, enc_hook=lambda lazy: (lazy.pattern, lazy.asked)))
    return found


def _read(path: Path, kind: Any) -> Any:  # noqa: ANN401 - of the builder's own type
    with suppress(OSError, MsgspecError, re.error), open(path, "rb", opener=_opened) as file:
        sums, data = file.read(_SUMS), file.read()
        if sums == seal(data):
            return msgpack.decode(data, type=kind, dec_hook=lambda _, source: re.compile(*source))
    return None


def _opened(path: str, flags: int) -> int:
    """Opens a file, no pipe nor link; raises OSError where it cannot be, or is not the user's alone."""
    file = os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
    told = os.fstat(file)
    mine = not hasattr(os, "getuid") or (told.st_uid == os.getuid() and not told.st_mode & _OTHERS_MAY_WRITE)
    if not mine or not stat.S_ISREG(told.st_mode):
        os.close(file)
        raise PermissionError(path)
    return file


def _write(path: Path, data: bytes) -> None:
    place = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(place, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(seal(data) + data)
        place.replace(path)
    except OSError:
        with suppress(OSError):
            place.unlink()


def _folder() -> Path | None:
    """Where this installation keeps what it builds; None for a user without a home."""
    installed = crc32(os.fsencode(Path(__file__).parent))
    with suppress(RuntimeError):
        return user_cache_path("extract") / f"{installed:08x}"
    return None


def seal(data: bytes) -> bytes:
    """What stands before data: their checksum, and that of all that they may be made of."""
    return crc32(data).to_bytes(4, "big") + state()


@cache
def state() -> bytes:
    """The checksum of the names, sizes and times of all modules and tables."""
    found = sorted(each for folder in (Path(__file__).parent, own_models()) for each in _files(os.fspath(folder)))
    return crc32(repr(found).encode()).to_bytes(4, "big")


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path) if entry.name != "__pycache__" else ()
            else:
                told = entry.stat()
                yield entry.path, told.st_size, told.st_mtime_ns
