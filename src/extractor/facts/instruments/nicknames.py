"""Bills that a headline or their sponsor's name stands for: HOLT BILL CLEARS SENATE, the Holt bill."""

import re

from extractor.facts.instruments.found import Entity
from extractor.regex import compiled

_HEADLINE = compiled(r"\s*[^\n]{10,200}?(?:\n|\s{4,}|$)")
_TITLE = r"(?<!\w)(?:S(?:en(?:ator)?s?|ENS?|ENATORS?)|R(?:ep(?:resentative)?s?|EPS?)|Congress(?:man|woman))\.?\s+"
_GIVEN = r"(?:[A-Z][\w.]*\s+){0,2}"
_OTHER = r"(?:(?:[A-Z][\w.]*\s+){1,3}(?:\([^()]{2,9}\)\s+)?and\s+)?"
_PARTY = r"\s{1,2}\(?[RDI]\s{0,2}[-–]?\s{0,2}[A-Z]"
_AMENDED = compiled(r"\b(?:amend(?:s|ed|ing)?|amendments?\s+(?:to|of))\s+the\s+$")
_BILLS = frozenset(("act", "bill", "conference report", ""))


def named(text: str, made: list[Entity]) -> list[Entity]:
    """The entities with those that are nicknames taken into the bill that they stand for."""
    if sum(map(_nickname, made)) in (0, len(made)):
        return made
    made.sort(key=lambda entity: entity.start)
    headline = _HEADLINE.match(text)
    last = headline.end() if headline else 0
    for at, entity in enumerate(made):
        if not _nickname(entity):
            continue
        after = next((other for other in made[at + 1 :] if not _nickname(other) and _bill(text, other)), None)
        before = next((other for other in reversed(made[:at]) if not _nickname(other) and _bill(text, other)), None)
        above = at == 0 and after is made[1] and after.start > last and _heads(text, entity, last)
        bill = after if above else (before or after) if _sponsored(text, entity) else None
        if bill:
            bill.found.extend(entity.found)
            entity.found.clear()
    return [entity for entity in made if entity.found]


def _nickname(entity: Entity) -> bool:
    return all(item.head == "bill" and not item.number and not item.year for item in entity.found)


def _bill(text: str, entity: Entity) -> bool:
    """Whether it is a bill, not the law that a bill amends."""
    if any(_AMENDED.search(text, max(0, item.start - 30), item.start) for item in entity.found):
        return False
    return any(item.form in ("title", "number") and item.head in _BILLS for item in entity.found)


def _heads(text: str, entity: Entity, end: int) -> bool:
    """Whether it stands in the headline, which ends at ``end``, or in capitals where that is repeated."""
    return all(item.end <= end or text[item.start : item.end].isupper() for item in entity.found)


def _sponsored(text: str, entity: Entity) -> bool:
    """Whether its title is nothing but names of members (the Holt bill, the Kyl-Howe bill)."""
    names = [part for core in {item.core for item in entity.found} for word in core for part in word.split("-")]
    return all(member(text, name) for name in names)


def member(text: str, name: str) -> bool:
    """Whether a title stands before the name (of a second after "and" too) or a party behind it."""
    one = rf"(?=[A-Z])(?i:{re.escape(name)})(?!\w)"
    return bool(re.search(rf"{_TITLE}{_OTHER}{_GIVEN}{one}|(?<!\w){one}{_PARTY}", text))
