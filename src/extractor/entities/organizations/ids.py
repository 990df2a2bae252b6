"""Wikidata ids of bodies: of a name that one body of the country bears, in open lists."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from extractor.data import Library
from extractor.terms import InstitutionType

_EVERYWHERE = ""
_SORTS = {
    "legislature": ("chamber",),
    "local_government": ("chamber", "office"),
    "party": ("party",),
    "company": ("office", "brand"),
    "agency": ("office", "brand"),
    "ngo": ("office", "brand"),
    "committee": (),
    "media": (),
}
"""The sorts of lists in which a body of the type may stand; every other type is an office."""


def numbers(library: Library) -> Callable[[Iterable[str], InstitutionType, str | None], dict[str, str]]:
    """Makes the function that gives the ids by scheme of a body with these names, of that type and country.

    A body without a country has those of a name that is known all over the world. Where its names are those of
    several, it has none.
    """
    rows = library.ordered("institutions/wikidata.tsv", "name", "sort", "country", "wikidata")

    @lru_cache(maxsize=1 << 12)
    def number(name: str, sort: str, country: str) -> str | None:
        found = rows.find(name, sort, country)
        return found[0] if found else None

    def ids(names: Iterable[str], sort: InstitutionType, country: str | None) -> dict[str, str]:
        found = {
            number(name, list_, land)
            for name in {" ".join(name.casefold().split()).removeprefix("the ") for name in names}
            for list_ in _SORTS.get(sort, ("office",))
            for land in {country or _EVERYWHERE, _EVERYWHERE}
        } - {None}
        return {"wikidata": found.pop()} if len(found) == 1 else {}  # type: ignore[dict-item]  # None is taken off

    return ids
