"""Phrases of capitalised words with their values, and the shapes of names with numbers in them."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from extractor.data import Library
from extractor.entities.candidates.candidate import Candidate
from extractor.entities.countries import UNIONS
from extractor.entities.naming import BODIES, forms_of_saying, names_of
from extractor.regex import any_of, compiled
from extractor.rules.gazetteer import CLOSED, Presence, listed
from extractor.text.capitals import Capitals

_LONG, _SHORT = 6, 3
_OWNER = "['’]s?"
_NOWHERE = ("-",)
_OWNED = re.compile(f"{_OWNER}$")


class Head(Struct, frozen=True):
    """A noun that heads the name of a body: prepositions that may go on with the name, and whether "and" may.

    ``before``: "land" where only a country, a state or a demonym stands before it, "named" where it makes no name by
    itself, "opens" where the name begins with it, "either" where one that goes on behind it has only a land before it.
    """

    after: frozenset[str]
    joins: bool
    before: str = ""


class Known(Struct, frozen=True):
    """A name of a well-known body.

    ``public``: "of Ukraine" may go on with it. ``only_at``: the countries outside of which the words mean another body
    or nothing, none for names that are clear everywhere; ``short``: an abbreviation, which is clear as well in an
    article that names such a country.
    """

    public: bool
    only_at: tuple[str, ...]
    short: bool = False

    def is_at(self, home: str | None) -> bool:
        """Whether the words name the body in an article from ``home``."""
        return not self.only_at or home in self.only_at

    @property
    def may_be_name(self) -> bool:
        """Whether the words alone make no body, so that they may be somebody's name."""
        return self.only_at == _NOWHERE


def known_bodies(library: Library) -> dict[str, Known]:
    """All names of known bodies, long ones in capitals as well."""
    common = {row["word"]: row["found"] for row in library.table("names/common.tsv")}
    letters = {row["letters"] for row in library.table("names/everywhere.tsv")} | common.keys()
    public = library.sets("institutions/types.tsv", "is", "type")["public"]
    names: dict[str, Known] = {}
    for row in library.table("institutions/bodies.tsv"):
        sort, country = row["type"], row["country"]
        clear = Known(sort in public, ())
        for form in names_of(row):
            name, known = listed(form), clear
            short = len(form) <= _SHORT and form.isupper() and country not in UNIONS and form not in letters
            if short or form in common:
                places = (country,) if country else _NOWHERE if form in common else ()
                places = _NOWHERE if common.get(form) == "nowhere" else places
                known = Known(clear.public, places, short)
                if known.only_at and name in names and (only_at := names[name].only_at):
                    names[name] = replace(names[name], only_at=(*only_at, *known.only_at))
            names.setdefault(name, known)
            if " " in form or (len(form) >= _LONG and (form not in common or form.endswith("s"))):
                names.setdefault(name.upper(), known)
    return names


def head_nouns(library: Library) -> dict[str, Head]:
    """The nouns that head names of bodies, in capitals as well."""
    heads: dict[str, Head] = {}
    for row in library.table("institutions/heads.tsv"):
        head = Head(frozenset(row["after"].split()) - {"-"}, row["joins"] == "yes", row["before"])
        heads[row["head"]] = head
        heads.setdefault(row["head"].upper(), head)
    return heads


def bearers(library: Library, *types: str) -> frozenset[str]:
    """The heads of bodies of these types, which may go by the name before them alone: "Tarrow" for "Tarrow College"."""
    rows = library.table("institutions/heads.tsv")
    return frozenset(row["head"].rstrip(".") for row in rows if row["type"] in types)


