"""The program in one sentence: read the sources into articles, let an engine turn batches into records, write them."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import BinaryIO

from extractor import console
from extractor.article import Article
from extractor.batching import batches
from extractor.engines import inline
from extractor.errors import UsageError
from extractor.readers import read_all
from extractor.record import Failure, decode, encode
from extractor.settings import Reading, Settings
from extractor.writers import WRITERS, Sink

Work = Callable[[Sequence[Article | Failure]], list[bytes]]
_FAILED = b'"error":{"stage":'


def run(settings: Settings) -> int:
    """Carry out one run and give its exit status: 0 all well, 1 some articles failed, 2 none could be read.

    Raises:
        ExtractError: the run cannot start (a missing model, faulty patterns, an unwritable output).
    """
    articles = read_all(settings.inputs, settings.input_format)
    lines = inline.run(partial(worker, settings.reading), batches(articles))
    good = bad = 0
    with _output(settings) as stream:
        sink = _sink(settings, stream)
        for line in lines:
            sink.write(line)
            failure = _failure(line)
            if failure is None:
                good += 1
            else:
                bad += 1
                console.failed(failure)
        sink.close()
    if good:
        return 1 if bad else 0
    return 2


def worker(reading: Reading) -> Work:
    """Makes the function that turns a batch into encoded lines; it loads the model, once per process."""
    from extractor.pipeline import Pipeline  # noqa: PLC0415 - spaCy loads only where work is done

    pipeline = Pipeline(reading)

    def work(batch: Sequence[Article | Failure]) -> list[bytes]:
        return [encode(item) for item in pipeline(batch)]

    return work


def _failure(line: bytes) -> Failure | None:
    if _FAILED not in line:
        return None
    item = decode(line)
    return item if isinstance(item, Failure) else None


def _output(settings: Settings) -> BinaryIO:
    if settings.output is None:
        return open(sys.stdout.fileno(), "wb", closefd=False)
    try:
        return settings.output.open("wb")
    except OSError as error:
        raise UsageError(f"{settings.output}: {error.strerror}; choose another -o") from error


def _sink(settings: Settings, stream: BinaryIO) -> Sink:
    name = settings.format or ("table" if settings.output is None and sys.stdout.isatty() else "json")
    (writer,) = (writer for writer in WRITERS if writer.name == name)
    return writer.open(stream, settings.explain)
