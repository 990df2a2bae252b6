"""Inputs that hold records already, of which no text is read again: archives, and JSON lines that a run wrote."""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from msgspec import UNSET
from msgspec.structs import replace

from extractor import limits
from extractor.errors import UsageError
from extractor.record import Record, checked, encode, failure
from extractor.writers.sqlite import archives, is_archive

_LONGEST = 8 * limits.ARTICLE_BYTES  # a record says more than its text
_BEGIN = 4096  # bytes of a line that tell a record or a failure
_FAILURES = 100  # lines of articles that failed, which may stand before the first record
_RECORD = re.compile(rb'\s*\{"schema_version":\d')
_FAILURE = re.compile(rb'\s*\{"id":".*"error":\{"stage":|\s*$')


def stored(inputs: tuple[str, ...]) -> list[Path]:
    """The inputs, where all hold records; none where none does; raises UsageError where but some do."""
    databases = {*archives(inputs)}
    found = [path for path in map(Path, inputs) if path in databases or _has_record(path)]
    if found and len(found) < len(inputs):
        raise UsageError(f"{found[0]} holds records: it is read by itself, without texts beside it")
    return found


def lines(paths: list[Path], *, text: bool, needed: bool) -> Iterator[bytes]:
    """The records as encoded lines, in order, with their texts where ``text`` says so.

    Where texts are ``needed``, a record that has none becomes a failure.

    Raises:
        UsageError: an archive is damaged, or a line of a file is too long for a record.
    """
    from extractor.writers.sqlite import store  # noqa: PLC0415 - few runs read what holds records

    for path in paths:
        found = store.lines([path], text=text) if is_archive(path) else _lines(path)
        yield from (_adapted(line, text=text, needed=needed) for line in found)


def _adapted(line: bytes, *, text: bool, needed: bool) -> bytes:
    line, item = checked(line)
    if not isinstance(item, Record) or text == bool(item.text):
        return line
    if item.text:
        return encode(replace(item, text=UNSET))
    if not needed:
        return line
    why = "its record holds no text, which is needed here; read the articles with --include-text"
    return encode(failure(item, "write", why))


def _has_record(path: Path) -> bool:
    """Whether the first of a file's JSON lines is a record, but for those of articles that failed."""
    if path.suffix.lower() not in (".jsonl", ".ndjson") or not path.is_file():
        return False
    with path.open("rb") as stream:
        begun = (stream.readline(_BEGIN) for _ in range(_FAILURES))
        first = next((line for line in begun if not (line and _FAILURE.match(line))), b"")
    return _RECORD.match(first) is not None


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        for number in count(1):
            line = stream.readline(_LONGEST + 1)
            if len(line) > _LONGEST:
                raise UsageError(
                    f"{path}: line {number} is longer than {_LONGEST // 1_000_000} MB, too long for a record"
                )
            if not line:
                return
            if line := line.strip():
                yield line
