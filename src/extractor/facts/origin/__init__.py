"""Where from: the dateline and the country that an article is written from."""

import re
from collections.abc import Callable, Iterable, Iterator
from math import exp

from extractor.article import Article
from extractor.data import Library
from extractor.doc import Doc
from extractor.draft import Draft, Find, Home
from extractor.entities.countries import Atlas, atlas
from extractor.fact import Mention
from extractor.facts.origin.ballot import FAINT, FEATURES, FORMS, Collector
from extractor.record import Dateline
from extractor.rules.gazetteer import plain

_FIRST_CHARACTERS, _WIDE_GAP, _EVIDENCE, _MAJORITY = 2500, 2, 3, 0.5


def dateline_reader(library: Library) -> Callable[[str], Dateline | None]:
    """Makes the function that reads an article's dateline."""
    places = atlas(library)
    agencies = library.words("origin/agencies.tsv", "agency")
    states = library.table("places/states.tsv")
    regions = {form for row in states for form in (row["name"], row["code"], *row["short"].split("|")) if form}
    regions |= {"DC", *(word for word, (code, sort) in places.words.items() if sort == "name" and code != "US")}
    squeezed = frozenset(map(_squeezed, regions))
    lands = (row for row in library.table("places/countries.tsv") if row["name"] in row["capitals"].split("|"))
    cities = frozenset(row["code"] for row in lands)

    def at(text: str, place: int, patterns: Iterable[re.Pattern[str]]) -> Iterator[Dateline]:
        for pattern in patterns:
            match = pattern.match(text, place, _FIRST_CHARACTERS)
            parts = _parts(match, places, squeezed, agencies, cities) if match else ()
            if match and parts and FORMS.running_text.match(text, match.end()):
                start, end = match.start(), max(match.end(part) for part in parts)
                end -= text[end - 1] == ")" and "(" not in text[start:end]
                yield Dateline(place=match["place"], text=text[start:end], start=start, end=end)

    def read(text: str) -> Dateline | None:
        """The first place that a dateline opens: the text's start, a new line, after a gap, figure or closing mark."""
        for opening in FORMS.opening.finditer(text, 0, _FIRST_CHARACTERS):
            known = opening["first"].isupper() or opening["first"] in places.phrases.by_first
            patterns = (FORMS.with_region, FORMS.without_region, FORMS.with_slug)[0 if known else -1 :]
            if line := min(at(text, opening.end(), patterns), key=lambda line: -line.end, default=None):
                return line
        return None

    return read


def _parts(
    match: re.Match[str], places: Atlas, regions: frozenset[str], agencies: frozenset[str], cities: frozenset[str]
) -> tuple[str, ...]:
    """The parts of the match that make it a dateline, none where it is something else; ``cities``: lands that are."""
    apart = FORMS.apart.match(match["region"] or "") is not None or not match["gap"]
    named = [_squeezed(part) for part in (match["region"] or "").split(",")]
    region = apart and any(named) and regions.issuperset(filter(None, named))
    by = (match["agency"] or "").strip(" ,()/-")
    enclosed = (match["agency"] or "").strip()[:1] in ("(", "/", "-")
    agency = by in agencies or (enclosed and (by.isupper() or bool(match["day"]) or match["place"].isupper()))
    if (match["region"] and not region) or (match["agency"] and not agency):
        return ()
    found = places.look_up(plain(match["place"]))
    town = found is not None and found[1] in ("capital", "city", "state") and not (found[1] == "state" and not region)
    town = town or (found is not None and found[1] == "name" and found[0] in cities)
    sure = region or agency or bool(match["day"])
    slug = match.groupdict()
    known = town or (match["place"].isupper() and sure) or ((region or slug.get("land")) and slug.get("wire"))
    told = match["place"].isupper() or FORMS.whole.match(match.string, match.end())
    cried = sure or (town and told and match["tight"] == ": ")  # ISLAMABAD: The Senate
    wide = len(match["gap"] or "") > _WIDE_GAP or sure or match["place"].isupper()
    if "wire" in slug and not (town or region or slug["land"] or slug["date"]):
        return ()
    if not known or (match["tight"] and not cried) or (match["gap"] and not (town and wide)):
        return ()
    return ("place", *(part for part in ("region", "day", "agency", "later") if match[part]))


def _squeezed(region: str) -> str:
    return re.sub(r"[\s.()]", "", region).casefold()


def build(library: Library) -> Find:
    """The finder of home, the country that an article is written from (``models/origin``); at most one."""
    weigh = weigher(library)

    def find(doc: Doc, draft: Draft) -> tuple[Home, ...]:  # noqa: ARG001
        home = weigh(draft.article, draft.dateline)
        return (home,) if home else ()

    return find


def weigher(library: Library) -> Callable[[Article, Dateline | None], Home | None]:
    """Makes the function that weighs an article's text, its dateline and the host it was published at.

    Every country that the text gives a sign of has a score, the sum of its features times their weights; so has no
    country at all. The best country is the home if its share of the votes (softmax) is more than a half.
    """
    collect = Collector(library)
    weights = _weights(library)

    def weigh(article: Article, line: Dateline | None) -> Home | None:
        text, ballot = article.text, collect(article, line)
        scores = {
            country: sum(weights[name] * value for name, value in features.items())
            for country, features in ballot.features().items()
        }
        best = max(scores, key=lambda country: (scores[country], -ballot.words[country][0][1]), default=None)
        if best is None:
            return None
        votes = (exp(score - scores[best]) for score in (*scores.values(), weights["none"]))
        if sum(votes) * _MAJORITY > 1:
            return None
        ranked = sorted(ballot.words[best], key=lambda each: (each[0] in FAINT, -weights[each[0]], each[1]))[:_EVIDENCE]
        evidence = tuple(Mention(text=text[start:end], start=start, end=end) for _, start, end in ranked if end)
        return Home(best, evidence, ranked[0][0])

    return weigh


def _weights(library: Library) -> dict[str, float]:
    weights = {}
    for row in library.table("origin/weights.tsv"):
        if row["feature"] not in FEATURES:
            row.fail(f"no such feature: {row['feature']!r}")
        weights[row["feature"]] = row.number("weight")
    return {feature: weights.get(feature, 0.0) for feature in FEATURES}
