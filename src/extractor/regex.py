"""Regular expressions that are compiled when they are first used, and but once for many starts.

Compiling all of them takes a quarter of the time in which the command reads one article, and many a rule does not run
in an article that has none of its words. What Python makes of a pattern is a list of numbers for its engine: ``kept``
brings them from one start to the next, where making a pattern of them takes a fiftieth of the time.
"""

import _sre  # type: ignore[import-not-found]  # what re itself asks, which checks the numbers
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any, cast

_PARTS = (
    "search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "flags", "groups", "groupindex",
)  # fmt: skip
_KNOWN = sys.version_info < (3, 14)
"""Whether this is a Python of which we know how its ``re`` asks the engine."""
Code = tuple[int, list[int], int, dict[str, int], tuple[str | None, ...]]
"""A pattern as the engine takes it: its flags, its numbers, how many groups, these by name, and their names."""
CODES: dict[tuple[str, int], Code] = {}
"""What patterns with their flags were compiled to, here or in an earlier start."""


class _Lazy:
    """Stands for a pattern: at the first use it is compiled, and from then on its methods are the pattern's own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.asked = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the pattern has
        pattern = made(self.pattern, self.asked)
        self.__dict__.update((each, getattr(pattern, each)) for each in _PARTS)
        return getattr(pattern, name)


def made(pattern: str, flags: int) -> re.Pattern[str]:
    """The same as ``re.compile(pattern, flags)``, from its numbers where they are known."""
    if not _KNOWN:
        return re.compile(pattern, flags)
    if (pattern, flags) not in CODES:
        CODES[pattern, flags] = _code(pattern, flags)
    return cast("re.Pattern[str]", _sre.compile(pattern, *CODES[pattern, flags]))


def _code(pattern: str, flags: int) -> Code:
    """As ``re._compiler.compile`` makes it."""
    from re import _compiler, _parser  # type: ignore[attr-defined]  # noqa: PLC0415 - not in a Python that is unknown

    tree = _parser.parse(pattern, flags)
    state = tree.state
    named = {group: name for name, group in state.groupdict.items()}
    names = tuple(map(named.get, range(state.groups)))
    numbers = [*map(int, _compiler._code(tree, flags))]  # noqa: SLF001
    return flags | state.flags, numbers, state.groups - 1, state.groupdict, names


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; a blank in one stands for any run of white space."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return rf"(?:{'|'.join(re.escape(word).replace(chr(92) + ' ', chr(92) + 's+') for word in longest_first)})"


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
