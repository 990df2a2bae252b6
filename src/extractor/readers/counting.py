"""How many articles the inputs hold, for the time left that a terminal shows."""

from pathlib import Path

from extractor.readers import READERS, in_folders
from extractor.readers.source import expand
from extractor.record import Failure

_ONE_A_FILE = frozenset(suffix for reader in READERS if reader.one for suffix in reader.suffixes)
_ONE_A_LINE = frozenset({".jsonl", ".ndjson"})
_CHUNK = 1 << 20


def count(inputs: tuple[str, ...], input_format: str | None, output: Path | None = None) -> int | None:
    """The number of articles, told by suffixes and line ends; None where these do not tell it."""
    if input_format is not None:
        return None
    number = 0
    for source in expand(inputs, in_folders(None), output):
        if isinstance(source, Failure) or source.suffix in _ONE_A_FILE:
            number += 1
        elif source.suffix in _ONE_A_LINE and source.path is not None and source.path.is_file():
            number += _lines(source.path)
        else:
            return None
    return number


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(_CHUNK), b""))
