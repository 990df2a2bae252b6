"""People across articles: names are compared within a last name, with seat, role, body, country and company."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from msgspec import Struct
from rapidfuzz import fuzz

from extractor.data import library
from extractor.merge.card import Card
from extractor.merge.cluster import Edge, Group, pairs, scored
from extractor.merge.words import bag, codes, folded, generation, name_words, same_words, single_tokens, tokens, weights

_SEAT = re.compile(r"\W*(\w+)\W+(\w.*)$")  # a party's label and what stands behind it
_MOST = 60  # groups of one last name of which all pairs are compared; beyond, each with those that follow it
_ALIKE = 85  # percent of likeness of two words from which one may be the other misspelled
_COMPANY = 40  # last names that are kept of those who stand in the same articles
_PERIOD = 6  # years within which a last name and an office are one person: people of one last name follow each other
_RARE = 0.1  # the share of a name's articles below which a word of a role is a slip or another's
_LONGEST = 5  # words of a country or state that are looked for in a role
_ONE, _SEVERAL = 1, 2


@cache
def _parties() -> frozenset[str]:
    return frozenset(folded(row["word"]) for row in library().table("people/parties.tsv") if "seat" in row["use"])


@cache
def _nicknames() -> frozenset[tuple[str, str]]:
    rows = library().table("people/nicknames.tsv")
    pairs = {(folded(row["name"]), folded(short)) for row in rows for short in row["short"].split("|")}
    shorts = {(one, two) for row in rows for one in row["short"].split("|") for two in row["short"].split("|")}
    pairs |= {(folded(one), folded(two)) for one, two in shorts if one != two}
    return frozenset(pairs | {(two, one) for one, two in pairs})


@cache
def _given() -> frozenset[str]:
    return frozenset(folded(row["name"]) for row in library().table("coref/given.tsv"))


@cache
def _states() -> dict[str, tuple[str, str]]:
    """Codes of states, and their countries, by every way to write them, folded and without dots and blanks."""
    found: dict[str, tuple[str, str]] = {}
    for row in library().table("places/states.tsv"):
        for form in (row["code"], row["name"], *row["short"].split("|")):
            found.setdefault(re.sub(r"[. ]", "", folded(form)), (row["code"], row["country"]))
    found.pop("", None)
    return found


@cache
def _lands() -> dict[tuple[str, ...], str | None]:
    """The country of the words of a country or state; None of those that two have ("Georgia"), and of a part of one."""
    found: dict[tuple[str, ...], str | None] = dict(codes())
    found |= {tuple(tokens(part)): None for part in same_words("parts")}
    for row in library().table("places/states.tsv"):
        words = tuple(tokens(row["name"]))
        found[words] = row["country"] if found.get(words, row["country"]) == row["country"] else None
    return found


@cache
def _posts() -> dict[str, tuple[str, str]]:
    """Nouns of posts that countries have, with the use and the land of ``people/posts.tsv``."""
    rows = library().table("people/posts.tsv")
    return {row["noun"]: (row["use"], row["land"]) for row in rows if row["land"] != "no" or row["use"] == "officer"}


def land(card: Card) -> str | None:
    """The country that a person has a post of for sure: its seat's, the one named with it, or the legislature's."""
    if seat := _seat(card):
        return seat[1]
    role, body = card.role or "", card.body or ""
    uses = {_posts()[noun] for noun in single_tokens(role) if noun in _posts()}
    if not uses or any(use == "officer" for use, _ in uses):
        return None
    sent = any(whose == "sent" for _, whose in uses)  # "ambassador to Fiji"
    named = set(_named(tokens(role.partition(" to ")[0]) if sent else [*tokens(role), "", *tokens(body)]))
    if named:
        return named.pop() if len(named) == _ONE else None
    return card.country if any(use == "seat" for use, _ in uses) else None


def _named(words: list[str]) -> Iterator[str | None]:
    """The countries that words name; "Fiji affairs" are what somebody is for."""
    at = 0
    while at < len(words):
        size = next((size for size in range(_LONGEST, 0, -1) if tuple(words[at : at + size]) in _lands()), 0)
        if size and words[at + size : at + size + 1] != ["affairs"]:
            yield _lands()[tuple(words[at : at + size])]
        at += size or 1


class _Face(Struct, eq=False):
    """What is compared of a group: words of the name, seats, words of roles, bodies, countries, company, years.

    ``often`` are the words of roles that a good part of its articles give it.
    """

    words: tuple[str, ...]
    seats: frozenset[str]
    roles: frozenset[str]
    often: frozenset[str]
    bodies: frozenset[str]
    homes: frozenset[str]
    articles: frozenset[int]
    company: frozenset[str]
    years: tuple[int, int] | None


def groups_of(cards: list[Card]) -> tuple[list[Group], Iterator[Edge]]:
    """Cards of one name (and seat) as groups, and the scored links between them."""
    held: dict[tuple[object, ...], list[Card]] = defaultdict(list)
    for card in cards:
        words = name_words(card.name)
        context: tuple[object, ...] = (seat_of(card), generation(card.name))
        if len(words) == _ONE:
            period = int(card.day[:4]) // _PERIOD if card.day else None
            context = (*context, min(_role_words(card), default=None), card.home, period)
        else:
            context = (*context, land(card))
        held[(words, *context)].append(card)
    told = [members for _, members in sorted(held.items(), key=repr)]
    faces = [_face(name_words(members[0].name), members) for members in told]
    fathers, groups = _fathers(told), []
    for face, members in zip(faces, told, strict=True):
        middle, son = face.words[1:-1], generation(members[0].name)
        age = {son or "father"} if son or _first_and_last(face.words) in fathers else ()
        lands = set(filter(None, [land(members[0])])) if len(face.words) > _ONE else ()
        own = {"seat": face.seats, "middle": middle and middle[0][0], "generation": age, "land": lands}
        hard = {what: frozenset(values) for what, values in own.items() if values}
        counts = Counter(card.name for card in members)
        name = min(counts, key=lambda name: (-counts[name], name))
        groups.append(Group(name, members, hard, weak=len(face.words) == _ONE))
    return groups, _edges(faces)


def _first_and_last(words: Sequence[str]) -> tuple[str, str]:
    return words[0], words[-1]


def _fathers(told: list[list[Card]]) -> set[tuple[str, str]]:
    """First and last names that stand in one article with and without a word that tells a son."""
    articles: dict[tuple[bool, tuple[str, str]], set[int]] = defaultdict(set)
    for card in chain.from_iterable(told):
        articles[generation(card.name) is None, _first_and_last(name_words(card.name))].add(card.article)
    return {name for father, name in articles if father and articles[True, name] & articles.get((False, name), set())}


def keys(card: Card) -> Iterator[str]:
    """The last name; the first name with the last name's first letters."""
    words = name_words(card.name)
    yield words[-1]
    if len(words) > _ONE:
        yield _alike(words)


