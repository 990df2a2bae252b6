"""What stands for a law in place of its title: an acronym in brackets, its headline's bill, its sponsor's name.

Sponsors are members of a chamber, told by a title before their names or the party behind them (Sen. Holt, Holt (R-OH)).
"""

import re
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache

from extractor.facts.instruments.mention import Entity, Found, Patterns
from extractor.regex import compiled
from extractor.text.spans import Taken

_FIRST = re.compile(r"\w+")
_CAPITALIZED = re.compile(r"(?<!\w)[A-Z]\w*")


def add_aliases(text: str, made: list[Entity]) -> None:
    """Give each law the places where its acronyms stand and no mention of one of them does."""
    known: defaultdict[str, list[tuple[str, Entity]]] = defaultdict(list)
    for entity in made:
        for alias in entity.aliases:  # by the word with which it begins ("C.A.R.E", "WRDA")
            known[_FIRST.match(alias)[0]].append((alias, entity))  # type: ignore[index]
    taken = Taken(len(text) if known else 0)
    for item in (item for entity in made for item in entity.found if known):
        taken.add(item.start, item.end)
    for word in _CAPITALIZED.finditer(text) if known else ():
        start = word.start()
        for alias, entity in known.get(word[0], ()):
            end = start + len(alias)
            if text.startswith(alias, start) and not (_FIRST.match(text, end) or taken.touches(start, end)):
                entity.found.append(Found(start, end, "alias", "", entity.found[0].type))
                taken.add(start, end)


_BILLS = frozenset(("act", "bill", "conference report", ""))


def named(text: str, made: list[Entity], patterns: Patterns, year: int | None, last: int) -> list[Entity]:
    """The entities with those that are nicknames taken into the bill that they stand for.

    ``year`` is the article's, ``last`` the end of its headline.
    """
    if sum(map(_nickname, made)) in (0, len(made)):
        return made
    made.sort(key=lambda entity: entity.start)
    bills = [at for at, each in enumerate(made) if not _nickname(each) and _bill(text, each, patterns, year)]
    for at, entity in enumerate(made):
        if not _nickname(entity):
            continue
        place = bisect_left(bills, at)
        after, before = place if place < len(bills) else None, place - 1 if place else None
        above = at == 0 and bills[:1] == [1] and made[1].start > last and _heads(text, entity, last)
        bill = after if above else (after if before is None else before) if _sponsored(text, entity, patterns) else None
        if bill is not None:
            made[bills[bill]].found.extend(entity.found)
            entity.found.clear()
            if not _bill(text, made[bills[bill]], patterns, year):
                del bills[bill]
    return [entity for entity in made if entity.found]


def _nickname(entity: Entity) -> bool:
    return all(item.head == "bill" and not item.number and not item.year for item in entity.found)


def _bill(text: str, entity: Entity, patterns: Patterns, year: int | None) -> bool:
    """Whether it is a bill, not the law that a bill amends, nor an act of years before the article's."""
    if any(item.head == "act" and item.year and year and int(item.year) < year - 2 for item in entity.found):
        return False
    if any(patterns.amended.search(text, max(0, item.start - 30), item.start) for item in entity.found):
        return False
    laws = (item for item in entity.found if item.type != "constitution" and item.head in _BILLS)
    return any(item.form in ("title", "number") for item in laws)


def _heads(text: str, entity: Entity, end: int) -> bool:
    """Whether it stands in the headline, which ends at ``end``, or in capitals where that is repeated."""
    return all(item.end <= end or text[item.start : item.end].isupper() for item in entity.found)


def _sponsored(text: str, entity: Entity, patterns: Patterns) -> bool:
    """Whether its title is nothing but names of members (the Holt bill, the Kyl-Howe bill)."""
    names = [part for core in {item.core for item in entity.found} for word in core for part in word.split("-")]
    return all(member(text, name, patterns) for name in names)


_NAME = compiled(r"[A-Z][\w’'-]*")


def member(text: str, name: str, patterns: Patterns) -> bool:
    """Whether a title stands before the name (of a second after "and" too) or a party behind it."""
    return name.lower() in _members(text, patterns)


@lru_cache(maxsize=2)
def _members(text: str, patterns: Patterns) -> frozenset[str]:
    """The words that stand there, in small letters."""
    found: set[str] = set()
    for run in patterns.members.finditer(text):
        words = _NAME.findall(run["names"])
        found.update(words[:1] if run["title"].isupper() else words)  # in capitals the next words may be anything
    found.update(party["name"] for party in patterns.party.finditer(text))
    return frozenset(part for name in found for part in name.lower().removesuffix("'s").removesuffix("’s").split("-"))
