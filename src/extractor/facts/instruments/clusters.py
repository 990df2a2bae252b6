"""The laws that were made of mentions so far, found by what they can have in common with a further mention."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import chain, islice

from extractor.facts.instruments.lexicon import Lexicon
from extractor.facts.instruments.matching import ENACTED, YEAR, bare, core_of, heads_agree, plain, same, short
from extractor.facts.instruments.mention import Entity, Found
from extractor.terms import LAWS

_Key = tuple[Hashable, ...]
_MOST = 32
"""Laws that one mention is compared with at most (the latest ones), and forms in which one law is remembered."""


class Clusters:
    """Laws in the order in which they were made; of each the place among them is kept under what its mentions say."""

    def __init__(self, lexicon: Lexicon, year: int | None = None) -> None:
        self.entities: list[Entity] = []
        self.lexicon = lexicon
        self.year = year
        self._places: defaultdict[_Key, dict[int, None]] = defaultdict(dict)
        self._told: list[dict[_Key, Found]] = []
        self.last = -1
        """The place of the law that was mentioned last, -1 where there is none."""

    def add(self, place: int, item: Found) -> None:
        """A further mention of the law at a place, or of a new one at the end."""
        if place == len(self.entities):
            self.entities.append(Entity())
            self._told.append({})
        self.entities[place].found.append(item)
        self._keep(place, item)
        self.last = place

    def call(self, place: int, name: str) -> None:
        """The law at this place may be called by this acronym."""
        self._places["name", name.lower()][place] = None

    def join(self, place: int, other: int) -> None:
        """The mentions of the law at the other place are those of the first; the other has none any more."""
        for item in self._told[other].values():
            self._keep(place, item)
        self.entities[place].found.extend(self.entities[other].found)
        self.entities[other].found.clear()
        self._told[other].clear()

    def known(self, item: Found) -> int | None:
        """The last law that is called so, or that a mention names as this one does."""
        keys = [*_names(item, self.lexicon), *([_title(item, self.lexicon)] if item.core else [])]
        if len(item.core) == 1:
            keys.append(("name", item.core[0]))
        for place in sorted(set(chain.from_iterable(map(self._latest, keys))), reverse=True)[:_MOST]:
            told = self._told[place].values()
            called = told and self.entities[place].known_by(item.core)
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
        for place in reversed(self._places.get(("year", item.core[0]), {})):
            if any(heads_agree(item, other) for other in self._told[place].values()):
                return place
        return None

    def last_bill(self) -> int | None:
        """The last law or bill."""
        return next((place for place in reversed(self._places.get(("law",), {})) if self._told[place]), None)

    def shortened(self, item: Found) -> int | None:
        """The only one among the latest laws of its noun whose title is this one with words left out or added."""
        head = "act" if item.head in ENACTED else item.head
        near = (place for place in self._latest(("noun", head)) if self._has_short(item, place))
        found = list(islice(near, 2))
        return found[0] if len(found) == 1 else None

    def _has_short(self, item: Found, place: int) -> bool:
        told = self._told[place].values()
        if self._replaces(item, told) or (item.year and any(o.year and o.year != item.year for o in told)):
            return False
        return any(short(item, other, self.lexicon) for other in told)

    def _latest(self, key: _Key) -> Iterator[int]:
        return islice(reversed(self._places.get(key, {})), _MOST)

    def _keep(self, place: int, item: Found) -> None:
        told = item.form, item.head, item.type, item.core, item.number, item.year, item.same
        if told in self._told[place] or len(self._told[place]) >= _MOST:
            return
        self._told[place][told] = item
        years = (("year", year) for year in (item.year, *item.core) if year and YEAR.fullmatch(year))
        noun = "noun", "act" if item.head in ENACTED else item.head
        law = [("law",)] if item.type in LAWS else []
        for key in (*_names(item, self.lexicon), _title(item, self.lexicon), *years, noun, *law):
            self._places[key][place] = None


def _names(item: Found, lexicon: Lexicon) -> Iterator[_Key]:
    """What two mentions have in common one way or another that name the same law, titles apart."""
    if item.number:
        number = lexicon.in_figures(item.number)
        yield from (("number", lettered, plain(number, lettered)) for lettered in (True, False))
    if item.same:
        yield ("same", item.same)
    if item.form == "alone":
        yield ("alone", item.type)


def _title(item: Found, lexicon: Lexicon) -> _Key:
    return ("title", bare(core_of(item, lexicon)))
