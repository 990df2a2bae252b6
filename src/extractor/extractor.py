"""The Python face: ``extract`` for one text, ``Extractor`` for many."""

import os
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from threadpoolctl import ThreadpoolController

from extractor.article import Article, fault, is_day
from extractor.engines import processes
from extractor.errors import ExtractError, UsageError
from extractor.pipeline import TURNS, Pipeline
from extractor.readers import read_all
from extractor.readers.jsonl import dated, entry_article
from extractor.readers.source import Source
from extractor.record import Failure, Problem, Record, decode, failure
from extractor.settings import Reading
from extractor.worker import batches, lost, worker

_NAME = 256  # characters that the name of a file has at most, on most systems


class Extractor:
    """Reads many articles with one loaded model.

    >>> from extractor import Article, Extractor, Reading
    >>> extractor = Extractor(Reading(only=("dates", "amendments")))
    >>> extractor("The Senate adopted 45 amendments last year.", published="2024-05-17").dates[0].value
    '2023'
    >>> articles = [Article(id="a", text="It met on 9 March 2023."), Article(id="b", text=" ")]
    >>> [type(item).__name__ for item in extractor.pipe(articles)]
    ['Record', 'Failure']

    Args:
        reading: how articles are to be read; the defaults suit most.

    Raises:
        ModelError: the spaCy pipeline is absent or finds no entities.
        DataError: a pattern file is faulty.
    """

    def __init__(self, reading: Reading | None = None) -> None:
        self._pipeline = Pipeline(reading or Reading())

    def __call__(self, text: str, *, published: str | date | None = None) -> Record:
        """The record of one text.

        Args:
            text: the article.
            published: its publication date, a date or an ISO 8601 day.

        Raises:
            ExtractError: the text could not be read; the message names the stage and the reason.
        """
        day = _iso(published)
        article = Article(id="text", text=text, published=day, published_from="option" if day else None)
        (item,) = self.pipe([article])
        if isinstance(item, Failure):
            raise ExtractError(f"{item.error.stage}: {item.error.reason}")
        return item

    def pipe(
        self, articles: Iterable[Article | str | dict[str, Any] | Path], *, jobs: int = 1
    ) -> Iterator[Record | Failure]:
        """One record or failure per article, in order; reads ahead by a few batches only.

        Args:
            articles: articles; texts; dicts with the keys of a batch (``text``, ``id``, ``published``, …); or paths of
                files and folders in any input form, which may hold several articles. One item alone is a list of one.
            jobs: above one, the work is done in so many processes, each with a model of its own; an article that
                takes too long is then a failure, as with the command. A script needs ``if __name__ == "__main__":``
                where the system starts processes anew (Windows, macOS).
        """
        if not isinstance(jobs, int) or jobs < 1:
            raise UsageError(f"'jobs' is not a whole number above 0: {jobs!r}")
        if isinstance(articles, Article | str | dict | Path):
            articles = [articles]
        found = (item for number, each in enumerate(articles, 1) for item in self._articles(number, each))
        work = batches(_checked(item) if isinstance(item, Article) else item for item in found)
        if jobs > 1:
            yield from map(decode, processes.run(partial(worker, self._pipeline.reading), work, lost=lost, jobs=jobs))
        else:
            for batch in work:
                yield from self._read(batch)

    def _read(self, batch: list[Article | Failure]) -> list[Record | Failure]:
        """The batch's records; NumPy keeps to one thread: more wait busily and double the processor time."""
        with TURNS, _blas().limit(limits=1, user_api="blas"):
            return self._pipeline(batch)

    def _articles(self, number: int, item: object) -> Iterator[Article | Failure]:
        """The articles that the ``number``-th item (from 1) given to ``pipe`` is."""
        name, order = f"text-{number}", self._pipeline.reading.order
        if isinstance(item, Article):
            yield item
        elif isinstance(item, str):
            yield Article(id=name, text=item)
        elif isinstance(item, dict):
            item = {key: value for key, value in item.items() if not _is_missing(value)}
            day = {"published": _iso(item["published"])} if isinstance(item.get("published"), date) else {}
            made = entry_article(Source(""), f"item {number}", name, item | day)
            yield dated(made, order) if isinstance(made, Article) else made
        elif isinstance(item, Path):
            yield from read_all((str(item),), None, order=order)
        else:
            reason = f"{type(item).__name__!r} is neither an Article nor a text, dict or path"
            yield Failure(id=name, source="", error=Problem(stage="read", reason=reason))


def _is_missing(value: object) -> bool:
    """Whether a value is what data frames have where there is none: NaN, or NaT among days."""
    return isinstance(value, float | date) and value != value  # noqa: PLR0124 - what tells these two


def _iso(day: str | date | None) -> str | None:
    if isinstance(day, datetime):
        day = day.date()
    return day.isoformat() if isinstance(day, date) else day


def _checked(article: Article) -> Article | Failure:
    reason = fault(article.text)
    if reason:
        return failure(article, "read", f"its text {reason}")
    if len(article.text) < _NAME and "\n" not in article.text and os.path.isfile(article.text):  # noqa: PTH113 - Path's raises
        return failure(article, "read", "its text is the name of a file; give the words in it, or to pipe a Path")
    if article.published and not is_day(article.published):
        return failure(article, "read", f"'published' is not a day; write it as 2023-03-10: {article.published!r}")
    return article


@cache
def _blas() -> ThreadpoolController:
    """The libraries for products of matrices that this process has loaded, found once: 6 ms."""
    return ThreadpoolController()


@lru_cache(maxsize=4)
def _default(only: tuple[str, ...], include_text: bool) -> Extractor:
    return Extractor(Reading(only=only, include_text=include_text))


def extract(
    text: str, *, published: str | date | None = None, only: Iterable[str] = (), include_text: bool = False
) -> Record:
    """The record of one text, by the default model (loaded on the first call, for each choice of kinds).

    Args:
        text: the article.
        published: its publication date, a date or an ISO 8601 day, against which "Tuesday" or "last year" are read.
        only: the kinds of fact to look for (``dates``, ``people``, …); none: all.
        include_text: keep the text in the record, which a notebook then shows with its facts marked.

    Raises:
        ExtractError: the text could not be read, or ``only`` names what is not a kind of fact.
    """
    kinds = (only,) if isinstance(only, str) else tuple(only)
    return _default(kinds, include_text)(text, published=published)
