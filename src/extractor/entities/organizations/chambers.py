"""Which parliament or chamber a name means, and which country is said beside a name ("Nigeria's Senate")."""

from functools import cache

from msgspec import Struct

from extractor.data import Library
from extractor.draft import Name
from extractor.entities.countries import LANDS, NATIONAL, Atlas
from extractor.entities.naming import BODIES, without_article
from extractor.rules.gazetteer import plain

_NEAR = 60


class Chambers(Struct, frozen=True):
    """Parliaments by country: ranks by name in small letters, names that are one chamber's alone, and all names.

    ``bare``: by what a chamber is called without its name, the countries one of whose chambers is called so, and the
    other never.
    """

    ranks: dict[str, dict[str, str]]
    own: dict[str, tuple[str, str]]
    names: frozenset[str]
    bare: dict[str, set[str]]

    def key(self, form: str, country: str | None, places: Atlas) -> str | None:
        """A key that all names of one chamber share; None for other bodies, and where the country is not known."""
        form = without_article(plain(form))
        if found := self.own.get(form):
            return f"={' '.join(found)}"
        front, of, rest = form.partition(" of ")
        whole = self.key(rest, country, places) if of else None
        if whole is not None and whole.endswith(" whole"):  # "Senate of the Norland Parliament"
            form, country = front, whole[1:].partition(" ")[0]
        chamber, country = without_land(form, country, places)
        ranks = self.ranks.get(country or "")
        if ranks is None or chamber is None:
            return None
        low = chamber.lower()
        by_rank = BODIES.by_rank.fullmatch(low)
        rank = by_rank[1] if by_rank and by_rank[1] in ranks.values() else ranks.get(low)
        return f"={country} {rank}" if rank else None

    def may_be(self, rank: str, name: str, country: str | None) -> bool:
        """Whether a body of this name may be the chamber of a rank: no Senate is a lower house."""
        of_countries = [self.ranks[country]] if country in self.ranks else self.ranks.values()
        told = {ranks[name] for ranks in of_countries if name in ranks}
        return not told or rank in told


@cache
def chambers(library: Library) -> Chambers:
    """The parliaments of ``models/institutions/parliaments.tsv``."""
    ranks: dict[str, dict[str, str]] = {}
    own: dict[str, tuple[str, str]] = {}
    words = library.classes("institutions/short.tsv", "use", "word")
    bare: dict[str, set[str]] = {word: set() for word in words["chamber"]}
    synonyms = {row["word"]: row["stands_for"].split("|") for row in library.table("institutions/synonyms.tsv")}
    for row in library.table("institutions/parliaments.tsv"):
        whole = () if any(word in row["names"] for word in words["instead"]) else map(str.lower, words["whole"])
        of_country = ranks.setdefault(row["country"], dict.fromkeys(whole, "whole"))
        for name in filter(None, f"{row['names']}|{row['own']}".split("|")):
            of_country.setdefault(name.lower(), row["rank"])
        for word, lands in bare.items():
            if row["rank"] == "lower" and row["names"].startswith(word):
                own_name = row["own"].partition("|")[0]
                if own_name not in synonyms[word] or own_name in row["names"]:
                    of_country[word.lower()] = "lower"
                    lands.add(row["country"])
        own |= {plain(name): (row["country"], row["rank"]) for name in filter(None, row["own"].split("|"))}
    for of_country in ranks.values():
        if "lower" not in of_country.values():
            of_country["house"] = "whole"
    return Chambers(ranks, own, frozenset(name for of_country in ranks.values() for name in of_country), bare)


def without_land(form: str, country: str | None, places: Atlas) -> tuple[str | None, str | None]:
    """A name without the country in it, and that country; no name where it is that of a part of a country."""
    if " of " in form and (found := BODIES.part_of.match(form)):
        hit = places.look_up(places.bare(found["land"]))
        if hit and hit[1] in LANDS:
            front, _, last = found["chamber"].rpartition(" of ")
            realm = front if last.rpartition(" ")[2].lower() in places.realms else ""  # "… of the Republic of Fiji"
            hit = (realm and places.look_up(form.removeprefix(f"{realm} of ").removeprefix("the "))) or hit
            return (None if hit[1] == "state" else realm or found["chamber"]), hit[0]
    words = form.split(" ")
    for size in range(min(3, len(words) - 1), 0, -1):
        if hit := places.look_up(" ".join(words[:size]).removesuffix("'s").removesuffix("'")):
            return (" ".join(words[size:]) if hit[1] in NATIONAL else None), hit[0]
    return form, country


def said_beside(text: str, name: Name, known: Chambers, places: Atlas) -> str | None:
    """The country that owns a name ("Nigeria's Senate") or stands right behind a chamber ("the Senate in Nigeria")."""
    low = max(0, name.start - _NEAR)
    owned = max(text.rfind("'", low, name.start), text.rfind("’", low, name.start)) >= 0
    joined = text.startswith("-", name.end)  # "Ukraine's Kremlin-friendly president"
    before = BODIES.land_before.search(text, low, name.start) if owned and not joined else None
    after = BODIES.land_behind.match(text, name.end)
    if after and after["link"] == "in" and plain(name.text).lower() not in known.names:
        after = None
    for found in filter(None, (before, after)):
        words = (found["land"] or found["seat"]).split()
        for first in range(len(words)):
            hit = places.look_up(" ".join(words[first:]))
            if hit and hit[1] in NATIONAL:
                return hit[0]
        if found is after and (chamber := known.own.get(plain(found["land"] or ""))):
            return chamber[0]  # "Defence Committee of the Eduskunta"
    return None
