"""The tables of ``models/institutions``, read."""

import re

from extractor.data import Library
from extractor.entities.countries import atlas
from extractor.entities.organizations.chambers import chambers
from extractor.entities.organizations.kinds import OF_LAND, Body, Kinds, key_of
from extractor.kept import kept
from extractor.regex import compiled
from extractor.rules.gazetteer import listed


@kept
def kinds(library: Library) -> Kinds:
    """The tables of ``models/institutions``."""
    bodies, namesakes = _bodies(library)
    heads = library.table("institutions/heads.tsv")
    smalls = library.table("institutions/smalls.tsv")
    leading = "|".join(f"{row['noun']}|{row['noun'].title()}" for row in smalls if row["after"] == "leader")
    shorts = library.table("institutions/short.tsv")
    after = {row["word"] for row in shorts if row["use"] == "after"}
    synonyms = library.table("institutions/synonyms.tsv")
    beside = library.table("names/evidence.tsv")
    governments = library.table("institutions/governments.tsv")
    peoples = library.table("institutions/peoples.tsv")
    workers = library.table("institutions/workers.tsv")
    shapes = library.table("names/shapes.tsv")
    types = library.table("institutions/types.tsv")
    return Kinds(
        bodies=bodies,
        namesakes=namesakes,
        heads={row["head"].rstrip("."): row.value("type") for row in heads},
        types=library.sets("institutions/types.tsv", "is", "type"),
        shares={row["type"]: row.number("share") for row in types if row["share"]},
        smalls=compiled(rf"\b(?:{'|'.join(sorted({row['noun'] for row in smalls if row['after'] != 'never'}))})$"),
        led=compiled(rf"(?:[Tt]he )?(?P<leader>[A-Z][\w'-]+)(?P<party>(?: [A-Z]\w+)?) (?:{leading})$"),
        short={row["word"]: row.value("type") for row in reversed(shorts)},
        alone=frozenset(
            row["word"] for row in shorts if row["word"] not in after and row["type"] in ("legislature", "government")
        ),
        chambers=chambers(library),
        synonyms={row["word"]: tuple(row["stands_for"].split("|")) for row in synonyms},
        nouns={row["word"]: row.value("type") for row in beside if row["side"] in ("noun", "kind")},
        general=frozenset(row["word"] for row in governments),
        parties=frozenset(row["word"] for row in governments if row["use"] == "party"),
        parts=frozenset(row["word"] for row in governments if row["use"] == "part"),
        shared=compiled(rf"(?:The |the )?(?:{_openings(library, 'shared')}|[A-Z]\w+ Committee)\b"),
        peoples=frozenset((row["word"], row["country"]) for row in peoples),
        shapes={row["rule"]: row.value("type") for row in shapes} | {OF_LAND: "legislature"},
        many=compiled(rf"\b(?:{'|'.join(row['word'] for row in library.table('institutions/many.tsv'))})\b"),
        world=compiled(rf"(?:{_openings(library, 'world')})(?:(?!\w)|(?<=-))"),
        departments=library.words("institutions/departments.tsv", "country"),
        forms=frozenset(row["form"].rstrip(".") for row in library.table("names/forms.tsv")),
        offices={row["word"]: row["use"] for row in library.table("institutions/offices.tsv")},
        unions=frozenset(row["word"] for row in workers if row["use"] == "head"),
        workers=frozenset(row["word"] for row in workers if row["use"] == "worker"),
        lands=frozenset(
            words.casefold() for words, (_, sort) in atlas(library).words.items() if sort in ("name", "demonym")
        ),
        ordinary=library.words("people/ordinary.tsv", "word"),
        local={(row["word"], country): row.value("type") for row in shorts for country in row["use"].split()[1:]},
    )


def _bodies(library: Library) -> tuple[dict[str, Body], dict[tuple[str, str | None], Body]]:
    """The well-known bodies by name, and those that share a name with one before by name and country."""
    bodies: dict[str, Body] = {}
    namesakes: dict[tuple[str, str | None], Body] = {}
    for row in library.table("institutions/bodies.tsv"):
        name, aliases, _, country, _ = row.cells
        body = Body(name, row.value("type"), country or None)
        for form in (name, *filter(None, aliases.split("|"))):
            if bodies.setdefault(key_of(listed(form)), body) is not body:
                namesakes[key_of(listed(form)), body.country] = body
    return bodies, namesakes


def _openings(library: Library, table: str) -> str:
    return "|".join(re.escape(row["opening"]) for row in library.table(f"institutions/{table}.tsv"))
