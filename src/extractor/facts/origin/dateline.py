"""Datelines: the place, region, agency and day that open an article ("NAIROBI, Kenya (Harbour Wire) --")."""

import re
from collections.abc import Callable, Iterable, Iterator

from extractor.data import Library
from extractor.entities.countries import atlas
from extractor.facts.origin.ballot import FORMS
from extractor.record import Dateline
from extractor.rules.gazetteer import plain

_FIRST_CHARACTERS, _WIDE_GAP = 2500, 2
_ENCLOSING = ("(", "/", "-")


def dateline_reader(library: Library) -> Callable[[str], Dateline | None]:
    """Makes the function that reads an article's dateline."""
    judge = _Judge(library)

    def at(text: str, place: int, patterns: Iterable[re.Pattern[str]]) -> Iterator[Dateline]:
        for pattern in patterns:
            match = pattern.match(text, place, _FIRST_CHARACTERS)
            if match and judge.is_dateline(match) and FORMS.running_text.match(text, match.end()):
                start = match.start()
                end = max(match.end(part) for part in ("place", "region", "day", "agency", "later"))
                end -= text[end - 1] == ")" and "(" not in text[start:end]
                yield Dateline(place=match["place"], text=text[start:end], start=start, end=end)

    def read(text: str) -> Dateline | None:
        """The first place that a dateline opens: the text's start, a new line, after a gap, figure or closing mark."""
        for opening in FORMS.opening.finditer(text, 0, _FIRST_CHARACTERS):
            known = opening["first"].isupper() or judge.opens_place(opening["first"])
            patterns = (FORMS.with_region, FORMS.without_region, FORMS.with_slug)[0 if known else -1 :]
            if line := min(at(text, opening.end(), patterns), key=lambda line: -line.end, default=None):
                return line
        return None

    return read


class _Judge:
    """Whether what has the form of a dateline is one, by places, regions and agencies that are known."""

    def __init__(self, library: Library) -> None:
        self._places = atlas(library)
        self._agencies = library.words("origin/agencies.tsv", "agency")
        states = library.table("places/states.tsv")
        regions = {form for row in states for form in (row["name"], row["code"], *row["short"].split("|")) if form}
        lands = (word for word, (code, sort) in self._places.words.items() if sort == "name" and code != "US")
        self._regions = frozenset(map(_squeezed, regions.union(lands, ("DC",))))
        rows = library.table("places/countries.tsv")
        self._city_states = frozenset(row["code"] for row in rows if row["name"] in row["capitals"].split("|"))

    def opens_place(self, word: str) -> bool:
        """Whether a word opens the name of a place that is known."""
        return word in self._places.phrases.by_first

    def is_dateline(self, match: re.Match[str]) -> bool:
        """Whether each part of the match is what it looks like, and the place a town or shown to be one."""
        region, agency = self._is_region(match), self._is_agency(match)
        if (match["region"] and not region) or (match["agency"] and not agency):
            return False
        town, capitals = self._is_town(match["place"], region=region), match["place"].isupper()
        if "wire" in match.re.groupindex:
            placed = region or match["land"] is not None
            return town or (capitals and (placed or bool(match["date"]))) or (placed and bool(match["wire"]))
        sure = region or agency or bool(match["day"])
        if match["tight"] and not sure:  # ISLAMABAD: The Senate
            told = capitals or FORMS.whole.match(match.string, match.end()) is not None
            return town and told and match["tight"] == ": "
        if match["gap"]:
            return town and (sure or capitals or len(match["gap"]) > _WIDE_GAP)
        return town or (capitals and sure)

    def _is_region(self, match: re.Match[str]) -> bool:
        region = match["region"] or ""
        apart = FORMS.apart.match(region) is not None or not match["gap"]
        named = [name for name in map(_squeezed, region.split(",")) if name]
        return apart and bool(named) and self._regions.issuperset(named)

    def _is_agency(self, match: re.Match[str]) -> bool:
        agency = (match["agency"] or "").strip()
        name = agency.strip(" ,()/-")
        told = name.isupper() or bool(match["day"]) or match["place"].isupper()
        return name in self._agencies or (told and agency.startswith(_ENCLOSING))

    def _is_town(self, place: str, *, region: bool) -> bool:
        """Whether the atlas has a town or city state so called; a state is told by its own land beside it."""
        country, sort = self._places.look_up(plain(place)) or ("", "")
        if sort == "state":
            return region
        return sort in ("capital", "city") or (sort == "name" and country in self._city_states)


def _squeezed(region: str) -> str:
    return re.sub(r"[\s.()]", "", region).casefold()
