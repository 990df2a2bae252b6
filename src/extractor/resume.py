"""Going on with a run that was interrupted: what its output holds is kept, what it lacks is added."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from extractor.article import Article
from extractor.errors import UsageError
from extractor.record import Failure


class _Identity(msgspec.Struct):
    id: str
    source: str


def kept(output: Path) -> list[bytes]:
    """The whole lines of an interrupted run's output; a last line that is not whole is cut off the file."""
    if not output.exists():
        return []
    with output.open("r+b") as stream:
        lines = stream.readlines()
        if lines and not lines[-1].endswith(b"\n"):
            stream.truncate(sum(map(len, lines[:-1])))
            lines.pop()
    return lines


def rest(articles: Iterator[Article | Failure], lines: list[bytes], output: Path) -> Iterator[Article | Failure]:
    """The articles that come after those whose records the lines hold.

    Raises:
        UsageError: a line holds no record, or not the one of the article in its place.
    """
    for number, line in enumerate(lines, 1):
        article = next(articles, None)
        try:
            record = msgspec.json.decode(line, type=_Identity)
        except msgspec.DecodeError:
            raise UsageError(f"{output}:{number}: no record; --resume goes on with what extract wrote") from None
        if article is None or (article.id, article.source) != (record.id, record.source):
            raise UsageError(
                f"{output}:{number}: record {record.id!r} is not of these inputs; give the same ones again"
            )
    return articles
