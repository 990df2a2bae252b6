"""Names as bags of words: groups of one name, and links by number, name, short form and spelling."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from msgspec import Struct
from rapidfuzz import fuzz

from extractor.merge.card import Card, Kind
from extractor.merge.cluster import Edge, Group, Values, pairs, scored
from extractor.merge.words import bag, generic, same_words, tokens, weights

_MOST = 40  # names of a block, in the order of the alphabet, that each is compared with
_ALIKE = 90  # percent of likeness of two names from which one may be the other misspelled
_LIKE_WORDS = 80  # the same of the one word in which they differ
_EXTRA = 0.2  # the greatest part of a name's letters that one word more of it may have, if the names are to be alike
_MANY = 4  # words that two names share, from which on any one word more tells little
_LONGER = 0.7  # the least part of a longer name's words that a shorter one must have
_SHARE = 0.8  # the least share of a short form's mentions that are of one entity
_TIMES = 2  # articles in which a short form must have stood for an entity
_ACRONYM = 6  # letters that an acronym has at most; shorter names are not compared by spelling


class Way(Struct, frozen=True):
    """How names of one kind are read: the words that are compared, the country, what keeps apart, a number.

    ``known`` is the name of a well-known body by any of its names: two that have it are one as by a number.
    """

    kind: Kind
    words: Callable[[Card], tuple[str, ...]]
    country: Callable[[Card], str | None]
    hard: Callable[[Card], Values] = lambda _: {}
    number: Callable[[Card], str | None] = lambda _: None
    known: Callable[[Card], str | None] = lambda _: None

    def named(self, cards: list[Card]) -> dict[int, tuple[str, ...]]:
        """The words of each card by its key, asked once for each name, type, country and number."""
        known: dict[tuple[str | None, ...], tuple[str, ...]] = {}
        found = {}
        for card in cards:
            key = (card.name, card.type, card.country, card.number, self.number(card))
            if key not in known:
                known[key] = self.words(card)
            found[card.key] = known[key]
        return found


class _Face(Struct, eq=False):
    """What is compared of a group.

    ``scope``: see ``words.generic``, or "year" of a law that comes anew; ``forms``: other names of it, by articles;
    ``letters``: those its names begin with, in the order of the alphabet; ``named``: years in its name; ``years``:
    those of its articles; ``bill``: whether it is called nothing but a bill.
    """

    words: tuple[str, ...]
    spelled: str
    country: str | None
    types: frozenset[str]
    articles: frozenset[int]
    numbers: frozenset[str]
    scope: str | None
    forms: Counter[tuple[str, ...]]
    letters: frozenset[str]
    named: frozenset[int]
    years: frozenset[int]
    bill: bool


def keys(way: Way, card: Card) -> Iterator[str]:
    """Its words, its number, what it shares with names that differ in a word, its other forms."""
    words = way.words(card)
    yield " ".join(words)
    yield from (f"{number}#" for number in (way.number(card), way.known(card)) if number)
    yield from _rests(words, way.country(card))
    yield from map(" ".join, _forms(way, words, [card]))


def groups_of(way: Way, cards: list[Card]) -> tuple[list[Group], Iterator[Edge]]:
    """Cards of one name, country and hard values as groups, and the scored links between them.

    A law that comes anew with other years is, where an article names no year, another one in each year.
    """
    scopes, named = generic(way.kind), way.named(cards)
    years: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for card in cards:
        years[named[card.key]].update(way.hard(card).get("year", ()))
    held: dict[tuple[Any, ...], list[Card]] = defaultdict(list)
    for card in cards:
        words = named[card.key]
        own = way.hard(card)
        hard = sorted((what, *values) for what, values in own.items())
        anew = len(years[words]) > 1 and "year" not in own and card.day
        scope = scopes.get(words) or ("year" if anew else None)
        apart = {
            "article": card.article, "country": None if card.country else card.home, "year": card.day and card.day[:4]
        }.get(scope or "")  # fmt: skip
        held[scope, words, way.country(card), apart, *hard].append(card)
    groups, faces = [], []
    for (scope, words, *_), members in sorted(held.items(), key=repr):
        face = _face(way, words, members, scope)
        hard_values = dict(way.hard(members[0]))
        if face.country:
            hard_values["country"] = frozenset((face.country,))
        if face.scope == "article":
            hard_values["article"] = frozenset((str(members[0].article),))
        counts = Counter(card.name for card in members)
        name = min(counts, key=lambda name: (-counts[name], name.isupper(), -len(name), name))
        acronym = len(face.words) == 1 and len(face.spelled) <= _ACRONYM and name.isupper()
        weak = face.country is None or acronym or (way.kind == "instruments" and not face.named)
        groups.append(Group(name, members, hard_values, weak=weak))
        faces.append(face)
    return groups, _edges(faces, way.kind)


def _face(way: Way, words: tuple[str, ...], members: list[Card], scope: str | None) -> _Face:
    return _Face(
        words=words, spelled=" ".join(words), country=way.country(members[0]),
        types=frozenset(card.type for card in members if card.type),
        articles=frozenset(card.article for card in members),
        numbers=frozenset(filter(None, chain(map(way.number, members), map(way.known, members)))),
        scope=scope, forms=_forms(way, words, members), letters=_initials(words, members),
        named=frozenset(map(int, way.hard(members[0]).get("year", ()))),
        years=frozenset(int(card.day[:4]) for card in members if card.day),
        bill=way.kind == "instruments" and all(tokens(card.name)[-1:] == ["bill"] for card in members),
    )  # fmt: skip


def _initials(words: tuple[str, ...], cards: list[Card]) -> frozenset[str]:
    """What the words begin with, as they are compared and as the names have them: "RBI" has the letter of India."""
    same = same_words("names")
    names = {words, *(bag(tokens(name), same) for name in {card.name for card in cards})}
    return frozenset("".join(sorted(word[0] for word in name)) for name in names)


def _forms(way: Way, words: tuple[str, ...], cards: list[Card]) -> Counter[tuple[str, ...]]:
    """How often cards have each other form of a name, but those that many things have; a place has none."""
    forms: Counter[tuple[str, ...]] = Counter()
    if way.kind != "places":
        same = same_words("names")
        for form, times in Counter(form for card in cards for form in card.forms if form != card.name).items():
            forms[bag(tokens(form), same)] += times
        for left_out in forms.keys() & {words, (), *generic(way.kind)}:
            del forms[left_out]
    return forms


def _edges(faces: list[_Face], kind: str) -> Iterator[Edge]:
    weight = weights(kind)
    seen: set[tuple[int, int]] = set()
    for first, second, signal in _near(faces, kind):
        pair = (min(first, second), max(first, second))
        if pair not in seen and first != second:
            seen.add(pair)
            context = _context_signals(faces[first], faces[second], signal)
            signals = [signal, *(each for each in context if each in weight)]
            yield scored(*pair, signals, weight)


def _near(faces: list[_Face], kind: str) -> Iterator[tuple[int, int, str]]:
    """Pairs that may be one, with the reason, the best reason first."""
    named: dict[tuple[str, ...], list[int]] = defaultdict(list)
    numbered: dict[str, list[int]] = defaultdict(list)
    for at, face in enumerate(faces):
        named[face.words].append(at)
        for number in face.numbers:
            numbered[number].append(at)
    for block in numbered.values():
        yield from ((first, second, "same number") for first, second in pairs(block, _MOST))
    yield from _same_names(faces, named)
    yield from _short_forms(faces, named)
    yield from _letters(faces)
    yield from _alike(faces, kind)


def _same_names(faces: list[_Face], named: dict[tuple[str, ...], list[int]]) -> Iterator[tuple[int, int, str]]:
    for block in named.values():
        if faces[block[0]].scope != "article":
            for first, second in pairs(block, _MOST):
                if faces[first].scope == faces[second].scope == "year":
                    continue
                countries = (faces[first].country, faces[second].country)
                if countries[0] == countries[1]:
                    yield first, second, "same name"
                elif None in countries:
                    yield first, second, "one has no country"


def _short_forms(faces: list[_Face], named: dict[tuple[str, ...], list[int]]) -> Iterator[tuple[int, int, str]]:
    """Names that other entities' articles use as a short form of them, and of them nearly alone."""
    stands: dict[tuple[tuple[str, ...], str | None], Counter[int]] = defaultdict(Counter)
    for at, face in enumerate(faces):
        for form, times in face.forms.items():
            if form in named:
                stands[form, face.country][at] += times
    for (form, country), counts in stands.items():
        whole, times = counts.most_common(1)[0]
        letters = len(form) == 1 and "".join(sorted(form[0])) in faces[whole].letters
        if (times >= _TIMES or letters) and times >= _SHARE * counts.total():
            for at in named[form]:
                face = faces[at]
                if not face.scope and (None in (face.country, country) or face.country == country):
                    yield at, whole, "short form"


