"""Acronyms that a bracket gives to a title, wherever they stand."""

import re
from collections import defaultdict

from extractor.facts.instruments.found import Entity, Found
from extractor.text.spans import Taken

_FIRST = re.compile(r"\w+")
_WORD = re.compile(r"(?<!\w)[A-Z]\w*")


def add_aliases(text: str, made: list[Entity]) -> None:
    """Give each law the places where its acronyms stand and no mention of one of them does."""
    firsts = {_first(alias) for entity in made for alias in entity.aliases}
    if not firsts:
        return
    taken = Taken(len(text))
    for entity in made:
        for item in entity.found:
            taken.add(item.start, item.end)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for word in _WORD.finditer(text):
        if word[0] in firsts:
            places[word[0]].append(word.start())
    for entity in made:
        for alias in entity.aliases:
            _add(text, entity, alias, places[_first(alias)], taken)


def _first(alias: str) -> str:
    """The word with which an acronym begins ("C.A.R.E", "WRDA")."""
    return _FIRST.match(alias)[0]  # type: ignore[index]


def _add(text: str, entity: Entity, alias: str, places: list[int], taken: Taken) -> None:
    type_, done = entity.found[0].type, 0
    for start in places:
        end = start + len(alias)
        if start < done or not text.startswith(alias, start) or _FIRST.match(text, end):
            continue
        done = end
        if not taken.touches(start, end):
            entity.found.append(Found(start, end, "alias", "", type_))
            taken.add(start, end)
