"""Who: bodies, each one once."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from extractor.data import Library
from extractor.doc import Doc
from extractor.draft import Draft, Find, Name
from extractor.entities.context_cues import MARKED, beside
from extractor.entities.countries import NATIONAL, atlas
from extractor.entities.naming import AGENCY, BODIES, clean, fullest, mention, names_of
from extractor.entities.organizations.chambers import chambers, said_beside
from extractor.entities.organizations.kinds import OF_LAND, Body, Kinds, key_of
from extractor.entities.organizations.lands import Countries, before_name, described
from extractor.entities.organizations.merge import BY_RANK, merge, ranked
from extractor.entities.organizations.sorts import by_neighbours, sorter
from extractor.entities.places import NOWHERE, locator
from extractor.entity import Institution
from extractor.kept import kept
from extractor.regex import compiled
from extractor.rules.gazetteer import listed
from extractor.terms import InstitutionType
from extractor.text.numbers import numbers

_WORLD, _RANKS = "UN", (BY_RANK, OF_LAND)
_OWNED = re.compile(r"['’]s? [a-z]")  # "Israel's parliament" is no model for the name of the Knesset
_EVERYWHERE = ""
_UNSURE, _BY_THEMSELVES = ("agency", "other", "government", "local_government"), ("legislature", "government")


def build(library: Library) -> Find:
    """The finder of institutions: each once, with type, country and ids (``models/institutions``)."""
    known = kinds(library)
    places = atlas(library)
    locate = locator(library)

    def is_town(words: str, country: str) -> bool:
        return locate(words, country) is not NOWHERE

    ids = _numbers(library)
    near = beside(library)
    sort_of = sorter(known, near, is_town)

    def find(_: Doc, draft: Draft) -> list[Institution]:
        names = [name for name in draft.names if name.label == "institution"]
        names = sorted([*names, *ranked(draft.article.text)], key=lambda name: name.start)
        home = draft.country
        text, found = draft.article.text, []
        countries = Countries(known, places, text, home, is_town)
        bodies = merge(text, names, known, places, home)
        fulls = [_full(body, known, home) for body in bodies]
        own_sorts = [sort_of(full, _forms(body), body, draft) for body, full in zip(bodies, fulls, strict=True)]
        sorts = by_neighbours(text, bodies, own_sorts)
        for number, (body, full, (sort, rule)) in enumerate(zip(bodies, fulls, sorts, strict=True), 1):
            owner = next(filter(None, (said_beside(text, name, known.chambers, places) for name in body)), None)
            beside_it = (described(text, name, near, places, known, home) for name in body)
            land = owner or next(filter(None, beside_it), None) or before_name(text, body, known, places)
            country = countries.of(_forms(body), sort, land or home)
            if owner and sort in known.types["state"] and not any(map(places.has_land, _forms(body))):
                country = owner  # "South Korea's Joint Chiefs of Staff"
            if sort != "intergovernmental" and not any(map(known.body, _forms(body))):
                country = country or land
            if country is None and rule.startswith("head") and sort in known.types["near"]:
                country = countries.around(body)
            chamber = sort in _UNSURE and known.chambers.key(full, country, places)  # "Slovak National Council"
            type_: InstitutionType = "legislature" if chamber else sort
            own = None if country == _WORLD else country
            found.append(
                Institution(
                    id=f"I{number}",
                    name=full,
                    type=type_,
                    country=own,
                    ids=ids([*_forms(body), known.whole(full, own)], type_, own),
                    mentions=tuple(mention(name) for name in body),
                    rule=f"{body[0].rule}; {rule}",
                )
            )
        return found

    return find


def _forms(body: list[Name]) -> list[str]:
    return [name.text for name in body if name.rule != BY_RANK]


def _full(body: list[Name], known: Kinds, home: str | None) -> str:
    """The name to show; "Department of Justice and Tarrow" is none of a body of the country that it names besides."""
    proper = [each.text for each in body if each.rule not in _RANKS and not _OWNED.search(each.text)]
    proper = [each for each in proper if each not in known.chambers.bare] or proper
    proper = [each for each in proper if " " in each or each not in known.short] or proper  # rather "ICC" than "Court"
    proper = [each for each in proper if not BODIES.by_rank.fullmatch(each)] or proper  # rather "National Council"
    named = [each for each in proper if not (each[0].islower() and " of " in each)]  # rather "Japanese government"
    proper = named if any(" " in each for each in named) else proper
    own = {same for each in proper if (same := known.body(each, home)) and same.country == home}
    bare = {each: known.ordinal.sub("", each) for each in proper}
    counted = {each for each, rest in bare.items() if rest != each and (known.meets(rest) or known.body(rest))}
    proper = [bare[each] if each in counted else each for each in bare]
    more = [each for each in proper if " and " in each and known.body(each.partition(" and ")[0], home) in own]
    return clean(fullest([each for each in proper if each not in more or known.body(each)] or proper or _forms(body)))


def _numbers(library: Library) -> Callable[[Iterable[str], InstitutionType, str | None], dict[str, str]]:
    """Makes the function that gives a body's ids by scheme; without a country, of names known all over the world."""
    lists = {row["type"]: row["lists"].split() for row in library.table("institutions/types.tsv")}
    rows = library.ordered("institutions/wikidata.tsv", "name", "sort", "country", "wikidata")

    @lru_cache(maxsize=1 << 12)
    def number(name: str, sort: str, country: str) -> str | None:
        found = rows.find(name, sort, country)
        return found[0] if found else None

    def ids(names: Iterable[str], sort: InstitutionType, country: str | None) -> dict[str, str]:
        found = {
            number(name, list_, land)
            for name in {" ".join(name.casefold().split()).removeprefix("the ") for name in names}
            for list_ in lists[sort]
            for land in {country or _EVERYWHERE, _EVERYWHERE}
        } - {None}
        return {"wikidata": found.pop()} if len(found) == 1 else {}  # type: ignore[dict-item]  # None is taken off

    return ids


