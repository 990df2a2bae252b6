"""The Python face: ``extract`` for one text, ``Extractor`` for many."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from extractor.article import Article, fault
from extractor.batching import batches
from extractor.errors import ExtractError
from extractor.pipeline import Pipeline
from extractor.record import Failure, Problem, Record
from extractor.settings import Reading


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

    def __call__(self, text: str, *, published: str | None = None) -> Record:
        """The record of one text.

        Args:
            text: the article.
            published: its publication date, an ISO 8601 day.

        Raises:
            ExtractError: the text could not be read; the message names the stage and the reason.
        """
        article = Article(id="text", text=text, published=published, published_from="option" if published else None)
        (item,) = self.pipe([article])
        if isinstance(item, Failure):
            raise ExtractError(f"{item.error.stage}: {item.error.reason}")
        return item

    def pipe(self, articles: Iterable[Article]) -> Iterator[Record | Failure]:
        """One record or failure per article, in order; reads ahead by one batch only."""
        for batch in batches(map(_checked, articles)):
            yield from self._pipeline(batch)


def _checked(article: Article) -> Article | Failure:
    reason = fault(article.text)
    if reason:
        return Failure(id=article.id, source=article.source, error=Problem(stage="read", reason=f"its text {reason}"))
    if article.published and not _is_day(article.published):
        reason = f"'published' is not a day; write it as 2023-03-10: {article.published!r}"
        return Failure(id=article.id, source=article.source, error=Problem(stage="read", reason=reason))
    return article


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


@cache
def _default() -> Extractor:
    return Extractor()


def extract(text: str, *, published: str | None = None) -> Record:
    """The record of one text, by the default model (loaded on the first call).

    Args:
        text: the article.
        published: its publication date, an ISO 8601 day, against which "Tuesday" or "last year" are read.

    Raises:
        ExtractError: the text could not be read.
    """
    return _default()(text, published=published)
