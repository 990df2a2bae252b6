"""The laws that were made of mentions so far, found by what they can have in common with a further mention."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from functools import partial
from itertools import chain, islice

from extractor.facts.instruments.lexicon import Lexicon
from extractor.facts.instruments.matching import (
    LAWS,
    SHORTEST_ACRONYM,
    YEAR,
    bare,
    core_of,
    dated,
    heads_agree,
    plain,
    same,
    short,
)
from extractor.facts.instruments.mention import Entity, Found

_Key = tuple[Hashable, ...]
_ENACTED = ("act", "bill")
_MOST = 32
"""Laws that one mention is compared with at most (the latest ones), and forms in which one law is remembered."""


class Clusters:
    """Laws in the order in which they were made; of each the place among them is kept under what its mentions say.

    Args:
        lexicon: the tables.
        year: of the article, where known.
        entities: laws made before.
    """

    def __init__(self, lexicon: Lexicon, year: int | None = None, entities: Iterable[Entity] = ()) -> None:
        self.entities: list[Entity] = []
        self.lexicon = lexicon
        self.year = year
        self._places: defaultdict[_Key, list[int]] = defaultdict(list)
        self._keys: list[list[_Key]] = []
        self._told: list[dict[_Key, Found]] = []
        for entity in entities:
            self._open(entity)
            for item in entity.found:
                self._keep(len(self._told) - 1, item)
            for name in (*entity.aliases, *entity.inner):
                self._note(len(self._told) - 1, ("name", name.lower()))

    def __len__(self) -> int:
        return len(self.entities)

    def add(self, place: int, item: Found) -> None:
        """A further mention of the law at a place, or of a new one at the end."""
        if place == len(self.entities):
            self._open(Entity())
        self.entities[place].found.append(item)
        self._keep(place, item)

    def call(self, place: int, name: str) -> None:
        """The law at this place may be called by this acronym."""
        self._note(place, ("name", name.lower()))

    def join_last(self, place: int) -> None:
        """The mentions of the last law are another one's."""
        for key in self._keys.pop():
            self._places[key].pop()
        for item in self._told.pop().values():
            self._keep(place, item)
        self.entities[place].found.extend(self.entities.pop().found)

    def known(self, item: Found) -> int | None:
        """The last law that is called so, or that a mention names as this one does."""
        keys = [*_names(item), *([_title(item, self.lexicon)] if item.core else [])]
        if len(item.core) == 1:
            keys.append(("name", item.core[0]))
        near = sorted(set(chain.from_iterable(self._latest(key) for key in keys)), reverse=True)[:_MOST]
        for place in near:
            called = self.entities[place].known_by(item.core)
            told = self._told[place].values()
            if called or (any(same(item, other, self.lexicon) for other in told) and not self._replaces(item, told)):
                return place
        return None

    def _replaces(self, item: Found, told: Iterable[Found]) -> bool:
        """Whether one is a bill and the other an act of long ago, which the bill is to take the place of."""
        acts = {other.year for other in (item, *told) if other.head == "act"}
        bills = {other.year for other in (item, *told) if other.head == "bill"}
        latest = self.year - 2 if self.year and bills else 0
        return any(act is not None and int(act) < latest and act not in bills for act in acts)

    def of_year(self, item: Found) -> int | None:
        """The law of which only the year and the noun are said: the 1992 Act."""
        if item.form != "title" or len(item.core) != 1 or not YEAR.fullmatch(item.core[0]):
            return None
        for place in reversed(self._places.get(("year", item.core[0]), ())):
            if any(heads_agree(item, other) for other in self._told[place].values()):
                return place
        kin = [self._places.get(key, ()) for key in _heads(item)]
        if max(map(len, kin)) > 1 or len(places := set(chain.from_iterable(kin))) != 1:
            return None
        place = places.pop()
        return place if not any(other.year for other in self._told[place].values()) else None

    def last_bill(self) -> int | None:
        """The last law or bill."""
        places = self._places.get(("enacted",))
        return places[-1] if places else None

    def shortened(self, item: Found) -> int | None:
        """The only law whose title is this one with words left out or added."""
        found = list(islice(filter(partial(self._has_short, item), self._alike(item)), 2))
        return found[0] if len(found) == 1 else None

    def _has_short(self, item: Found, place: int) -> bool:
        told = self._told[place].values()
        if self._replaces(item, told) or (item.year and any(o.year and o.year != item.year for o in told)):
            return False
        return any(short(item, other, self.lexicon) for other in told)

    def _alike(self, item: Found) -> list[int]:
        """The laws whose titles may be shorter or longer forms of this one, in order."""
        head = _head(item)
        near: set[int] = set()
        for words in _titles(item, self.lexicon):
            near.update(self._with_all([("word", head, word) for word in words]))
            keys: list[_Key] = [("ends", head, one, other) for at, one in enumerate(words) for other in words[at:]]
            keys += [("initials", head, word) for word in words if len(word) > SHORTEST_ACRONYM]
            keys += [("word", head, letters) for letters in _initials(words)]
            near.update(chain.from_iterable(map(self._latest, keys)))
        return sorted(near)[-_MOST:]

    def _latest(self, key: _Key) -> list[int]:
        return self._places.get(key, [])[-_MOST:]

    def _with_all(self, keys: list[_Key]) -> Iterator[int]:
        lists = sorted((self._places.get(key, []) for key in keys), key=len)
        lists[:1] = [each[-_MOST:] for each in lists[:1]]
        return (place for place in (lists[0] if lists else ()) if all(_holds(places, place) for places in lists[1:]))

    def _open(self, entity: Entity) -> None:
        self.entities.append(entity)
        self._keys.append([])
        self._told.append({})

    def _keep(self, place: int, item: Found) -> None:
        told = item.form, item.head, item.type, item.core, item.number, item.year, item.same
        if not self._told[place] and item.type in LAWS:
            self._note(place, ("enacted",))
        if told not in self._told[place] and len(self._told[place]) < _MOST:
            self._told[place][told] = item
            names = (*_names(item), _title(item, self.lexicon))
            for key in chain(names, _heads(item), _years(item), _parts(item, self.lexicon)):
                self._note(place, key)

    def _note(self, place: int, key: _Key) -> None:
        places = self._places[key]
        if not _holds(places, place):
            places.insert(bisect_left(places, place), place)
            self._keys[place].append(key)


