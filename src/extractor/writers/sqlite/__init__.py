"""SQLite: an archive to which runs add. This face loads no database, since most runs write and read no archive."""

from pathlib import Path

APPLICATION_ID = 0x70726573
"""Stands in the header of every archive (SQLite's ``application_id``): "pres" in ASCII."""
SUFFIXES = (".db", ".sqlite")
_HEADER = b"SQLite format 3\x00"


def archives(inputs: tuple[str, ...]) -> list[Path]:
    """The inputs that are archives."""
    return [path for path in map(Path, inputs) if path.suffix.lower() in SUFFIXES and is_archive(path)]


def is_archive(path: Path) -> bool:
    """Whether the file is an archive that this program wrote."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        head = stream.read(72)
    return head.startswith(_HEADER) and head[68:72] == APPLICATION_ID.to_bytes(4, "big")
