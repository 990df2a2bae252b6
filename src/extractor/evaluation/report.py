"""The report of ``extract --evaluate``: the program scored on annotated articles, with the list of its errors."""

from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import msgspec

from extractor.evaluation.gold import read
from extractor.evaluation.judging import judge
from extractor.evaluation.verdicts import Verdict, tallies
from extractor.pipeline import Pipeline
from extractor.record import Failure
from extractor.settings import Reading
from extractor.terminal import visible

_BATCH = 32


def verdicts(path: Path, reading: Reading) -> Iterator[tuple[str, Verdict]]:
    """The id of each annotated article with each verdict on its record.

    Raises:
        DataError: see ``gold.read``.
    """
    pipeline = Pipeline(reading)
    pairs = list(read(path))
    for first in range(0, len(pairs), _BATCH):
        batch = pairs[first : first + _BATCH]
        for (article, sheet), record in zip(batch, pipeline([article for article, _ in batch]), strict=True):
            if not isinstance(record, Failure):
                yield from ((article.id, verdict) for verdict in judge(sheet, record, article.text))


def report(path: Path, reading: Reading, stream: TextIO) -> None:
    """Write the scores and the errors: a table on a terminal, one JSON object elsewhere.

    Raises:
        DataError: see ``gold.read``.
    """
    found = list(verdicts(path, reading))
    scores = {
        row: tally
        for row, tally in tallies(verdict for _, verdict in found).items()
        if tally.right + tally.wrong + tally.missed
    }
    errors = [(name, each) for name, each in found if each.state in ("wrong", "missed")]
    if stream.isatty():
        stream.write(f"{'kind':22}{'precision':>10}{'recall':>8}{'F1':>7}{'annotated':>11}\n")
        for row, tally in scores.items():
            counted = tally.right + tally.missed
            stream.write(f"{row:22}{tally.precision:10.3f}{tally.recall:8.3f}{tally.f1:7.3f}{counted:11}\n")
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
