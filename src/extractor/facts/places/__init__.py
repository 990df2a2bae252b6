"""Where: places, each one once."""

import re

from spacy.tokens import Doc

from extractor.countries import atlas
from extractor.data import Library
from extractor.facts.draft import Draft, Find, Name
from extractor.facts.entities import clean, fullest, mention
from extractor.phrases import plain
from extractor.record import Place

_STATE = re.compile(r"^(?:Commonwealth|State) of ")


def build(library: Library) -> Find:
    """The finder of places: same words, same place; a country under its names is one place."""
    places = atlas(library)
    lands = {plain(row["name"]): row["country"] or None for row in library.table("places/lands.tsv", "name", "country")}

    def key(name: Name) -> str:
        hit = places.look_up(name.text)
        return hit[0] if hit and hit[1] == "name" else plain(name.text).casefold()

    def find(_: Doc, draft: Draft) -> list[Place]:
        grouped: dict[str, list[Name]] = {}
        for name in draft.names:
            if name.label == "place":
                grouped.setdefault(key(name), []).append(name)
        found = []
        home = draft.home.country if draft.home else None
        for number, names in enumerate(grouped.values(), 1):
            country = places.country_at(_STATE.sub("", names[0].text), home)
            found.append(
                Place(
                    id=f"G{number}",
                    name=clean(fullest(name.text for name in names)),
                    country=country or lands.get(plain(names[0].text)),
                    mentions=tuple(mention(name) for name in names),
                    rule=names[0].rule,
                )
            )
        return found

    return find
