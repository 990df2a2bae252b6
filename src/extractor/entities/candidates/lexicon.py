"""What the finder of names knows: bodies, head nouns, titles, given names, and words that no name holds."""

import re
from functools import cache

from msgspec import Struct
from msgspec.structs import asdict

from extractor.data import Library
from extractor.entities.candidates.gazetteer import (
    Head,
    Known,
    Phrasebook,
    bearers,
    head_nouns,
    known_bodies,
    small_heads,
)
from extractor.entities.countries import Atlas, atlas
from extractor.entities.naming import FORMS, party_label
from extractor.kept import kept
from extractor.regex import compiled
from extractor.rules.gazetteer import Anchored, Phrases, holds, listed
from extractor.text.capitals import Capitals, Manners, gaps
from extractor.text.paragraphs import joins

_SHORT = 3
_PARTIES = "DR"
_PHRASE, _FEW, _PARTICLE = 4, 2, 3


class Told(Struct, frozen=True):
    """What the tables tell the finder of names. Phrases have single blanks and straight apostrophes.

    ``owner`` matches the party of who is named next; ``spoken``: names of bodies with words or signs in them that no
    run of capitalised words has; ``stopped``: titles that are such with a stop behind them only; ``families``: family
    names before given ones;
    ``acts`` and ``before_person`` match what behind and before a name tells of a person; ``uses``: the words of
    ``models/names/refused.tsv`` by their use; ``ordinary``: words that no person's name has; ``matters``: those in
    names of ministries and committees; ``forms`` matches the legal form behind a company's name, ``members`` what
    follows an electorate, with its member's ``name`` or without (" MP Ana Brook").
    """

    bodies: Phrasebook[Known]
    spoken: Phrases
    heads: Phrasebook[Head]
    smalls: dict[str, re.Pattern[str]]
    named: frozenset[str]
    titles: Phrasebook[str]
    stopped: frozenset[str]
    given: frozenset[str]
    manners: Manners
    particles: frozenset[str]
    bare: frozenset[str]
    alone: dict[str, frozenset[str]]
    letters: frozenset[str]
    members: re.Pattern[str]
    parties: frozenset[str]
    owner: re.Pattern[str]
    roles: frozenset[str]
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
    firms: frozenset[str]
    forms: re.Pattern[str]
    codes: frozenset[str]
    seats: frozenset[str]
    saying: frozenset[str]
    acts: re.Pattern[str]
    before_person: re.Pattern[str]
    places: Phrasebook[str]
    before_places: re.Pattern[str]
    small_before: re.Pattern[str]
    demonyms: frozenset[str]
    general: frozenset[str]
    groups: re.Pattern[str]


class Lexicon(Told, frozen=True):
    """Everything that it looks up."""

    atlas: Atlas


@cache
def lexicon(library: Library) -> Lexicon:
    """The lexicon of ``models/names``, ``models/institutions``, ``models/people`` and ``models/places``."""
    return Lexicon(**asdict(_told(library)), atlas=atlas(library))


