"""Where: places, each one once, with official ids and coordinates where a name is clear in its country."""

import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import asdict

from extractor.data import Library, Ordered
from extractor.doc import Doc
from extractor.draft import Draft, Find, Name
from extractor.entities.countries import LAND_NAMES, NATIONAL, UNIONS, Hit, Sort, atlas
from extractor.entities.naming import FORMS, clean, fullest, mention
from extractor.entity import Place
from extractor.regex import compiled, lookbehind
from extractor.rules.gazetteer import plain

_LONGEST_LAND, _SHORTEST_TOWN, _LONGEST_CODE = 60, 5, 2
_SMALL = ("OF", "And", "The")
_MOSTLY = 0.8  # of the places that an article names, where one that no table knows is at home too


def build(library: Library) -> Find:
    """The finder of places: same words, same place; a country, state or capital under its names is one place."""
    tables = _Tables(library)

    def find(_: Doc, draft: Draft) -> list[Place]:
        grouped: defaultdict[str, list[Name]] = defaultdict(list)
        for name in draft.names:
            if name.label == "place":
                grouped[tables.key(plain(name.text))].append(name)
        context = _Context(tables, draft.article.text, draft.country)
        return [context.place(number, *each) for number, each in enumerate(grouped.items(), 1)]

    return find


class _Tables:
    """Countries, states, other lands and towns by the words that name them.

    ``short``: names of states by other forms; ``of_state``: the country of a state's name or short form; ``counties``:
    that of a county behind its town; ``lands``: of what is no country, the one that it is in, if any; ``within``
    matches the state behind a place.
    """

    def __init__(self, library: Library) -> None:
        self.atlas, self.towns, self.locate = atlas(library), _towns(library), locator(library)
        self.lands = {plain(row["name"]): row["country"] or None for row in library.table("places/lands.tsv")}
        self.short: dict[str, str] = {}
        self.of_state: dict[str, str] = {}
        codes: dict[str, set[str]] = defaultdict(set)
        lands = {row["code"]: row["name"] for row in library.table("places/countries.tsv")}
        for row in library.table("places/states.tsv"):
            name, country, forms = row["name"], row["country"], row["short"].split("|")
            whole = (f"{name} State", f"{name} state")
            own = whole if self.atlas.sort_of(name) == "state" else ()  # no city of the name
            self.lands |= dict.fromkeys(whole, country)
            self.short |= dict.fromkeys((row["code"], *forms, *own), name)
            self.of_state |= dict.fromkeys(filter(None, (name, *forms)), country)
            codes[row["code"]].add(
                row["code"] if lands.get(row["code"]) == name else country
            )  # Puerto Rico's is a land's
        ones = {code: next(iter(held)) for code, held in codes.items() if len(held) == 1}  # not "WA" and "NT"
        self.counties = {row["name"]: row["country"] for row in library.table("places/counties.tsv")}
        self.behind = {**self.counties, **ones, **self.of_state}
        states = "|".join(map(re.escape, sorted(self.behind, reverse=True)))
        self.within = compiled(rf",\s+(?P<state>{states})(?!\w|,? D\.? ?C)")

    def key(self, words: str) -> str:
        """What is the same for all names of a place."""
        words = self._own(words)
        bare = self.atlas.bare(words)  # "State of California"
        hit = self.atlas.look_up(words) or self.atlas.look_up(bare)
        if hit and hit[1] == "name" and words not in self.lands:
            return hit[0]
        return FORMS.district_end.sub("", bare if hit else words).casefold()

    def country(self, words: str, home: str | None) -> str | None:
        """The country of a place, in an article from ``home``."""
        words = self._own(words)
        bare = self.atlas.bare(FORMS.district_end.sub("", words))
        if found := self.atlas.country_at(words, home) or self.atlas.country_at(bare, home) or self.lands.get(words):
            return found
        ground = FORMS.ground.fullmatch(words) or FORMS.sided.fullmatch(words)
        town = ground["town"] if ground else ""
        return self.atlas.country_at(town, home) if self.atlas.sort_of(town) in ("capital", "city") else None

    def _own(self, words: str) -> str:
        """A state by its name; it, a region or island without its noun: "Bihar" of "Bihar State"."""
        words = self.short.get(words, words)
        area = FORMS.area.fullmatch(words)
        if area is None or self.atlas.look_up(self.atlas.bare(words)):
            return words
        return area["own"] if self.atlas.sort_of(area["own"]) == (None if area["island"] else "state") else words


