"""The program in one sentence: read the sources into articles, let an engine turn batches into records, write them."""

import ctypes
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from extractor import __version__, console, regex, resume
from extractor.article import Article
from extractor.batching import batches
from extractor.codec import decode, encode
from extractor.engines import cluster, inline, processes
from extractor.errors import ExtractError, OutputError, UsageError
from extractor.lean import load_spacy
from extractor.readers import in_folders, read_all
from extractor.readers.counting import count
from extractor.readers.source import Source, expand
from extractor.record import Failure, Problem
from extractor.settings import Reading, Settings
from extractor.writers import Sink, Target, Writer, sqlite, writer_for, writer_named

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline

Work = Callable[[Sequence[Article | Failure]], list[bytes]]
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Read by NumPy when it is loaded: a worker is one thread, more cores are what --jobs is for."""
_MOST_WORDS = 20_000
"""Different words that a process keeps before it loads the model anew: those of some four hundred articles."""
_FAILED = b'"error":{"stage":'


def run(settings: Settings) -> int:
    """Carry out one run and give its exit status: 0 all well, 1 some articles failed, 2 none could be read.

    Raises:
        ExtractError: the run cannot start (a missing model, faulty patterns, an unwritable output).
    """
    writer = _writer(settings)
    _spare(settings)
    articles = read_all(
        settings.inputs, settings.input_format, settings.output, any_language=settings.any_language, jobs=settings.jobs
    )
    done = _kept(settings, writer)
    reading = replace(settings.reading, include_text=settings.reading.include_text or writer.needs_text)
    new = sqlite.new(settings.output, articles, reading) if writer.adds and settings.output else None
    if new:
        articles = iter(new)
    elif done:
        articles = resume.rest(articles, done, settings.output or Path())
    bad = sum(_FAILED in line for line in done)
    good = len(done) - bad
    if held := sqlite.archives(settings.inputs):
        lines = sqlite.lines(held, text=reading.include_text)
    else:
        lines = _begun(_engine(settings)(partial(worker, reading), batches(articles)))
    total = partial(count, () if held else settings.inputs, settings.input_format, settings.output)
    with _target(settings, writer) as target, console.Progress(not settings.quiet, total, len(done)) as progress:
        sink = writer.open(target)
        for line in lines:
            failure = _written(sink, line)
            progress.advance()
            if failure is None:
                good += 1
            else:
                bad += 1
                console.failed(failure)
        sink.close()
    regex.keep()
    if new and new.passed:
        good += new.passed
    elif not good and not bad:
        console.say("extract: no article in these inputs")
    if good:
        return 1 if bad else 0
    return 2


def _engine(settings: Settings) -> Callable[[Callable[[], Work], Iterator[list[Article | Failure]]], Iterator[bytes]]:
    """What does the work: Dask where a scheduler is named, processes for several jobs, else this process."""
    if settings.scheduler is not None:
        return partial(cluster.run, lost=_lost, scheduler=settings.scheduler)
    if settings.jobs > 1 or settings.engine == "processes":
        return partial(processes.run, lost=_lost, jobs=settings.jobs)
    return inline.run


def _begun(lines: Iterator[bytes]) -> Iterator[bytes]:
    """The same lines, with the first of them made: a model that cannot be loaded must not cost what an output holds."""
    return chain(list(islice(lines, 1)), lines)


def _lost(item: Article | Failure) -> bytes:
    reason = "the process that read it died, twice: too large for this machine, or a fault; try it alone"
    return encode(Failure(id=item.id, source=item.source, error=Problem(stage="worker", reason=reason)))


def _kept(settings: Settings, writer: Writer) -> list[bytes]:
    if not settings.resume or writer.adds:
        return []
    if settings.output is None or writer.name != "jsonl":
        raise UsageError("--resume goes on with a file of JSON lines: give -o FILE.jsonl (or -f jsonl -o FILE)")
    return resume.kept(settings.output)


def worker(reading: Reading) -> Work:
    """Makes the function that turns a batch into encoded lines; the first article loads the model.

    spaCy keeps every word that it has read. When they are many the model is loaded anew, which takes a second in some
    minutes of work and keeps memory flat.
    """
    for variable in _THREADS:
        os.environ.setdefault(variable, "1")

    held: list[Pipeline] = []

    def pipeline() -> "Pipeline":
        if held and held[0].words > _MOST_WORDS:
            held.clear()
            _hand_back()
        if not held:
            held.append(made())
        return held[0]

    def made() -> "Pipeline":
        with _uncollected():
            load_spacy()
            regex.open_cache(__version__)
            from extractor.pipeline import Pipeline  # noqa: PLC0415 - spaCy loads only where there is an article

            found = Pipeline(reading)
            regex.keep()
        return found

    def work(batch: Sequence[Article | Failure]) -> list[bytes]:
        failures = [item for item in batch if isinstance(item, Failure)]
        return [encode(item) for item in (failures if len(failures) == len(batch) else pipeline()(batch))]

    return work


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage while a model is loaded, nor later in what was loaded: all of it stays in use.

    Thresholds rather than ``gc.disable``, since the reader of spaCy's files enables the collector behind it.
    """
    usual = gc.get_threshold()
    gc.set_threshold(0)
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(*usual)


