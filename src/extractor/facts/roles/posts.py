"""What a post says of the body that it belongs to, and the other tables that affiliations are read by."""

import re
from functools import cache

from msgspec import Struct

from extractor.data import Library
from extractor.entities.countries import Atlas, atlas
from extractor.entities.party import party_label
from extractor.facts.roles.lexicon import words_of
from extractor.regex import compiled


class Post(Struct, frozen=True):
    """What a noun of role says of the body: see ``models/people/posts.tsv``."""

    use: str
    type: str
    names: tuple[str, ...]
    land: bool


class Tables(Struct, frozen=True):
    """What affiliations are read by: posts by noun, parties by word, labels behind names, countries, short states.

    ``common`` are words of offices that do not tell what an office is for, ``areas`` nouns of parts of a country;
    ``belongs`` matches what joins a name to a body ("of", "who chairs"); ``known`` are words of roles and titles.
    """

    posts: dict[str, Post]
    parties: dict[str, str]
    label: re.Pattern[str]
    places: Atlas
    states: frozenset[str]
    common: frozenset[str]
    areas: frozenset[str]
    belongs: re.Pattern[str]
    known: frozenset[str]


@cache
def tables_of(library: Library) -> Tables:
    """The tables of a library."""
    posts = {
        row["noun"]: Post(row["use"], row["type"], tuple(filter(None, row["name"].split("|"))), row["land"] == "yes")
        for row in library.table("people/posts.tsv", "noun", "use", "type", "name", "land")
    }
    parties = {row["word"]: row["party"] for row in library.table("people/parties.tsv", "word", "use", "party")}
    states = library.table("places/states.tsv", "country", "code", "name", "short")
    shorts = {short for row in states for short in (row["code"], *row["short"].split("|")) if short}
    words = words_of(library)
    uses: dict[str, set[str]] = {"general": set(), "area": set(), "belongs": set()}
    for row in library.table("people/roles.tsv", "word", "use"):
        uses.setdefault(row["use"], set()).add(row["word"])
    belongs = "|".join(sorted(uses["belongs"], reverse=True)).replace(" ", r"\s+")
    return Tables(
        posts=posts,
        parties=parties,
        label=party_label(library),
        places=atlas(library),
        states=frozenset(shorts),
        common=frozenset(uses["general"]),
        areas=frozenset(uses["area"]),
        belongs=compiled(rf"(?:,?\s+(?:{belongs})|,\s+for)\s+(?:the\s+)?"),
        known=words.honorifics.union(words.nouns, words.modifiers, words.ranks, words.letters, words.short),
    )