class _Context:
    """What an article from ``home`` tells of where its places are."""

    def __init__(self, tables: _Tables, text: str, home: str | None) -> None:
        self._tables, self._text, self._home = tables, text, home
        self._counties = [found.span() for found in FORMS.counties.finditer(text)]
        self._named = cache(lambda: tables.atlas.named(text, home))
        self._nations = cache(lambda: {hit.country for hit in tables.atlas.scan(text) if hit.sort in NATIONAL})

    def place(self, number: int, key: str, names: list[Name]) -> Place:
        """The place of these names; a dateline in capitals is no model for its name, if there is another."""
        forms = [name.text for name in names if name.text not in self._tables.short] or [names[0].text]
        name = clean(fullest([form for form in forms if not form.isupper()] or forms))
        country = self._country(names[0])
        districts = all(FORMS.district.match(self._text, each.end) for each in names)
        where = NOWHERE
        if country and name not in self._tables.of_state and not districts:  # no town of the state's or district's name
            where = self._tables.locate("" if key == country else name, country)
        if name.isupper() and len(name) >= _SHORTEST_TOWN and (where.latitude or self._tables.atlas.look_up(name)):
            name = _titled(name)  # only a dateline names the place
        return Place(
            id=f"G{number}",
            name=name,
            country=country,
            **asdict(where),
            mentions=tuple(map(mention, names)),
            rule=names[0].rule,
        )

    def _country(self, name: Name) -> str | None:
        """The country of the state or land behind a place, of the place itself, or home where that has the town."""
        tables, home, words = self._tables, self._home, plain(name.text)
        state, hit = tables.within.match(self._text, name.end), tables.atlas.look_up(words)
        if state and state["state"] in tables.counties and not FORMS.closes_county.match(self._text, state.end()):
            state = None  # "Mercer, Essex and Hudson" of New Jersey
        land = tables.atlas.look_up(state["state"]) if state and hit else None
        if land and hit and land[0] == hit[0] and land[1] in NATIONAL:
            state = None  # "Tbilisi, Georgia"
        if told := tables.behind[state["state"]] if state else self._held(name, hit) or self._described(name, hit):
            return told
        found = tables.country(words, home)
        if found is None and words not in tables.lands:
            if holder := self._holder(name.end):
                return holder.country
            seat = home if name.rule == "electorate" and home not in UNIONS else None
            return seat or self._unlisted(words)
        return home if found != home and hit and hit[1] == "city" and self._is_own(name, hit[0]) else found

    def _unlisted(self, words: str) -> str | None:
        """The country of a town that the atlas has not: home, or the only one of a town of the name that is named."""
        home, named = self._home, self._named()
        if home and (named[home] >= _MOSTLY * named.total() or self._is_at(words, home)):
            return None if home in UNIONS else home
        abroad = self._tables.towns.find(words, alone=True)
        return abroad[0] if abroad and abroad[0] in named else None

    def _holder(self, end: int) -> Hit | None:
        """The state or land right behind a place that is in it."""
        comma = FORMS.land_behind.match(self._text, end)
        start = comma.end() if comma else len(self._text)
        behind = next(self._tables.atlas.scan(self._text, start, start + _LONGEST_LAND), None)
        return behind if behind and behind.start == start and behind.sort in LAND_NAMES else None

    def _held(self, name: Name, hit: tuple[str, Sort] | None) -> str | None:
        """The country behind a known town that has one of the name: "Perth, Scotland", "St. Petersburg, Russia"."""
        holder = self._holder(name.end) if hit and hit[1] not in LAND_NAMES else None
        if holder is None:
            return None
        county = holder.sort == "state" and FORMS.closes_county.match(self._text, holder.end)  # "Bangor, County Down,"
        return holder.country if county or self._is_at(plain(name.text), holder.country) else None

    def _described(self, name: Name, hit: tuple[str, Sort] | None) -> str | None:
        """The country that what stands before a place tells: "the Spanish city of Valencia"."""
        before = lookbehind(FORMS.kind_before, self._text, name.start, _LONGEST_LAND)
        land = self._tables.atlas.look_up(before["land"]) if before else None
        if land is None or land[1] not in NATIONAL:
            return None
        fits = hit is None or hit[1] != "capital" or self._is_at(plain(name.text), land[0])  # "Congolese", of either
        return land[0] if fits else None

    def _is_at(self, words: str, country: str | None) -> bool:
        return country is not None and self._tables.locate(words, country) is not NOWHERE

    def _is_own(self, name: Name, other: str) -> bool:
        """Whether home has the town of a name, in a list of its counties or where no ``other`` country is named."""
        if any(start < name.start < end for start, end in self._counties):
            return self._home is not None
        return other not in self._nations() and self._is_at(plain(name.text), self._home)


def _titled(name: str) -> str:
    """A name in capitals as it is written outside them: "Isle of Man" and "Washington DC"."""
    words = [word.title() if len(word) > _LONGEST_CODE else word for word in name.split()]
    return " ".join((words[0], *(word.lower() if word in _SMALL else word for word in words[1:])))


class Location(Struct, frozen=True):
    """Ids by scheme (``geonames``, ``wikidata``); latitude and longitude in degrees (WGS 84) where they are known."""

    ids: dict[str, str]
    latitude: float | None = None
    longitude: float | None = None


NOWHERE = Location({})


@cache
def _towns(library: Library) -> Ordered:
    return library.ordered("places/geonames.tsv", "name", "country", "geonames", "latitude", "longitude")


def locator(library: Library) -> Callable[[str, str], Location]:
    """Makes the function that locates a town by name and country (ISO 3166-1 alpha-2), a country by an empty name."""
    towns = _towns(library)
    countries = {
        row["country"]: Location({scheme: row[scheme] for scheme in ("wikidata", "geonames") if row[scheme]})
        for row in library.table("places/ids.tsv")
    }

    @lru_cache(maxsize=1 << 12)
    def locate(name: str, country: str) -> Location:
        if not name:
            return countries.get(country, NOWHERE)
        if (town := towns.find(name.title() if name.isupper() else name, country)) is None:
            return NOWHERE
        number, latitude, longitude = town
        return Location({"geonames": number}, float(latitude), float(longitude))

    return locate
