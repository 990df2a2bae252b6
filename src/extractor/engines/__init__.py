"""Engines: ordered maps of a batch function over batches. They know nothing of news.

``build`` makes the batch function, once per process; results come in the order of the items. An engine that
works in other processes takes ``lost`` too: it gives the result of an item that killed its process twice.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Build = Callable[[], Callable[[Sequence[Item]], list[Result]]]


def inline(build: Build[Item, Result], batches: Iterable[Sequence[Item]]) -> Iterator[Result]:
    """The results of all batches, in order, made in this process."""
    work = build()
    for batch in batches:
        yield from work(batch)
