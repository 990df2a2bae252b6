"""Official ids and coordinates of places, where one place alone bears the name in its country."""

from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct

from extractor.data import Library

_HEAD = "\nname\tcountry\tgeonames\tlatitude\tlongitude\n"


class Location(Struct, frozen=True):
    """Ids by scheme (``geonames``, ``wikidata``); latitude and longitude in degrees (WGS 84) where they are known."""

    ids: dict[str, str]
    latitude: float | None = None
    longitude: float | None = None


NOWHERE = Location({})


def locator(library: Library) -> Callable[[str, str], Location]:
    """Makes the function that locates a town by name and country (ISO 3166-1 alpha-2), a country by an empty name.

    The 32,000 towns stay one text in which a row is searched: to read them all would cost more than an article.

    Raises:
        DataError: a table is faulty.
    """
    countries = {
        row["country"]: Location({scheme: row[scheme] for scheme in ("wikidata", "geonames") if row[scheme]})
        for row in library.table("places/ids.tsv", "country", "wikidata", "geonames")
    }

    @lru_cache(maxsize=1)
    def towns() -> str:
        text = library.path("places/geonames.tsv").read_text(encoding="utf-8")
        return text[text.index(_HEAD) + len(_HEAD) - 1 :]

    @lru_cache(maxsize=1 << 12)
    def locate(name: str, country: str) -> Location:
        if not name:
            return countries.get(country, NOWHERE)
        start = towns().find(f"\n{name}\t{country}\t")
        if start < 0:
            return NOWHERE
        _, _, number, latitude, longitude = towns()[start + 1 : towns().index("\n", start + 1)].split("\t")
        return Location({"geonames": number}, float(latitude), float(longitude))

    return locate
