"""Sources: what the user named on the command line, found and opened."""

import glob
import io
import os
import sys
from collections import Counter
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from extractor.errors import InputError
from extractor.record import Failure, Problem

_SHOWN = 200  # characters of a name that messages show
_START = 200  # bytes of a file within which it says who wrote it


class Source(Struct, frozen=True):
    """One input: a file, standard input (``path`` is None), or a part of a file that a reader unpacked.

    Attributes:
        name: what messages and records call it: the path as the user gave it, ``-`` for standard input.
        path: the file to open; None for standard input and for parts.
        data: the bytes of a part.
        called: the id of an article that fills it, where its name alone would not tell it from another source.
    """

    name: str
    path: Path | None = None
    data: bytes | None = None
    called: str = ""

    @property
    def id(self) -> str:
        """The identity of an article that fills this whole source."""
        return self.called or ("stdin" if self.name == "-" else Path(self.name).stem)

    @property
    def suffix(self) -> str:
        """The file suffix in lower case, with its dot; empty for standard input."""
        return Path(self.name).suffix.lower()

    def open(self) -> BufferedReader:
        """The source's bytes, which can be looked into; raises InputError where the file cannot be opened."""
        if self.data is not None:
            return BufferedReader(io.BytesIO(self.data))
        if self.path is None:
            if sys.stdin is None:
                raise InputError("standard input is closed")
            return open(sys.stdin.fileno(), "rb", closefd=False)
        try:
            return self.path.open("rb")
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}") from error

    def failure(self, reason: str, *, item: str | None = None) -> Failure:
        """A failure that stands in the place of this source's article, or of its article ``item``."""
        return Failure(id=item or self.id, source=self.name, error=Problem(stage="read", reason=reason))


def named_apart(sources: list[Source | Failure]) -> list[Source | Failure]:
    """The same sources, those of the same id called by their paths below the folder that all of them have in common.

    Where that is still the same, as of ``a.txt`` and ``a.html``, the suffix stays; so every run over the same sources
    calls them the same.
    """
    files = [source for source in sources if isinstance(source, Source) and source.path is not None]
    stems = Counter(_stem(Path(source.name).name) for source in files)
    same = [source for source in files if stems[_stem(Path(source.name).name)] > 1]
    if not same:
        return sources
    parents = [os.path.dirname(os.path.abspath(source.name)) for source in same]  # noqa: PTH120, PTH100 - links stay
    base = os.path.commonpath(parents)
    paths = {source.name: os.path.relpath(os.path.abspath(source.name), base) for source in same}  # noqa: PTH100 - likewise
    bare = Counter(_stem(path) for path in set(paths.values()))
    called = {name: Path(path if bare[_stem(path)] > 1 else _stem(path)).as_posix() for name, path in paths.items()}
    return [
        replace(item, called=called[item.name]) if isinstance(item, Source) and item.name in called else item
        for item in sources
    ]


def _stem(path: str) -> str:
    """The path without its suffix, and without that of gzip behind another."""
    return str(Path(path.removesuffix(".gz")).with_suffix(""))


def expand(
    inputs: tuple[str, ...], suffixes: frozenset[str], output: Path | None = None, passed: Counter[str] | None = None
) -> Iterator[Source | Failure]:
    """The sources that the inputs name, in order: files as they are, patterns and folders sorted.

    Args:
        inputs: paths, glob patterns, or ``-``.
        suffixes: in a folder, files with these suffixes are taken, others passed over.
        output: the file that the run writes; it is never read.
        passed: counts the suffixes of the files that are passed over, hidden ones aside.
    """
    for name in inputs:
        if name == "-":
            yield Source("-")
        elif os.path.isdir(name):  # noqa: PTH112 - Path.is_dir raises on names that are too long
            yield from _inside(Path(name), suffixes, output, passed)
        elif os.path.exists(name):  # noqa: PTH110 - likewise
            yield _source(Path(name))
        else:
            yield from _matches(name, output)


def _inside(
    folder: Path, suffixes: frozenset[str], output: Path | None, passed: Counter[str] | None
) -> Iterator[Source | Failure]:
    locked: list[OSError] = []
    files: list[Path] = []
    folders: list[Path] = []
    for place, inner, names in os.walk(folder, onerror=locked.append):
        files += (Path(place, name) for name in names)
        folders += (Path(place, name) for name in inner if not name.startswith("."))
    shown = [file for file in sorted(files) if not _hidden(file.relative_to(folder)) and not _same(file, output)]
    known = [file for file in shown if file.suffix.lower() in suffixes]
    found = [file for file in known if _nowhere(file) or (file.is_file() and not _written(file))]
    if passed is not None:
        others = (file.suffix.lower() for file in shown)
        passed.update(suffix or "no suffix" for suffix in others if suffix not in suffixes)
    for error in locked:
        yield _missing(error.filename, f"the folder cannot be read: {error.strerror}")
    if not found and not locked:
        yield _missing(str(folder), f"the folder holds no file of a known form ({' '.join(sorted(suffixes))})")
    home = folder.resolve()
    for file in [*filter(Path.is_symlink, sorted(folders)), *found]:
        if _nowhere(file):
            yield _missing(str(file), "a link that leads nowhere")
        elif file.is_symlink() and not file.resolve().is_relative_to(home):
            yield _missing(str(file), "a link that leads out of its folder; name what it leads to")
        elif file.is_file():
            yield _source(file)


def _matches(pattern: str, output: Path | None) -> Iterator[Source | Failure]:
    try:
        matches = [Path(match) for match in sorted(glob.glob(pattern, recursive=True))]  # noqa: PTH207 - Path.glob takes no absolute pattern
    except OSError:
        matches = []
    if not matches:
        ask = "no such file; check the path, or quote the pattern"
        if pattern.startswith(("http://", "https://")):
            ask = f"an address, not a file; try: curl -sL '{pattern}' | extract -"
        elif pattern == "help":
            ask = "no such file; what extract can do: extract --help"
        yield _missing(pattern, ask)
    elif all(map(Path.is_dir, matches)):
        yield _missing(pattern, "the pattern matches folders only; name them as they are, or end it with /*")
    for match in matches:
        if _nowhere(match):
            yield _missing(str(match), "a link that leads nowhere")
        elif match.is_file() and not _same(match, output):
            yield _source(match)


def _hidden(path: Path) -> bool:
    """Whether a part of the path is hidden, or it is what an office program has beside a document that is open."""
    return any(part.startswith((".", "~$")) for part in path.parts)


def _nowhere(file: Path) -> bool:
    return file.is_symlink() and not file.exists()


def _written(file: Path) -> bool:
    """Whether a run wrote the file: a page or records, which are no news."""
    if file.suffix.lower() not in (".html", ".htm", ".jsonl"):
        return False
    try:
        with file.open("rb") as stream:
            start = stream.read(_START)
    except OSError:
        return False
    return start.startswith(b'{"schema_version":') or b'<meta name="generator" content="extract">' in start


def _same(file: Path, output: Path | None) -> bool:
    return output is not None and output.exists() and file.samefile(output)


def _source(path: Path) -> Source:
    return Source(_printable(str(path)), path)


def _missing(name: str, reason: str) -> Failure:
    shown = _printable(name if len(name) <= _SHOWN else name[:_SHOWN] + "…")
    return Failure(id=Path(shown).stem, source=shown, error=Problem(stage="read", reason=reason))


def _printable(name: str) -> str:
    """File names are bytes; those that are no UTF-8 could not be written into a record."""
    return os.fsencode(name).decode("utf-8", "replace")
