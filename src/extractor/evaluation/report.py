"""The report of ``extract --evaluate``: the program scored on annotated articles, with the list of its errors."""

from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

import msgspec
from msgspec import Struct

from extractor.evaluation.gold import judged
from extractor.evaluation.judging import Verdict
from extractor.settings import Reading
from extractor.terminal import visible

ROWS = (
    "dates", "institutions", "institutions.type", "institutions.country", "people", "people.role", "people.affiliation",
    "amendments", "counts", "votes", "money", "instruments", "instruments.type", "instruments.country", "topics",
    "quotes", "quotes.speaker", "actions",
)  # fmt: skip
"""Kinds of fact, and the parts of them that are judged apart."""


class Tally(Struct):
    """How many facts were right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of right ones among those found; 1 where none was."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of those annotated that was found; 1 where there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        whole = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / whole if whole else 1.0


def tallies(verdicts: Iterable[Verdict]) -> dict[str, Tally]:
    """The verdicts counted, by row, in the order of ``ROWS``; optional facts do not count."""
    found = {row: Tally() for row in ROWS}
    for verdict in verdicts:
        if verdict.state != "optional":
            tally = found[verdict.row]
            setattr(tally, verdict.state, getattr(tally, verdict.state) + 1)
    return found


def report(path: Path, reading: Reading, stream: TextIO) -> None:
    """Write the scores and the errors: a table on a terminal, one JSON object elsewhere."""
    every = ((article.id, each) for article, _, verdicts in judged(path, reading) for each in verdicts)
    only = reading.only
    found = [(name, each) for name, each in every if not only or each.row.partition(".")[0] in only]
    counted = tallies(verdict for _, verdict in found)
    scores = {row: tally for row, tally in counted.items() if tally.right + tally.wrong + tally.missed}
    errors = [(name, each) for name, each in found if each.state in ("wrong", "missed")]
    if stream.isatty():
        stream.write(f"{'kind':22}{'precision':>10}{'recall':>8}{'F1':>7}{'annotated':>11}\n")
        for row, tally in scores.items():
            annotated = tally.right + tally.missed
            stream.write(f"{row:22}{tally.precision:10.3f}{tally.recall:8.3f}{tally.f1:7.3f}{annotated:11}\n")
        stream.writelines(f"{visible(name)}: {each.state} {each.row}: {visible(each.shown)}\n" for name, each in errors)
        return
    body = {
        "scores": {
            row: {
                "precision": round(tally.precision, 4), "recall": round(tally.recall, 4), "f1": round(tally.f1, 4),
                "right": tally.right, "wrong": tally.wrong, "missed": tally.missed,
            }
            for row, tally in scores.items()
        },
        "errors": [{"id": name, "kind": each.row, "state": each.state, "fact": each.shown} for name, each in errors],
    }  # fmt: skip
    stream.write(msgspec.json.format(msgspec.json.encode(body)).decode() + "\n")