@kept
def _told(library: Library) -> Told:
    titles = {listed(row["title"]): row["kind"] for row in library.table("people/titles.tsv")}
    stems = sorted({title.rstrip(".") for title in titles})
    bare = library.table("institutions/short.tsv")
    alone = [row for row in reversed(bare) if row["use"].startswith("alone")]  # a word's first row counts
    roles = library.table("people/roles.tsv")
    lands = atlas(library)
    never, given = library.words("names/never.tsv", "word"), library.words("names/given.tsv", "name")
    heads = head_nouns(library)
    bodies = known_bodies(library)
    regions: dict[str, str] = {listed(row["name"]): "region" for row in library.table("places/lands.tsv")}
    refused = library.classes("names/refused.tsv", "use", "word")
    sort = {use: list(map(listed, words)) for use, words in refused.items()}
    particles = library.words("names/particles.tsv", "word")
    offices = bearers(library, *library.sets("institutions/types.tsv", "is", "type")["office"])
    vessels = sort["vessel"]
    parties = frozenset(row["word"] for row in library.table("people/parties.tsv") if row["use"] != "seat")
    states = library.table("places/states.tsv")
    told = library.classes("people/deeds.tsv", "use", "word").values()
    before, adverbs, deeds = ("|".join(map(re.escape, words)) for words in told)
    return Told(
        bodies=Phrasebook.of(bodies),
        spoken=Phrases.of(name for name in bodies if name[0].isalpha() and _is_spoken(name, never)),
        heads=Phrasebook.of({noun: head for noun, head in heads.items() if head.before != "named"}),
        smalls=small_heads(library),
        named=frozenset(
            noun.rstrip(".") for noun, head in heads.items() if head.before == "named" or noun.endswith(".")
        ),
        titles=Phrasebook.of({form: titles.get(stem) or titles[f"{stem}."] for stem in stems for form in _forms(stem)}),
        stopped=frozenset(title[:-1] for title in titles if title.endswith(".") and " " not in title),
        given=given,
        manners=Manners(
            never=never,
            surnames=frozenset(sort["surname"]),
            firsts=never & given,
            owners=frozenset(sort["many"]) & {f"{noun}s" for noun in offices}
            | {f"{name}s" for name in bodies if name.isalpha() and name.isupper()},
            whole=frozenset(sort["whole"]),
            short_forms=frozenset(form for word in (*sort["short"], *sort["initial"]) for form in (word, word.upper())),
            gap=gaps(particles),
            joins=joins(library),
        ),
        particles=frozenset(word.upper() for word in particles if len(word) > 1),
        bare=frozenset(row["word"] for row in bare),
        alone={row["word"]: frozenset(row["use"].split()[1:]) for row in alone},
        letters=frozenset(row["word"] for row in roles if row["use"] == "letters"),
        members=compiled(
            rf"\s(?:{'|'.join(row['word'] for row in roles if row['use'] == 'elected')})(?!\w)"
            r"(?P<name>\s[A-Z][a-z]+\s[A-Z])?"
        ),
        roles=frozenset(row["word"] for row in roles if row["use"] == "noun"),
        refused={word: use for use, words in sort.items() for word in words if use in ("word", "person")},
        uses={use: frozenset(words) for use, words in sort.items()},
        grounds=Phrasebook.of({form: True for word in (*sort["site"], *sort["ground"]) for form in _forms(word)}),
        vessels=Anchored.of(vessels, rf"\b(?:{'|'.join(vessels)})\s+(?=[A-Z])"),
        ordinary=library.words("people/ordinary.tsv", "word"),
        matters=frozenset(
            word
            for row in library.table("institutions/bodies.tsv")
            if row["type"] in ("ministry", "committee")
            for word in row["name"].replace(",", "").split()
            if len(word) > _PARTICLE and word.istitle()
        ),
        families=library.words("people/families.tsv", "name"),
        persons=Phrasebook.of(dict.fromkeys(map(listed, library.words("people/known.tsv", "name")), True)),
        party=party_label(library),
        parties=parties,
        owner=compiled(
            rf"(?:(?<![\w-])(?:[A-Z][A-Z-]{{1,7}}|{'|'.join(map(re.escape, sorted({*parties, *sort['owner']})))})['’]s?"
            r"|['’]s?\s\([A-Z][A-Z-]{1,7}\))\s$"
        ),
        memorials=bearers(library, "university") | frozenset(sort["memorial"]),
        offices=offices,
        chambers=bearers(library, "legislature"),
        firms=bearers(library, "company"),
        forms=_forms_of_companies(library),
        codes=frozenset(row["code"] for row in states),
        seats=frozenset(party + row["code"] for row in states for party in _PARTIES if row["country"] == "US"),
        acts=compiled(rf"\s+(?:(?:{adverbs})\s+)?(?:{deeds}|[a-z]{{2,}}ed)\b|['’]s\s"),
        before_person=compiled(rf"\b(?:{before}|(?P<verb>\w+))\s+$"),
        saying=frozenset(
            form
            for row in library.table("quotes/verbs.tsv")
            for form in row["forms"].split()
            if row["direct"] == "yes" and form != row["verb"] and not form.endswith("ing")
        ),
        places=Phrasebook.of(
            regions | {words: str(sort) for words, (_, sort) in lands.words.items() if sort != "demonym"}
        ),
        small_before=compiled(
            rf"(?<![\w’'-])(?!(?:{'|'.join(sorted(library.words('names/before.tsv', 'word')))})\s)[a-z]{{2,}} $"
        ),
        before_places=compiled(rf"\b(?i:{'|'.join(sorted(library.words('places/before.tsv', 'word')))})\s+$"),
        general=frozenset(row["word"] for row in library.table("institutions/governments.tsv")),
        groups=compiled(r"\s+(?:" + "|".join(map(re.escape, sort["group"] or ("(?!)",))) + r")\b"),
        demonyms=frozenset(words for words, (_, sort) in lands.words.items() if sort == "demonym"),
    )


