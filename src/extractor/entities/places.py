"""Where: places, each one once, with official ids and coordinates where a name is clear in its country."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from msgspec import Struct

from extractor.data import Library, Ordered
from extractor.doc import Doc
from extractor.draft import Draft, Find, Name
from extractor.entities.countries import NATIONAL, Atlas, atlas
from extractor.entities.naming import FORMS, clean, fullest, mention
from extractor.entity import Place
from extractor.regex import compiled
from extractor.rules.gazetteer import plain

_LONGEST_LAND = 60
_UNIONS = ("EU", "UN")  # where an article may be at home, but no town is
_MOSTLY = 0.8  # of the places that an article names, where one that no table knows is at home too
_HOLDERS = ("name", "state")  # what may stand behind a comma, "in" or a bracket after a place that is in it


def build(library: Library) -> Find:
    """The finder of places: same words, same place; a country, state or capital under its names is one place."""
    places = atlas(library)
    lands = {plain(row["name"]): row["country"] or None for row in library.table("places/lands.tsv")}
    towns, locate = _towns(library), locator(library)
    states = library.table("places/states.tsv")
    short = {form: row["name"] for row in states for form in (row["code"], *row["short"].split("|"))}
    whole = {f"{row['name']} {word}": row for row in states for word in ("State", "state")}
    lands |= {form: row["country"] for form, row in whole.items()}
    short |= {form: row["name"] for form, row in whole.items() if places.sort_of(row["name"]) == "state"}  # no city
    of_state = {form: row["country"] for row in states for form in (row["name"], *row["short"].split("|")) if form}
    within = compiled(rf",\s+(?P<state>{'|'.join(map(re.escape, sorted(of_state, reverse=True)))})(?!\w|,? D\.? ?C)")

    def key(words: str) -> str:
        words = _own(short.get(words, words), places)
        hit = places.look_up(words) or places.look_up(places.bare(words))
        bare = places.bare(words) if hit else words  # "State of California"
        return (
            hit[0] if hit and hit[1] == "name" and words not in lands else FORMS.district_end.sub("", bare).casefold()
        )

    def country(words: str, home: str | None) -> str | None:
        words = _own(short.get(words, words), places)
        bare = places.bare(FORMS.district_end.sub("", words))
        return places.country_at(words, home) or places.country_at(bare, home) or lands.get(words)

    def find(_: Doc, draft: Draft) -> list[Place]:
        grouped: dict[str, list[Name]] = {}
        for name in [name for name in draft.names if name.label == "place"]:
            grouped.setdefault(key(plain(name.text)), []).append(name)
        text, home = draft.article.text, draft.home.country if draft.home else None
        is_own = _own_towns(text, home, places, locate)
        named = cache(lambda: places.named(text, home))

        def land(name: Name) -> str | None:
            """The country of the state or land behind a place, of the place itself, or home where that has the town."""
            words = plain(name.text)
            state = within.match(text, name.end)
            if told := of_state[state["state"]] if state else _held(text, name, places, locate):
                return told
            found, hit = country(words, home), places.look_up(words)
            if found is None and words not in lands:
                mostly = named()[home or ""] >= _MOSTLY * named().total()
                own = home if mostly or (home and locate(words, home) is not NOWHERE) else None
                abroad = None if own else towns.find(words, alone=True)
                own = abroad[0] if abroad and abroad[0] in named() else own
                return _holder(text, name.end, places) or (None if own in _UNIONS else own)
            return home if found != home and hit and hit[1] == "city" and is_own(name, hit[0]) else found

        def located(key: str, name: str, country: str | None) -> Location:
            around = all(FORMS.district.match(text, each.end) for each in grouped[key])
            if country is None or name in of_state or around:  # no town of the state's name, or of its district's
                return NOWHERE
            return locate("" if key == country else name.title() if name.isupper() else name, country)

        shown = {
            key: clean(fullest(_shown([name.text for name in names if name.text not in short]) or [names[0].text]))
            for key, names in grouped.items()
        }
        lands_of = {key: land(names[0]) for key, names in grouped.items()}
        where = {key: located(key, shown[key], lands_of[key]) for key in grouped}
        return [
            Place(
                id=f"G{number}",
                name=shown[key],
                country=lands_of[key],
                ids=where[key].ids,
                latitude=where[key].latitude,
                longitude=where[key].longitude,
                mentions=tuple(mention(name) for name in names),
                rule=names[0].rule,
            )
            for number, (key, names) in enumerate(grouped.items(), 1)
        ]

    return find


def _holder(text: str, end: int, places: Atlas) -> str | None:
    """The country of the state or land right behind a place that is in it."""
    comma = FORMS.land_behind.match(text, end)
    behind = comma and next(places.scan(text, comma.end(), comma.end() + _LONGEST_LAND), None)
    return behind.country if comma and behind and behind.start == comma.end() and behind.sort in _HOLDERS else None


def _held(text: str, name: Name, places: Atlas, locate: Callable[[str, str], "Location"]) -> str | None:
    """The country behind a known town that has one of the name: "Perth, Scotland", "St. Petersburg, Russia"."""
    words, hit = plain(name.text), places.look_up(plain(name.text))
    holder = _holder(text, name.end, places) if hit and hit[1] not in _HOLDERS else None
    return holder if holder and locate(words, holder) is not NOWHERE else None


def _own(words: str, places: Atlas) -> str:
    """A state, region or island without its noun: "Bihar" of "Bihar State"."""
    area = FORMS.area.fullmatch(words)
    if area is None or places.look_up(places.bare(words)):
        return words
    return area["own"] if places.sort_of(area["own"]) == (None if area["island"] else "state") else words


def _own_towns(
    text: str, home: str | None, places: Atlas, locate: Callable[[str, str], "Location"]
) -> Callable[[Name, str], bool]:
    """Makes the function that tells whether home has the town of a name, in a list of its counties or else alone."""
    counties = [found.span() for found in FORMS.counties.finditer(text)]
    named = cache(lambda: {hit.country for hit in places.scan(text) if hit.sort in NATIONAL})

    def is_own(name: Name, other: str) -> bool:
        listed = any(start < name.start < end for start, end in counties)
        return home is not None and (listed or (other not in named() and locate(plain(name.text), home) is not NOWHERE))

    return is_own


def _shown(forms: list[str]) -> list[str]:
    """The forms of a place not in capitals, if there are any: a dateline is no model for its name."""
    return [form for form in forms if not form.isupper()] or forms


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
        if (town := towns.find(name, country)) is None:
            return NOWHERE
        number, latitude, longitude = town
        return Location({"geonames": number}, float(latitude), float(longitude))

    return locate
