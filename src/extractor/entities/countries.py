"""Countries by the words that name them: one scan finds names, demonyms, capitals, cities and states in a text."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from extractor.data import Library
from extractor.kept import kept
from extractor.regex import compiled
from extractor.rules.gazetteer import Phrases, listed, plain, unaccented
from extractor.text.paragraphs import sentence_start

Sort = Literal["name", "demonym", "capital", "state", "city"]
NATIONAL: tuple[Sort, ...] = ("name", "demonym")
"""What names a country itself or its people."""
LAND_NAMES: tuple[Sort, ...] = ("name", "state")
"""What names a land and not its people."""
LANDS: tuple[Sort, ...] = (*NATIONAL, "state")
UNIONS = frozenset({"EU", "UN"})
"""Codes in place of a country's for bodies of unions of states."""
_SHORTEST_IN_CAPITALS, _SHORTEST_UNACCENTED, _OF = 4, 6, " of "
_NAMING: tuple[tuple[str, str, tuple[str, ...], Sort], ...] = (
    ("countries", "code", ("name", "other_names"), "name"),
    ("countries", "code", ("demonyms",), "demonym"),
    ("countries", "code", ("capitals",), "capital"),
    ("states", "country", ("name",), "state"),
    ("countries", "code", ("regions",), "state"),
    ("countries", "code", ("cities",), "city"),
)
"""Tables, their columns of the country and of words, and what the words are to it: one of two goes to the first."""


class Country(Struct, frozen=True):
    """A country of ISO 3166-1: alpha-2 code, usual English name, ISO 4217 code of its currency ("" for none)."""

    code: str
    name: str
    currency: str


class Hit(Struct, frozen=True):
    """Words of a text that belong to a country; ``start`` and ``end`` count code points."""

    start: int
    end: int
    country: str
    sort: Sort


class Atlas(Struct, frozen=True):
    """All countries by code, and the words that name them (names, demonyms, capitals, states, cities).

    ``hidden`` holds words with the further countries that they belong to; ``realm`` matches "Republic of the" before a
    land, ``empire`` the word that ends the name of a state, ``realms`` are the words of the former.
    """

    countries: dict[str, Country]
    words: dict[str, tuple[str, Sort]]
    phrases: Phrases
    hidden: frozenset[tuple[str, str]]
    realm: re.Pattern[str]
    empire: re.Pattern[str]
    realms: frozenset[str]

    def bare(self, words: str) -> str:
        """The land's own name: "Kenya" of "the Republic of Kenya"."""
        return self.realm.sub("", words) if _OF in words.lower() else words

    def country_at(self, words: str, home: str | None) -> str | None:
        """The country of these words in an article from ``home``, where Georgia or Victoria may be a state."""
        hit = self.look_up(words)
        return home if home and (plain(words), home) in self.hidden else hit[0] if hit else None

    def look_up(self, words: str) -> tuple[str, Sort] | None:
        """The country of these words and what they are to it; None for words that name no country's thing."""
        return self.words.get(plain(words))

    def sort_of(self, words: str) -> Sort | None:
        """What these words are to a country, if anything."""
        hit = self.look_up(words)
        return hit[1] if hit else None

    def has_land(self, words: str) -> bool:
        """Whether the name or the adjective of a country is in these words."""
        return any(hit.sort in NATIONAL for hit in self.scan(words))

    def named(self, text: str, home: str | None) -> Counter[str | None]:
        """How often a text from ``home`` names each country or a place in it."""
        return Counter(self.country_at(text[hit.start : hit.end], home) for hit in self.scan(text))

    def told(self, text: str, place: int) -> Iterator[Hit]:
        """The countries that "it" may mean: those of the sentence before a place, last first, then of that before."""
        since = sentence_start(text, place)
        for start, end, step in ((since, place, -1), (sentence_start(text, max(0, since - 2)), since, 1)):
            hits = (hit for hit in self.scan(text, start, end) if hit.sort == "name")
            yield from [hit for hit in hits if not text[hit.start : hit.end].isupper()][::step]  # no "US magazine"

    def scan(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Hit]:
        """Every hit between two code points of ``text``, the longest words at each place."""
        for first, last, phrase in self.phrases.find(text, start, end):
            if phrase in self.words:  # no "Indian" in "Indian Ocean"
                yield Hit(first, last, *self.words[phrase])


@kept
def atlas(library: Library) -> Atlas:
    """The atlas of ``models/places``; a word that several countries have goes to the first and is hidden for others."""
    words: dict[str, tuple[str, Sort]] = {}
    hidden: set[tuple[str, str]] = set()
    for table, code, columns, sort in _NAMING:
        for row in library.table(f"places/{table}.tsv"):
            cell = "|".join(row[column] for column in columns)
            forms = f"{cell}|{cell.replace(' and ', ' & ')}".split("|")
            folded = (unaccented(word) for word in forms if len(word) >= _SHORTEST_UNACCENTED)
            for word in filter(None, (*forms, *folded)):
                for form in (word, word.upper()) if len(word) >= _SHORTEST_IN_CAPITALS else (word,):
                    owner, of = words.setdefault(listed(form), (row[code], sort))
                    if owner != row[code] and (of, sort) != ("name", "city"):  # not "Jamaica" of New York
                        hidden.add((listed(form), row[code]))
    rows = library.table("places/countries.tsv")
    countries = {row["code"]: Country(row["code"], row["name"], row["currency"]) for row in rows}
    opening, ending = library.classes("places/realms.tsv", "use", "word").values()
    return Atlas(
        countries,
        words,
        Phrases.of([*words, *(listed(row["name"]) for row in library.table("places/lands.tsv"))]),
        frozenset(hidden),
        compiled(rf"(?i)^(?:the )?(?:\w+ ){{0,2}}(?:{'|'.join(opening)}) of (?:the )?"),
        compiled(rf"\b(?:{'|'.join(ending)})$"),
        frozenset(map(str.lower, opening)),
    )
