"""Measures how often facts are right, by kind, rule and signals, on annotated articles; writes the tables beside it.

    python models/scores/fit.py GOLD [GOLD ...] [--readings READINGS ARTICLES]

GOLD is a folder or file as ``extract --evaluate`` takes it, READINGS what `readings.py` makes of a reader's judgement
of facts, ARTICLES the archive (gzipped JSON lines) that has their texts. The log odds of a fact are those of its
rule's share, smoothed by the kind's, plus a weight for each signal (logistic regression by gradient descent, ridge 1).
Draws (`docs/reliability.svg`) and prints the reliability of the scores in five-fold cross-validation over articles:
none is scored by what it taught.
"""

import argparse
import gzip
import json
from collections import Counter, defaultdict
from math import exp
from pathlib import Path
from typing import NamedTuple

import msgspec
from jinja2 import Template
from readings import judged as still_judged

from extractor.article import Article
from extractor.confidence import SIGNALS, Confidence, signals
from extractor.draft import Structure
from extractor.evaluation.gold import read
from extractor.evaluation.judging import judge
from extractor.fact import Fact
from extractor.pipeline import Pipeline
from extractor.record import Failure
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
FEWEST = 30
"""Facts of a kind below which no weights are fitted."""
WANTED = 14 / 15
"""The share of right facts that a threshold aims at."""
NOISE = 0.002
"""A loss of F1 that a threshold may cost: a fact in five hundred."""
ENOUGH = 200
"""Facts of a kind below which no threshold is fitted: what it costs shows on many facts only."""


class Judged(NamedTuple):
    """A fact with what is needed to score it, and whether it is right; ``counts``: F1 asks for it or against it.

    What is optional, and what a reader judged beside a record, which does not say what is missing, does not count.
    """

    article: int
    kind: str
    fact: Fact
    structure: Structure
    right: bool
    counts: bool


def gather(paths: list[Path]) -> tuple[list[Judged], Counter[str]]:
    """All judged facts, and the number of missed ones by kind."""
    pipeline = Pipeline(Reading(least=0.0))
    found: list[Judged] = []
    missed: Counter[str] = Counter()
    for number, (article, sheet) in enumerate(pair for path in paths for pair in read(path)):
        record = pipeline([article])[0]
        if isinstance(record, Failure):
            continue
        structure = Structure((), record.headline, record.lead)
        for verdict in judge(sheet, record, article.text):
            if verdict.row not in ROWS:
                continue
            if verdict.fact is None:
                missed[ROWS[verdict.row]] += 1
            else:
                right, counts = verdict.state in ("right", "optional"), verdict.state != "optional"
                found.append(Judged(number, ROWS[verdict.row], verdict.fact, structure, right, counts))
    return found, missed


def gather_readings(readings: Path, archive: Path, first: int) -> list[Judged]:
    """The facts that a reader judged and that are still given; articles are numbered from ``first`` on."""
    lines = {line["source"]: line for line in map(json.loads, readings.read_text(encoding="utf-8").splitlines())}
    with gzip.open(archive, "rt", encoding="utf-8") as stored:
        articles = [
            Article(id=row["id"], text=row["text"], title=row.get("title"), published=row.get("published"))
            for row in map(json.loads, stored)
            if row["id"] in lines
        ]
    found = []
    for number, record in enumerate(Pipeline(Reading(least=0.0))(articles), first):
        if isinstance(record, Failure):
            continue
        structure = Structure((), record.headline, record.lead)
        for kind, index, why in still_judged(lines[record.id], msgspec.to_builtins(record)):
            found.append(Judged(number, kind, getattr(record, kind)[index], structure, why is None, counts=False))
    return found


def fit(judged: list[Judged]) -> Confidence:
    """Shares and weights, without thresholds."""
    shares: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for each in judged:
        for rule in ("*", each.fact.rule):
            shares[each.kind, rule][0] += each.right
            shares[each.kind, rule][1] += 1
    sure = Confidence({key: (right, seen) for key, (right, seen) in shares.items()}, {}, {})
    for kind, seen in Counter(each.kind for each in judged).items():
        if seen >= FEWEST:
            sure.weights.update(regress(kind, [each for each in judged if each.kind == kind], sure))
    return sure


def regress(kind: str, judged: list[Judged], sure: Confidence) -> dict[tuple[str, str], float]:
    """The weights of the signals; a fact counts among its rule's without itself."""
    rows = []
    for each in judged:
        right, seen = sure.shares[kind, each.fact.rule]
        others = {**sure.shares, (kind, each.fact.rule): (right - each.right, seen - 1)}
        base = Confidence(others, {}, {}).share(kind, each.fact.rule)
        present = set(signals(each.fact, each.structure))
        rows.append((base, [float(signal in present) for signal in SIGNALS], float(each.right)))
    weights = [0.0] * len(SIGNALS)
    for _ in range(400):
        steps = [-weight for weight in weights]
        for base, values, right in rows:
            error = right - 1 / (1 + exp(-base - sum(w * v for w, v in zip(weights, values, strict=True))))
            steps = [step + error * value for step, value in zip(steps, values, strict=True)]
        weights = [weight + step / len(rows) for weight, step in zip(weights, steps, strict=True)]
    return {(kind, signal): round(weight, 3) for signal, weight in zip(SIGNALS, weights, strict=True)}


def cross_validated(judged: list[Judged]) -> list[tuple[Judged, float]]:
    """Each fact with the score that the other folds give it."""
    scored = []
    for fold in range(FOLDS):
        sure = fit([each for each in judged if each.article % FOLDS != fold])
        scored += [
            (each, sure.score(each.kind, each.fact, each.structure)) for each in judged if each.article % FOLDS == fold
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
    """For each kind the lowest cheap score from which on enough facts are right, else the highest cheap one."""
    found = {}
    for kind in {each.kind for each, _ in scored}:
        rows = [(score, each) for each, score in scored if each.kind == kind]
        found[kind] = 0.0
        if len(rows) < ENOUGH or _share(rows) >= WANTED:
            continue
        asked = sum(each.right for _, each in rows if each.counts) + missed[kind]
        limits = [step / (BINS * 10) for step in range(BINS * 10)]
        kept = {least: [row for row in rows if row[0] >= least] for least in limits}
        f1 = {least: _f1(kept[least], asked) for least in limits}
        cheap = [least for least in limits if f1[least] >= f1[0.0] - NOISE]
        found[kind] = next((least for least in cheap if _share(kept[least]) >= WANTED), cheap[-1])
    return found


def _share(rows: list[tuple[float, Judged]]) -> float:
    return sum(each.right for _, each in rows) / max(len(rows), 1)


def _f1(rows: list[tuple[float, Judged]], asked: int) -> float:
    given = [each.right for _, each in rows if each.counts]
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
