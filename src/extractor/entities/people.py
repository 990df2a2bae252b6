"""Merging: mentions of one person become one person."""

import re
from bisect import bisect_left, insort
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cache, lru_cache, partial
from operator import attrgetter

from extractor.data import Library
from extractor.draft import Name
from extractor.entities.couples import WIFE
from extractor.entities.naming import FORMS, STUCK_INITIAL
from extractor.regex import lookbehind
from extractor.rules.gazetteer import plain, unaccented

_MISSPELT, _MISSPELT_IN_FULL = 7, 5
"""How many letters a surname has at least of which a form with one wrong letter is the same, alone and in full; where
letters only changed places, or one in the middle is lost, the lower number is enough for one alone."""
_OFTEN, _NEAR, _KIN = 2, 80, 40
_MOST_NAMESAKES, _MOST_FORMS = 200, 30  # the fullest come first
_MOST_ALIASES = 12  # behind one name; the next name has its own, so that a long chain takes time in proportion
_SHORTEST, _MARKS = 3, "'‘’\"“”()"
_start = attrgetter("start")


@cache
def nicknames(library: Library) -> frozenset[tuple[str, str]]:
    """Pairs of given names in small letters, both ways, that may be one person's."""
    rows = library.table("people/nicknames.tsv")
    pairs = {(row["name"].casefold(), short.casefold()) for row in rows for short in row["short"].split("|")}
    return frozenset(pairs | {(short, name) for name, short in pairs})


def namesakes(names: list[Name], text: str) -> set[str]:
    """Surnames that a father and a son bear who are told apart: "his son Tom Brook Jr.", "Brook Jr. said"."""
    sons = ((name, _words(name.text)) for name in names if _generation(name.text) in ("jr", "sr"))  # no Queen Ana II
    return {words[-1] for name, words in sons if len(words) == 1 or lookbehind(FORMS.kin, text, name.start, _KIN)}


def called(words: str, forms: set[str]) -> bool:
    """Whether words end with one of these full names."""
    parts = words.split()
    return any(" ".join(parts[at:]) in forms for at in range(len(parts) - 1))


def surnames(names: list[Name]) -> set[str]:
    """Surnames of two words or more, as full names have them: "Borg Quill" of "Ana Borg Quill"."""
    whole = (form.split() for form in {name.text for name in names})
    return {" ".join(parts[at:]) for parts in whole for at in range(1, len(parts) - 1)}


def merge(
    names: list[Name], alike: frozenset[tuple[str, str]], told: dict[int, str], pairs: dict[int, int], sons: set[str]
) -> list[list[Name]]:
    """The people, each a list of their mentions, in order of first mention.

    Args:
        names: the mentions.
        alike: see ``nicknames``.
        told: the pronouns of names by their start, or ``WIFE``; "Mrs Brook" is no Tom Brook.
        pairs: see ``coupled``; whoever is called so alone is the one before rather than the other.
        sons: see ``namesakes``.
    """
    people: list[_Person] = []
    firsts: set[int] = set()
    by_last, by_front, inside, by_ends = _Index(), _Index(), _Index(), _Index()
    clear = {*pairs, *(start for start, pronoun in told.items() if pronoun)}
    for name in sorted(names, key=lambda each: (-len(_words(each.text)), each.start not in clear, each.start)):
        words = _words(name.text)
        son, letters, pronoun = _generation(name.text), (words[-1][0], words[-1][-1]), told.get(name.start, "")
        either = ({son} if words[-1] in sons else {son, ""}) if son or words[-1] in sons else None
        fitting = partial(_fitting, people, either, pronoun == WIFE)
        # Forms of one name share the last word or the first ones.
        shared = {*by_last[words[-1]], *by_front[tuple(words[:2])]}
        same = fitting(shared, partial(_same, words, alike=alike))
        same = {at: same[at] for at in by_last[words[-1]] if at in same} or same  # "Brook", beside "Brook-Tarrow"
        if not same:
            held = fitting(inside[words[-1]], partial(_holds, short=words))
            same = held if len(held) == 1 else {}
        if not same and len(words[-1]) >= _MISSPELT_IN_FULL and words[-1] not in sons:
            same = fitting(by_ends[letters], partial(_is_misspelt, words))
        fits = {at: person for at, person in same.items() if not pronoun or pronoun in person.pronouns}
        same = fits or {at: person for at, person in same.items() if person.pronouns == {""}}
        if not pronoun:  # and not that of somebody who is named once, by title alone ("Mrs Brook")
            first = {at: person for at, person in same.items() if at in firsts and name.text in person.forms}
            same = first or {at: person for at, person in same.items() if not person.passing} or same
        other = pairs.get(name.start)
        same = {at: person for at, person in same.items() if other is None or other not in map(_start, person.names)}
        at = _nearest(same, name) if same else len(people)
        if not same:
            people.append(_Person())
        firsts |= {at} if other else set()
        people[at].add(name)
        people[at].pronouns.add(pronoun)
        for index, keys in (
            (by_last, {words[-1]}), (by_front, {tuple(words[:1]), tuple(words[:2])}), (inside, {*words[1:-1]}),
            (by_ends, {letters}),
        ):  # fmt: skip
            index.add(keys, at)
    return sorted((person.names for person in people), key=lambda names: names[0].start)


