"""What the finder of names knows: bodies, head nouns, titles, given names, and words that no name holds."""

import re
from collections.abc import Collection, Iterator
from functools import cache

from msgspec import Struct
from msgspec.structs import asdict

from extractor.data import Library, Patterns
from extractor.entities.candidates.gazetteer import (
    Head,
    Known,
    Phrasebook,
    bearers,
    head_nouns,
    known_bodies,
    small_heads,
)
from extractor.entities.countries import LAND_NAMES, Atlas, atlas
from extractor.entities.naming import FORMS, forms_of_saying, given_names, names_of, party_label
from extractor.kept import kept
from extractor.regex import any_of
from extractor.rules.gazetteer import CLOSED, Anchored, Phrases, holds, listed
from extractor.text.capitals import Capitals, Manners, gaps
from extractor.text.paragraphs import joins

_SHORT = 3
_PHRASE, _FEW, _PARTICLE = 4, 2, 3


class Told(Struct, frozen=True):
    """What the tables tell the finder of names. Phrases have single blanks and straight apostrophes.

    ``spoken``: names of bodies with words or signs in them that no run of capitalised words has; ``stopped``: titles
    that are such with a stop behind them only; ``families``: family names before given ones; ``unmarked``: given names
    in small letters that are places or words besides; ``uses``: the words of ``models/names/refused.tsv`` by their use;
    ``ordinary``: words that no person's name has; ``matters``: those in names of ministries and committees;
    ``chambers``: nouns of parliaments; ``houses``: the last words of their names, in capitals; ``around``: what
    ``models/names/around.tsv`` says of its patterns.
    """

    bodies: Phrasebook[Known]
    spoken: Phrases
    heads: Phrasebook[Head]
    smalls: dict[str, re.Pattern[str]]
    named: frozenset[str]
    titles: Phrasebook[str]
    stopped: frozenset[str]
    given: frozenset[str]
    unmarked: frozenset[str]
    manners: Manners
    particles: frozenset[str]
    bare: frozenset[str]
    alone: dict[str, frozenset[str]]
    letters: frozenset[str]
    parties: frozenset[str]
    roles: frozenset[str]
    trades: frozenset[str]
    refused: dict[str, str]
    uses: dict[str, frozenset[str]]
    grounds: Phrasebook[bool]
    vessels: Anchored
    ordinary: frozenset[str]
    matters: frozenset[str]
    families: frozenset[str]
    persons: Phrasebook[bool]
    party: re.Pattern[str]
    memorials: frozenset[str]
    offices: frozenset[str]
    chambers: frozenset[str]
    houses: frozenset[str]
    firms: frozenset[str]
    codes: frozenset[str]
    seats: frozenset[str]
    saying: frozenset[str]
    places: Phrasebook[str]
    demonyms: frozenset[str]
    general: frozenset[str]
    around: dict[str, re.Pattern[str]]


class Lexicon(Told, frozen=True):
    """Everything that the finder of names looks up: what tables tell, and the atlas."""

    atlas: Atlas


@cache
def lexicon(library: Library) -> Lexicon:
    """The lexicon of ``models/names``, ``models/institutions``, ``models/people`` and ``models/places``."""
    return Lexicon(**asdict(_told(library)), atlas=atlas(library))


