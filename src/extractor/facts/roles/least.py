"""The least that is said of a person: the rank of the one named before, letters after the name, a title before it."""

import re
from collections.abc import Iterable, Iterator

from extractor.draft import Name
from extractor.facts.roles.before import before
from extractor.facts.roles.lexicon import Words, key_of
from extractor.facts.roles.row import Row
from extractor.facts.roles.runs import Role

_REACH = 16
_AND = re.compile(r"(?:[-\s]\d{1,2})?\)?,?\s+(?:and|&)\s+")
_LETTERS = re.compile(r"(?:,\s*(?!\w+\s[A-Z])|\s+)(?P<word>[A-Z][A-Za-z]+)\b")
_STYLE = re.compile(r"(?P<word>[A-Z][A-Za-z]*)\.?\s{1,2}$")


def last_resort(row: Row, mentions: Iterable[Name]) -> Iterator[Role]:
    """The one role of a person of whom no better one is told."""
    for name in mentions:
        if role := _shared(row, name) or _by_letters(row.text, name, row.words) or _style(row.text, name, row.words):
            yield role
            return


def _shared(row: Row, name: Name) -> Role | None:
    """The rank of the person before, where both have a seat: "Congressman A (R-TN) and B (D-GA)"."""
    if not row.party.match(row.text, name.end):
        return None
    other = row.former(name)
    seat = row.party.match(row.text, other.end) if other else None
    if other is None or seat is None or not _AND.fullmatch(row.text, seat.end(), name.start):
        return None
    return next((role for role in before(row.text, other, 0, row.words) if not role.office), None)


def _by_letters(text: str, name: Name, words: Words) -> Role | None:
    found = _LETTERS.match(text, name.end)
    return _role(found) if found and found["word"] in words.seats else None


def _style(text: str, name: Name, words: Words) -> Role | None:
    found = _STYLE.search(text, max(0, name.start - _REACH), name.start)
    return _role(found) if found and key_of(found["word"]) in words.styles else None


def _role(found: re.Match[str]) -> Role:
    return Role(found["word"], found.start("word"), found.end("word"), office=True)
