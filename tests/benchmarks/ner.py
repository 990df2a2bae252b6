"""The fast networks against spaCy's own: ``python tests/benchmarks/ner.py [ARTICLES.jsonl]``.

Our names on texts, and tags and trees on sentences that are cut.
"""

import sys
from functools import partial
from typing import Any

import bench
import numpy as np
import spacy

from extractor.data import library, own_models
from extractor.model import Model, tokenizer
from extractor.settings import DEFAULT_MODEL
from extractor.text.sentences import splitter


def main():
    stock = spacy.load(DEFAULT_MODEL, exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
    sys.path.append(str(own_models() / "ner"))
    from training.weights import load  # noqa: PLC0415 - beside the weights, in no package

    named = spacy.blank("en")
    load(named, library().path("ner"))
    model, texts = Model(DEFAULT_MODEL, library()), bench.texts()
    tokens = sum(len(stock.make_doc(text)) for text in texts)
    print(f"{len(texts)} texts, {tokens} tokens; tokenising is part of the figures of names")
    compare("names, tokens and all", tokens, partial(model.read, texts), partial(through, named, texts))
    read, split = tokenizer(DEFAULT_MODEL), splitter(library())
    excerpts, docs = [], [stock.make_doc(text) for text in texts]
    for text, doc in zip(texts, docs, strict=True):
        marks = np.full(len(doc), -1, dtype=np.int64)
        marks[[start for start, _ in split(read(text), text, 0)]] = 1
        starts: Any = marks.astype(np.uint64)
        doc.from_array(["SENT_START"], starts)
        excerpts.append((read(text), marks))
    compare("tags and trees", tokens, partial(model.trees, excerpts), partial(through, stock, docs))


def compare(what, tokens, ours, theirs):
    mine, other, ratio = bench.paired(ours, theirs, pairs=3)
    print(f"{what}: {tokens / mine:,.0f} tokens/s, spaCy's own {tokens / other:,.0f}, ratio {ratio:.1f}")


def through(nlp, texts):
    """The copies of documents are a small part of the time."""
    for _ in nlp.pipe((text if isinstance(text, str) else text.copy() for text in texts), batch_size=64):
        pass


if __name__ == "__main__":
    main()
