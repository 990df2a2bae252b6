"""Measures how often facts are right, by kind, rule and signals, on annotated articles; writes the tables beside it.

    python models/scores/fit.py GOLD [GOLD ...] [--readings READINGS ARTICLES]

GOLD is a folder or file as ``extract --evaluate`` takes it, READINGS what `readings.py` makes of a reader's judgement
of facts, ARTICLES the archive (gzipped JSON lines) that has their texts. The log odds of a fact are those of its
rule's share, smoothed by the kind's, plus a weight for each signal (logistic regression by Newton's method, ridge 3).
A fact is right only where all is that it says: a body with a wrong type or country is wrong, as readers have it.
Draws (`docs/reliability.svg`) and prints the reliability of the scores in five-fold cross-validation over articles:
none is scored by what it taught.
"""

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from jinja2 import Template
from readings import judged as still_judged

from extractor.article import Article
from extractor.confidence import Confidence, Context, signals
from extractor.evaluation.gold import read
from extractor.evaluation.judging import judge
from extractor.fact import Fact
from extractor.pipeline import Pipeline
from extractor.record import Failure, Record
from extractor.settings import Reading

HERE = Path(__file__).parent
ROWS = {
    row: row
    for row in ("dates", "institutions", "people", "amendments", "counts", "votes", "money", "instruments", "actions")
} | {"quotes.speaker": "quotes"}
PICTURE = HERE.parents[1] / "docs" / "reliability.svg"
DRAWN = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{ side + 2 * edge }} {{ side + 2 * edge }}" width="408"
  font-family="sans-serif" font-size="12" text-anchor="middle">