@kept
def _told(library: Library) -> Told:
    refused = library.classes("names/refused.tsv", "use", "word")
    sort = {use: list(map(listed, words)) for use, words in refused.items()}
    uses = {use: frozenset(words) for use, words in sort.items()}
    roles = library.sets("people/roles.tsv", "use", "word")
    short = library.table("institutions/short.tsv")
    bodies, heads, never = known_bodies(library), head_nouns(library), library.words("names/never.tsv", "word")
    offices = bearers(library, *library.sets("institutions/types.tsv", "is", "type")["office"])
    titles = [row["title"] for row in library.table("people/titles.tsv")]
    parties = frozenset(row["word"] for row in library.table("people/parties.tsv") if row["use"] != "seat")
    states = library.table("places/states.tsv")
    lands = atlas(library).words
    named = (noun.rstrip(".") for noun, head in heads.items() if head.before == "named" or noun.endswith("."))
    return Told(
        bodies=Phrasebook.of(bodies),
        spoken=Phrases.of(name for name in bodies if name[0].isalpha() and _is_spoken(name, never)),
        heads=Phrasebook.of({noun: head for noun, head in heads.items() if head.before != "named"}),
        smalls=small_heads(library),
        named=frozenset(named),
        titles=_titles(library),
        stopped=frozenset(title[:-1] for title in titles if title.endswith(".") and " " not in title),
        given=given_names(library),
        unmarked=frozenset(library.classes("coref/given.tsv", "marks", "name")["no"]),
        manners=_manners(library, uses, bodies, offices),
        particles=frozenset(word.upper() for word in library.words("names/particles.tsv", "word") if len(word) > 1),
        bare=frozenset(row["word"] for row in short),
        alone={  # a word's first row counts
            row["word"]: frozenset(row["use"].split()[1:]) for row in reversed(short) if row["use"].startswith("alone")
        },
        letters=roles["letters"] | {word[:-1] for word in roles["letters"] if "." in word[:-1]},
        parties=parties,
        roles=roles["noun"],
        trades=roles["noun"] | library.words("people/callings.tsv", "word"),
        refused={word: use for use, words in sort.items() for word in words if use in ("word", "person")},
        uses=uses,
        grounds=Phrasebook.of({form: True for word in (*sort["site"], *sort["ground"]) for form in _forms(word)}),
        vessels=Anchored.of(sort["vessel"], rf"\b(?:{'|'.join(sort['vessel'])})\s+(?=[A-Z])"),
        ordinary=library.words("people/ordinary.tsv", "word"),
        matters=frozenset(_matters(library)),
        families=library.words("people/families.tsv", "name"),
        persons=Phrasebook.of(dict.fromkeys(map(listed, library.words("people/known.tsv", "name")), True)),
        party=party_label(library),
        memorials=bearers(library, "university") | uses["memorial"],
        offices=offices,
        chambers=bearers(library, "legislature"),
        houses=_houses(library),
        firms=bearers(library, "company"),
        codes=frozenset(row["code"] for row in states),
        seats=frozenset(party + row["code"] for row in states for party in "DR" if row["country"] == "US"),
        saying=frozenset(form for form in forms_of_saying(library) if not form.endswith("ing")),
        places=Phrasebook.of(
            dict.fromkeys((listed(row["name"]) for row in library.table("places/lands.tsv")), "region")
            | {words: str(sort) for words, (_, sort) in lands.items() if sort != "demonym"}
        ),
        general=frozenset(row["word"] for row in library.table("institutions/governments.tsv")),
        demonyms=frozenset(words for words, (_, sort) in lands.items() if sort == "demonym"),
        around=_around(library, sort, parties),
    )


def _houses(library: Library) -> frozenset[str]:
    """The last words, in capitals, of the names of parliaments and their chambers."""
    heads = {row["head"] for row in library.table("institutions/heads.tsv")}
    rows = library.table("institutions/bodies.tsv")
    named = (name.rpartition(" ")[2] for row in rows if row["type"] == "legislature" for name in names_of(row))
    words = bearers(library, "legislature").union(word for word in named if word not in heads)
    return frozenset(map(str.upper, words))


def _matters(library: Library) -> Iterator[str]:
    for row in library.table("institutions/bodies.tsv"):
        if row["type"] in ("ministry", "committee"):
            words = row["name"].replace(",", "").split()
            yield from (word for word in words if len(word) > _PARTICLE and word.istitle())


def _titles(library: Library) -> Phrasebook[str]:
    """The kinds of titles by all their forms, with a stop and without."""
    titles = {listed(row["title"]): row["kind"] for row in library.table("people/titles.tsv")}
    stems = sorted({title.rstrip(".") for title in titles})
    return Phrasebook.of({form: titles.get(stem) or titles[f"{stem}."] for stem in stems for form in _forms(stem)})


def _manners(
    library: Library, uses: dict[str, frozenset[str]], bodies: dict[str, Known], offices: frozenset[str]
) -> Manners:
    never, short = library.words("names/never.tsv", "word"), uses["short"] | uses["initial"]
    acronyms = frozenset(f"{name}s" for name in bodies if name.isalpha() and name.isupper())
    return Manners(
        never=never,
        surnames=uses["surname"],
        firsts=never & given_names(library),
        owners=acronyms | ({f"{noun}s" for noun in offices} & uses["many"]),
        whole=uses["whole"],
        short_forms=short.union(map(str.upper, short)),
        gap=gaps(library.words("names/particles.tsv", "word")),
        joins=joins(library),
    )


