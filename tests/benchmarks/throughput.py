"""All facts against bare entities in bulk: ``python tests/benchmarks/throughput.py [ARTICLES.jsonl]``.

One process: CPU time, against ``nlp.pipe`` of the stock pipeline. Two jobs: wall time against one.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bench
import spacy

from extractor.article import Article
from extractor.settings import DEFAULT_MODEL, Reading
from extractor.worker import batches, worker


def main():
    texts = bench.texts()
    words = sum(len(text.split()) for text in texts)
    articles = [Article(id=str(number), text=text) for number, text in enumerate(texts)]
    read, nlp = worker(Reading()), spacy.load(DEFAULT_MODEL)

    def ours():
        for batch in batches(articles):
            read(batch)

    def theirs():
        for doc in nlp.pipe(texts, batch_size=64):
            [(ent.text, ent.label_) for ent in doc.ents]

    mine, other, ratio = bench.paired(ours, theirs, pairs=3)
    print(f"{len(texts)} articles, {words} words")
    print(f"all facts: {words / mine:,.0f} words/s, bare entities: {words / other:,.0f} words/s, ratio {ratio:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        source.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
        one, two = (wall(source, jobs) for jobs in (1, 2))
    print(f"one job: {one:.1f} s, two jobs: {two:.1f} s, ratio {one / two:.2f}")


def wall(source, jobs):
    start = time.perf_counter()
    command = [Path(sys.executable).parent / "extract", source, "-f", "jsonl", "--jobs", str(jobs)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