<title>Share of right facts over their score</title>
<rect width="100%" height="100%" fill="#fff"/>
<path d="M{{ edge }} {{ edge }}v{{ side }}h{{ side }}" fill="none" stroke="#333"/>
<path d="M{{ edge }} {{ side + edge }}l{{ side }} -{{ side }}" stroke="#999" stroke-dasharray="4 4"/>
<text x="{{ edge + side / 2 }}" y="{{ side + edge + 34 }}">score</text>
<text transform="translate(14 {{ edge + side / 2 }}) rotate(-90)">share of right facts</text>
{%- for tick in (0, 0.5, 1) %}
<text x="{{ edge + tick * side }}" y="{{ side + edge + 16 }}">{{ tick }}</text>
<text x="{{ edge - 14 }}" y="{{ edge + (1 - tick) * side + 4 }}">{{ tick }}</text>
{%- endfor %}
{%- for count, mean, share in rows %}
<circle cx="{{ '%.1f' % (edge + mean * side) }}" cy="{{ '%.1f' % (edge + (1 - share) * side) }}" \
r="{{ '%.1f' % (3 + 15 * (count / most) ** 0.5) }}" fill="#1c7ed6" fill-opacity=".6">\
<title>{{ count }} facts, score {{ '%.2f' % mean }}, {{ '%.2f' % share }} right</title></circle>
{%- endfor %}
</svg>"""
FOLDS = 5
BINS = 10
RIDGE = 3.0
FEWEST = 10
"""Facts of a kind with a signal, and without it, below which it gets no weight; facts a threshold leaves out."""
ENOUGH_RIGHT = 23 / 24
"""The share of right facts of a kind from which on it needs no threshold."""
PAYS = 0.45
"""So many of the facts that a threshold leaves out, and they are not too few, must be wrong, or it does not pay."""
ENOUGH = 200
"""Facts of a kind below which no threshold is fitted: what it costs shows on many facts only."""


class Judged(NamedTuple):
    """A fact and its judgement: whether all that it says is ``right``, and whether F1 counts it as ``found``.

    None: F1 does not ask, since the fact is optional.
    """

    article: int
    kind: str
    rule: str
    signals: frozenset[str]
    right: bool
    found: bool | None


class Noted(Confidence, frozen=True):
    """Notes the signals of each fact of a record instead of scoring it, by kind in the order of the record."""

    noted: dict[str, list[frozenset[str]]]

    def score(self, kind: str, fact: Fact, context: Context) -> float:
        """No score: its signals are noted."""
        self.noted.setdefault(kind, []).append(frozenset(signals(fact, context)))
        return 1.0


def noted(articles: list[Article]) -> Iterator[tuple[int, Record, dict[int, frozenset[str]]]]:
    """Number, record, and signals of the facts by their identity, of each article that can be read."""
    sure = Noted({}, {}, {}, {})
    records = Pipeline(Reading(least=0.0), sure)(articles)
    rows = {kind: iter(told) for kind, told in sure.noted.items()}
    for number, record in enumerate(records):
        if not isinstance(record, Failure):
            yield (
                number,
                record,
                {id(fact): next(told) for kind, told in rows.items() for fact in getattr(record, kind)},
            )


def gather(paths: list[Path]) -> tuple[list[Judged], Counter[str]]:
    """All judged facts, and the number of missed ones by kind."""
    pairs = [pair for path in paths for pair in read(path)]
    facts: list[Judged] = []
    missed: Counter[str] = Counter()
    for number, record, told in noted([article for article, _ in pairs]):
        verdicts = list(judge(pairs[number][1], record, pairs[number][0].text))
        wrong = {id(each.fact) for each in verdicts if each.state == "wrong"}
        for verdict in verdicts:
            if (kind := ROWS.get(verdict.row)) is None:
                continue
            if verdict.fact is None:
                missed[kind] += 1
            else:
                found = None if verdict.state == "optional" else verdict.state == "right"
                signs, right = told[id(verdict.fact)], id(verdict.fact) not in wrong
                facts.append(Judged(number, kind, verdict.fact.rule, signs, right, found))
    return facts, missed


def gather_readings(readings: Path, archive: Path, first: int) -> list[Judged]:
    """The facts that a reader judged and that are still given; articles are numbered from ``first`` on."""
    lines = {line["source"]: line for line in map(json.loads, readings.read_text(encoding="utf-8").splitlines())}
    with gzip.open(archive, "rt", encoding="utf-8") as stored:
        articles = [
            Article(id=row["id"], text=row["text"], title=row.get("title"), published=row.get("published"))
            for row in map(json.loads, stored)
            if row["id"] in lines
        ]
    facts = []
    for number, record, told in noted(articles):
        for kind, index, why in still_judged(lines[record.id], msgspec.to_builtins(record)):
            fact = getattr(record, kind)[index]
            if id(fact) in told:
                facts.append(Judged(first + number, kind, fact.rule, told[id(fact)], why is None, why is None))
    return facts


def fit(judged: list[Judged]) -> Confidence:
    """Shares and weights, without thresholds."""
    shares: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for each in judged:
        for rule in ("*", each.rule):
            shares[each.kind, rule][0] += each.right
            shares[each.kind, rule][1] += 1
    sure = Confidence({key: (right, seen) for key, (right, seen) in shares.items()}, {}, {})
    for kind in {each.kind for each in judged}:
        sure.weights.update(regress(kind, [each for each in judged if each.kind == kind], sure))
    return sure


def regress(kind: str, judged: list[Judged], sure: Confidence) -> dict[tuple[str, str], float]:
    """The weights of the signals; a fact counts among its rule's without itself."""
    base = np.zeros(len(judged))
    for row, each in enumerate(judged):
        right, seen = sure.shares[kind, each.rule]
        others = {**sure.shares, (kind, each.rule): (right - each.right, seen - 1)}
        base[row] = Confidence(others, {}, {}).share(kind, each.rule)
    seen_with = Counter(signal for each in judged for signal in each.signals)
    names = sorted(signal for signal, seen in seen_with.items() if FEWEST <= seen <= len(judged) - FEWEST)
    values = np.array([[signal in each.signals for signal in names] for each in judged], dtype=float)
    truth = np.array([float(each.right) for each in judged])
    weights = np.zeros(len(names))
    for _ in range(20):
        chance = 1 / (1 + np.exp(-base - values @ weights))
        slope = values.T @ (truth - chance) - RIDGE * weights
        bend = values.T @ (values * (chance * (1 - chance))[:, None]) + RIDGE * np.eye(len(names))
        weights += np.linalg.solve(bend, slope)
    return {(kind, signal): round(float(weight), 3) for signal, weight in zip(names, weights, strict=True)}


def cross_validated(judged: list[Judged]) -> list[tuple[Judged, float]]:
    """Each fact with the score that the other folds give it."""
    scored = []
    for fold in range(FOLDS):
        sure = fit([each for each in judged if each.article % FOLDS != fold])
        scored += [
            (each, sure.chance(each.kind, each.rule, each.signals)) for each in judged if each.article % FOLDS == fold
        ]
    return scored


def calibration_error(scored: list[tuple[Judged, float]]) -> float:
    """Expected calibration error over ten bins of equal width."""
    bins: defaultdict[int, list[tuple[bool, float]]] = defaultdict(list)
    for each, score in scored:
        bins[min(int(score * BINS), BINS - 1)].append((each.right, score))
    return sum(abs(sum(r for r, _ in rows) - sum(s for _, s in rows)) for rows in bins.values()) / max(len(scored), 1)