def _around(library: Library, uses: dict[str, list[str]], parties: frozenset[str]) -> dict[str, re.Pattern[str]]:
    """The patterns of ``models/names/around.tsv`` with the words of people's and names' tables in them."""
    forms = library.words("names/forms.tsv", "form")
    words: dict[str, Collection[str]] = {
        **uses,
        **library.classes("people/deeds.tsv", "use", "word"),
        "small": library.words("names/before.tsv", "word"),
        "place": library.words("places/before.tsv", "word"),
        "elected": library.sets("people/roles.tsv", "use", "word")["elected"],
        "owner": {*parties, *uses["owner"]},
    }
    parts = {f"{use}_words": any_of(each) if each else "(?!)" for use, each in words.items()}
    ends = sorted((re.escape(form.rstrip(".")) + r"\.?" * form.endswith(".") for form in forms), reverse=True)
    return Patterns("names/around.tsv", library, parts | {"form_words": "|".join(ends)}).by_name


def headed(name: str, known: Lexicon) -> bool:
    """Whether a name (plain) is a well-known body's or has a head noun, one that makes no name by itself included."""
    words = [word.strip(".,") for word in name.split()]
    ends = ((first, last) for first in range(len(words)) for last in range(first + 1, first + _PHRASE + 1))
    phrases = (" ".join(words[first:last]) for first, last in ends)
    whole = name in known.bodies.values or name in known.bare
    return whole or any(phrase in known.heads.values or phrase in known.named for phrase in phrases)


def is_thing(name: str, known: Lexicon) -> bool:
    """Whether a name (plain) is that of another thing ("Legion of Merit") or ends like one ("Ship Channel")."""
    words = name.split()
    ends = (" ".join(words[-size:]) for size in range(_FEW, min(_PHRASE, len(words)) + 1))
    if FORMS.no_body.search(name) or not known.uses["thing"].isdisjoint((name, name.title())):
        return True
    return any(end in known.uses["close"] or end.title() in known.uses["close"] for end in ends)


def is_word(letters: str, capitals: Capitals, known: Lexicon) -> bool:
    """Whether letters are a word in capitals, a title, a place or no name at all."""
    low = letters.lower()
    tables = (known.refused, known.titles.values, known.letters, known.codes, known.bodies.values)
    return low in capitals.lower or low in known.ordinary or any(letters in each for each in tables)


def is_ordinary(name: str, known: Lexicon) -> bool:
    """Whether ordinary words and head nouns make up a name (plain), none of them an office's."""
    words = [word.title() if word.isupper() else word for word in name.replace(",", "").split()]
    if not known.offices.isdisjoint((*words, " ".join(words[-2:]))):
        return False
    rest = (word for word in words if not (word.endswith("ing") or word.lower() in known.ordinary))
    return all(any(word in each for each in (CLOSED["and"], known.refused, known.heads.values)) for word in rest)


def are_several(name: str, known: Lexicon) -> bool:
    """Whether a name (plain) is a noun of bodies in the plural behind ordinary words: "State Testing Laboratories"."""
    several = name.rpartition(" ")[2]
    one = FORMS.plural_end.sub("", several)
    heads = one in known.heads.values or f"{one}y" in known.heads.values
    return one != several and heads and is_ordinary(name, known)


def is_state(name: str, known: Lexicon) -> bool:
    """Whether a name is that of a land or a part of one, a place: "Commonwealth of Kentucky", "District of Maine"."""
    found = FORMS.state.match(name)
    return found is not None and known.atlas.sort_of(name[found.end() :]) in LAND_NAMES


def is_firm_at_large(name: str, text: str, known: Lexicon) -> bool:
    """Whether a text has the name of a company of a land small elsewhere ("a Kenyan oil company")."""
    land, _, rest = name.partition(" ")
    firm = name.rpartition(" ")[2] in known.firms and known.atlas.look_up(land) is not None
    return firm and holds(text, f"{land} {rest.lower()}")


def is_spaced(name: str) -> bool:
    """Whether words in capitals fell into pieces ("S EN ATOR")."""
    return name.isupper() and "." not in name and len([word for word in name.split() if len(word) < _SHORT]) > 1


def _is_spoken(name: str, never: frozenset[str]) -> bool:
    """Whether words or signs stand in a name of a body that no run of capitalised words has."""
    refused = " " in name and not never.isdisjoint(word.title() for word in name.split() if word[0].isupper())
    listed = ", " in name and name.partition(", ")[0].isalnum()
    signed = not {"–", "("}.isdisjoint(name) or name.endswith("'s")
    return refused or listed or signed or FORMS.unspoken.search(name) is not None


def _forms(title: str) -> tuple[str, ...]:
    """A title as it is, and as in a line of capitals."""
    forms = (title, title.upper()) if len(title) > 1 else (title,)
    return (*forms, f"{title}.") if "." in title else forms
