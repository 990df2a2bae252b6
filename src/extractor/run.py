"""The program in one sentence: read the sources into articles, let an engine turn batches into records, write them."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, cast

from msgspec.structs import replace

from extractor import __version__, console, output, resume, stored
from extractor.article import Article
from extractor.engines import inline
from extractor.errors import ExtractError, InputError, OutputError, UsageError
from extractor.readers import count, in_folders, read_all, several
from extractor.readers.source import Source, expand
from extractor.record import Failure, Record, checked, failure
from extractor.settings import Reading, Settings
from extractor.terminal import Visible
from extractor.worker import Work, batches, lost, worker
from extractor.writers import Form, Target, Writer, writer_for, writer_named
from extractor.writers.sqlite import archives


def run(settings: Settings) -> int:
    """Carry out one run and give its exit status: 0 all well, 1 some articles failed, 2 none could be read.

    Raises:
        ExtractError: the run cannot start (a missing model, faulty patterns, an unwritable output).
    """
    with console.speaking(warnings=not settings.quiet):
        return _run(settings)


def _run(settings: Settings) -> int:
    _spare(settings)
    writer = _writer(settings)
    tally = console.Tally()
    articles = read_all(
        settings.inputs, settings.input_format, settings.output, any_language=settings.any_language,
        jobs=settings.jobs, passed=tally.passed, order=settings.reading.order,
    )  # fmt: skip
    held = _records(settings, adds=writer.adds)
    log = resume.Log(settings, __version__) if settings.output and writer.name == "jsonl" and not held else None
    done = _done(settings, articles, log, writer)
    tally.good, tally.bad, tally.held = done.good, done.bad, done.good + done.bad
    reading = replace(settings.reading, include_text=settings.reading.include_text or writer.text != "none")
    new = None
    if writer.adds and settings.output:
        from extractor.writers.sqlite.adding import New  # noqa: PLC0415 - most runs write no archive

        new = New(settings.output, articles, reading)
    articles = iter(new) if new else log.watched(articles) if log else articles
    if held:
        needed = writer.text == "needed" or settings.reading.include_text
        lines = stored.lines(held, text=reading.include_text, needed=needed)
    else:
        lines = _engine(settings)(partial(worker, reading), batches(articles))
    with console.waiting("loading the model, reading the first articles", wanted=not (settings.quiet or held)):
        lines = chain(list(islice(lines, 1)), lines)  # a model that cannot be loaded costs no earlier output
    total = partial(count, () if held else settings.inputs, settings.input_format, settings.output)
    with (
        _opened(settings, writer, log, done) as place,
        console.Progress(not settings.quiet, total, tally.held) as progress,
    ):
        sink = writer.open(Target(place.stream, place.folder, settings, __version__))
        place.spare()
        try:
            for line in lines:
                if log:
                    log.note()
                item = _written(sink, line)
                progress.advance()
                tally.add(item)
                if isinstance(item, Failure):
                    console.failed(item)
                elif writer.name == "jsonl":
                    place.keep()
        except (KeyboardInterrupt, SystemExit):
            sink.stop()
            console.stopped(tally, settings, writer.name)
            raise
        sink.close()
        written = bool(tally.good or not place.used)
        if written:
            place.keep()
    if new:
        tally.good += new.passed
        tally.held += new.passed
    console.end(tally, settings, progress.rate, written=written)
    return 2 if not tally.good else 1 if tally.bad else 0


def _engine(settings: Settings) -> Callable[[Callable[[], Work], Iterator[list[Article | Failure]]], Iterator[bytes]]:
    """What does the work: Dask where a scheduler is named, processes for several jobs, else this process."""
    if settings.scheduler is not None:
        from extractor.engines import cluster  # noqa: PLC0415 - few runs have a cluster

        return partial(cluster.run, lost=lost, scheduler=settings.scheduler)
    if settings.jobs > 1 or settings.engine == "processes":
        from extractor.engines import processes  # noqa: PLC0415 - a run of one process needs none

        return partial(processes.run, lost=lost, jobs=settings.jobs)
    return inline


def _done(
    settings: Settings, articles: Iterator[Article | Failure], log: resume.Log | None, writer: Writer
) -> resume.Done:
    """What the output holds already, where the run goes on with it."""
    if not settings.resume or writer.adds:
        return resume.Done()
    if settings.output is None or log is None:
        raise UsageError("--resume goes on with a file of JSON lines: give -o FILE.jsonl (or -f jsonl -o FILE)")
    return resume.done(settings.output, articles, log.way)


def _records(settings: Settings, *, adds: bool) -> list[Path]:
    """The inputs that hold records; raises UsageError where what is in them is to be found otherwise."""
    if settings.input_format is not None:
        if databases := archives(settings.inputs):
            raise UsageError(f"{databases[0]} is an archive, which is read without --input-format")
        return []
    reading, held = settings.reading, stored.stored(settings.inputs)
    way = Reading(include_text=reading.include_text)
    if adds:  # an archive keeps by which tables its records were found
        way = replace(way, model=reading.model, patterns=reading.patterns)
    if held and (reading != way or settings.any_language or (settings.resume and not adds)):
        raise UsageError(
            f"{held[0]} holds records, and no text is read again: "
            "--only, --least, --published, --resume and the like are for texts"
        )
    return held


def _written(sink: Form, line: bytes) -> Record | Failure:
    """Writes one line; gives the record or failure that it is, or the failure that came of writing it."""
    line, item = checked(line)
    try:
        sink.write(line)
    except InputError as error:
        return failure(item, "write", str(error))
    except (ExtractError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - one article that trips a form must not cost the others
        reason = f"cannot be written in this form: {type(error).__name__}: {error}".splitlines()[0]
        return item if isinstance(item, Failure) else failure(item, "write", reason)
    return item


def _spare(settings: Settings) -> None:
    """Refuses to write over what is read; in a folder, an output form's suffix means that an earlier run wrote it."""
    output = settings.output
    if output is not None and output.is_dir():
        for name in filter(os.path.isdir, settings.inputs):
            if output.samefile(name):
                raise UsageError(
                    f"{output} is an input: its articles would lie among what is written; choose another -o"
                )
    if output is None or not output.is_file():
        return
    rerun = writer_for(output) is not None
    inputs = tuple(name for name in settings.inputs if not rerun or os.path.isfile(name))  # noqa: PTH113 - see readers.source
    for source in expand(inputs, in_folders(settings.input_format)):
        if isinstance(source, Source) and source.path is not None and source.path.samefile(output):
            raise UsageError(f"{output} is an input: writing it would destroy it; choose another -o")


