"""What a text says for each country: its dateline, addresses, party labels and cues, counted."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from math import log1p

from extractor.data import Library, Patterns
from extractor.entities.countries import LANDS, NATIONAL, atlas
from extractor.facts.origin.cues import KINDS, Cue, Cues, Found, cues
from extractor.record import Dateline
from extractor.regex import compiled
from extractor.rules.gazetteer import plain

FORMS = Patterns("origin/patterns.tsv")
"""The patterns of ``models/origin/patterns.tsv``."""

_FEWEST = 2  # weak words that are enough where nothing else speaks
FAINT = ("weak", "shared")
_BORNE = ("name", "capital", "city", "state")
_PLAIN = ("dateline", "address", "party label", "first")
FEATURES = ("none", "share", *_PLAIN, *KINDS)
"""What is counted: logarithms for cues, a country's share in all names of countries, other features as they are."""

_MOST_LABELS, _NEAR = 20, 24

Regions = dict[str, tuple[str, ...]]
"""Names, short forms and codes of regions, each with its countries (ISO 3166-1 alpha-2)."""


class Ballot:
    """Counts by country (ISO 3166-1 alpha-2) and feature, and the words of each: feature, start, end (code points)."""

    def __init__(self) -> None:
        self.words: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
        self._counts: dict[tuple[str, str], float] = defaultdict(float)

    def add(self, country: str, feature: str, count: float, start: int, end: int) -> None:
        """One more sign of a country."""
        self._counts[country, feature] += count
        self.words[country].append((feature, start, end))

    def features(self) -> dict[str, dict[str, float]]:
        """The features of each country that has more than faint signs."""
        total = sum(self._named(country) for country in self.words)
        return {country: self._features(country, total) for country in self.words if self._is_clear(country)}

    def _is_clear(self, country: str) -> bool:
        """Whether a country has other signs than words that many share, or several words mostly its own."""
        faint = all(feature in FAINT for feature, _, _ in self.words[country])
        return not faint or self._counts[country, "weak"] >= _FEWEST

    def _named(self, country: str) -> float:
        return sum(self._counts.get((country, feature), 0.0) for feature in NATIONAL)

    def _features(self, country: str, total: float) -> dict[str, float]:
        counts = {feature: self._counts.get((country, feature), 0.0) for feature in (*_PLAIN, *KINDS)}
        found = {name: count if name in _PLAIN else log1p(count) for name, count in counts.items() if count}
        if named := self._named(country):
            found["share"] = named / total
        return found


def collector(library: Library) -> Callable[[str, Dateline | None], Ballot]:
    """Makes the function that collects what a text with its dateline says for each country."""
    known, office = cues(library), _offices(library)
    regions = _regions(library)
    labels = frozenset(form for form, countries in regions.items() if "US" in countries)
    read_contacts = contacts(library)
    given = library.words("names/given.tsv", "name")

    def collect(text: str, line: Dateline | None) -> Ballot:
        ballot = Ballot()
        place = known.table.get(plain(line.place)) if line else None
        if line is not None and place:
            end = line.start + len(line.place)
            for country in _region_of(text, end, regions) or place.countries:
                ballot.add(country, "dateline", 1, line.start, end)
        for start, end in islice(_labels(text, labels), 1):
            ballot.add("US", "party label", 1, start, end)
        for country, weight, start, end in read_contacts(text):
            ballot.add(country, "address", weight, start, end)
        _count(text, known, office, regions, given, ballot)
        return ballot

    return collect


def _count(
    text: str, known: Cues, office: re.Pattern[str], regions: Regions, given: frozenset[str], ballot: Ballot
) -> None:
    """Counts a text's cues: offices and bodies once, places as often as they stand, towns in the region behind them."""
    first = True
    seen: set[str] = set()
    for each in _meant(text, known, office):
        if each.cue.kind in _BORNE and _is_surname(text, each, known, given):
            continue
        region = _region_of(text, each.end, regions) if each.cue.kind in ("capital", "city", "state") else ()
        cue = Cue("city", region) if region else each.cue
        if cue.kind == "city" and FORMS.longer.match(text, each.end):
            cue = Cue("weak", cue.countries)
        if each.words in seen:
            continue
        if cue.kind == "own" or cue.kind in FAINT:
            seen.add(each.words)
        for country in cue.countries:
            ballot.add(country, cue.kind, 1 / len(cue.countries), each.start, each.end)
        if first and cue.kind not in FAINT:
            first = False
            ballot.add(cue.countries[0], "first", 1, each.start, each.end)


