"""Trains the word weights of topics on annotated articles, and writes ``words.msgpack`` beside this file.

    python models/topics/fit.py [GOLD ...]

Reads the rows of ``tests/quality/gold/topics.jsonl`` that are not ``kept`` for the test, and the folders or files GOLD
as ``extract --evaluate`` takes them. A topic is right for a text if it or a narrower one is annotated as core, and
teaches nothing where a related one is acceptable. Logistic regression with the ridge 1/C over words weighted by
sublinear frequency and rarity (tf-idf of unit length), a regression for each topic that is core in six texts.
"""

import json
import sys
from collections import Counter
from math import log
from pathlib import Path

import numpy as np
from msgspec import msgpack
from numpy.typing import NDArray

from extractor.data import library
from extractor.evaluation.gold import read
from extractor.facts.topics.cues import load_vocabulary
from extractor.facts.topics.words import PATH, Words, counts

TESTS = Path(__file__).parents[2] / "tests"
C, RARE, COMMON, FEW, STEPS, MOST, LEAST = 5.0, 4, 0.4, 6, 25, 127, 1e-6
Example = tuple[str, set[str], set[str]]
Floats = NDArray[np.float64]


def gather(paths: list[Path]) -> list[Example]:
    """Each text with its core topics and those that are acceptable."""
    sys.path.append(str(TESTS))
    from archives import articles  # noqa: PLC0415 - the tests are no package

    rows = map(json.loads, (TESTS / "quality" / "gold" / "topics.jsonl").read_text(encoding="utf-8").splitlines())
    wanted = {row["article"]: row for row in rows if not row.get("kept")}
    found = [
        (each.text, set(wanted[name]["core"]), set(wanted[name]["acceptable"]))
        for name, each in articles(wanted).items()
    ]
    for path in paths:
        for article, sheet in read(path):
            if topics := sheet.get("topics"):
                core, acceptable = ({*map(str, topics.get(key, ()))} for key in ("core", "acceptable"))
                found.append((article.text, core, acceptable))
    return found


def logistic(kernel: Floats, right: Floats, sure: NDArray[np.bool_]) -> tuple[Floats, float]:
    """What each text weighs in a topic's regression, and the log odds of a text without known words."""
    k, y, ones = kernel[np.ix_(sure, sure)], right[sure], np.ones(int(sure.sum()))
    weighs, level = np.zeros(len(y)), log(y.mean() / (1 - y.mean()))
    for _ in range(STEPS):
        told = k @ weighs + level
        p = 1 / (1 + np.exp(-told))
        spread = np.maximum(p * (1 - p), LEAST)
        solved = np.linalg.solve(k + np.diag(1 / (C * spread)), np.column_stack((told + (y - p) / spread, ones)))
        before, level = level, float(solved[:, 0].sum() / solved[:, 1].sum())
        weighs = solved[:, 0] - level * solved[:, 1]
        if abs(level - before) < LEAST:
            break
    all_texts = np.zeros(len(sure))
    all_texts[sure] = weighs
    return all_texts, level


def train(examples: list[Example]) -> Words:
    """The weights of all topics."""
    parents = load_vocabulary(library()).parents

    def chain(topic: str) -> set[str]:
        return {topic} | (chain(parents[topic]) if parents.get(topic) else set())

    tables = [counts(text) for text, *_ in examples]
    spread = Counter(word for table in tables for word in table)
    words = sorted(word for word, count in spread.items() if RARE <= count <= COMMON * len(tables))
    place = {word: column for column, word in enumerate(words)}
    rarity = np.array([1 + log((1 + len(tables)) / (1 + spread[word])) for word in words])
    x = np.zeros((len(tables), len(words)))
    for row, table in enumerate(tables):
        for word, count in table.items():
            if word in place:
                x[row, place[word]] = 1 + log(count)
    x *= rarity
    x /= np.maximum(np.sqrt((x * x).sum(axis=1, keepdims=True)), 1e-9)
    kernel = x @ x.T
    core = [set().union(*map(chain, topics)) for _, topics, _ in examples]
    near = [set().union(*map(chain, topics | others)) for _, topics, others in examples]
    exact = [topics | others for _, topics, others in examples]
    asked = sorted(topic for topic, count in Counter(topic for own in core for topic in own).items() if count >= FEW)
    rows, levels, scales = [], [], []
    for topic in asked:
        right = np.array([topic in own for own in core], float)
        unsure = [
            topic in close or any(each in chain(topic) for each in own) for close, own in zip(near, exact, strict=True)
        ]
        sure = (right > 0) | ~np.array(unsure)
        weighs, level = logistic(kernel, right, sure)
        own = weighs @ x
        scale = float(np.abs(own).max()) / MOST
        share = float(right[sure].mean())
        rows.append(np.round(own / scale).astype(np.int8))
        levels.append(round(level - log(share / (1 - share)), 4))
        scales.append(scale)
    return Words(words, asked, [round(each, 4) for each in rarity.tolist()], levels, scales, np.array(rows).tobytes())


def main() -> None:
    """Reads, trains and writes."""
    examples = gather([Path(argument) for argument in sys.argv[1:]])
    trained = train(examples)
    PATH.write_bytes(msgpack.encode(trained))
    print(f"{len(examples)} texts, {len(trained.topics)} topics, {len(trained.words)} words")


if __name__ == "__main__":
    main()
