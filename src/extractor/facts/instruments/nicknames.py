"""Bills that a headline or their sponsor's name stands for: HOLT BILL CLEARS SENATE, the Holt bill."""

import re

from extractor.facts.instruments.found import Entity
from extractor.regex import compiled

_HEADLINE = compiled(r"\s*[^\n]{10,200}?(?:\n|\s{4,}|$)")
_TITLE = r"(?<!\w)(?:Sen(?:ator|ators|s)?|Rep(?:resentative|s)?|Congress(?:man|woman))\.?\s+(?:[A-Z][\w.]*\s+){0,2}"
_BILLS = frozenset(("act", "bill", ""))


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
        others = [other for other in made[at + 1 :] + made[:at] if not _nickname(other)]
        bill = next(filter(_bill, others), None)
        above = at == 0 and bill is made[1] and bill.start > last and _heads(text, entity, last)
        if bill and (above or _sponsored(text, entity)):
            bill.found.extend(entity.found)
            entity.found.clear()
    return [entity for entity in made if entity.found]


def _nickname(entity: Entity) -> bool:
    return all(item.head == "bill" and not item.number and not item.year for item in entity.found)


def _bill(entity: Entity) -> bool:
    return any(item.form in ("title", "number") and item.head in _BILLS for item in entity.found)


def _heads(text: str, entity: Entity, end: int) -> bool:
    """Whether it stands in the headline, which ends at ``end``, or in capitals where that is repeated."""
    return all(item.end <= end or text[item.start : item.end].isupper() for item in entity.found)


def _sponsored(text: str, entity: Entity) -> bool:
    """Whether its title is nothing but the name of a member."""
    cores = {item.core for item in entity.found}
    return all(
        len(core) == 1 and re.search(f"{_TITLE}{re.escape(core[0])}(?!\\w)", text, re.IGNORECASE) for core in cores
    )