def join(people: list[list[Name]], text: str, alias: re.Pattern[str]) -> list[tuple[list[Name], list[Name]]]:
    """The people, each without and with the names behind a word such as "alias": "Ana Brook alias Tal Brook"."""
    by_start = {name.start: at for at, person in enumerate(people) for name in person}
    joined = dict(enumerate(people))
    for at, person in enumerate(people):
        starts = (start for name in person for start in _called(text, name.end, alias))
        for other in {by_start[start] for start in starts if start in by_start} - {at}:
            if at in joined and other in joined:
                joined[at] = sorted((*joined[at], *joined.pop(other)), key=_start)
    return [(people[at], person) for at, person in joined.items()]


def _called(text: str, end: int, alias: re.Pattern[str]) -> Iterator[int]:
    """Where the names begin by which somebody is called as well: "Ana Brook, alias Tal Brook, alias Kim"."""
    gap = alias.match(text, end)
    for _ in range(_MOST_ALIASES):
        if gap is None:
            return
        yield (end := gap.end())
        gap = alias.search(text, end, end + _NEAR)
        gap = None if gap and FORMS.apart.search(text, end - 1, gap.start()) else gap


def _generation(form: str) -> str:
    """What tells a son from the father who has his name: "Jr", "III"."""
    found = FORMS.suffix.search(form)
    return found["generation"].casefold().replace("nr", "r") if found else ""


class _Index(defaultdict[Hashable, deque[int]]):
    """The last people with a key, each once: so many that a roster of one surname takes time in proportion."""

    def __init__(self) -> None:
        super().__init__(partial(deque[int], maxlen=_MOST_NAMESAKES))

    def add(self, keys: Iterable[Hashable], person: int) -> None:
        for key in keys:
            if person not in self[key]:
                self[key].append(person)


class _Person:
    """Mentions of one person, in order, and the words of the name by each of its forms."""

    def __init__(self) -> None:
        self.names: list[Name] = []
        self.forms: dict[str, list[str]] = {}
        self.pronouns: set[str] = set()
        self.called: dict[str, list[int]] = defaultdict(list)

    def add(self, name: Name) -> None:
        insort(self.called[name.text], name.start)
        insort(self.names, name, key=_start)
        if len(self.forms) < _MOST_FORMS:
            self.forms[name.text] = _words(name.text)

    @property
    def passing(self) -> bool:
        """Whether a surname behind one title is all that is told."""
        return "" not in self.pronouns and len(self.names) == 1 and " " not in self.names[0].text

    def before(self, place: int) -> int | None:
        """Where the last mention before a place begins."""
        at = bisect_left(self.names, place, key=_start)
        return self.names[at - 1].start if at else None


def in_order(form: str) -> str:
    """The name with the given names first: "Ana Quill" of "Quill, Ana"."""
    last, comma, given = form.partition(", ")
    return form if not comma or FORMS.suffix.search(form) else f"{given} {last}"


@lru_cache(maxsize=1 << 12)
def _words(form: str) -> list[str]:
    """The words of a name in small letters without accents: "Raúl" and "Raul" are one."""
    form = unaccented(in_order(form))
    parted = STUCK_INITIAL.sub(". ", FORMS.suffix.sub("", plain(form))).replace("-", " ")
    return [word for part in parted.split() if (word := part.strip(".").casefold())]


