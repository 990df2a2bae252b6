"""Work in processes of this machine: results in order, a bounded number of batches under way.

A process that dies costs nothing but time: its batch is done again item by item, and only an item that
kills its process a second time, or cannot be sent to one, is given up.
"""

import pickle
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Generic

from msgspec import Struct

from extractor.engines import Build, Item, Result

_AHEAD = 4  # batches read per process before the first of them must be given out
_DEATHS = 2  # an item whose process died so often is given up
_RECYCLED = 3000  # items after which a process is replaced, so that what libraries never give back stays bounded
_PROCESSES = get_context("spawn")


class _Task(Struct, Generic[Item, Result], eq=False):
    items: Sequence[Item]
    deaths: int = 0
    results: list[Result] | None = None


class _Worker(Generic[Item, Result]):
    def __init__(self, build: Build[Item, Result]) -> None:
        self.pipe, theirs = _PROCESSES.Pipe()
        self.process = _PROCESSES.Process(target=_serve, args=(build, theirs), daemon=True)
        with _uninterrupted():
            self.process.start()
        theirs.close()
        self.task: _Task[Item, Result] | None = None
        self.items = 0

    def give(self, task: _Task[Item, Result]) -> bool:
        """Sends the task; False where it cannot be sent to any process."""
        try:
            data = pickle.dumps(task.items)
        except Exception:  # noqa: BLE001 - whatever pickling trips over, it is a fault of these items
            return False
        self.task = task
        self.items += len(task.items)
        with suppress(OSError):  # it has died: the end of its pipe will say so
            self.pipe.send_bytes(data)
        return True

    def take(self) -> _Task[Item, Result]:
        """The task that was given, with its results unless the process died over it."""
        assert self.task is not None
        task, self.task = self.task, None
        try:
            results, error = self.pipe.recv()
        except (EOFError, OSError):
            task.deaths += 1
            return task
        if error is not None:
            raise error
        task.results = results
        return task

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def run(
    build: Build[Item, Result], batches: Iterable[Sequence[Item]], lost: Callable[[Item], Result], jobs: int
) -> Generator[Result, None, None]:
    """All results in order, raising what the function or its making raises; build, items and results must pickle."""
    pool = _Pool(build, lost, jobs)
    source = iter(batches)
    try:
        while True:
            while len(pool.under_way) < jobs * _AHEAD and (batch := next(source, None)) is not None:
                pool.under_way.append(_Task(batch))
                pool.waiting.append(pool.under_way[-1])
            if not pool.under_way:
                return
            while (results := pool.under_way[0].results) is None:
                pool.step()
            pool.under_way.pop(0)
            yield from results
    finally:
        pool.stop()


class _Pool(Generic[Item, Result]):
    """Processes, the tasks ``under_way`` in the order of their results, and those ``waiting`` for a process."""

    def __init__(self, build: Build[Item, Result], lost: Callable[[Item], Result], jobs: int) -> None:
        self.under_way: list[_Task[Item, Result]] = []
        self.waiting: deque[_Task[Item, Result]] = deque()
        self._build = build
        self._lost = lost
        self._jobs = jobs
        self._workers: list[_Worker[Item, Result]] = []

    def step(self) -> None:
        """Give tasks to idle processes, then wait until one has an answer or is dead."""
        idle = [worker for worker in self._workers if worker.task is None]
        while self.waiting and (idle or len(self._workers) < self._jobs):
            if not idle:
                idle = [_Worker(self._build)]
                self._workers += idle
            task = self.waiting.popleft()
            if idle[-1].give(task):
                idle.pop()
            else:
                self._again(task, _DEATHS)
        busy = {worker.pipe: worker for worker in self._workers if worker.task is not None}
        for pipe in wait(list(busy)) if busy else ():
            worker = busy[pipe]  # type: ignore[index]
            task = worker.take()
            if task.results is None or worker.items >= _RECYCLED:
                worker.stop()
                self._workers.remove(worker)
            if task.results is None:
                self._again(task, task.deaths)

    def _again(self, task: _Task[Item, Result], deaths: int) -> None:
        """Has the items of a task that failed done one by one, unless that is one and has failed too often."""
        if len(task.items) > 1:
            parts = [_Task[Item, Result]([item], task.deaths) for item in task.items]
            self.waiting.extendleft(reversed(parts))
            at = self.under_way.index(task)
            self.under_way[at : at + 1] = parts
        elif deaths < _DEATHS:
            self.waiting.appendleft(task)
        else:
            task.results = [self._lost(item) for item in task.items]

    def stop(self) -> None:
        for worker in self._workers:
            worker.stop()


def _serve(build: Build[Any, Any], pipe: Connection) -> None:
    """What a process does: batches come by the pipe until it is closed, answers go back."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work = None
    while True:
        try:
            items = pickle.loads(pipe.recv_bytes())  # noqa: S301 - it comes from the process that made this one
        except (EOFError, OSError):
            return
        try:
            work = work or build()
            answer: tuple[Any, Exception | None] = work(items), None
        except Exception as error:  # noqa: BLE001 - it is raised again where the results are read
            answer = None, error
        with suppress(OSError):  # nobody waits for it any more: the end of the pipe says so next
            pipe.send(answer)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """A process that starts meanwhile is deaf to Ctrl-C from its first moment: its end is our business."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    usual = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, usual)