def _alike(words: Sequence[str]) -> str:
    """What two names share whose last names may be spelled alike."""
    return f"{words[0]} {words[-1][:3]}"


def seat_of(card: Card) -> str | None:
    """The state of a party's label and seat ("R-Maine"), as its code."""
    seat = _seat(card)
    return seat[0] if seat else None


def _seat(card: Card) -> tuple[str, str] | None:
    found = _SEAT.match(card.body or "")
    if found is None or folded(found[1]) not in _parties():
        return None
    return _states().get(re.sub(r"[. )]", "", folded(found[2])))


def _role_words(card: Card) -> frozenset[str]:
    return frozenset(bag(single_tokens(card.role or ""), same_words("roles")))


def _face(words: tuple[str, ...], members: list[Card]) -> _Face:
    years = sorted(int(card.day[:4]) for card in members if card.day)
    met: Counter[str] = Counter(name for card in members for name in card.company)
    borne = Counter(word for card in members for word in _role_words(card))
    near = sorted(met, key=lambda name: (-met[name], name))[:_COMPANY]
    return _Face(
        words=words, seats=frozenset(filter(None, (seat_of(card) for card in members))), roles=frozenset(borne),
        often=frozenset(word for word, times in borne.items() if times >= _RARE * len(members)),
        bodies=frozenset(folded(card.body) for card in members if card.body),
        homes=frozenset(card.home for card in members if card.home),
        articles=frozenset(card.article for card in members), company=frozenset(near) - {words[-1]},
        years=(years[0], years[-1]) if years else None,
    )  # fmt: skip