def _fitting(
    people: list[_Person], either: set[str] | None, wife: bool, places: Iterable[int], test: Callable[[list[str]], bool]
) -> dict[int, _Person]:
    """Those at some places of whose forms one passes a test, and all are of one of the generations, if any is asked.

    ``wife``: those named by a husband's name, and no others.
    """
    near = ((at, people[at].forms) for at in sorted(places) if (WIFE in people[at].pronouns) == wife)
    fit = ((at, forms) for at, forms in near if either is None or {*map(_generation, forms)} <= either)
    return {at: people[at] for at, forms in fit if any(map(test, forms.values()))}


def _nearest(people: dict[int, _Person], name: Name) -> int:
    """Of several people the one called by it before others are named, else the last before it, else the first after."""
    if len(people) == 1:
        return next(iter(people))
    first, second, *_ = sorted(people, key=lambda at: people[at].names[0].start)
    limit = min(people[second].names[0].start, name.start)
    if bisect_left(people[first].called[name.text], limit) >= _OFTEN:  # "Hall … Hall met Ann Hall. Hall said"
        return first
    before = {at: last for at, person in people.items() if (last := person.before(name.start)) is not None}
    if before:
        return max(before, key=before.__getitem__)
    return min(people, key=lambda at: people[at].names[0].start)


def _is_misspelt(short: list[str], full: list[str]) -> bool:
    """Whether a letter of the surname, or of a long given name, is another or one too many or few: "Hutchison"."""
    if _are_apart(short, full):
        return False
    at = -1 if len(short) == 1 or short[0] == full[0] else 0
    one, other = sorted((short[at], full[at]), key=len)
    if (at == 0 and (short[1:] != full[1:] or len(other) < _MISSPELT)) or len(other) - len(one) > 1:
        return False
    at = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))
    if one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]:
        return True
    sure = len(short) > 1 or len(short[0]) >= _MISSPELT or (len(one) < len(other) and at < len(one))
    return sure and one[at + (len(one) == len(other)) :] == other[at + 1 :]


def _are_apart(one: list[str], other: list[str]) -> bool:
    """Whether each of two names has a word inside that the other lacks: "A bin Nayef Saud", "A bin Salman Saud"."""
    pair = ({word.strip(_MARKS) for word in form[1:-1] if len(word) > _SHORTEST} for form in (one, other))
    inner, others = ({word[:_SHORTEST] for word in inside} for inside in pair)
    return bool(inner - others and others - inner)


def _same(short: list[str], full: list[str], alike: frozenset[tuple[str, str]]) -> bool:
    if short == full:
        return True
    if len(short) == 1:
        return short[0] in (full[-1], full[0]) or " ".join(full).endswith(" " + short[0])
    if short[-1] != full[-1] or full[-len(short) :] == short:  # "Ali bin Omar" is the father of "Saud bin Ali bin Omar"
        fathered = len(short) < len(full) and FORMS.child_of.fullmatch(full[-len(short) - 1])
        return (short == full[-len(short) :] and not fathered) or short == full[: len(short)]
    if len(short) > 1 and (_is_parted(short, full) or _is_parted(full, short)):
        return True
    if _are_apart(short, full):
        return False
    first, other = short[0], full[0]
    initial = min(len(first), len(other)) == 1 and first[0] == other[0]
    spelt = min(len(first), len(other)) >= _MISSPELT_IN_FULL and _spelt(first) == _spelt(other)
    return first == other or initial or spelt or (first, other) in alike


def _is_parted(one: list[str], other: list[str]) -> bool:
    """Whether one but parts given names that the other writes as one: "Ram Mohan Quill", "Kinj Rammohan Quill"."""
    whole = "".join(one)
    return bool(one[2:]) and any("".join(other[at:]) == whole for at in range(len(other) - 1))


def _spelt(word: str) -> str:
    """The word as however it came into Latin letters: "kasim" of "Kassym", "ludmila" of "Liudmyla" and "Lyudmila"."""
    return FORMS.i.sub("i", FORMS.soft.sub("", FORMS.doubled.sub(r"\1", word)))


def _holds(full: list[str], short: list[str]) -> bool:
    """Whether a short form ends inside a name: "Lam" of "Carrie Lam Cheng", "Iris Tejada" of "Iris M. Tejada Ruiz"."""
    return len(short[-1]) > 1 and short[-1] in full[1:-1] and (len(short) == 1 or short[0] == full[0])
