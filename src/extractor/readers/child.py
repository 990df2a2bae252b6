"""Parsing in child processes, so that a page made to hang or to swell ends in one clear error.

Each child parses one piece of data after another; one that takes too long or dies is replaced.
Run as a module, this file is the child.
"""

import os
import re
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING, Any

import msgspec

from extractor import limits
from extractor.article import Article
from extractor.errors import ExtractError, InputError
from extractor.readers.parsing import Answer, Parsed, Unparsed
from extractor.record import Failure

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
    from subprocess import Popen

_PATIENCE = 20
"""How many times its processor time a child may take by the clock: it may wait, or the system know no such limit."""
_MUCH = 0.5  # where parsing took this share of them and failed, it failed for want of more
_TOO_LONG = getattr(signal, "SIGXCPU", 0)
_SIZE, _AHEAD = 8, 2


def parsed(items: Iterable[Article | Failure | Unparsed], jobs: int) -> Iterator[Article | Failure]:
    """The items in order, with what is found in unparsed ones, by so many ``jobs``, children a little ahead."""
    children = [_Child() for _ in range(jobs)]
    idle = deque(children)
    threads: Executor | None = None  # each waits for one child
    waiting: deque[Iterable[Article | Failure] | tuple[Unparsed, Future[Answer]]] = deque()

    def ask(item: Unparsed) -> Answer:
        child = idle.pop()
        try:
            return child.ask(_Request(item.form, item.data, limits.PARSING_SECONDS, limits.PARSING_MEMORY))
        finally:
            idle.append(child)

    try:
        for item in items:
            if not isinstance(item, Unparsed):
                waiting.append([item])
            else:
                if threads is None:
                    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - plain text needs none

                    threads = ThreadPoolExecutor(jobs)
                waiting.append((item, threads.submit(ask, item)))
            while waiting and (
                len(waiting) > _AHEAD * jobs or not isinstance(waiting[0], tuple) or waiting[0][1].done()
            ):
                yield from _given(waiting.popleft())
        while waiting:
            yield from _given(waiting.popleft())
    finally:
        if threads:
            threads.shutdown(wait=False, cancel_futures=True)
        for child in children:
            child.stop()


def _given(entry: Iterable[Article | Failure] | tuple[Unparsed, "Future[Answer]"]) -> Iterable[Article | Failure]:
    return entry[0].items(entry[1].result()) if isinstance(entry, tuple) else entry


class _Request(msgspec.Struct):
    form: str
    data: bytes
    seconds: int
    memory: int


class _Child:
    """A child process, started when it is first asked."""

    def __init__(self) -> None:
        self._process: Popen[bytes] | None = None

    def ask(self, request: _Request) -> Answer:
        process = self._process = self._process or _start()
        assert process.stdin is not None
        assert process.stdout is not None
        clock, began = Timer(_PATIENCE * request.seconds, process.kill), monotonic()
        clock.daemon = True
        clock.start()
        try:
            _put(process.stdin, msgspec.msgpack.encode(request))
            return msgspec.msgpack.decode(_get(process.stdout), type=Answer)
        except (EOFError, OSError, ValueError):
            peak = self.stop()
            if process.returncode == -_TOO_LONG or monotonic() - began > _PATIENCE * request.seconds:
                return Answer(error=f"takes longer than {request.seconds} seconds to parse")
            if peak > request.memory * _MUCH:  # libraries in C end the process where there is no more
                return Answer(error=_too_big(request.memory))
            return Answer(error="its parser crashed")
        finally:
            clock.cancel()

    def stop(self) -> int:
        """Ends it; gives the most memory that it has had, in bytes, where the system tells."""
        process, self._process = self._process, None
        if process is None:
            return 0
        try:
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)  # Popen's own would take the answer of wait4
            _, status, usage = os.wait4(process.pid, 0)
        except (AttributeError, ChildProcessError):  # systems without such signals or answers, a process that is gone
            process.kill()
            process.wait()
            return 0
        process.returncode = os.waitstatus_to_exitcode(status)
        return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _start() -> "Popen[bytes]":
    from subprocess import DEVNULL, PIPE, Popen  # noqa: PLC0415 - plain text needs none

    return Popen(
        [sys.executable, "-m", "extractor.readers.child"],
        stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True,
    )  # fmt: skip


def _put(stream: Any, data: bytes) -> None:  # noqa: ANN401 - Popen's pipes are typed as IO[bytes]
    stream.write(len(data).to_bytes(_SIZE, "big") + data)
    stream.flush()


def _get(stream: Any) -> bytes:  # noqa: ANN401 - likewise
    size = int.from_bytes(stream.read(_SIZE), "big")
    data: bytes = stream.read(size)
    if len(data) < max(size, 1):  # no message is empty
        raise EOFError
    return data


def _serve() -> None:
    """The child: parse what comes in until the parent goes away."""
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    while True:
        try:
            request = msgspec.msgpack.decode(_get(sys.stdin.buffer), type=_Request)
        except EOFError:
            return
        _limit(request.seconds, request.memory)
        _put(answers, _answer(request))


def _limit(seconds: int, memory: int) -> None:
    """Memory for the process, and processor time for this request on top of what it has used."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - Unix only

        used = resource.getrusage(resource.RUSAGE_SELF)
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        most = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, most))


def _answer(request: _Request) -> bytes:
    before = _peak()
    try:
        answer = _checked(import_module(f"extractor.readers.{request.form}").parse(request.data))
    except ExtractError as error:
        answer = Answer(error=str(error))
    except MemoryError:
        answer = Answer(error=_too_big(request.memory))
    except Exception as error:  # noqa: BLE001 - whatever a parser trips over is a fault of this one source
        answer = Answer(error=f"cannot be parsed: {type(error).__name__}: {error}".splitlines()[0][:300])
    if answer.error and before < _peak() and _peak() > request.memory * _MUCH:
        answer = Answer(error=_too_big(request.memory))  # libraries tell of it in their own ways
    return msgspec.msgpack.encode(answer)


def _too_big(memory: int) -> str:
    return f"takes more than {memory // 1024**2:,} MB of memory to parse"


def _checked(found: list[Parsed]) -> Answer:
    """What was found, unless it is nothing; too much to be handed on is an ``InputError``."""
    if any("\ud800" <= char <= "\udfff" for each in found for char in set(each.text)):
        raise InputError("its text holds half of a surrogate pair")
    if max((len(each.text) for each in found), default=0) > limits.ARTICLE_BYTES:
        raise InputError(f"its text is longer than {limits.ARTICLE_BYTES // 1_000_000} MB, too long for one article")
    if sum(len(each.text) for each in found) > limits.ANSWER_BYTES:
        raise InputError(f"its texts are longer than {limits.ANSWER_BYTES // 1_000_000} MB; split it")
    return Answer(found) if found else Answer(error="no article text found in it")


def _peak() -> int:
    """The most address space that the process has had so far, in bytes; 0 where the system does not tell."""
    with suppress(OSError):
        peak = re.search(r"VmPeak:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
        return int(peak[1]) * 1024 if peak else 0
    return 0


if __name__ == "__main__":
    _serve()