def _meant(text: str, known: Cues, office: re.Pattern[str]) -> Iterator[Found]:
    """The cues but for money, seats ("a London-based lender") and those that another country's name takes before them.

    Nor do countries count whose offices have their names before them ("the Kenyan President") where the first office
    that the text names has none ("President Ana Brook").
    """
    land: Found | None = None
    bare: bool | None = None
    first = office.search(text)
    for each in known.scan(text):
        owner, land = land, each if each.cue.kind in LANDS else None
        foreign = owner is not None and land is None and owner.cue.countries != each.cue.countries
        taken = foreign and owner and FORMS.owns.fullmatch(text, owner.end, each.start)
        holds = each.cue.kind in NATIONAL and office.match(text, each.end) is not None
        if first and bare is None and each.end >= first.start():
            bare = not (holds and each.end == first.start())
        if not (taken or (holds and bare) or FORMS.no_sign.match(text, each.end)):
            yield each


def _is_surname(text: str, each: Found, known: Cues, given: frozenset[str]) -> bool:
    """Whether the name of a country or town stands behind a given name that is no place: "Ali France"."""
    before = FORMS.given.search(text, max(0, each.start - _NEAR), each.start)
    name = before["given"].title() if before else ""
    return name in given and name not in known.table


def _offices(library: Library) -> re.Pattern[str]:
    """An office behind the name of a country or of anything else."""
    offices = "|".join(row["office"] for row in library.table("origin/offices.tsv"))
    return compiled(rf"[\s'’](?:(?<=\s)|s\s)(?=[A-Z])(?:[A-Z][\w-]+\s){{0,2}}?(?:{offices})\b")


def _labels(text: str, states: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where a state of the United States stands behind a party's letter ("R-Maine"), in the first of such labels."""
    for match in islice(FORMS.party_label.finditer(text), _MOST_LABELS):
        if match["state"].rstrip(".") in states or match["state"].split()[0].rstrip(".") in states:
            yield match.span("state")


def _regions(library: Library) -> Regions:
    found: Regions = {}
    for row in library.table("places/states.tsv"):
        for form in filter(None, (row["code"], row["name"], *row["short"].split("|"))):
            found[form.rstrip(".")] = *found.get(form.rstrip("."), ()), row["country"]
    return found


def _region_of(text: str, end: int, regions: Regions) -> tuple[str, ...]:
    """The countries of the region that stands behind a comma after a place; none where no region does."""
    match = FORMS.region.match(text, end)
    if match is None:
        return ()
    return regions.get(match[1].rstrip(".")) or regions.get(match[1].split()[0].rstrip("."), ())


_HOST_WEIGHT = 5.0
_LABELS = {"uk": "GB"}

Contact = tuple[str, float, int, int]


def contacts(library: Library) -> Callable[[str], Iterator[Contact]]:
    """Makes the function that yields country, weight, start and end (code points) of contacts, equal ones once."""
    known = atlas(library).countries
    rows = library.table("origin/contacts.tsv")
    weights = [(row["country"], row.number("weight")) for row in rows]
    pattern = compiled("|".join([FORMS.host.pattern, *(f"({row['pattern']})" for row in rows)]))

    def read(text: str) -> Iterator[Contact]:
        seen = set()
        for start in FORMS.contact_start.finditer(text):
            match = pattern.match(text, start.start())
            if match is None:
                continue
            label = match["label"]
            if label:
                country, weight = _LABELS.get(label, label.upper()), _HOST_WEIGHT
            else:
                country, weight = weights[(match.lastindex or 2) - 2]
            if country in known and (country, weight) not in seen:
                seen.add((country, weight))
                yield country, weight, match.start(), match.end()

    return read
