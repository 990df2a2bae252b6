"""Where: places, each one once."""

from spacy.tokens import Doc

from extractor.countries import atlas
from extractor.data import Library
from extractor.facts.draft import Draft, Find, Name
from extractor.facts.entities import clean, fullest, mention
from extractor.phrases import plain
from extractor.record import Place


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
        for number, names in enumerate(grouped.values(), 1):
            hit = places.look_up(names[0].text)
            found.append(
                Place(
                    id=f"G{number}",
                    name=clean(fullest(name.text for name in names)),
                    country=hit[0] if hit else lands.get(plain(names[0].text)),
                    mentions=tuple(mention(name) for name in names),
                    rule=names[0].rule,
                )
            )
        return found

    return find
