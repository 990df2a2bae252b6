"""Facts that a reader judged beside their texts, kept without the texts.

`tests/quality/gold/readings.jsonl` holds one article a line: `source` (an id of the archive), `sha256` of its text, and
`facts`, each `[kind, start, end, sum, why]`: offsets in code points of its first span (0 and 0 for a topic, which is of
the whole article), the sum of what it said (`TOLD`), and the class of its error, or null where it is right. A fact that
says something else today is not known.

    python models/scores/readings.py ARTICLES RECORDS WRONG

prints such lines for articles and their records (JSON lines, same order), where WRONG has a row for each wrong fact:
number of the article from 0, kind, number of the fact from 0, class of error, with tabs between them.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TOLD = {
    "dates": ("type", "value", "timex"),
    "institutions": ("name", "type", "country"),
    "people": ("name", "role", "affiliation"),
    "places": ("name", "country"),
    "instruments": ("name", "type", "country"),
    "quotes": ("kind", "speaker"),
    "actions": ("type", "predicate", "actor", "object", "modality", "date"),
    "votes": ("for", "against", "abstain", "unanimous", "outcome"),
    "counts": ("value", "unit", "stage"),
    "amendments": ("value", "stage"),
    "money": ("amount", "currency"),
    "topics": ("id",),
    "contacts": ("name", "email", "telephone"),
}
"""What a judgement is about, by kind of fact."""


def told(kind: str, fact: dict[str, Any]) -> tuple[int, int, str]:
    """Where a fact of a record begins and ends (a topic nowhere), and the sum of what it says."""
    first = (fact.get("mentions") or fact.get("evidence") or fact.get("spans") or [fact])[0]
    values = [fact.get(key) for key in TOLD[kind]]
    said = [value.get("text") if isinstance(value, dict) else value for value in values]
    digest = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
    start, end = (0, 0) if kind == "topics" else (first.get("start", 0), first.get("end", 0))
    return start, end, digest[:8]


def judged(line: dict[str, Any], record: dict[str, Any]) -> Iterator[tuple[str, int, str | None]]:
    """Kind, number within its kind, and class of error of each fact of a record that a reader has judged."""
    known = {(kind, start, end, digest): why for kind, start, end, digest, why in line["facts"]}
    for kind in TOLD:
        for number, fact in enumerate(record.get(kind) or ()):
            if (key := (kind, *told(kind, fact))) in known:
                yield kind, number, known[key]


def lines(articles: Path, records: Path, wrong: Path) -> Iterator[str]:
    """The lines for articles, their records and the list of wrong facts."""
    rows = [line.split("\t") for line in wrong.read_text(encoding="utf-8").splitlines()]
    classes = {(int(article), kind, int(number)): why for article, kind, number, why in rows}
    pairs = zip(articles.read_text("utf-8").splitlines(), records.read_text("utf-8").splitlines(), strict=True)
    for index, (article, record) in enumerate((json.loads(a), json.loads(r)) for a, r in pairs):
        facts = [
            [kind, *told(kind, fact), classes.get((index, kind, number))]
            for kind in TOLD
            for number, fact in enumerate(record.get(kind) or ())
        ]
        sha256 = hashlib.sha256(article["text"].encode()).hexdigest()
        yield json.dumps({"source": article["id"], "sha256": sha256, "facts": facts}, ensure_ascii=False)


if __name__ == "__main__":
    print("\n".join(lines(*map(Path, sys.argv[1:]))))
