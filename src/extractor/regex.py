"""Regular expressions that are compiled when they are first used, or made of what an earlier run compiled them to.

Compiling takes a third of the time in which the command reads one article, and many a rule does not run in an article
that has none of its words.
"""

import _sre  # type: ignore[import-not-found]
import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from re import _compiler, _parser  # type: ignore[attr-defined]  # Python's own, which say what is compiled
from typing import Any, NamedTuple, cast

_PARTS = (
    "search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "flags", "groups", "groupindex",
)  # fmt: skip


class Program(NamedTuple):
    """What a pattern is compiled to: its flags, the numbers that Python's matcher runs, and its groups by name."""

    flags: int
    code: bytes
    groups: int
    names: dict[str, int]

    @classmethod
    def of(cls, pattern: str, flags: int) -> "Program":
        """The program of a pattern, made as ``re.compile`` does."""
        parsed = _parser.parse(pattern, flags)
        state, code = parsed.state, array("I", _compiler._code(parsed, flags))  # noqa: SLF001 - nobody else tells it
        return cls(flags | state.flags, code.tobytes(), state.groups - 1, state.groupdict)

    def ready(self, pattern: str) -> re.Pattern[str]:
        """The pattern that runs it; Python looks the numbers through first."""
        names: list[str | None] = [None] * (self.groups + 1)
        for name, number in self.names.items():
            names[number] = name
        code = memoryview(self.code).cast("I").tolist()
        return cast("re.Pattern[str]", _sre.compile(pattern, self.flags, code, self.groups, self.names, tuple(names)))


def has_programs() -> bool:
    """Whether this Python tells programs and runs them as we know it: these are inner parts, which may change."""
    with suppress(Exception):
        return Program.of("(?P<a>b)", 0).ready("(?P<a>b)").fullmatch("b") is not None
    return False


class Held:
    """Programs by their flags and patterns; None while nobody wants to know them."""

    programs: dict[str, Program] | None = None


def made(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The same as ``re.compile(pattern, flags)``, of a program where programs are held."""
    if Held.programs is None:
        return re.compile(pattern, flags)
    name = f"{int(flags)} {pattern}"
    if name not in Held.programs:
        Held.programs[name] = Program.of(pattern, int(flags))
    return Held.programs[name].ready(pattern)


class _Lazy:
    """Stands for a pattern: at the first use it is compiled, and from then on its methods are the pattern's own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.asked = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the pattern has
        whole = made(self.pattern, self.asked)
        self.__dict__.update((each, getattr(whole, each)) for each in _PARTS)
        return getattr(whole, name)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; a blank in one stands for any run of white space."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return rf"(?:{'|'.join(re.escape(word).replace(chr(92) + ' ', chr(92) + 's+') for word in longest_first)})"


def alternatives(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, grouped by first letters so that it fails fast."""
    groups = defaultdict(list)
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        groups[word[:2]].append(re.escape(word[2:]))
    branches = (f"{re.escape(start)}(?:{'|'.join(ends)})" for start, ends in sorted(groups.items()))
    return f"(?:{'|'.join(branches)})"


def tried_at(starts: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What a pattern finds where another begins: a class of signs is looked for far faster than a choice of forms."""
    done = 0
    for start in starts.finditer(text):
        if start.start() >= done and (match := pattern.match(text, start.start())):
            done = match.end()
            yield match


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The same as ``re.compile(pattern, flags)``, compiled at the first use; a faulty pattern raises there."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
