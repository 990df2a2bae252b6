"""The last look at the bodies of an article: two that are one under the same words, fewer matters, or letters."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from extractor.draft import Name
from extractor.entities.countries import Atlas
from extractor.entities.naming import BODIES, FORMS, in_full, initials, spells
from extractor.entities.organizations.chambers import said_beside, without_land
from extractor.entities.organizations.kinds import Kinds
from extractor.rules.gazetteer import CLOSED, plain
from extractor.sets import Sets

_FEWEST, _MANY = 3, 4

Shape = tuple[str, frozenset[str], frozenset[str]]


def join_same(text: str, bodies: list[list[Name]], known: Kinds, places: Atlas, home: str | None) -> list[list[Name]]:
    """The bodies, in order of first mention; two of one country are one if their names say so.

    They have the same words ("Courts of Appeal", "Appeal Court"); or the one is for what just one other is for besides
    ("Finance Ministry", "Ministry of Finance and Mass Media"); or the one is letters of just one other.
    """
    forms = [{FORMS.bracketed.sub("", plain(name.text)) for name in body} for body in bodies]
    said = [_land(text, body, known, places) for body in bodies]
    lands = [land or home for land in said]
    rests = [[without_land(form, None, places)[0] or form for form in each if " " in form] for each in forms]
    shapes = [[shape for rest in each if (shape := _matters(rest, known))] for each in rests]
    same = [[whose.name for form in each if (whose := known.body(form.removesuffix(" party"), home))] for each in forms]
    words = [[*each, *rest, *own] for each, rest, own in zip(forms, rests, same, strict=True)]
    pairs = (
        *_by_words(words, lands),
        *_by_long_words(words, said),
        *_by_matters(shapes, lands),
        *_by_letters(forms, known, home),
        *_by_ends(forms, known),
        *_by_papers(forms, known, lands),
    )
    sets = Sets()
    for one, other in pairs:
        sets.unite(one, other)
    joined: dict[int, list[Name]] = defaultdict(list)
    for at, body in enumerate(bodies):
        joined[sets.root(at)] += body
    return [sorted(joined[at], key=lambda name: name.start) for at in sorted(joined)]


def _by_words(names: list[list[str]], lands: list[str | None]) -> Iterator[tuple[int, int]]:
    """The places of bodies that have the same words, ``names`` being theirs with and without a country."""
    found: dict[tuple[str | None, frozenset[str]], int] = {}
    for at, each in enumerate(names):
        for rest in each:
            if " " in rest:
                yield found.setdefault((lands[at], _stems(rest)), at), at


def _by_long_words(names: list[list[str]], said: list[str | None]) -> Iterator[tuple[int, int]]:
    """The places of bodies of which one says no country, in words that just one country's has and are many."""
    found: dict[frozenset[str], dict[str | None, int]] = defaultdict(dict)
    for at, each in enumerate(names):
        for stems in {_stems(rest) for rest in each}:
            if len(stems) >= _MANY:
                found[stems].setdefault(said[at], at)
    for whose in found.values():
        if len(whose) == 2 and None in whose:  # noqa: PLR2004 - a country's, and one that says none
            first, second = whose.values()
            yield first, second


def _by_matters(shapes: list[list[Shape]], lands: list[str | None]) -> Iterator[tuple[int, int]]:
    """The places of bodies of which one is for part of what the other is for, and no third."""
    found: dict[tuple[str | None, str, str], set[int]] = defaultdict(set)
    for at, each in enumerate(shapes):
        for head, matters, bare in each:
            for matter in matters | bare:
                found[lands[at], head, matter].add(at)
    for at, each in enumerate(shapes):
        for head, matters, _ in each:
            shared = set.intersection(*(found[lands[at], head, matter] for matter in matters)) - {at}
            fuller = [one for one in shared if any(matters < own or matters < bare for _, own, bare in shapes[one])]
            if len(fuller) == 1:
                yield fuller[0], at


def _by_letters(forms: list[set[str]], known: Kinds, home: str | None) -> Iterator[tuple[int, int]]:
    """The places of bodies of which one is letters that no well-known body at home has, and those of the other."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for at, each in enumerate(forms):
        for form in each:
            found[initials(form)].append((at, form))
    for at, each in enumerate(forms):
        short = min(each)
        if len(each) == 1 and short.isupper() and " " not in short and len(short) >= _FEWEST:
            same = known.body(short)
            fewer = (short[:cut] + short[cut + 1 :] for cut in range(len(short)))
            longer = [each for letters in {short, *fewer} for each in found.get(letters, ())]
            full = {other for other, form in longer if short not in form.split() and spells(short, form)}
            if len(full) == 1 and (same is None or same.country not in (None, home)):
                yield full.pop(), at


def _by_ends(forms: list[set[str]], known: Kinds) -> Iterator[tuple[int, int]]:
    """The places of bodies of which one lacks a word inside the other's name: "Tarrow County Court", "Tarrow Court"."""
    found = {form: at for at, each in enumerate(forms) for form in each}
    for at, each in enumerate(forms):
        for words in (form.split() for form in each if CLOSED["small"].isdisjoint(form.split())):
            own = all(words[0].lower() not in each for each in (known.ordinary, known.chambers.names))
            for left_out in range(1, len(words) - 1) if own and words[-1] in known.heads else ():
                if (other := found.get(" ".join(words[:left_out] + words[left_out + 1 :]), at)) != at:
                    yield other, at


def _by_papers(forms: list[set[str]], known: Kinds, lands: list[str | None]) -> Iterator[tuple[int, int]]:
    """The places of newspapers of which one is called by an end of just one named before, not of its own country.

    "The Observer" is the Jamaica Observer where that was named, but the Times of London are no Financial Times.
    """
    for at, each in enumerate(forms):
        short = min(each)
        own = known.body(short) if len(each) == 1 and " " not in short else None
        if own is not None and own.type == "media":
            named = ((place, form) for place in range(at) for form in forms[place] if " " in form)
            ends = ((place, form) for place, form in named if short in (form.split()[0], form.split()[-1]))
            papers = ((place, known.body(form)) for place, form in ends if known.type_of(form, [])[0] == "media")
            abroad = {place for place, paper in papers if (paper.country if paper else lands[place]) != own.country}
            if len(abroad) == 1:
                yield abroad.pop(), at


def _land(text: str, body: list[Name], known: Kinds, places: Atlas) -> str | None:
    said = (said_beside(text, name, known.chambers, places) for name in body)
    named = (without_land(plain(name.text), None, places)[1] for name in body)
    return next(filter(None, (*said, *named)), None)


@lru_cache(maxsize=1 << 12)
def _stems(form: str) -> frozenset[str]:
    words = re.findall(r"\w+", re.sub("['’]s?", "", in_full(form)).casefold())
    return frozenset(
        FORMS.plural_men.sub("man", FORMS.plural_s.sub("", word)) for word in words if word not in CLOSED["small"]
    )


def _matters(form: str, known: Kinds) -> Shape | None:
    """The head noun of an office or committee, what it is for, part by part, and that without its chamber."""
    low = form.casefold()
    front, _, head = low.rpartition(" ")
    if turned := BODIES.turned_any.fullmatch(low):
        head, front = turned["head"], turned["before"] + turned["rest"]
    if known.heads.get(head.title()) not in known.types["matter"]:
        return None
    opening, _, rest = front.partition(" ")
    bare = rest if opening in known.chambers.names else front
    return head, frozenset(BODIES.and_.split(front)), frozenset(BODIES.and_.split(bare))
