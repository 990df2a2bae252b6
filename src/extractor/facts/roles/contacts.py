"""Whom the press may ask: the people named after "Contact", where nothing better is said of them."""

import re
from collections.abc import Iterable

from extractor.draft import Name
from extractor.regex import compiled

_REACH = 64
_LABEL = compiled(
    r"(?<!\w)(?P<role>(?:(?:Media|Press|News|MEDIA|PRESS|NEWS)\s{1,3})?(?:Contact|CONTACT))(?:s|S|\([sS]\))?"
    r"(?:\s{1,3}(?:Person|person|PERSON))?\s{0,3}[:–—-]?(?:\s|[•*·])*$"
)
_OFFICE = compiled(r"(?:['’]s|\ss)?\s{1,3}(?:(?:Press|Media)\s)?(?:Office|Press|Staff)\b")
_NEXT = compiled(r"(?:(?:or|and|at|on|tel|ph|phone|mobile|mob|cell|fax|email|e-mail)\b|\d|[xX]\d|\W)*", re.IGNORECASE)


def contacts(text: str, people: Iterable[Name]) -> dict[int, str]:
    """The role of each contact, by the start (code points) of the mention after the word or after another contact."""
    found: dict[int, str] = {}
    last: Name | None = None
    for name in people:
        label = _LABEL.search(text, max(0, name.start - _REACH), name.start)
        if label and not _OFFICE.match(text, name.end):
            found[name.start] = " ".join(label["role"].split())
        elif last and last.start in found and _NEXT.fullmatch(text, last.end, name.start):
            found[name.start] = found[last.start]
        last = name
    return found
