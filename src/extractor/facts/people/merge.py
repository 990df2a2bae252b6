"""Merging: mentions of one person become one person."""

import re
from functools import lru_cache

from extractor.facts.draft import Name
from extractor.phrases import plain

_SUFFIX = re.compile(r"(?i),?\s(?:jr|sr|ii|iii|iv)\.?$")


def merge(names: list[Name]) -> list[list[Name]]:
    """The people, each a list of their mentions, in order of first mention."""
    people: list[list[Name]] = []
    for name in sorted(names, key=lambda each: (-len(_words(each.text)), each.start)):
        same = [person for person in people if any(_same(_words(name.text), _words(each.text)) for each in person)]
        if same:
            _nearest(same, name).append(name)
        else:
            people.append([name])
    for person in people:
        person.sort(key=lambda each: each.start)
    return sorted(people, key=lambda person: person[0].start)


@lru_cache(maxsize=1 << 12)
def _words(form: str) -> list[str]:
    return [word.strip(".").casefold() for word in _SUFFIX.sub("", plain(form)).split() if word.strip(".")]


def _nearest(people: list[list[Name]], name: Name) -> list[Name]:
    """Of several people the one mentioned last before the name, else the first after it."""
    before = [person for person in people if any(each.start < name.start for each in person)]
    if before:
        return max(before, key=lambda person: max(each.start for each in person if each.start < name.start))
    return min(people, key=lambda person: min(each.start for each in person))


def _same(short: list[str], full: list[str]) -> bool:
    if short == full:
        return True
    if len(short) == 1:
        return short[0] in (full[-1], full[0]) or " ".join(full).endswith(" " + short[0])
    if short[-1] != full[-1] or full[-len(short) :] == short:
        return full[-len(short) :] == short
    first, other = short[0], full[0]
    return first == other or (min(len(first), len(other)) == 1 and first[0] == other[0])