def reliability(scored: list[tuple[Judged, float]]) -> dict[int, tuple[int, float, float]]:
    """For each bin that has facts: their number, their mean score and the share of right ones."""
    found = {}
    for low in range(BINS):
        rows = [(each.right, score) for each, score in scored if min(int(score * BINS), BINS - 1) == low]
        if rows:
            found[low] = len(rows), sum(score for _, score in rows) / len(rows), sum(r for r, _ in rows) / len(rows)
    return found


def picture(rows: dict[int, tuple[int, float, float]]) -> str:
    """The bins as SVG: the share of right facts over the score, the area of a dot in proportion to its facts."""
    most = max(count for count, *_ in rows.values())
    drawn: str = Template(DRAWN).render(rows=rows.values(), most=most, side=320, edge=44)
    return drawn + "\n"


def thresholds(scored: list[tuple[Judged, float]], missed: Counter[str]) -> dict[str, float]:
    """For each kind the highest score below which it costs nothing and pays to leave facts out."""
    found = {}
    for kind in {each.kind for each, _ in scored}:
        rows = [(score, each) for each, score in scored if each.kind == kind]
        found[kind] = 0.0
        if len(rows) < ENOUGH or _share(rows) >= ENOUGH_RIGHT:
            continue
        asked = sum(bool(each.found) for _, each in rows) + missed[kind]
        limits = [step / (BINS * 10) for step in range(BINS * 10)]
        kept = {least: [row for row in rows if row[0] >= least] for least in limits}
        f1 = {least: _f1(kept[least], asked) for least in limits}
        left_out = {least: [row for row in rows if row[0] < least] for least in limits}
        pays = [least for least in limits if len(out := left_out[least]) >= FEWEST and 1 - _share(out) >= PAYS]
        found[kind] = max((least for least in pays if f1[least] >= f1[0.0]), default=0.0)
    return found


def _share(rows: list[tuple[float, Judged]]) -> float:
    return sum(each.right for _, each in rows) / max(len(rows), 1)


def _f1(rows: list[tuple[float, Judged]], asked: int) -> float:
    given = [each.found for _, each in rows if each.found is not None]
    return 2 * sum(given) / (len(given) + asked)


def write(sure: Confidence, least: dict[str, float]) -> None:
    """Write the tables."""
    tables = {
        "rules.tsv": (
            (
                "# Annotated facts of each rule, and how many were right; the rule * is the whole kind.\n"
                "kind\trule\tright\tseen"
            ),
            [f"{kind}\t{rule}\t{right:g}\t{seen:g}" for (kind, rule), (right, seen) in sorted(sure.shares.items())],
        ),
        "signals.tsv": (
            "# What signals add to the log odds of a fact.\nkind\tsignal\tweight",
            [f"{kind}\t{signal}\t{weight:g}" for (kind, signal), weight in sorted(sure.weights.items())],
        ),
        "least.tsv": (
            "# The score below which a fact of the kind is left out by default.\nkind\tleast",
            [f"{kind}\t{value:g}" for kind, value in sorted(least.items())],
        ),
    }
    for name, (head, rows) in tables.items():
        (HERE / name).write_text("\n".join([f"{head}", *rows]) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--readings", nargs=2, type=Path)
    options = parser.parse_args()
    judged, missed = gather(options.gold)
    if options.readings:
        readings, archive = options.readings
        judged += gather_readings(readings, archive, first=1 + max(each.article for each in judged))
    scored = cross_validated(judged)
    print(f"{len(judged)} facts; expected calibration error in cross-validation {calibration_error(scored):.3f}")
    for kind in sorted({each.kind for each in judged}):
        rows = [(each, score) for each, score in scored if each.kind == kind]
        share = sum(each.right for each, _ in rows) / len(rows)
        print(f"{kind:14}{len(rows):5} facts, {share:.3f} right, calibration error {calibration_error(rows):.3f}")
    least = thresholds(scored, missed)
    bins = reliability(scored)
    print("| score | facts | mean score | right |\n|---|---|---|---|")
    for low, (count, mean, share) in bins.items():
        print(f"| .{low} | {count} | {mean:.3f} | {share:.3f} |")
    PICTURE.write_text(picture(bins), encoding="utf-8")
    write(fit(judged), least)


if __name__ == "__main__":
    main()
