"""Bills that a headline or their sponsor's name stands for: HOLT BILL CLEARS SENATE, the Holt bill."""

from bisect import bisect_left

from extractor.facts.instruments.found import Entity
from extractor.facts.instruments.members import member
from extractor.regex import compiled

_HEADLINE = compiled(r"\s*[^\n]{10,200}?(?:\n|\s{4,}|$)")
_BILLS = frozenset(("act", "bill", "conference report", ""))
_AMENDED = compiled(r"\b(?:amend(?:s|ed|ing)?|amendments?\s+(?:to|of))\s+the\s+$")


def named(text: str, made: list[Entity]) -> list[Entity]:
    """The entities with those that are nicknames taken into the bill that they stand for."""
    if sum(map(_nickname, made)) in (0, len(made)):
        return made
    made.sort(key=lambda entity: entity.start)
    headline = _HEADLINE.match(text)
    last = headline.end() if headline else 0
    bills = [at for at, entity in enumerate(made) if not _nickname(entity) and _bill(text, entity)]
    for at, entity in enumerate(made):
        if not _nickname(entity):
            continue
        place = bisect_left(bills, at)
        after, before = place if place < len(bills) else None, place - 1 if place else None
        above = at == 0 and bills[:1] == [1] and made[1].start > last and _heads(text, entity, last)
        bill = after if above else (after if before is None else before) if _sponsored(text, entity) else None
        if bill is not None:
            made[bills[bill]].found.extend(entity.found)
            entity.found.clear()
            if not _bill(text, made[bills[bill]]):
                del bills[bill]
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
