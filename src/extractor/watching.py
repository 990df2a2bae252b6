"""Watches folders for articles, by watchfiles (the extra ``watch``), into an archive, until SIGTERM or SIGINT."""

import io
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event

from msgspec.structs import replace

from extractor import __version__, console
from extractor.errors import UsageError, needed
from extractor.readers import in_folders, read_all
from extractor.record import Failure, decode
from extractor.settings import Settings
from extractor.terms import counted
from extractor.worker import batches, worker
from extractor.writers import Target, writer_for, writer_named
from extractor.writers.sqlite.adding import New, Sink

_LOOK = 500  # milliseconds after which it looks whether it is to end
_REST = 9  # how many times as long as merging took it does not merge again


def watch(settings: Settings) -> int:
    """Take what the inputs hold, then what comes into their folders, until it is to end; gives the exit status 0.

    Raises:
        ExtraError: watchfiles is not installed.
        UsageError: the output is no archive, or an input neither file nor folder.
    """
    needed("watchfiles", "watch", "--watch")
    from watchfiles import Change  # noqa: PLC0415 - an extra
    from watchfiles import watch as changes  # noqa: PLC0415 - likewise

    output = settings.output
    writer = writer_named(settings.format) if settings.format else writer_for(output) if output else None
    if output is None or writer is None or not writer.adds:
        raise UsageError("--watch adds to an archive: give -o ARCHIVE.db")
    for name in settings.inputs:
        if not Path(name).exists():
            raise UsageError(f"--watch {name}: no such file or folder")
    inbox = _Inbox(settings)
    with _ended_by_signals() as end:
        inbox.take(settings.inputs)
        if not settings.quiet:
            console.say(f"extract: waiting for what comes into {', '.join(settings.inputs)}; Ctrl-C ends it")
        late = True  # what came while the watch was being set up has no event
        for found in changes(
            *settings.inputs, stop_event=end, rust_timeout=_LOOK, yield_on_timeout=True, raise_interrupt=False
        ):
            wanted = (path for change, path in found if _wanted(settings, path, change == Change.added))
            files = {_named(settings, path) for path in wanted}
            inbox.take(settings.inputs if late else tuple(sorted(files)))
            late = False
    inbox.close()
    return 0


@contextmanager
def _ended_by_signals() -> Iterator[Event]:
    stop = Event()
    with ExitStack() as undone:
        for number in (signal.SIGTERM, signal.SIGINT):
            undone.callback(signal.signal, number, signal.signal(number, lambda *_: stop.set()))
        yield stop


def _wanted(settings: Settings, name: str, new: bool) -> bool:
    """Whether it is a file to be read, or a new folder: what was put into it before it was watched has no event."""
    path = Path(name)
    if path.name.startswith(".") or (settings.output is not None and path.resolve() == settings.output.resolve()):
        return False
    return (new and path.is_dir()) or (path.suffix.lower() in in_folders(settings.input_format) and path.is_file())


def _named(settings: Settings, name: str) -> str:
    """The path below the input as that was named, so that a changed file takes the place of what it was."""
    for root in map(Path, settings.inputs):
        if Path(name).is_relative_to(root.absolute()):
            return str(root / Path(name).relative_to(root.absolute()))
    return name


class _Inbox:
    """Takes files into the archive at once, and merges so seldom that merging takes a tenth of the time at most."""

    def __init__(self, settings: Settings) -> None:
        assert settings.output is not None
        self._settings = settings
        self._output = settings.output
        self._work = worker(replace(settings.reading, include_text=True))
        self._due = 0.0
        self._sink = Sink(Target(io.BytesIO(), settings=settings, version=__version__))
        self.close = self._sink.close

    def take(self, names: tuple[str, ...]) -> None:
        """Reads what the archive does not hold yet, puts it in, and merges if that is due; a folder may be empty."""
        settings = self._settings
        found = read_all(names, settings.input_format, self._output, any_language=settings.any_language,
                         order=settings.reading.order)  # fmt: skip
        articles = (item for item in found if not (isinstance(item, Failure) and Path(item.source).is_dir()))
        for batch in batches(New(self._output, articles, settings.reading)) if names else ():
            for line in self._work(batch):
                self._sink.write(line)
                item = decode(line)
                if isinstance(item, Failure):
                    console.failed(item)
                elif not settings.quiet:
                    found_in = (
                        f"{counted(len(item.people), 'person', 'people')}, {counted(len(item.quotes), 'quotation')}"
                    )
                    console.say(f"extract: {item.source}: {found_in}")
            self._sink.keep()
        start = time.monotonic()
        if self._sink.stale and start >= self._due:
            self._sink.merge()
            self._due = time.monotonic() + _REST * (time.monotonic() - start)
