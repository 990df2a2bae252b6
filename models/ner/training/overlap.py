"""Keep training text apart from test text: drop what shares word sequences with it."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from .corpus import Labelled, read_lines

WORD = re.compile(r"\w+")
SIZE = 8


def grams(text: str) -> set[int]:
    """Return the hashes of all runs of eight words, without case and punctuation."""
    words = WORD.findall(text.lower())
    return {hash(tuple(words[i : i + SIZE])) for i in range(len(words) - SIZE + 1)}


def texts_under(paths: Iterable[Path]) -> Iterator[str]:
    """Yield every test text: of .txt files, and of the ``text`` of .jsonl files."""
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix == ".txt":
                yield file.read_text(encoding="utf-8")
            elif file.suffix == ".jsonl":
                yield from (row["text"] for row in read_lines(file))


def without_overlap(items: Iterable[Labelled], tests: Iterable[Path], limit: float) -> Iterator[Labelled]:
    """Yield the items of whose eight-word runs at most the share ``limit`` stands in a test text."""
    seen: set[int] = set()
    for text in texts_under(tests):
        seen |= grams(text)
    for item in items:
        own = grams(item.text)
        if len(own & seen) <= limit * len(own):
            yield item
