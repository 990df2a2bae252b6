"""What an engine runs: batches of articles become encoded lines, within memory and time.

The limit of time is processor time, told by the system's own timer (``ITIMER_PROF``), whose signal also ends a
regular expression or a loop in which a deadline would never be looked at. Signals reach the main thread alone: that is
where a run of one process works, and where each of several processes does; in a thread of a Dask worker there is none.
"""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import FrameType
from typing import TYPE_CHECKING, TypeVar

from extractor import limits
from extractor.article import Article
from extractor.record import Failure, Record, encode, failure
from extractor.settings import Reading

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline

Result = TypeVar("Result")
Item = TypeVar("Item", Article, Article | Failure)
Work = Callable[[Sequence[Article | Failure]], list[bytes]]

_BATCH = 100_000  # code points of text in a batch, so that memory does not follow the longest articles;
_EACH = 200  # and for how many an item counts beside its text, so that failures fill a batch too
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Read by NumPy when it is loaded: a worker is one thread, more cores are what --jobs is for."""
_GARBAGE = (20_000, 10, 10)
"""When Python is to look for garbage: an article leaves some hundred objects that only such a search can free."""
_AGAIN = 1.0  # seconds after which time that is over is told again, should something have swallowed it


def batches(items: Iterable[Item], characters: int = _BATCH) -> Iterator[list[Item]]:
    """Lists of items that hold about ``characters`` code points of text each, in order."""
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += _EACH + (len(item.text) if isinstance(item, Article) else 0)
        if size >= characters:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def one_thread() -> None:
    """Keeps NumPy to one thread, unless the user's environment says otherwise; before anything loads it."""
    for variable in _THREADS:
        os.environ.setdefault(variable, "1")


def worker(reading: Reading) -> Work:
    """Makes the function that turns a batch into encoded lines; the first article loads the model.

    A batch that takes too long is read again article by article, and one that does so alone is a failure.
    """
    one_thread()
    held: list[Pipeline] = []

    def pipeline() -> "Pipeline":
        if not held:
            if gc.get_freeze_count():  # a model was loaded before, here or in an earlier run of this process
                _hand_back()
            held.append(_loaded(reading))
        return held[0]

    def read(batch: Sequence[Article | Failure]) -> list[Record | Failure]:
        if all(isinstance(item, Failure) for item in batch):
            return [item for item in batch if isinstance(item, Failure)]
        extract = pipeline()
        allowed = limits.seconds(*(item.text for item in batch if isinstance(item, Article)))
        found = within(allowed, lambda: extract(batch))
        if found is not None:
            return found
        held.clear()  # it was stopped anywhere: what it holds may be half done
        if len(batch) > 1:
            return [record for item in batch for record in read([item])]
        reason = f"takes longer than {allowed:.0f} seconds to read, too long for a text of its length"
        return [failure(batch[0], "time", reason)]

    return lambda batch: [encode(item) for item in read(batch)]


def lost(item: Article | Failure) -> bytes:
    """What stands in the place of an article that cost two processes their lives, or that cannot be sent to one."""
    reason = "the process that read it died, twice, or it cannot be sent to one: too large, or a fault; try it alone"
    return encode(failure(item, "worker", reason))


class _OverrunError(BaseException):
    """The time is over; no ``Exception``, so that nothing on the way takes it for a fault of one rule."""


def within(seconds: float, work: Callable[[], Result]) -> Result | None:
    """What the work gives, or None where it takes more processor time than this."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return work()
    running = False

    def tell(_number: int, _frame: FrameType | None) -> None:
        if running:
            raise _OverrunError

    usual = signal.signal(signal.SIGPROF, tell)
    try:
        running = True
        signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
        return work()
    except _OverrunError:
        return None
    finally:
        running = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, usual)


def _loaded(reading: Reading) -> "Pipeline":
    """No search for garbage while a model is loaded, nor later in what was loaded: all of it stays in use."""
    gc.set_threshold(0)
    try:
        from extractor.pipeline import Pipeline  # noqa: PLC0415 - all rules load only where there is an article

        return Pipeline(reading)
    finally:
        gc.freeze()
        gc.set_threshold(*_GARBAGE)


def _hand_back() -> None:
    """Frees what nothing holds, and on Linux gives the gaps that it leaves in the heap back to the system."""
    import ctypes  # noqa: PLC0415 - few processes load a second model

    gc.unfreeze()
    gc.collect()
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):  # glibc's alone
        trim(0)