def _letters(faces: list[_Face]) -> Iterator[tuple[int, int, str]]:
    """Names of one country that go by the same letters, of which one has some words more."""
    blocks: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for at, face in enumerate(faces):
        letters = {word[0] for word in face.words}
        for form in face.forms:
            if len(form) == 1 and len(form[0]) > 1 and set(form[0]) <= letters:
                blocks[form[0], face.country].append(at)
    for block in blocks.values():
        for first, second in pairs(block, _MOST):
            if _longer(faces[first].words, faces[second].words):
                yield first, second, "letters"


def _alike(faces: list[_Face], kind: str) -> Iterator[tuple[int, int, str]]:
    """Names of one country that are spelled nearly alike, or laws of which one has some words more."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for at, face in enumerate(faces):
        if face.scope is None:
            for key in _rests(face.words, face.country):
                blocks[key].append(at)
    for block in blocks.values():
        for first, second in pairs(sorted(block, key=lambda at: faces[at].spelled), _MOST):
            one, two = faces[first], faces[second]
            if one.words == two.words:
                continue
            if fuzz.ratio(one.spelled, two.spelled, score_cutoff=_ALIKE):
                if _misspelled(one.words, two.words, kind):
                    yield first, second, "spelled alike"
            elif kind == "instruments" and _longer(one.words, two.words):
                yield first, second, "longer name"


def _rests(words: tuple[str, ...], country: str | None) -> Iterator[str]:
    """What two names of a country share that differ in a word: all others, and how it begins if both have one."""
    spelled = " ".join(words)
    if len(spelled) < _ACRONYM or any(map(str.isdigit, spelled)):
        return
    yield f"{country}/{spelled}"
    for word in words:
        rest = tuple(each for each in words if each != word)
        yield f"{country}/{' '.join(rest)}/{word[:4]}"
        if _longer(rest, words) or len(word) <= _EXTRA * len(spelled):
            yield f"{country}/{' '.join(rest)}"


def _misspelled(one: tuple[str, ...], two: tuple[str, ...], kind: str) -> bool:
    """Whether two names differ in the spelling of one word only, or in in one that tells little."""
    mine, yours, both = set(one) - set(two), set(two) - set(one), set(one) & set(two)
    if len(mine) > 1 or len(yours) > 1:
        return False
    if mine and yours:
        return fuzz.ratio(*mine, *yours) >= _LIKE_WORDS
    if kind != "institutions":
        return True
    (more,) = mine or yours
    chambers = same_words("chambers").keys()
    if (more in chambers and both & chambers) or both & same_words("schools").keys():
        return False  # "House and Senate Budget Committees", "Texas Tech University School of Law"
    letters = Counter(word[0] for word in both)
    return len(both) >= _MANY or len(more) == 1 or more in same_words("beside") or Counter(more) <= letters


def _longer(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    short, long = sorted((set(one), set(two)), key=len)
    return short < long and len(short) >= max(2, _LONGER * len(long))


def _context_signals(one: _Face, two: _Face, signal: str) -> Iterator[str]:
    if one.types and two.types:
        yield "same type" if one.types & two.types else "other type"
    if one.articles & two.articles and signal != "same number":
        yield "both in one article"
    for dated, other in ((one, two), (two, one)):
        if dated.named and other.years and not other.named:
            near = any(abs(year - day) <= 1 for year in dated.named for day in other.years)
            yield "articles of its year" if near else "articles of other years"
            if other.bill and not near and max(dated.named) < min(other.years):
                yield "a bill after the act"
