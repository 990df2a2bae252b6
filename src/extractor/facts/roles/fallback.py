"""Fallback roles: the rank of the one named before, letters behind a name, a title before it, press contacts."""

import re
from collections.abc import Iterable, Iterator

from extractor.draft import Name
from extractor.facts.roles.lexicon import Words, key_of
from extractor.facts.roles.phrases import Role
from extractor.facts.roles.prenominal import before
from extractor.facts.roles.sequence import Mentions
from extractor.regex import compiled

_REACH = 16
_AND = re.compile(r"(?:[-\s]\d{1,2})?\)?,?\s+(?:and|&)\s+")
_LETTERS = re.compile(r"(?:,\s*(?!\w+\s[A-Z])|\s+)(?P<word>[A-Z][A-Za-z]+)\b")
_STYLE = re.compile(r"(?P<word>[A-Z][A-Za-z]*)\.?\s{1,2}$")
_LABEL_REACH = 64
_CONTACT = compiled(
    r"(?<!\w)(?P<role>(?:(?:Media|Press|News|MEDIA|PRESS|NEWS)\s{1,3})?(?:Contact|CONTACT))(?:s|S|\([sS]\))?"
    r"(?:\s{1,3}(?:Person|person|PERSON))?\s{0,3}[:–—-]?(?:\s|[•*·])*$"
)
_OFFICE = compiled(r"(?:['’]s|\ss)?\s{1,3}(?:(?:Press|Media)\s)?(?:Office|Press|Staff)\b")
_NEXT = compiled(r"(?:(?:or|and|at|on|tel|ph|phone|mobile|mob|cell|fax|email|e-mail)\b|\d|[xX]\d|\W)*", re.IGNORECASE)


def last_resort(sequence: Mentions, mentions: Iterable[Name]) -> Iterator[Role]:
    """The one role of a person of whom no better one is told."""
    for name in mentions:
        if (
            role := _shared(sequence, name)
            or _by_letters(sequence.text, name, sequence.words)
            or _style(sequence.text, name, sequence.words)
        ):
            yield role
            return


def _shared(sequence: Mentions, name: Name) -> Role | None:
    """The rank of the person before, where both have a seat: "Congressman A (R-TN) and B (D-GA)"."""
    if not sequence.party.match(sequence.text, name.end):
        return None
    other = sequence.former(name)
    seat = sequence.party.match(sequence.text, other.end) if other else None
    if other is None or seat is None or not _AND.fullmatch(sequence.text, seat.end(), name.start):
        return None
    return next((role for role in before(sequence.text, other, 0, sequence.words) if not role.office), None)


def _by_letters(text: str, name: Name, words: Words) -> Role | None:
    found = _LETTERS.match(text, name.end)
    return _role(found) if found and found["word"] in words.seats else None


def _style(text: str, name: Name, words: Words) -> Role | None:
    found = _STYLE.search(text, max(0, name.start - _REACH), name.start)
    return _role(found) if found and key_of(found["word"]) in words.styles else None


def _role(found: re.Match[str]) -> Role:
    return Role(found["word"], found.start("word"), found.end("word"), office=True)


def contacts(text: str, people: Iterable[Name]) -> dict[int, str]:
    """The role of each contact, by the start (code points) of the mention after the word or after another contact."""
    found: dict[int, str] = {}
    last: Name | None = None
    for name in people:
        label = _CONTACT.search(text, max(0, name.start - _LABEL_REACH), name.start)
        if label and not _OFFICE.match(text, name.end):
            found[name.start] = " ".join(label["role"].split())
        elif last and last.start in found and _NEXT.fullmatch(text, last.end, name.start):
            found[name.start] = found[last.start]
        last = name
    return found