@kept
def kinds(library: Library) -> Kinds:
    """What the tables of ``models/institutions`` tell of types, heads and known bodies."""
    bodies, namesakes = _bodies(library)
    smalls = library.table("institutions/smalls.tsv")
    leading = [form for row in smalls if row["after"] == "leader" for form in (row["noun"], row["noun"].title())]
    around = {row["noun"] for row in smalls if row["after"] in ("never", "part")}
    shorts = library.table("institutions/short.tsv")
    after = {row["word"] for row in shorts if row["use"] == "after"}
    governments = library.table("institutions/governments.tsv")
    workers = library.table("institutions/workers.tsv")
    types = library.table("institutions/types.tsv")
    departments = library.classes("institutions/departments.tsv", "use", "country")
    return Kinds(
        bodies=bodies,
        namesakes=namesakes,
        heads={row["head"].rstrip("."): row.value("type") for row in library.table("institutions/heads.tsv")},
        types=library.sets("institutions/types.tsv", "is", "type"),
        shares={row["type"]: row.number("share") for row in types if row["share"]},
        smalls=compiled(rf"\b(?:{'|'.join(sorted({row['noun'] for row in smalls} - around))})(?=$|\sof\s)"),
        led=compiled(rf"(?:[Tt]he )?(?P<leader>[A-Z][\w'-]+)(?P<party>(?: [A-Z]\w+)?) (?:{'|'.join(leading)})$"),
        governments=frozenset(leading[1::2]),
        short={row["word"]: row.value("type") for row in reversed(shorts)},
        alone=frozenset(row["word"] for row in shorts if row["type"] in _BY_THEMSELVES) - after,
        chambers=chambers(library),
        synonyms={
            row["word"]: tuple(row["stands_for"].split("|")) for row in library.table("institutions/synonyms.tsv")
        },
        nouns={
            row["word"]: row.value("type")
            for row in library.table("names/evidence.tsv")
            if row["side"] in ("noun", "kind")
        },
        general=frozenset(row["word"] for row in governments),
        parties=frozenset(row["word"] for row in governments if row["use"] == "party"),
        parts={row["word"]: row["country"] for row in governments if row["use"] == "part"},
        shared=compiled(rf"(?:The |the )?(?:{_openings(library, 'shared')}|[A-Z]\w+ Committee)\b"),
        peoples=frozenset((row["word"], row["country"]) for row in library.table("institutions/peoples.tsv")),
        shapes={row["rule"]: row.value("type") for row in library.table("names/shapes.tsv")}
        | {row["type"] + MARKED: row.value("type") for row in library.table("names/evidence.tsv") if row["type"]}
        | {OF_LAND: "legislature", AGENCY: "media"},
        many=compiled(rf"\b(?:{'|'.join(row['word'] for row in library.table('institutions/many.tsv'))})\b"),
        ordinal=compiled(rf"^(?i:{numbers(library).ordinal}) "),
        world=compiled(rf"(?:{_openings(library, 'world')})(?:(?!\w)|(?<=-))"),
        departments=frozenset(departments["office"]),
        ministerless=frozenset(departments["none"]),
        forms=frozenset(row["form"].rstrip(".") for row in library.table("names/forms.tsv")),
        offices={row["word"]: row["use"] for row in library.table("institutions/offices.tsv")},
        unions=frozenset(row["word"] for row in workers if row["use"] == "head"),
        workers=frozenset(row["word"] for row in workers if row["use"] == "worker"),
        lands=frozenset(words.casefold() for words, (_, sort) in atlas(library).words.items() if sort in NATIONAL),
        ordinary=library.words("people/ordinary.tsv", "word"),
        exchanges={row["suffix"]: row["country"] for row in library.table("institutions/exchanges.tsv")},
        fleets={row["letters"]: row["country"] for row in library.table("institutions/ships.tsv")},
        local={(row["word"], country): row.value("type") for row in shorts for country in row["use"].split()[1:]},
    )


def _bodies(library: Library) -> tuple[dict[str, Body], dict[str, dict[str | None, Body]]]:
    """The well-known bodies by name, and those that share a name with one before by name and country."""
    bodies: dict[str, Body] = {}
    namesakes: dict[str, dict[str | None, Body]] = {}
    for row in library.table("institutions/bodies.tsv"):
        body = Body(row["name"], row.value("type"), row["country"] or None)
        for form in names_of(row):
            key = key_of(listed(form))
            if bodies.setdefault(key, body) is not body:
                namesakes.setdefault(key, {})[body.country] = body
    return bodies, namesakes


def _openings(library: Library, table: str) -> str:
    """Alternatives of a regular expression; apostrophes may be lost."""
    return "|".join(re.escape(row["opening"]).replace("'", "'?") for row in library.table(f"institutions/{table}.tsv"))