def _holds(places: list[int], place: int) -> bool:
    at = bisect_left(places, place)
    return at < len(places) and places[at] == place


def _names(item: Found) -> Iterator[_Key]:
    """What two mentions have in common one way or another that name the same law, titles apart."""
    if item.number:
        yield from (("number", lettered, plain(item.number, lettered)) for lettered in (True, False))
    if item.same:
        yield ("same", item.same)
    if item.form == "alone":
        yield ("alone", item.type)


def _title(item: Found, lexicon: Lexicon) -> _Key:
    return ("title", bare(core_of(item, lexicon)))


def _heads(item: Found) -> list[_Key]:
    return [("head", item.head.removesuffix("s")), *([("law",)] if item.type in LAWS else [])]


def _years(item: Found) -> Iterator[_Key]:
    return (("year", year) for year in (item.year, *item.core) if year and YEAR.fullmatch(year))


def _parts(item: Found, lexicon: Lexicon) -> Iterator[_Key]:
    """What a title is found by that is a shorter or longer form of another."""
    head = _head(item)
    for words in _titles(item, lexicon):
        yield from (("word", head, word) for word in words)
        yield from (("initials", head, letters) for letters in _initials(words))
        if words:
            yield ("ends", head, words[0], words[-1])


def _titles(item: Found, lexicon: Lexicon) -> set[tuple[str, ...]]:
    """The words of its title, as laws and as bills are compared."""
    return {core_of(item, lexicon), dated(item, lexicon)[1]} if item.head in _ENACTED else {core_of(item, lexicon)}


def _head(item: Found) -> str:
    return "act" if item.head == "bill" else item.head


def _initials(words: tuple[str, ...]) -> Iterator[str]:
    """The initials of all runs of words that an acronym may stand for."""
    letters = "".join(word[0] for word in words)
    for start in range(len(letters)):
        for end in range(start + SHORTEST_ACRONYM + 1, len(letters) + 1):
            yield letters[start:end]
