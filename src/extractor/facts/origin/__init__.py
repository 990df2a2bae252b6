"""Where from: the dateline and the country that an article is written from."""

from collections.abc import Callable
from math import exp

from extractor.data import Library
from extractor.doc import Doc
from extractor.draft import Draft, Find, Home
from extractor.fact import Mention
from extractor.facts.origin import dateline
from extractor.facts.origin.ballot import FAINT, FEATURES, collector
from extractor.record import Dateline


def build(library: Library) -> Find:
    """The finder of home."""
    read_dateline = dateline.reader(library)
    weigh = weigher(library)

    def find(doc: Doc, draft: Draft) -> tuple[Dateline | Home, ...]:  # noqa: ARG001
        text = draft.article.text
        line = read_dateline(text)
        home = weigh(text, line)
        return tuple(fact for fact in (line, home) if fact is not None)

    return find


_EVIDENCE = 3
_MAJORITY = 0.5

Weigh = Callable[[str, Dateline | None], Home | None]


def weigher(library: Library) -> Weigh:
    """Makes the function that weighs an article's text and its dateline.

    Every country that the text gives a sign of has a score, the sum of its features times their weights; so has no
    country at all. The best country is the home if its share of the votes (softmax) is more than a half.
    """
    collect = collector(library)
    weights = _weights(library)

    def weigh(text: str, line: Dateline | None) -> Home | None:
        ballot = collect(text, line)
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
        return Home(best, tuple(Mention(text=text[a:b], start=a, end=b) for _, a, b in ranked), ranked[0][0])

    return weigh


def _weights(library: Library) -> dict[str, float]:
    weights = {}
    for row in library.table("origin/weights.tsv"):
        if row["feature"] not in FEATURES:
            row.fail(f"no such feature: {row['feature']!r}")
        weights[row["feature"]] = row.number("weight")
    return {feature: weights.get(feature, 0.0) for feature in FEATURES}
