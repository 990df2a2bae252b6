"""Abbreviations that the text itself says are no bodies: of programmes, ailments, systems."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from extractor.entities.candidates.candidate import Candidate
from extractor.entities.candidates.lexicon import Lexicon
from extractor.regex import compiled

_MEANT = compiled(r"(?:\s\(\s?[\"“]?|  )(?P<short>[A-Z]{2,9})s?(?=[\"”]?\s?\)|\s\s)")
_WORD = re.compile(r"\w+")
_UNSURE = ("model ORG", "abbreviation again")
_FARTHEST, _SMALL_WORD = 90, 3


def no_meanings(chosen: Iterable[Candidate], text: str, known: Lexicon, home: str | None) -> Iterator[Candidate]:
    """The names without the abbreviations whose long form stands before them and names no body, wherever they stand."""
    found = list(chosen)
    unsure = {text[each.start : each.end] for each in found if each.rule in _UNSURE and each.label == "institution"}
    unsure = {name for name in unsure if name.isupper() and not _is_at(home, name, known)}
    meant = _things(text, unsure, found, known) if unsure else set()
    for each in found:
        if each.label != "institution" or text[each.start : each.end] not in meant:
            yield each


def _is_at(home: str | None, name: str, known: Lexicon) -> bool:
    """Whether letters are a well-known body's in an article from ``home``."""
    body = known.bodies.values.get(name)
    return body is not None and (not body.only_at or home in body.only_at)


def _things(text: str, unsure: set[str], found: list[Candidate], known: Lexicon) -> set[str]:
    starts = [each.start for each in found]
    things: set[str] = set()
    for match in _MEANT.finditer(text):
        short = match["short"]
        start = _long_form(text, match.start(), short) if short in unsure else None
        if start is not None and text[start : match.start()].rsplit(maxsplit=1)[-1] not in known.heads.values:
            before = found[max(0, bisect_left(starts, match.start()) - 1)]
            if before.label != "institution" or before.end <= start or before.start >= match.start():
                things.add(short)
    return things


def _long_form(text: str, end: int, short: str) -> int | None:
    """Where the words begin that stand before an abbreviation and have its letters for initials."""
    left = list(short)
    for word in reversed(list(_WORD.finditer(text, max(0, end - _FARTHEST), end))):
        if left and word[0][0].upper() == left[-1]:
            left.pop()
        elif len(word[0]) > _SMALL_WORD:
            return None
        if not left:
            return word.start()
    return None
