"""What a text says for each country: its dateline, addresses, party labels and cues, counted."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from math import log1p

from extractor.article import Article
from extractor.data import Library, Patterns
from extractor.entities.countries import LANDS, NATIONAL, atlas
from extractor.entities.naming import given_names
from extractor.facts.origin.cues import KINDS, Cue, Found, cues
from extractor.record import Dateline
from extractor.regex import compiled, lookbehind
from extractor.rules.gazetteer import plain

FORMS = Patterns("origin/patterns.tsv")

_FEWEST = 2  # weak words that are enough where nothing else speaks
FAINT = ("weak", "shared")
_BORNE = ("name", "capital", "city", "state")
_PLAIN = ("dateline", "address", "party label", "first")
FEATURES = ("none", "share", *_PLAIN, *KINDS)
"""What is counted: logarithms for cues, a country's share in all names of countries, other features as they are."""

_MOST_LABELS, _NEAR, _HOST = 20, 24, 1

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
        """Whether a country has other signs than shared words, or a word mostly its own beside those or another."""
        faint = all(feature in FAINT for feature, _, _ in self.words[country])
        weak, shared = self._counts[country, "weak"], self._counts[country, "shared"]
        return not faint or weak >= _FEWEST or bool(weak and shared)

    def _named(self, country: str) -> float:
        return sum(self._counts.get((country, feature), 0.0) for feature in NATIONAL)

    def _features(self, country: str, total: float) -> dict[str, float]:
        counts = {feature: self._counts.get((country, feature), 0.0) for feature in (*_PLAIN, *KINDS)}
        found = {name: count if name in _PLAIN else log1p(count) for name, count in counts.items() if count}
        if named := self._named(country):
            found["share"] = named / total
        return found


class Collector:
    """Collects what a text with its dateline says for each country; ``_office``: one behind the name of anything."""

    def __init__(self, library: Library) -> None:
        self._known, self._regions = cues(library), _regions(library)
        self._contacts = contacts(library)
        self._given = given_names(library)
        titles = library.classes("people/titles.tsv", "kind", "title")
        self._styles = {title.rstrip(".") for title in titles["honorific"]}
        offices = "|".join(row["office"] for row in library.table("origin/offices.tsv"))
        self._office = compiled(rf"[\s'’](?:(?<=\s)|s\s)(?=[A-Z])(?:[A-Z][\w-]+\s){{0,2}}?(?:{offices})\b")

    def __call__(self, article: Article, line: Dateline | None) -> Ballot:
        """The signs of each country in an article, cues last; a host in its address is at no place of the text."""
        text, ballot = article.text, Ballot()
        host = (article.url or "").partition("://")[2].partition("/")[0]
        for country, *_ in self._contacts(host):
            ballot.add(country, "address", _HOST, 0, 0)
        place = self._known.table.get(plain(line.place)) if line else None
        if line is not None:
            end = line.start + len(line.place)
            own = place.countries if place else ()
            for country in self._region_of(text, end, own) or own:
                ballot.add(country, "dateline", 1, line.start, end)
        labels = (label.span("state") for label in islice(FORMS.party_label.finditer(text), _MOST_LABELS))
        ours = (span for span in labels if "US" in self._called(text[slice(*span)]))  # "R-Maine"
        for start, end in islice(ours, 1):
            ballot.add("US", "party label", 1, start, end)
        for country, weight, start, end in self._contacts(text):
            ballot.add(country, "address", weight, start, end)
        self._count(text, ballot)
        return ballot

    def _count(self, text: str, ballot: Ballot) -> None:
        """Counts cues: offices and bodies once, places as often as they stand, towns in the region behind them."""
        first = True
        seen: set[str] = set()
        surnames: set[str] = set()
        for each in self._meant(text):
            if each.cue.kind in _BORNE and (each.words in surnames or self._is_surname(text, each)):
                surnames.add(each.words)
                continue
            town = each.cue.kind in ("capital", "city", "state")
            region = self._region_of(text, each.end, each.cue.countries) if town else ()
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

    def _meant(self, text: str) -> Iterator[Found]:
        """The cues but for money, seats ("a London-based lender") and those that another country's name takes.

        Nor do countries count whose offices have their names before them ("the Kenyan President") where the first
        office that the text names has none ("President Ana Brook").
        """
        land: Found | None = None
        bare: bool | None = None
        first = self._office.search(text)
        for each in self._known.scan(text):
            owner, land = land, each if each.cue.kind in LANDS else None
            foreign = owner is not None and land is None and owner.cue.countries != each.cue.countries
            taken = foreign and owner and FORMS.owns.fullmatch(text, owner.end, each.start)
            holds = each.cue.kind in NATIONAL and self._office.match(text, each.end) is not None
            if first and bare is None and each.end >= first.start():
                bare = not (holds and each.end == first.start())
            family = lookbehind(FORMS.family, text, each.start, _NEAR)  # "Sheikh Basel Al-Sabah"
            if not (taken or family or (holds and bare) or FORMS.no_sign.match(text, each.end)):
                yield each

    def _is_surname(self, text: str, each: Found) -> bool:
        """Whether a country or town is named behind a style or a given name that is no place: "Ali France"."""
        before = lookbehind(FORMS.given, text, each.start, _NEAR)
        name = before["given"].title() if before else ""
        return name in self._styles or (name in self._given and name not in self._known.table)

    def _region_of(self, text: str, end: int, own: tuple[str, ...]) -> tuple[str, ...]:
        """The countries of the region behind a comma after a place of its ``own``; none without a region."""
        match = FORMS.region.match(text, end)
        called = self._called(match[1]) if match else ()
        land = self._known.table.get(plain(match[1].split(maxsplit=1)[0].rstrip("."))) if match and called else None
        same = land is not None and land.kind in NATIONAL and land.countries == own  # "Tbilisi, Georgia"
        return () if same else called

    def _called(self, form: str) -> tuple[str, ...]:
        """The countries of the regions that a name, or else its first word, stands for."""
        found = self._regions.get(form.rstrip("."))
        return found or self._regions.get(form.split(maxsplit=1)[0].rstrip("."), ())


def _regions(library: Library) -> Regions:
    found: Regions = {}
    for row in library.table("places/states.tsv"):
        for form in filter(None, (row["code"], row["name"], *row["short"].split("|"))):
            found[form.rstrip(".")] = *found.get(form.rstrip("."), ()), row["country"]
    return found


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
            if (country in known or not label) and (country, weight) not in seen:
                seen.add((country, weight))
                yield country, weight, match.start(), match.end()

    return read
