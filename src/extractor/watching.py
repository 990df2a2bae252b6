"""Taking articles as they come: folders are watched, and each new or changed file goes into the archive.

Needs watchfiles (the extra ``watch``). It ends cleanly, with what it has taken kept, at SIGTERM and SIGINT.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from threading import Event

from msgspec.structs import replace

from extractor import __version__, console
from extractor.batching import batches
from extractor.errors import UsageError, needed
from extractor.readers import in_folders, read_all
from extractor.record import Failure, Record, decode
from extractor.settings import Settings
from extractor.worker import Work, worker
from extractor.writers import Target, writer_for, writer_named
from extractor.writers.sqlite.adding import New, Sink

_LOOK = 500
"""Milliseconds after which it looks whether it is to end."""


def watch(settings: Settings) -> int:
    """Take what the inputs hold, then what comes into their folders, until it is to end; gives the exit status 0.

    Args:
        settings: inputs must be files and folders, the output an archive.

    Raises:
        ExtraError: watchfiles is not installed.
        UsageError: the output is no archive, or an input neither file nor folder.
    """
    needed("watchfiles", "watch", "--watch")
    from watchfiles import Change  # noqa: PLC0415 - an extra
    from watchfiles import watch as changes  # noqa: PLC0415 - likewise

    _checked(settings)
    work = worker(replace(settings.reading, include_text=True))
    with _ended_by_signals() as end:
        _take(settings, settings.inputs, work)
        late = True  # what came while the watch was being set up has no event
        for found in changes(
            *settings.inputs, stop_event=end, rust_timeout=_LOOK, yield_on_timeout=True, raise_interrupt=False
        ):
            files = sorted({path for change, path in found if change != Change.deleted and _wanted(settings, path)})
            if late or files:
                _take(settings, settings.inputs if late else tuple(files), work)
            late = False
    return 0


def _checked(settings: Settings) -> None:
    output = settings.output
    writer = writer_named(settings.format) if settings.format else writer_for(output) if output else None
    if output is None or writer is None or not writer.adds:
        raise UsageError("--watch adds to an archive: give -o ARCHIVE.db")
    for name in settings.inputs:
        if not Path(name).exists():
            raise UsageError(f"--watch {name}: no such file or folder")


@contextmanager
def _ended_by_signals() -> Iterator[Event]:
    stop = Event()
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, lambda *_: stop.set()) for number in numbers]
    try:
        yield stop
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _wanted(settings: Settings, name: str) -> bool:
    path = Path(name)
    hidden = path.name.startswith(".")
    own = settings.output is not None and path.resolve() == settings.output.resolve()
    return path.suffix.lower() in in_folders(settings.input_format) and not hidden and not own and path.is_file()


def _take(settings: Settings, names: tuple[str, ...], work: Work) -> None:
    """Reads what the archive does not hold yet, and puts it in."""
    assert settings.output is not None
    articles = read_all(names, settings.input_format, settings.output, any_language=settings.any_language)
    new = iter(New(settings.output, articles, settings.reading))
    first = next(new, None)
    if first is None:
        return
    with Path(os.devnull).open("wb") as nothing:
        sink = Sink(
            Target(
                nothing, path=settings.output, inputs=names, reading=settings.reading, version=__version__,
                merges=settings.merges,
            )
        )  # fmt: skip
        for line in (line for batch in batches(chain((first,), new)) for line in work(batch)):
            sink.write(line)
            _say(decode(line), settings.quiet)
        sink.close()


def _say(item: Record | Failure, quiet: bool) -> None:
    if isinstance(item, Failure):
        console.failed(item)
    elif not quiet:
        console.say(f"extract: {item.source}: {len(item.people)} people, {len(item.quotes)} quotations")
