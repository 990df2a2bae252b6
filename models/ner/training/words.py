"""Word lists: TOML files of strings with ``|`` between the entries."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Words:
    """Named lists of words, as they stand in the file."""

    lists: dict[str, tuple[str, ...]]

    @classmethod
    def read(cls, name: str = "words.toml") -> "Words":
        """Read the lists of a file beside this one."""
        raw = tomllib.loads((HERE / name).read_text(encoding="utf-8"))
        return cls({key: tuple(filter(None, text.replace("\n", "").split("|"))) for key, text in raw.items()})

    def any(self, name: str) -> str:
        """Return a pattern that matches any entry of a list, the longest that fits."""
        entries = sorted(set(self.lists[name]), key=lambda entry: (-len(entry), entry))
        return rf"(?:{'|'.join(map(re.escape, entries))})"
