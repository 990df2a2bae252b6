"""Batches: lists of articles with about the same amount of text, so that memory does not follow the longest ones."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from extractor.article import Article
from extractor.record import Failure

Item = TypeVar("Item", Article, Article | Failure)

_CHARACTERS = 50_000
_EACH = 200
"""What an item counts for beside its text, so that failures fill a batch too."""


def batches(items: Iterable[Item], characters: int = _CHARACTERS) -> Iterator[list[Item]]:
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
