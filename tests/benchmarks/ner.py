"""Fast NER against spaCy's own component on tokenised texts: ``python tests/benchmarks/ner.py [ARTICLES.jsonl]``."""

from functools import partial

import bench
import spacy

from extractor.fastner import FastNer, FastTok2Vec
from extractor.settings import DEFAULT_MODEL


def main():
    nlp = spacy.load(DEFAULT_MODEL)
    texts = bench.texts()
    tokens = sum(len(nlp.make_doc(text)) for text in texts)
    print(f"{len(texts)} texts, {tokens} tokens")
    for name, component in (("ner", FastNer), ("tok2vec", FastTok2Vec)):
        stock = nlp.get_pipe(name)
        fast = component(stock)
        ours, theirs, ratio = bench.paired(partial(through, nlp, fast, texts), partial(through, nlp, stock, texts))
        print(f"{name}: {tokens / ours:,.0f} tokens/s, spaCy's own {tokens / theirs:,.0f}, ratio {ratio:.1f}")


def through(nlp, pipe, texts):
    for _ in pipe.pipe((nlp.make_doc(text) for text in texts), batch_size=64):
        pass


if __name__ == "__main__":
    main()
