"""What the user reads on standard error: failures, and how far a run is."""

import logging
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from extractor.record import FACT_KEYS, Failure, Record
from extractor.settings import Settings
from extractor.terminal import visible
from extractor.terms import counted

if TYPE_CHECKING:
    from rich.progress import Progress as Display

_PATIENCE = 1.0  # seconds after which a run is long enough to show how far it is

_LINES = 20  # lines for reasons of one kind, after which they are only counted;
_ALIKE = 40  # of one kind are those whose first characters are the same,
_KINDS = 200  # and so many kinds are kept apart
_SUFFIXES = 5  # suffixes of files that were passed over, which the last line names
_GOES_ON = {"sqlite": "", "jsonl": " with --resume"}
"""Forms whose output can be gone on with, and the option that does it."""
_CLEAR = "\r\x1b[K"  # goes to the start of the line and empties it (ECMA-48)
_FIGURES = re.compile(r"\d[\d.,]*")


def say(message: str) -> None:
    """One line on standard error."""
    line = visible(" ".join(message.split("\n")))
    print(line.encode("utf-8", "replace").decode(), file=sys.stderr)  # noqa: T201 - this is the one place that speaks


def failed(failure: Failure) -> None:
    """The one line about an article that gave no record."""
    source = Path(failure.source).as_posix()
    named = any(f"/{path}".endswith(f"/{failure.id}") for path in (source, source.removesuffix(Path(source).suffix)))
    item = "" if named or failure.id == "stdin" else f" {failure.id}:"
    _SAID.say(f"{failure.source or failure.id}:{item} {failure.error.reason}", failure.error.reason)


class Repeated(logging.Handler):
    """Says what goes wrong in a run, of each kind so many lines, and at the end how many more there were."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._times: Counter[str] = Counter()
        self._next: dict[str, str] = {}

    def say(self, message: str, reason: str) -> None:
        """One line, unless there were many for reasons that begin alike, figures aside."""
        kind = _FIGURES.sub("0", reason)[:_ALIKE]
        kind = kind if kind in self._times or len(self._times) < _KINDS else "other reasons"
        self._times[kind] += 1
        if self._times[kind] <= _LINES:
            say(f"extract: {message}")
        else:
            self._next.setdefault(kind, message)

    def emit(self, record: logging.LogRecord) -> None:
        """A warning of the readers."""
        self.say(record.getMessage(), str(record.msg))

    def end(self) -> None:
        """Says how many lines were left out."""
        for kind, message in self._next.items():
            left = self._times[kind] - _LINES
            say(f"extract: and {left:,} more, the first of them {message}" if left > 1 else f"extract: {message}")
        self._times.clear()
        self._next.clear()


_SAID = Repeated()


def stopped(tally: "Tally", settings: Settings, form: str) -> None:
    """Says where a run was stopped, and how to go on."""
    if settings.quiet:
        return
    more = f"{settings.output} is as it was" if settings.output else "nothing more is written"
    if settings.output and form in _GOES_ON:
        more = f"they are in {settings.output}, and the same command{_GOES_ON[form]} goes on after them"
    say(f"extract: stopped after {counted(tally.good + tally.bad, 'article')}; {more}")


def end(tally: "Tally", settings: Settings, rate: float | None, *, written: bool) -> None:
    """Says the run in one line, but for a single article that was shown."""
    _SAID.end()
    done = tally.good + tally.bad
    if not done:
        say("extract: no article in these inputs")
    elif (settings.output or done > 1 or tally.passed) and not settings.quiet:
        say(f"extract: {tally.told(settings.output if tally.good or written else None, rate)}")


@contextmanager
def speaking(warnings: bool) -> Iterator[None]:
    """Says failures, and warnings where they are wanted, and at the end what was left out."""
    log = logging.getLogger("extractor")
    handler: logging.Handler = _SAID if warnings else logging.NullHandler()
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        _SAID.end()


def _is_lively() -> bool:
    """Whether standard error is a terminal that can go back in a line."""
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def waiting(message: str, *, wanted: bool) -> Iterator[None]:
    """Shows on a terminal what is being done, until it is done; nothing elsewhere."""
    stream = sys.stderr
    shown = wanted and _is_lively()
    if shown:
        stream.write(f"{message} …")
        stream.flush()
    try:
        yield
    finally:
        if shown:
            stream.write(_CLEAR)
            stream.flush()


class Tally:
    """What a run has done: ``good`` records, ``bad`` failures, which of them the output ``held`` before.

    ``passed`` are the suffixes of files in folders that were not read.
    """

    def __init__(self) -> None:
        self._facts = self._undated = 0
        self.good = self.bad = self.held = 0
        self.passed: Counter[str] = Counter()

    def add(self, item: Record | Failure) -> None:
        """Count one record or failure."""
        if isinstance(item, Failure):
            self.bad += 1
            return
        self.good += 1
        self._undated += item.published is None
        self._facts += sum(len(getattr(item, key)) for key in FACT_KEYS)

    def told(self, output: Path | None, rate: float | None) -> str:
        """The run in one line: articles, where they went, facts, held before, failed, without a day, not read; rate."""
        kinds = [suffix for suffix, _ in self.passed.most_common(_SUFFIXES)]
        kinds += ["…"] if len(self.passed) > _SUFFIXES else []
        more = (
            (self._facts, counted(self._facts, "fact")),
            (self.held, f"{self.held:,} there already"),
            (self.bad, f"{self.bad:,} failed"),
            (self._undated, f"{self._undated:,} without a date"),
            (self.passed, f"{counted(self.passed.total(), 'file')} passed over ({', '.join(kinds)})"),
            (rate, f"{rate or 0:,.1f} a second"),
        )
        articles = counted(self.good, "article") + (f" → {output}" if output else "")
        return " · ".join([articles, *(told for number, told in more if number)])


class Progress:
    """How far a run is: articles done, rate and time left, if it is wanted, on a terminal and for long runs only.

    ``total`` gives the number of articles, or None; it is asked only when it is shown. ``done`` are those of an earlier
    run.
    """

    def __init__(self, wanted: bool, total: Callable[[], int | None], done: int = 0) -> None:
        self._wanted = wanted and _is_lively()
        self._total = total
        self._done = self._before = done
        self._start = time.monotonic()
        self._display: Display | None = None
        self.rate: float | None = None  # articles a second, once a run is over that was long enough to be shown

    def __enter__(self) -> Self:
        return self

    def advance(self) -> None:
        """One more article is done."""
        self._done += 1
        if self._wanted and self._display is None and time.monotonic() - self._start > _PATIENCE:
            total = self._total()
            if total is None or self._done < total:  # else this article was the last one
                self._display = _display(total, self._before)
                self._display.start()
        if self._display is not None:
            rate = f"{self._rate():,.1f} a second"
            self._display.update(self._display.task_ids[0], completed=self._done, description=rate)

    def _rate(self) -> float:
        return (self._done - self._before) / (time.monotonic() - self._start)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._display is not None:
            self._display.stop()
            self.rate = self._rate()


def _display(total: int | None, before: int) -> "Display":
    from rich.console import Console  # noqa: PLC0415 - only for a terminal
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (MofNCompleteColumn(), BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
    display = Progress(*columns, console=Console(stderr=True), transient=True)
    display.add_task("", total=total, completed=before)
    return display
