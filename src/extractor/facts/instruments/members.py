"""Members of a chamber by the title before their names or the party behind them: Sen. Holt, Holt (R-OH)."""

from collections.abc import Iterator
from functools import lru_cache

from extractor.regex import compiled

_TITLE = compiled(
    r"(?<!\w)(?:S(?:en(?:ator)?s?|ENS?|ENATORS?)|R(?:ep(?:resentative)?s?|EPS?)|Congress(?:man|woman))\.?\s+"
)
_WORD = compiled(r"[A-Z][\w.]*\s+")
_AND = compiled(r"(?:\([^()]{2,9}\)\s+)?and\s+")
_PARTY = compiled(r"\s(?<=\S\s)\s?(?=\(?[RDI]\s{0,2}[-–]?\s{0,2}[A-Z])")
_OPENING = compiled(r"[A-Z]\S{0,99}")
_EDGE = compiled(r"(?!\w)")
_NAME = compiled(r"(?<!\w)[A-Z](?=\S*\Z)")
_MOST_GIVEN, _MOST_BEFORE_AND, _LONGEST = 2, 3, 100


def member(text: str, name: str) -> bool:
    """Whether a title stands before the name (of a second after "and" too) or a party behind it."""
    return name.lower() in _members(text)


@lru_cache(maxsize=2)
def _members(text: str) -> frozenset[str]:
    """What stands there in small letters, up to any end of a word in it ("holt" and "holt's")."""
    found: set[str] = set()
    for title in _TITLE.finditer(text):
        _, *further = places = list(_after_words(text, title.end(), _MOST_BEFORE_AND))
        most = 1 if title[0].isupper() else _MOST_GIVEN + 1  # in capitals the next words may be anything
        found.update(name for place in places[:most] for name in _openings(text, place))
        for joined in (_AND.match(text, place) for place in further):
            given = _after_words(text, joined.end(), _MOST_GIVEN) if joined else ()
            found.update(name for place in given for name in _openings(text, place))
    for party in _PARTY.finditer(text):
        end = party.start()
        found.update(text[name.start() : end].lower() for name in _NAME.finditer(text, max(0, end - _LONGEST), end))
    return frozenset(found)


def _after_words(text: str, place: int, most: int) -> Iterator[int]:
    """The place, and those behind each of so many words with a capital at most."""
    yield place
    for _ in range(most):
        if (word := _WORD.match(text, place)) is None:
            return
        place = word.end()
        yield place


def _openings(text: str, place: int) -> Iterator[str]:
    """What begins with a capital there, up to any end of a word before the next blank."""
    if opening := _OPENING.match(text, place):
        for edge in _EDGE.finditer(text, place + 1, opening.end()):
            yield text[place : edge.start()].lower()
