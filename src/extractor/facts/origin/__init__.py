"""Where from: the country that an article is written from."""

from collections.abc import Callable
from math import exp

from extractor.article import Article
from extractor.data import Library
from extractor.doc import Doc
from extractor.draft import Draft, Find, Home
from extractor.fact import Mention
from extractor.facts.origin.ballot import FAINT, FEATURES, Collector
from extractor.record import Dateline

_EVIDENCE, _MAJORITY = 3, 0.5


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