def _edges(faces: list[_Face]) -> Iterator[Edge]:
    names, weight = _nicknames(), weights("people")
    given = {face.words[0] for face in faces if len(face.words) > _ONE} | _given()
    blocks: dict[str, list[int]] = defaultdict(list)
    alike: dict[str, list[int]] = defaultdict(list)
    for at, face in enumerate(faces):
        blocks[face.words[-1]].append(at)
        if len(face.words) > _ONE:
            alike[_alike(face.words)].append(at)
    for one_name in blocks.values():
        letters = {faces[at].words[0][0] for at in one_name if len(faces[at].words) > _ONE}
        other = len(letters) > _ONE or faces[one_name[0]].words[-1] in given  # "Sarah" is nobody's last name for sure
        only = [] if other else ["no other person of this last name"]
        for first, second in pairs(_ordered(faces, one_name), _MOST):
            one, two = faces[first], faces[second]
            signals = _name_signals(one, two, names)
            if signals:
                half = (len(one.words) == _ONE) != (len(two.words) == _ONE)  # just one is a last name alone
                signals += [*only * half, *_context_signals(one, two)]
                yield scored(min(first, second), max(first, second), signals, weight)
    for likely in alike.values():
        for first, second in pairs(_ordered(faces, likely), _MOST):
            one, two = faces[first], faces[second]
            if one.words[-1] != two.words[-1] and fuzz.ratio(one.words[-1], two.words[-1]) >= _ALIKE:
                signals = ["spelled alike", *_context_signals(one, two)]
                yield scored(min(first, second), max(first, second), signals, weight)


def _ordered(faces: list[_Face], block: list[int]) -> list[int]:
    return sorted(block, key=lambda at: faces[at].words)


def _name_signals(one: _Face, two: _Face, names: frozenset[tuple[str, str]]) -> list[str]:
    """How two names of one last name go together; no signal where they do not."""
    if _ONE in (len(one.words), len(two.words)):
        return ["last name only"]
    (mine, *my_middle), (yours, *your_middle) = one.words[:-1], two.words[:-1]
    if not all(map(_initials, my_middle, your_middle)):
        return []
    ways = (
        ("same full name", one.words == two.words),
        ("one name has a middle name more", mine == yours),
        ("nickname", (mine, yours) in names),
        ("initial", _initials(mine, yours)),
        ("spelled alike", fuzz.ratio(mine, yours) >= _ALIKE),
    )
    signals = [signal for signal, holds in ways if holds][:1]
    further = signals and mine != yours and any(len(name) > _ONE for name in {*my_middle} ^ {*your_middle})
    return [*signals, "and a middle name more"] if further else signals


def _initials(one: str, two: str) -> bool:
    """Whether two given names are the same, or one is the other's first letter."""
    return one == two or (_ONE in (len(one), len(two)) and one[0] == two[0])


def _context_signals(one: _Face, two: _Face) -> Iterator[str]:
    alike = (
        ("same seat", one.seats & two.seats),
        ("same body", one.bodies & two.bodies),
        ("same role", one.often & two.often),
        ("same country", one.homes & two.homes),
        ("both in one article", one.articles & two.articles),
        ("named with the same people", len(one.company & two.company) >= _SEVERAL),
    )
    yield from (signal for signal, holds in alike if holds)
    if one.homes and two.homes and not one.homes & two.homes:
        yield "other country"
    if one.roles and two.roles and not one.roles & two.roles and one.words != two.words:
        yield "other role"
    if one.years and two.years:
        gap = max(one.years[0], two.years[0]) - min(one.years[1], two.years[1])
        if gap > 20:  # noqa: PLR2004 - the signal's name
            yield "twenty years apart"
        elif gap > 5 and _ONE in (len(one.words), len(two.words)):  # noqa: PLR2004 - likewise
            yield "five years apart"
