"""Cost against length, up to a megabyte: ``python tests/benchmarks/length.py [ARTICLES.jsonl]``."""

import bench

from extractor.article import Article
from extractor.pipeline import Pipeline
from extractor.settings import Reading

SIZES = (2_000, 20_000, 200_000, 1_000_000)


def main():
    pipeline = Pipeline(Reading())
    text = "\n\n".join(bench.texts())
    text *= SIZES[-1] // len(text) + 1
    pipeline([Article(id="warm", text=text[:20_000])])
    for size in SIZES:
        article = Article(id="one", text=text[:size])
        print(f"{size:9,} characters: {bench.seconds(lambda item=article: pipeline([item])) / size * 1e6:.1f} µs each")


if __name__ == "__main__":
    main()