def small_heads(library: Library) -> dict[str, re.Pattern[str]]:
    """What follows a name that a small head noun makes a body, by what the name is (a land, a demonym, a leader).

    ``of`` matches what stands before a land: "the government of | Chile"; ``chamber`` what a committee is for, and it.
    """
    sorts: dict[str, list[str]] = {"never": [], "part": []}
    plain = {"and"}.union(*library.sets("coref/pronouns.tsv", "stands", "word").values())  # of no matter
    closed = {word for words in CLOSED.values() for word in words if word.isalpha()} - CLOSED["and"]
    clause = rf"(?=[^\w\s-]|\s*\Z|\s(?:{any_of(closed | forms_of_saying(library))}|[a-z]+ed)\b)"
    for row in library.table("institutions/smalls.tsv"):
        between = rf"(?:(?:{'|'.join(row['between'].split())})\s)?" if row["between"] else ""
        noun = between + row["noun"] + clause * (row["then"] == "clause")
        plain.update(row["between"].split() if row["after"] == "chamber" else ())
        for sort in row["after"].split():
            sorts.setdefault(sort, []).append(noun)
    never, parts = sorts.pop("never"), "".join(rf"(?<!{word} )" for word in sorts.pop("part"))
    words = any_of(closed | plain | forms_of_saying(library))
    matter = rf"(?:{_OWNER})?(?: (?!(?:{words}|[a-z]+ed)\b)[a-z][a-z-]+(?:,| and)?){{1,6}}"
    opening = {"owner": _OWNER, "place": f"(?:{_OWNER})?", "told": BODIES.told.pattern, "chamber": matter}
    forms = {"of": rf"{parts}\b(?:{'|'.join(sorts.pop('of'))}) of (?:the )?$"}
    for sort, nouns in sorts.items():
        forms[sort] = rf"{opening.get(sort, '')} (?P<noun>{'|'.join(nouns)})\b(?! (?:{'|'.join(never)}))"
    return {sort: compiled(form.replace(" ", r"\s")) for sort, form in forms.items()}


T = TypeVar("T")


class Phrasebook(Struct, Generic[T], frozen=True):
    """Values by phrase, and by first word ("1st Class" is one) the number of words of the longest phrase."""

    values: dict[str, T]
    longest: dict[str, int]

    @classmethod
    def of(cls, values: dict[str, T]) -> "Phrasebook[T]":
        """A phrasebook of these phrases."""
        longest: dict[str, int] = {}
        for phrase in values:
            first = _OWNED.sub("", phrase.partition(" ")[0])
            if first[0].isdecimal():
                first = " ".join(phrase.split(" ")[:2])
            words = phrase.count(" ") + 1
            if words > longest.get(first, 0):
                longest[first] = words
        return cls(values, longest)


def phrase_at(book: Phrasebook[T], capitals: Capitals, first: int) -> tuple[int, T] | None:
    """Last word (index) and value of the longest phrase of ``book`` from the word ``first``, an ordinal alone."""
    words, cut = capitals.words, 0
    name = words[first].text
    longest = book.longest.get(name)
    if longest is None and name[0].isdecimal():
        own = name.partition(" ")[2]
        longest, cut = book.longest.get(own), len(name) - len(own)
    if longest is None:
        return None
    last = first
    while last + 1 < len(words) and last - first < longest - 1 and words[last + 1].link:
        last += 1
    for end in range(last, first - (not cut), -1):
        value = book.values.get(capitals.phrase(first, end)[cut:])
        if value is not None:
            return end, value
    return None


def phrases_in(book: Phrasebook[T], capitals: Capitals) -> Iterator[tuple[int, int, T]]:
    """First and last word (indices) and value of the longest phrase of ``book`` at each word of a text that has one."""
    words = enumerate(capitals.words)
    for first in [at for at, word in words if word.text in book.longest or word.text[0].isdecimal()]:
        if found := phrase_at(book, capitals, first):
            yield first, *found


_SHAPED = 6.0
_BLANK = r"\s"
_CAPS = r"(?:[A-Z][\w’'&-]*\s){0,5}"

Shapes = tuple[tuple[str, Presence, re.Pattern[str]], ...]


@cache
def shapes(library: Library) -> Shapes:
    """The patterns of ``models/names/shapes.tsv``, each with the name of its rule and its triggers."""
    nouns = [row["noun"] for row in library.table("names/units.tsv")]
    unit = rf"(?:{'|'.join(noun.replace(' ', _BLANK) for noun in nouns)})\b"
    found = []
    for row in library.table("names/shapes.tsv"):
        triggers = row["trigger"].replace("{unit}", "|".join(nouns)).split("|")
        pattern = row["pattern"].replace("{caps}", _CAPS).replace("{unit}", unit)
        found.append((row["rule"], Presence(triggers), compiled(pattern)))
    return tuple(found)


def find_shaped(text: str, known: Shapes) -> Iterator[Candidate]:
    """Candidates for bodies by the shape of their names."""
    for rule, triggers, pattern in known:
        if triggers.within(text):
            for found in pattern.finditer(text):
                yield Candidate(found.start(), found.end(), "institution", rule, _SHAPED)