def _writer(settings: Settings) -> Writer:
    """The output form: as asked for, else by suffix; a terminal gets a table, of several articles a summary."""
    if settings.format is not None:
        return writer_named(settings.format)
    if settings.output is not None:
        known = writer_for(settings.output)
        special = settings.output.exists() and not settings.output.is_file() and not settings.output.is_dir()
        if known is None and not special:
            raise UsageError(f"{settings.output}: its suffix names no form; choose one with -f, such as -f jsonl")
        return known or writer_named("json")
    if not sys.stdout.isatty():
        return writer_named("json")
    many = not settings.reading.why and settings.inputs != ("-",) and several(settings.inputs, settings.input_format)
    return writer_named("summary" if many else "table")


@contextmanager
def _opened(settings: Settings, writer: Writer, log: resume.Log | None, done: resume.Done) -> Iterator[output.Place]:
    """Opens what the run writes to; what was written is kept when the run says so."""
    try:
        with closing(_place(settings, writer, log, done)) as place:
            yield place
    except BrokenPipeError:
        raise
    except OSError as error:
        why = "there is no such folder" if isinstance(error, FileNotFoundError) else error.strerror
        raise OutputError(f"{settings.output or 'standard output'}: cannot be written: {why}") from error


def _place(settings: Settings, writer: Writer, log: resume.Log | None, done: resume.Done) -> output.Place:
    path = settings.output
    if path is None:
        stream: BinaryIO = open(sys.stdout.fileno(), "wb", closefd=False)  # noqa: SIM115 - the place closes it
        return output.Place(cast("BinaryIO", Visible(stream)) if stream.isatty() and not writer.styled else stream)
    if writer.adds:
        return output.Place(Path(os.devnull).open("wb"))
    if writer.folder and not path.suffix:
        return output.Folder(path)
    if path.exists() and not path.is_file():
        return output.Place(path.open("wb"))  # a device or a pipe
    return resume.Logged(path, log, done) if log else output.File(path)
