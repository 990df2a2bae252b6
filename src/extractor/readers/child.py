"""Parsing in a child process, so that a page made to hang or to swell ends in one clear error.

The parent starts one child and gives it one source after another; a child that takes too long or dies is replaced.
Run as a module, this file is the child.
"""

import atexit
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from importlib import import_module
from typing import Any, BinaryIO

import msgspec

from extractor.article import Article, fault
from extractor.errors import ExtractError, InputError
from extractor.readers.source import Source
from extractor.record import Failure

SECONDS = 60
MEMORY = 3 * 1024**3
_SIZE = 8


class Parsed(msgspec.Struct, omit_defaults=True):
    """One article as a parser found it; offsets will count in ``text``."""

    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    metadata: dict[str, Any] = {}


class _Request(msgspec.Struct):
    form: str
    name: str
    data: bytes


class _Answer(msgspec.Struct):
    articles: list[Parsed] = []
    error: str | None = None


def articles(form: str, source: Source, data: bytes) -> Iterator[Article | Failure]:
    """What the parser of ``extractor.readers.<form>`` finds in the data, parsed in the child.

    Raises:
        InputError: it finds nothing, takes too long or too much memory, or cannot read the data.
    """
    answer = _child.ask(_Request(form, source.name, data))
    if answer.error is not None:
        raise InputError(answer.error)
    many = len(answer.articles) > 1
    for number, found in enumerate(answer.articles, 1):
        name = f"{source.id}-{number}" if many else source.id
        yield article(source, name, found)


def article(source: Source, name: str, found: Parsed) -> Article | Failure:
    """The article that was found, or a failure where its text cannot be one."""
    reason = fault(found.text)
    if reason:
        return source.failure(f"its text {reason}", item=name)
    return Article(
        id=name,
        text=found.text,
        source=source.name,
        title=found.title,
        published=found.published,
        published_from="metadata" if found.published else None,
        language=found.language,
        url=found.url,
        metadata=found.metadata,
    )


class _Child:
    """The one child process, started when it is first asked."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = ThreadPoolExecutor(1)

    def ask(self, request: _Request) -> _Answer:
        process = self._process or self._start()
        waiting = self._thread.submit(_exchange, process, msgspec.msgpack.encode(request))
        try:
            return msgspec.msgpack.decode(waiting.result(SECONDS), type=_Answer)
        except TooLate:
            reason = f"takes longer than {SECONDS} seconds to parse"
        except (EOFError, OSError):
            reason = "its parser crashed or ran out of memory"
        except KeyboardInterrupt:
            self.stop()
            raise
        self.stop()
        raise InputError(reason)

    def _start(self) -> "subprocess.Popen[bytes]":
        self._process = subprocess.Popen(
            [sys.executable, "-m", "extractor.readers.child"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        return self._process

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def _exchange(process: "subprocess.Popen[bytes]", request: bytes) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    _put(process.stdin, request)
    return _get(process.stdout)


def _put(stream: Any, data: bytes) -> None:  # noqa: ANN401 - Popen's pipes are typed as IO[bytes]
    stream.write(len(data).to_bytes(_SIZE, "big") + data)
    stream.flush()


def _get(stream: Any) -> bytes:  # noqa: ANN401 - likewise
    size = int.from_bytes(_exactly(stream, _SIZE), "big")
    return _exactly(stream, size)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


_child = _Child()
atexit.register(_child.stop)


def _serve() -> None:
    """The child: parse what comes in until the parent goes away."""
    try:
        import resource  # noqa: PLC0415 - Unix only

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, OSError, ValueError):
        pass
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    while True:
        try:
            request = msgspec.msgpack.decode(_get(sys.stdin.buffer), type=_Request)
        except EOFError:
            return
        _put(answers, msgspec.msgpack.encode(_answer(request)))


def _answer(request: _Request) -> _Answer:
    try:
        parse = import_module(f"extractor.readers.{request.form}").parse
        found = parse(request.data, request.name)
    except ExtractError as error:
        return _Answer(error=str(error))
    except MemoryError:
        return _Answer(error=f"takes more than {MEMORY // 1024**3} GB of memory to parse")
    except Exception as error:  # noqa: BLE001 - whatever a parser trips over is a fault of this one source
        return _Answer(error=f"cannot be parsed: {type(error).__name__}: {error}".splitlines()[0][:300])
    return _Answer(articles=found) if found else _Answer(error="no article text found in it")


if __name__ == "__main__":
    _serve()
