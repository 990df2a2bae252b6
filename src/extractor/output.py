"""Files that a run writes: made beside their place, put into it when they are worth it, held against a second run.

A new file grows as ``.NAME.part`` in the folder of its place and is renamed, so that whatever stops the run leaves the
earlier file or the new one, never a part of it that looks whole. Whoever writes a file has it locked
(``flock``; on systems without it nothing is locked). What opens one raises ``UsageError`` where another run writes it,
``OSError`` where it cannot be written.
"""

import errno
import os
import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from extractor.errors import UsageError

_OWN = ".extract"
"""Lists in a folder which of its files runs wrote."""
_MIXED = "The files of this folder are of two runs: the last one was stopped while it renamed them. Run it again.\n"


class Place:
    """Where output goes. This one is a stream that is written as it is: standard output, a device, a pipe.

    Attributes:
        stream: takes what forms of one file write.
        folder: takes the files of forms that write several, else None.
        used: an earlier output is there.
    """

    folder: Path | None = None
    used = False

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream

    def spare(self) -> None:
        """Raises UsageError where a file that no run wrote would be overwritten, as far as is known by now."""

    def keep(self) -> None:
        """Put what was written into its place; without it the earlier output stays.

        Once is enough; what is written afterwards goes there.
        """

    def close(self) -> None:
        """Close it; what was not kept is removed."""
        self.stream.close()


class File(Place):
    """A file that takes the place of an earlier one."""

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()
        self._part = self._path.with_name(f".{self._path.name}.part")
        self._kept = False
        self.stream = _part(self._part, path)
        with ExitStack() as failing:
            failing.callback(self._part.unlink, missing_ok=True)
            failing.callback(self.stream.close)
            self._old = self._path.open("rb") if self._path.exists() else None
            if self._old is not None:
                lock(self._old.fileno(), path)
                self._part.chmod(os.fstat(self._old.fileno()).st_mode & 0o777)
            failing.pop_all()
        self.used = self._old is not None

    def close(self) -> None:
        try:
            self.stream.close()
        finally:
            if not self._kept:
                self._part.unlink(missing_ok=True)
            if self._old is not None:
                self._old.close()

    def keep(self) -> None:
        """Renames it, with all that was written so far on the disk."""
        if not self._kept:
            self.stream.flush()
            _sync(self.stream.fileno())
            self._part.replace(self._path)
            self._kept = True


class Folder(Place):
    """The files of a folder, each of which takes the place of an earlier one, of those that ``.extract`` lists."""

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()
        self.folder = self._path.with_name(f".{self._path.name}.part")
        self.used = self._path.exists()
        self.stream: BinaryIO = Path(os.devnull).open("wb")  # noqa: SIM115 - closed at the end
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self.folder, os.O_RDONLY)
        with ExitStack() as failing:
            failing.callback(os.close, self._lock)
            lock(self._lock, path)
            failing.pop_all()
        for earlier in self.folder.iterdir():
            shutil.rmtree(earlier) if earlier.is_dir() else earlier.unlink()

    def close(self) -> None:
        self.stream.close()
        shutil.rmtree(self.folder or "", ignore_errors=True)
        os.close(self._lock)

    def spare(self) -> None:
        for name in self._names() - self._listed():
            if (self._path / name).exists():
                what = f"{self._path / name}: no run of extract wrote it, and this one would overwrite it"
                raise UsageError(f"{what}; move it, or choose another -o")

    def _names(self) -> set[str]:
        written = self.folder or self._path
        return {file.relative_to(written).as_posix() for file in written.rglob("*") if file.is_file()}

    def _listed(self) -> set[str]:
        own = self._path / _OWN
        return {_OWN, *own.read_text(encoding="utf-8").splitlines()} if own.is_file() else set()

    def keep(self) -> None:
        """Renames the folder, or the files where there is an earlier one: all of them, or none where one cannot be.

        While files are renamed one by one, a file ``INCOMPLETE`` lies beside them and says so: it stays when the run
        is killed there.
        """
        written = self.folder or self._path
        self.spare()
        own = "\n".join(sorted(self._names() | (self._listed() - {_OWN})))
        (written / _OWN).write_text(f"{own}\n", encoding="utf-8")
        if hasattr(os, "sync"):
            os.sync()
        if not self.used:
            written.replace(self._path)
            return
        aside = written / ".earlier"
        done: list[Path] = []
        mark = self._path / "INCOMPLETE"
        try:
            mark.write_text(_MIXED, encoding="utf-8")
            for file in sorted(filter(Path.is_file, written.rglob("*"))):
                name = file.relative_to(written)
                _put(file, self._path / name, aside / name)
                done.append(name)
        except BaseException:
            for name in done:
                if (aside / name).exists():
                    (aside / name).replace(self._path / name)
                else:
                    (self._path / name).unlink()
            raise
        finally:
            mark.unlink(missing_ok=True)


def gone_on_with(path: Path, size: int) -> BinaryIO:
    """The file, opened to be written on after ``size`` bytes; what it holds behind them is cut off."""
    with ExitStack() as failing:
        stream = failing.enter_context(path.open("r+b"))
        lock(stream.fileno(), path)
        stream.truncate(size)
        stream.seek(size)
        failing.pop_all()
    return stream


def lock(descriptor: int, path: Path) -> None:
    """Holds an open file or folder until it is closed."""
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise UsageError(f"{path}: another run writes it; wait for it, or choose another -o") from None
    except OSError:  # a file system without locks
        return


def _put(file: Path, place: Path, aside: Path) -> None:
    """Renames a file to a place; what was there is called ``aside`` too."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        aside.parent.mkdir(parents=True, exist_ok=True)
        try:
            aside.hardlink_to(place)
        except OSError:  # not every file system can
            shutil.copy2(place, aside)
    file.replace(place)


def _sync(descriptor: int) -> None:
    """Has what was written on the disk, where the file system can."""
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EROFS):
            raise


def _part(part: Path, path: Path) -> BinaryIO:
    """An empty file of this name that is ours: what was opened before another run renamed it is not."""
    while True:
        with ExitStack() as failing:
            stream = failing.enter_context(os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT, 0o666), "wb"))
            lock(stream.fileno(), path)
            if part.exists() and os.path.samestat(part.stat(), os.fstat(stream.fileno())):
                stream.truncate(0)
                failing.pop_all()
                return stream
