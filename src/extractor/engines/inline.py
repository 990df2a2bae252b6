"""Work in this process, batch after batch."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def run(
    build: Callable[[], Callable[[Sequence[Item]], list[Result]]], batches: Iterable[Sequence[Item]]
) -> Iterator[Result]:
    """The results of all batches, in order."""
    work = build()
    for batch in batches:
        yield from work(batch)
