"""Weighs what speaks for a country: dateline, addresses, national bodies, party labels, names and demonyms."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import islice

from extractor.data import Library
from extractor.draft import Home
from extractor.entities.countries import Hit, Sort, atlas
from extractor.facts.origin import contacts
from extractor.record import Dateline, Mention
from extractor.rules.gazetteer import Phrases, plain

_DATELINE_WEIGHT = 4.0
_PARTY_LABEL_WEIGHT = 6.0
_SORT_WEIGHT: dict[Sort, float] = {"name": 1.0, "demonym": 1.0, "state": 0.7, "capital": 0.7, "city": 0.5}
_WORDS_LIMIT = 2.5  # a text about a foreign country names it often; past this, more mentions prove no more
_HINTS_LIMIT = 2.4  # nor do many hints, each of which fits several countries
_HINT = 1.0
_ENOUGH = 1.0
_EVIDENCE = 3
_PARTY_LABEL = re.compile(r"[RD](?<!\w[RD])(?:\s?[-–—]\s?|\s)(?P<state>[A-Z][A-Za-z.]+(?:\s[A-Z][a-z.]*)?)")

Weigh = Callable[[str, Iterable[Hit], Dateline | None], Home | None]


def weigher(library: Library) -> Weigh:
    """Makes the function that weighs an article's text, the hits of the atlas in it and its dateline."""
    signals = _signals(library)
    phrases = Phrases(signals)
    labels = _party_states(library)
    places = atlas(library)
    read_contacts = contacts.reader(library)

    def weigh(text: str, hits: Iterable[Hit], line: Dateline | None) -> Home | None:
        scale = _Scale(text)
        if line is not None and (found := places.look_up(line.place)):
            scale.add(found[0], _DATELINE_WEIGHT, line.start, line.start + len(line.place), "dateline")
        for match in islice(_PARTY_LABEL.finditer(text), 20):
            if match["state"].rstrip(".") in labels or match["state"].split()[0].rstrip(".") in labels:
                scale.add("US", _PARTY_LABEL_WEIGHT, match.start("state"), match.end("state"), "party label")
                break
        seen = set()
        for start, end, phrase in phrases.find(text):
            if (key := phrase.casefold()) not in seen:
                seen.add(key)
                scale.signal(*signals[phrase], start, end)
        for contact in read_contacts(text):
            scale.add(*contact, "address")
        for hit in hits:
            scale.mention(hit)
        return scale.read()

    return weigh


def _signals(library: Library) -> dict[str, tuple[str, float]]:
    signals: dict[str, tuple[str, float]] = {}
    for row in library.table("origin/signals.tsv", "country", "weight", "words"):
        weight = row.number("weight")
        for words in row["words"].split("|"):
            signals[plain(words)] = (row["country"], weight)
            signals.setdefault(plain(words.upper()), (row["country"], weight))
    return signals


def _party_states(library: Library) -> frozenset[str]:
    rows = library.table("places/states.tsv", "country", "code", "name", "short")
    forms = (
        form for row in rows if row["country"] == "US" for form in (row["code"], row["name"], *row["short"].split("|"))
    )
    return frozenset(form.rstrip(".") for form in forms if form)


class _Scale:
    def __init__(self, text: str) -> None:
        self.text = text
        self.weights: dict[str, float] = defaultdict(float)
        self.words: dict[str, float] = defaultdict(float)
        self.hints: dict[str, float] = defaultdict(float)
        self.evidence: dict[str, list[tuple[float, int, int, str]]] = defaultdict(list)

    def add(self, country: str, weight: float, start: int, end: int, rule: str) -> None:
        self.weights[country] += weight
        self.evidence[country].append((-weight, start, end, rule))

    def signal(self, country: str, weight: float, start: int, end: int) -> None:
        if weight < _HINT:
            weight = min(weight, _HINTS_LIMIT - self.hints[country])
            self.hints[country] += weight
        if weight > 0:
            self.add(country, weight, start, end, "national body")

    def mention(self, hit: Hit) -> None:
        left = _WORDS_LIMIT - self.words[hit.country]
        if left > 0:
            weight = min(_SORT_WEIGHT[hit.sort], left)
            self.words[hit.country] += weight
            self.add(hit.country, weight, hit.start, hit.end, hit.sort)

    def read(self) -> Home | None:
        if not self.weights:
            return None
        country, weight = max(
            self.weights.items(), key=lambda item: (item[1], -min(e[1] for e in self.evidence[item[0]]))
        )
        if weight < _ENOUGH:
            return None
        best = sorted(self.evidence[country])[:_EVIDENCE]
        mentions = tuple(Mention(text=self.text[a:b], start=a, end=b) for _, a, b, _ in best)
        return Home(country, mentions, best[0][3])
