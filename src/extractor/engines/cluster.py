"""Work on the machines of a Dask cluster, over the same batch function (the extra ``cluster``).

The scheduler runs what a dead worker held somewhere else, results included; they are fetched in order and let go at
once. A batch that has killed too many workers is done again item by item, and an item that does so is given up.
"""

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from threading import Lock
from typing import Any

from extractor.engines import Build, Item, Result
from extractor.errors import UsageError, needed

_AHEAD = 4  # batches sent per thread of the cluster before the first of them must be given out
_TIMEOUT = 10  # seconds to wait for the scheduler's answer
_LOCK = Lock()


def run(
    build: Build[Item, Result], batches: Iterable[Sequence[Item]], lost: Callable[[Item], Result], scheduler: str
) -> Iterator[Result]:
    """The results of all batches, in order; what builds the batch function, the items and the results must pickle.

    The scheduler's address is such as ``tcp://host:8786``.

    Raises:
        ExtraError: Dask is not installed.
        UsageError: the scheduler does not answer.
    """
    client, killed = _connect(scheduler)
    making = pickle.dumps(build)

    def submit(items: Sequence[Item]) -> Any:  # noqa: ANN401 - Dask's Future
        try:
            data = pickle.dumps(items)
        except Exception:  # noqa: BLE001 - whatever pickling trips over, it is a fault of these items
            return None
        return client.submit(_work, making, data, pure=False)

    def result(future: Any, items: Sequence[Item], alone: bool = False) -> list[Result]:  # noqa: ANN401 - likewise
        try:
            results: list[Result] | None = None if future is None else future.result()
        except killed:  # Dask blames all that lay on the dead worker, hence each item's own trial
            results = None
        if results is None:
            if alone:
                return [lost(items[0])]
            return [found for item in items for found in result(submit([item]), [item], alone=True)]
        return results

    under_way: deque[tuple[Any, Sequence[Item]]] = deque()
    with client:
        for batch in batches:
            under_way.append((submit(batch), batch))
            if len(under_way) >= _AHEAD * max(1, sum(client.nthreads().values())):
                yield from result(*under_way.popleft())
        while under_way:
            yield from result(*under_way.popleft())


def _connect(scheduler: str) -> tuple[Any, type[Exception]]:
    needed("distributed", "cluster", "--scheduler")
    from distributed import Client, KilledWorker  # noqa: PLC0415 - an extra

    try:
        make: Any = Client
        return make(scheduler, timeout=_TIMEOUT, set_as_default=False), KilledWorker
    except (OSError, ValueError) as error:
        raise UsageError(f"--scheduler {scheduler}: no Dask scheduler answers there") from error


def _work(making: bytes, items: bytes) -> list[Any]:
    with _LOCK:  # a model is no matter for two threads at a time
        return _built(making)(pickle.loads(items))  # noqa: S301 - likewise


@cache
def _built(making: bytes) -> Callable[[Sequence[Any]], list[Any]]:
    build: Build[Any, Any] = pickle.loads(making)  # noqa: S301 - it comes from the program that uses the cluster
    return build()
