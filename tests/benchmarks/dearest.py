"""The ten articles that cost most a word: ``python tests/benchmarks/dearest.py [ARTICLES.jsonl]``. CPU time.

Each article is read alone. The dear ones are read again, since the first that uses a rule has it compiled. Very short
articles are left out: what an article costs whatever its length is more than their words.
"""

import statistics

import bench

from extractor.article import Article
from extractor.pipeline import Pipeline
from extractor.settings import Reading

FEWEST_WORDS = 50
SHOWN = 10
AGAIN = 5


def main():
    pipeline = Pipeline(Reading())
    texts = [text for text in bench.texts(limit=None) if len(text.split()) >= FEWEST_WORDS]
    pipeline([Article(id="warm", text=texts[0])])
    costs = {number: cost(pipeline, text) for number, text in enumerate(texts)}
    middle = statistics.median(costs.values())
    for number in sorted(costs, key=costs.__getitem__, reverse=True)[: AGAIN * SHOWN]:
        costs[number] = min(costs[number], cost(pipeline, texts[number]))
    print(f"{len(texts)} articles of {FEWEST_WORDS} words or more: {middle * 1e6:.0f} µs a word, the median")
    for number in sorted(costs, key=costs.__getitem__, reverse=True)[:SHOWN]:
        words, start = len(texts[number].split()), " ".join(texts[number][:60].split())
        print(f"{costs[number] / middle:5.1f} times the median: {words:6,} words, {start}")


def cost(pipeline, text):
    return bench.seconds(lambda: pipeline([Article(id="one", text=text)])) / len(text.split())


if __name__ == "__main__":
    main()