def _hand_back() -> None:
    """Frees what nothing holds, and on Linux gives the gaps that it leaves in the heap back to the system."""
    gc.unfreeze()
    gc.collect()
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):  # glibc's alone
        trim(0)


def _failure(line: bytes) -> Failure | None:
    if _FAILED not in line:
        return None
    item = decode(line)
    return item if isinstance(item, Failure) else None


def _written(sink: Sink, line: bytes) -> Failure | None:
    """Writes one line; gives the failure that it is, or that came of writing it."""
    failure = _failure(line)
    try:
        sink.write(line)
    except (ExtractError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - one article that trips a form must not cost the others
        item = decode(line)
        reason = f"cannot be written in this form: {type(error).__name__}: {error}".splitlines()[0]
        return failure or Failure(id=item.id, source=item.source, error=Problem(stage="write", reason=reason))
    return failure


def _spare(settings: Settings) -> None:
    """Refuses to write over what is read; in a folder, an output form's suffix means that an earlier run wrote it."""
    output = settings.output
    if output is None or not output.is_file():
        return
    rerun = writer_for(output) is not None
    inputs = tuple(name for name in settings.inputs if not rerun or os.path.isfile(name))  # noqa: PTH113 - see readers.source
    for source in expand(inputs, in_folders(settings.input_format)):
        if isinstance(source, Source) and source.path is not None and source.path.samefile(output):
            raise UsageError(f"{output} is an input: writing it would destroy it; choose another -o")


def _writer(settings: Settings) -> Writer:
    """The output form: the one asked for, else what the output's suffix means, else by who reads it."""
    if settings.format is not None:
        return writer_named(settings.format)
    if settings.output is not None:
        return writer_for(settings.output) or writer_named("json")
    return writer_named("table" if sys.stdout.isatty() else "json")


@contextmanager
def _target(settings: Settings, writer: Writer) -> Iterator[Target]:
    """Opens what the run writes to.

    Raises:
        UsageError: the output cannot be written.
        OutputError: it fails while it is written.
    """
    output = settings.output
    made = partial(
        Target, explain=settings.explain, inputs=settings.inputs, reading=settings.reading, version=__version__,
        merges=settings.merges,
    )  # fmt: skip
    try:
        if output is None:
            with open(sys.stdout.fileno(), "wb", closefd=False) as stream:
                yield made(stream)
        elif writer.adds:
            with Path(os.devnull).open("wb") as stream:
                yield made(stream, path=output)
        elif writer.folder and not output.suffix:
            output.mkdir(parents=True, exist_ok=True)
            with Path(os.devnull).open("wb") as stream:
                yield made(stream, output)
        else:
            with output.open("ab" if settings.resume else "wb") as stream:
                yield made(stream)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"{output or 'standard output'}: cannot be written: {error.strerror}") from error
