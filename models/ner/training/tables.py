"""Names that the project's own tables hold: bodies, parliaments, adjectives of countries and regions of the world."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

MODELS = Path(__file__).resolve().parents[2]
SLOT_OF_TYPE = {
    "agency": "agency", "committee": "real_committee", "company": "real_company", "court": "real_court",
    "government": "real_government", "intergovernmental": "igo", "legislature": "real_parliament",
    "local_government": "real_council", "media": "newspaper", "ministry": "real_ministry", "ngo": "real_ngo",
    "other": "armed", "party": "party", "presidency": "real_government", "security": "military",
    "union": "real_union", "university": "real_university",
}  # fmt: skip


def world() -> dict[str, tuple[str, ...]]:
    """Return for each slot of ``names.toml`` what the tables add to it; other slots begin with ``real_``."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows("institutions/bodies.tsv"):
        found[SLOT_OF_TYPE[row["type"]]] += [row["name"], *_parts(row["aliases"])[:2]]
    lands = {row["code"]: row for row in _rows("places/countries.tsv")}
    for row in _rows("institutions/parliaments.tsv"):
        land = lands.get(row["country"], {"name": "", "demonyms": ""})
        found["real_parliament"] += _parts(row["own"])
        for name in _parts(row["names"]) if land["name"] else ():
            found["real_parliament"].append(f"{name} of {land['name']}")
            found["real_parliament"] += [f"{adjective} {name}" for adjective in _parts(land["demonyms"])[:1]]
    for row in lands.values():
        found["nationality"] += _parts(row["demonyms"])[:1]
        found["region"] += _parts(row["regions"])
    return {slot: tuple(dict.fromkeys(names)) for slot, names in found.items()}


def given_names() -> list[str]:
    """Return the given names of the whole world that the rules of names know."""
    told = [row["name"].title() for row in _rows("coref/given.tsv") if row["marks"] == "yes"]
    return sorted([*told, *(row["name"] for row in _rows("names/given.tsv"))])


def _parts(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (MODELS / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE)
