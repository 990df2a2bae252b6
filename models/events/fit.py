"""Fits what each trait of an event weighs, on annotated articles; writes `weights.tsv` and `least` of `limits.tsv`.

    python models/events/fit.py CUT GOLD [GOLD ...]

GOLD is a folder or file as ``extract --evaluate`` takes it; one that is named twice counts twice. CUT is the log odds
below which no event is given. Logistic regression (Newton's method, ridge 5) over the events that the tables find:
right is one that the annotation lists as a main act, and of those on one act the ones upon its object. Events that the
annotation leaves open teach nothing, and what tells an event again is weighed by hand.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from unittest.mock import patch

import numpy as np
from msgspec.structs import replace

from extractor.evaluation.gold import read
from extractor.evaluation.judging import Sheet, Verdict, judge
from extractor.evaluation.report import tallies
from extractor.fact import Action
from extractor.facts import events
from extractor.facts.events.deduplication import Zones
from extractor.facts.events.lexicon import Lexicon
from extractor.facts.events.selection import Candidate, chosen
from extractor.pipeline import Pipeline
from extractor.record import Record
from extractor.settings import Reading

HERE = Path(__file__).parent
RIDGE = 5.0
STEPS = 30
Labelled = tuple[Candidate, bool]


def gather(paths: list[Path]) -> tuple[list[Labelled], float]:
    """The events of all articles and whether each is right, and F1 with the weights as they are."""
    found: list[list[Candidate]] = []

    def keep(candidates: Iterable[Candidate], words: Lexicon, zones: Zones) -> list[Action]:
        found.append(list(candidates))
        return chosen(found[-1], words, zones)

    with patch.object(events, "chosen", keep):
        pipeline = Pipeline(Reading(least=0.0))
        labelled: list[Labelled] = []
        verdicts: list[Verdict] = []
        for path in paths:
            for article, sheet in read(path):
                record = pipeline([article])[0]
                if "actions" in sheet and isinstance(record, Record):
                    verdicts += [each for each in judge(sheet, record, article.text) if each.row == "actions"]
                    labelled += _labels(found[-1], sheet, record, article.text)
    return labelled, tallies(verdicts)["actions"].f1


def _labels(candidates: list[Candidate], sheet: Sheet, record: Record, text: str) -> Iterator[tuple[Candidate, bool]]:
    """The events that are right or wrong for sure."""
    known: dict[int, bool | None] = {}
    entities = {key: sheet[key] for key in ("people", "institutions") if key in sheet}
    for section in ("actions_optional", "actions"):
        for act in sheet.get(section) or ():
            asked = entities | {"actions": [act]}
            fitting = [place for place, each in enumerate(candidates) if _is_right(each, asked, record, text)]
            upon = [place for place in fitting if _is_upon(candidates[place], act.get("object"), text)]
            known |= {place: known.get(place) for place in fitting}
            if section == "actions":
                known |= dict.fromkeys(upon or fitting[: len(fitting) == 1], True)
    for place, each in enumerate(candidates):
        right = known.get(place, False)
        if right is not None:
            yield each, right


def _is_right(each: Candidate, asked: Sheet, record: Record, text: str) -> bool:
    verdicts = judge(asked, replace(record, actions=[each.action]), text)
    return any(verdict.row == "actions" and verdict.state == "right" for verdict in verdicts)


def _is_upon(each: Candidate, words: str | None, text: str) -> bool:
    """Whether an event's words and those of the annotated object have something in common."""
    place = re.search(r"\s+".join(map(re.escape, (words or "").split())), text) if words else None
    return place is not None and (each.action.start < place.end() and place.start() < each.action.end)


def fit(labelled: list[Labelled]) -> tuple[dict[str, float], float]:
    """The weight of each trait, and the log odds of an event without any."""
    traits = sorted({trait for each, _ in labelled for trait in each.traits})
    place = {trait: column for column, trait in enumerate(traits)}
    x = np.zeros((len(labelled), len(traits) + 1))
    x[:, -1] = 1.0
    for row, (each, _) in enumerate(labelled):
        for trait, value in each.traits.items():
            x[row, place[trait]] = value
    right = np.array([each for _, each in labelled], float)
    ridge = np.diag([*[RIDGE] * len(traits), 0.0])
    w = np.zeros(len(traits) + 1)
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x.T * (p * (1 - p))) @ x + ridge, x.T @ (p - right) + ridge @ w)
    return dict(zip(traits, w.tolist(), strict=False)), float(w[-1])


def write(weights: dict[str, float], least: float) -> None:
    """Sets the values in the tables, and leaves the rest of them as it is."""
    rows = (HERE / "weights.tsv").read_text(encoding="utf-8").splitlines()
    kept = {row.split("\t")[0]: row for row in rows if "\t" in row}
    head = [row for row in rows if row.startswith(("#", "trait\t"))]
    known = sorted({*weights, "again"})
    lines = [_row(name, weights, kept.get(name, f"{name}\t0\t")) for name in known]
    (HERE / "weights.tsv").write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")
    limits = (HERE / "limits.tsv").read_text(encoding="utf-8")
    (HERE / "limits.tsv").write_text(re.sub(r"(?m)^least\t\S+", f"least\t{least:.2f}", limits), encoding="utf-8")


def _row(name: str, weights: dict[str, float], row: str) -> str:
    value, meaning = row.split("\t")[1:3]
    return f"{name}\t{weights[name]:.2f}\t{meaning}" if name in weights else f"{name}\t{value}\t{meaning}"


def main() -> None:
    """Reads, fits and writes."""
    cut, paths = float(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]]
    labelled, before = gather(paths)
    weights, bias = fit(labelled)
    write(weights, cut - bias)
    print(f"{len(labelled)} events, {sum(right for _, right in labelled)} right; F1 {before:.3f} before")


if __name__ == "__main__":
    main()
