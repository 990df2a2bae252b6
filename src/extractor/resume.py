"""Going on with a run that was interrupted: what its output holds is kept, what it lacks is added.

Beside ``out.jsonl`` lies ``.out.jsonl.run``: how the run reads, in the first line, and then a line for each article, a
digest of all that was read of it. An output goes on only with the same settings, version, tables and articles; nothing
is cut off before all of that is known to be so.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from extractor.article import Article
from extractor.data import library
from extractor.errors import UsageError
from extractor.output import File, Place, gone_on_with
from extractor.record import Failure, Problem
from extractor.settings import Settings

_BEGINS = (b'{"schema_version":', b'{"id":')  # how the lines of records and of failures begin
_DIGEST = 8
_OTHER = {
    "tables": "with other tables (--patterns)", "authority": "with other lists (--authority)",
    "version": "by another version of extract",
}  # fmt: skip
_SIGNS = re.compile(r'[\[\]"]')
_UNSAID, _SAID = (None, "null", "[]", "false", "False", "as told"), ("true", "True")


class _Line(Struct):
    id: str
    source: str
    error: Problem | None = None


class Done(Struct):
    """What an output holds: records and failures, and where they and their digests end, in bytes."""

    good: int = 0
    bad: int = 0
    size: int = 0
    log_size: int = 0


class Log:
    """Takes the digest of each article that is read, and writes it when the article's line is to be written."""

    def __init__(self, settings: Settings, version: str) -> None:
        self.way = {"version": version} | _way(settings)
        self.stream: BinaryIO | None = None
        self._waiting: deque[bytes] = deque()

    def watched(self, articles: Iterator[Article | Failure]) -> Iterator[Article | Failure]:
        """The same articles."""
        for article in articles:
            self._waiting.append(_digest(article))
            yield article

    def note(self) -> None:
        """The line of the next article is to be written: its digest is written before."""
        digest = self._waiting.popleft()
        if self.stream is not None:
            self.stream.write(digest)
            self.stream.flush()


class Logged(Place):
    """An output of JSON lines and its log: new, or gone on with after what is done."""

    def __init__(self, path: Path, log: Log, done: Done) -> None:
        with ExitStack() as opened:
            ends = ((path, done.size), (beside(path), done.log_size))
            lines, digests = (
                opened.enter_context(closing(Place(gone_on_with(file, end)) if done.size else File(file)))
                for file, end in ends
            )
            if not done.size:
                digests.stream.write(msgspec.json.encode(log.way) + b"\n")
            self._opened = opened.pop_all()
        self._lines, self._digests = lines, digests
        self.stream, self.used = lines.stream, lines.used
        log.stream = digests.stream

    def close(self) -> None:
        self._opened.close()

    def keep(self) -> None:
        """Puts both in their places, the log first: a log without its lines is passed over, lines need theirs."""
        self._digests.keep()
        self._lines.keep()


def beside(output: Path) -> Path:
    """The log of an output."""
    return output.with_name(f".{output.name}.run")


def done(output: Path, articles: Iterator[Article | Failure], way: dict[str, str]) -> Done:
    """What an interrupted run's output holds, off ``articles``; raises UsageError where this run writes else."""
    if not output.exists() or not output.stat().st_size:
        return Done()
    if not beside(output).is_file():
        raise UsageError(f"{output}: no run of extract to go on with: {beside(output).name} is not beside it")
    found = Done()
    with output.open("rb") as lines, beside(output).open("rb") as log:
        _same(output, log.readline(), way)
        for number, line in enumerate(lines, 1):
            if not line.endswith(b"\n"):
                if not any(line[: len(each)] == each[: len(line)] for each in _BEGINS):
                    raise UsageError(f"{output}:{number}: no record; --resume goes on with what extract wrote")
                break
            try:
                record = msgspec.json.decode(line, type=_Line)
            except msgspec.MsgspecError:
                raise UsageError(f"{output}:{number}: no record; --resume goes on with what extract wrote") from None
            article = next(articles, None)
            if article is None or (article.id, article.source) != (record.id, record.source):
                raise UsageError(
                    f"{output}:{number}: record {record.id!r} is not of these inputs; give the same ones again"
                )
            if log.read(2 * _DIGEST + 1) != _digest(article):
                raise UsageError(f"{output}:{number}: {record.id!r} is another article than when the run began")
            found.size += len(line)
            found.good += record.error is None
            found.bad += record.error is not None
        found.log_size = log.tell()
    return found


def _same(output: Path, line: bytes, way: dict[str, str]) -> None:
    try:
        before = msgspec.json.decode(line, type=dict[str, str])
    except msgspec.MsgspecError:
        raise UsageError(f"{beside(output)}: no log of a run; run again without --resume") from None
    for name in sorted(before.keys() | way.keys()):
        if before.get(name) != way.get(name):
            told = f"{_told(name, before.get(name))}, and is now run {_told(name, way.get(name))}"
            told = _OTHER.get(name, told)
            raise UsageError(f"{output}: was begun {told}; run as before, or again without --resume")


def _told(name: str, value: str | None) -> str:
    """A setting as the command line has it."""
    option = f"--{name.replace(' ', '-')}"
    if value in _UNSAID:
        return f"without {option}"
    return f"with {option}" if value in _SAID else f"with {option} {_SIGNS.sub('', value)}"


def _digest(article: Article | Failure) -> bytes:
    return _digested([msgspec.json.encode(article)]).encode() + b"\n"


def _digested(parts: Iterable[bytes]) -> str:
    from hashlib import blake2b  # noqa: PLC0415 - many runs have no log

    digest = blake2b(digest_size=_DIGEST)
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def _way(settings: Settings) -> dict[str, str]:
    """All that makes the record of an article what it is, except the article."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - likewise

    reading = settings.reading
    try:
        installed = version(reading.model)
    except PackageNotFoundError:
        installed = "(not installed)"
    way = {
        "model": f"{reading.model} {installed}",
        "tables": _tables(reading.patterns),
        "authority": _digested(file.read_bytes() for file in reading.authority if file.is_file()),
        "input format": str(settings.input_format or "as told"),
        "any language": str(settings.any_language),
        "day first": str(reading.order == "day"),
        "month first": str(reading.order == "month"),
    }
    for name in reading.__struct_fields__:
        if name not in ("model", "patterns", "authority", "order"):
            way[name.replace("_", " ")] = msgspec.json.encode(getattr(reading, name)).decode()
    return way


def _tables(patterns: tuple[Path, ...]) -> str:
    return _digested(
        f"{file.relative_to(folder)}\n{file.stat().st_size}\n".encode() + file.read_bytes()
        for folder in library(*patterns).folders
        for file in sorted(folder.rglob("*"))
        if file.is_file() and "training" not in file.parts
    )
