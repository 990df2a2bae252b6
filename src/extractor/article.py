"""The article: one text, and what came with it."""

import re
from datetime import date
from typing import Any

import msgspec

_FIGURES = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:[T ].*)?")
_YEAR = 4


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One press release or report as a reader delivered it.

    Every offset in the program counts Unicode code points in ``text``.

    Attributes:
        id: identifies the article in its batch; readers make one up where the input has none.
        text: the text, exactly as decoded (line ends included).
        source: where it came from: a path as the user gave it, ``-`` for standard input.
        title: headline, where the input form carries one apart from the text.
        published: publication date as an ISO 8601 day, where the input form carries one.
        published_from: ``option`` or ``metadata``, where ``published`` is set.
        language: ISO 639-1 code, where the input says so.
        url: address, where the input says so.
        metadata: any further keys of the input, untouched.
    """

    id: str
    text: str
    source: str = ""
    title: str | None = None
    published: str | None = None
    published_from: str | None = None
    language: str | None = None
    url: str | None = None
    metadata: dict[str, Any] = {}


def is_day(value: str) -> bool:
    """Whether this is an ISO 8601 day, such as 2023-03-10."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def days_in_figures(value: str) -> dict[str, str]:
    """The days that figures such as 03/04/2023 may mean, by what comes ``day`` or ``month`` first."""
    found = _FIGURES.fullmatch(value)
    if found is None:
        return {}
    first, second, third = found[1], found[3], found[4]
    read = {"day": (third, second, first), "month": (third, first, second)}
    if len(first) == _YEAR:
        read = dict.fromkeys(read, (first, second, third))
    days = {order: f"{year}-{month:0>2}-{day:0>2}" for order, (year, month, day) in read.items()}
    return {order: day for order, day in days.items() if is_day(day)}


def fault(text: object) -> str | None:
    """Why this can be no article's text, in words that follow its name; None where it can."""
    if not isinstance(text, str):
        return "is not a string"
    if not text.strip():
        return "is empty"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "holds half of a surrogate pair"
    return None
