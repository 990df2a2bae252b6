"""Merging: mentions of one person become one person."""

import re
from collections import defaultdict
from functools import cache, lru_cache

from extractor.data import Library
from extractor.facts.draft import Name
from extractor.phrases import plain

_BROKEN_HYPHEN = "â\x80\x90"  # as it is in a text whose marks were decoded as Latin letters
_SUFFIX = re.compile(r"(?i),?\s(?:jr|sr|ii|iii|iv)\.?$")


@cache
def nicknames(library: Library) -> frozenset[tuple[str, str]]:
    """Pairs of given names in small letters, both ways, that may be one person's."""
    rows = library.table("people/nicknames.tsv", "name", "short")
    pairs = {(row["name"].casefold(), short.casefold()) for row in rows for short in row["short"].split("|")}
    return frozenset(pairs | {(short, name) for name, short in pairs})


def merge(names: list[Name], alike: frozenset[tuple[str, str]]) -> list[list[Name]]:
    """The people, each a list of their mentions, in order of first mention; ``alike``: see ``nicknames``."""
    people: list[list[Name]] = []
    by_word: dict[str, set[int]] = defaultdict(set)
    for name in sorted(names, key=lambda each: (-len(_words(each.text)), each.start)):
        words = _words(name.text)
        near = sorted(by_word[words[-1]])  # forms of one name share the last word, or the last of one is both
        same = {at: people[at] for at in near if any(_same(words, _words(form), alike) for form in _forms(people[at]))}
        at = _nearest(same, name) if same else len(people)
        if not same:
            people.append([])
        people[at].append(name)
        by_word[words[0]].add(at)
        by_word[words[-1]].add(at)
    for person in people:
        person.sort(key=lambda each: each.start)
    return sorted(people, key=lambda person: person[0].start)


@lru_cache(maxsize=1 << 12)
def _words(form: str) -> list[str]:
    return [
        word.strip(".").casefold()
        for word in _SUFFIX.sub("", plain(form).replace(_BROKEN_HYPHEN, "-")).split()
        if word.strip(".")
    ]


def _forms(person: list[Name]) -> set[str]:
    return {name.text for name in person}


def _nearest(people: dict[int, list[Name]], name: Name) -> int:
    """Of several people the one mentioned last before the name, else the first after it."""
    before = [at for at, person in people.items() if any(each.start < name.start for each in person)]
    if before:
        return max(before, key=lambda at: max(each.start for each in people[at] if each.start < name.start))
    return min(people, key=lambda at: min(each.start for each in people[at]))


def _same(short: list[str], full: list[str], alike: frozenset[tuple[str, str]]) -> bool:
    if short == full:
        return True
    if len(short) == 1:
        return short[0] in (full[-1], full[0]) or " ".join(full).endswith(" " + short[0])
    if short[-1] != full[-1] or full[-len(short) :] == short:
        return full[-len(short) :] == short
    first, other = short[0], full[0]
    initial = min(len(first), len(other)) == 1 and first[0] == other[0]
    return first == other or initial or (first, other) in alike