def _forms_of_companies(library: Library) -> re.Pattern[str]:
    forms = library.words("names/forms.tsv", "form")
    ends = sorted((re.escape(form.rstrip(".")) + r"\.?" * form.endswith(".") for form in forms), reverse=True)
    return compiled(rf"(?:\s*\([A-Z][\w ]{{1,18}}\.?\)\s*|,?(?:\s|[^\S\n]{{2,3}}))(?:{'|'.join(ends)})(?![\w-])")


def headed(name: str, known: Lexicon) -> bool:
    """Whether a name (plain) is a well-known body's or has a head noun, one that makes no name by itself included."""
    words = [word.strip(".,") for word in name.split()]
    ends = ((first, last) for first in range(len(words)) for last in range(first + 1, first + _PHRASE + 1))
    phrases = (" ".join(words[first:last]) for first, last in ends)
    return (
        name in known.bodies.values
        or name in known.bare
        or any(phrase in known.heads.values or phrase in known.named for phrase in phrases)
    )


def is_thing(name: str, known: Lexicon) -> bool:
    """Whether a name (plain) is that of another thing ("Legion of Merit") or ends like one ("Ship Channel")."""
    words = name.split()
    ends = (" ".join(words[-size:]) for size in range(_FEW, min(_PHRASE, len(words)) + 1))
    return not known.uses["thing"].isdisjoint((name, name.title())) or any(
        end in known.uses["close"] or end.title() in known.uses["close"] for end in ends
    )


def is_word(letters: str, capitals: Capitals, known: Lexicon) -> bool:
    """Whether letters are a word in capitals, a title, a place or no name at all."""
    low = letters.lower()
    tables = (known.refused, known.titles.values, known.letters, known.codes, known.bodies.values)
    return low in capitals.lower or low in known.ordinary or any(letters in each for each in tables)


def is_ordinary(name: str, known: Lexicon) -> bool:
    """Whether ordinary words and head nouns make up a name (plain), none of them an office's."""
    words = [word.title() if word.isupper() else word for word in name.replace(",", "").split()]
    plainly = (known.refused, known.heads.values)
    return known.offices.isdisjoint((*words, " ".join(words[-2:]))) and all(
        word in ("and", "&")
        or word.endswith("ing")
        or word.lower() in known.ordinary
        or any(word in each for each in plainly)
        for word in words
    )


def are_several(name: str, known: Lexicon) -> bool:
    """Whether a name (plain) is a noun of bodies in the plural behind ordinary words: "State Testing Laboratories"."""
    several = name.rpartition(" ")[2]
    one = FORMS.plural_end.sub("", several)
    heads = one in known.heads.values or f"{one}y" in known.heads.values
    return one != several and heads and is_ordinary(name, known)


def is_state(name: str, known: Lexicon) -> bool:
    """Whether a name is that of a land or a part of one, a place: "Commonwealth of Kentucky", "District of Maine"."""
    found = FORMS.state.match(name)
    return found is not None and known.atlas.sort_of(name[found.end() :]) in ("name", "state")


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
    return (
        (" " in name and not never.isdisjoint(word.title() for word in name.split() if word[0].isupper()))
        or "–" in name
        or name.endswith("'s")
        or (", " in name and name.partition(", ")[0].isalnum())
        or FORMS.unspoken.search(name) is not None
    )


def _forms(title: str) -> tuple[str, ...]:
    """A title as it is, and as in a line of capitals."""
    forms = (title, title.upper()) if len(title) > 1 else (title,)
    return (*forms, f"{title}.") if "." in title else forms
