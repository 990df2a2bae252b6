"""Packed files: gzip around one file, zip around many. What is inside is read by its own form; one layer only."""

import io
import logging
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import PurePosixPath

from extractor import limits
from extractor.article import Article
from extractor.errors import InputError
from extractor.limits import read_bytes
from extractor.readers.gzipped import Unpacked
from extractor.readers.parsing import Unparsed
from extractor.readers.source import Source
from extractor.record import Failure

GZIP, ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")
"""How such content starts."""
_LOG = logging.getLogger(__name__)
Items = Iterator[Article | Failure | Unparsed]
Inside = Callable[[Source, BufferedReader], Items]


def gunzip(source: Source, stream: BufferedReader, inside: Inside) -> Items:
    """What the packed file holds, unpacked as it is read; raises InputError for damage where its form needs all."""
    name = source.name.removesuffix(".gz").removesuffix(".GZ")
    unpacked = Unpacked(stream)
    yield from inside(Source(name, path=source.path, called=source.called), BufferedReader(unpacked))
    if unpacked.junk:
        _LOG.warning("%s: %s bytes behind its end are no gzip: passed over", source.name, f"{unpacked.junk:,}")


def unzip(
    source: Source, stream: BufferedReader, inside: Callable[[Source], Items], suffixes: frozenset[str],
    passed: Counter[str] | None,
) -> Items:  # fmt: skip
    """What files of known forms in the archive hold; raises InputError where it is damaged, or unpacks to too much.

    A file that cannot be read is a failure ``inside``, and the next is read; ``passed`` counts the suffixes of others.
    """
    if not stream.seekable():
        stream = BufferedReader(io.BytesIO(read_bytes(stream, limits.SPOOLED)))
    try:
        with zipfile.ZipFile(stream) as archive:
            shown = [
                (member, PurePosixPath(member.filename).suffix.lower())
                for member in archive.infolist()
                if _shown(member)
            ]
            members = [member for member, suffix in shown if suffix in suffixes]
            if passed is not None:
                passed.update(suffix or "no suffix" for _, suffix in shown if suffix not in suffixes)
            if len(members) > limits.MEMBERS or sum(member.file_size for member in members) > limits.ARCHIVE_BYTES:
                raise InputError(
                    f"unpacks to more than {limits.MEMBERS:,} files or {limits.ARCHIVE_BYTES // 1_000_000:,} MB"
                )
            if not members:
                raise InputError("the archive holds no file of a known form")
            for member in members:
                yield from _member(source, archive, member, inside)
    except zipfile.BadZipFile as error:
        raise InputError("a damaged or cut off zip archive") from error


def _member(
    source: Source, archive: zipfile.ZipFile, member: zipfile.ZipInfo, inside: Callable[[Source], Items]
) -> Items:
    part = Source(f"{source.name}/{member.filename}")
    try:
        with archive.open(member) as stream:
            part = Source(part.name, data=read_bytes(stream, limits.MEMBER_BYTES))  # type: ignore[arg-type]
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile, EOFError, OSError) as error:
        yield part.failure("locked with a password" if member.flag_bits & 1 else f"cannot be unpacked: {error}")
    except InputError as error:
        yield part.failure(str(error))
    else:
        yield from inside(part)


def _shown(member: zipfile.ZipInfo) -> bool:
    hidden = any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(member.filename).parts)
    return not member.is_dir() and not hidden
