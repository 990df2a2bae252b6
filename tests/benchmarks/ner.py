"""The fast networks against spaCy's own on tokenised texts: ``python tests/benchmarks/ner.py [ARTICLES.jsonl]``.

The stock pipeline's names and token vectors, our own names, and the parser on sentences that are cut.
"""

from functools import partial

import bench
import spacy

from extractor.data import library
from extractor.fastner.components import FastNer, FastParser, FastTok2Vec
from extractor.model import Model, tokenizer
from extractor.settings import DEFAULT_MODEL
from extractor.text.sentences import splitter


def main():
    stock = spacy.load(DEFAULT_MODEL)
    texts = bench.texts()
    tokens = sum(len(stock.make_doc(text)) for text in texts)
    print(f"{len(texts)} texts, {tokens} tokens; tokenising is part of all figures but the parser's")
    for what, name, fast in (("stock names", "ner", FastNer), ("token vectors", "tok2vec", FastTok2Vec)):
        theirs = stock.get_pipe(name)
        compare(what, tokens, partial(through, stock, fast(theirs), texts), partial(through, stock, theirs, texts))
    names = partial(through, stock, stock.get_pipe("ner"), texts)
    compare("our names, tokens and all", tokens, partial(Model(DEFAULT_MODEL, library()).read, texts), names)
    ready = [cut(stock, text) for text in texts]
    list(FastTok2Vec(stock.get_pipe("tok2vec")).pipe(ready))
    theirs = stock.get_pipe("parser")
    compare("parser", tokens, partial(parse, FastParser(theirs), ready), partial(parse, theirs, ready))


def compare(what, tokens, ours, theirs):
    mine, other, ratio = bench.paired(ours, theirs, pairs=3)
    print(f"{what}: {tokens / mine:,.0f} tokens/s, spaCy's own {tokens / other:,.0f}, ratio {ratio:.1f}")


def through(nlp, pipe, texts):
    for _ in pipe.pipe((nlp.make_doc(text) for text in texts), batch_size=64):
        pass


def cut(nlp, text):
    doc = nlp.make_doc(text)
    places = {token.idx: token.i for token in doc}
    read = tokenizer(DEFAULT_MODEL)(text)
    starts = {places[read.starts[start]] for start, _ in splitter(library())(read, text)}
    for token in doc:
        token.is_sent_start = token.i in starts
    return doc


def parse(parser, docs):
    """The copies of documents are a small part of the time."""
    for _ in parser.pipe((doc.copy() for doc in docs), batch_size=64):
        pass


if __name__ == "__main__":
    main()
