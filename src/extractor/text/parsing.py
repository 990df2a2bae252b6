"""Trees: the sentences of documents, and the dependency parse of those that a kind of fact asks for."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
from spacy.attrs import LOWER, ORTH, SENT_START, SPACY
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokens import Doc

from extractor.draft import Sentence, Trigger
from extractor.text.sentences import Bounds
from extractor.tree import Names, Span, Token, Tree

_MARKS, _OPENING = '“”"', '“"'
_PIPES = ("tok2vec", "transformer", "tagger", "parser")


class Trees:
    """Cuts documents into sentences and parses those that a trigger asks for, all of a batch in one go."""

    def __init__(self, nlp: Language, split: Callable[[Doc, str], Bounds], triggers: Iterable[Trigger]) -> None:
        self._split = split
        number = nlp.vocab.strings.__getitem__
        self._triggers = [(trigger, frozenset(map(number, trigger.words))) for trigger in triggers]
        self._telling = frozenset[int]().union(*(words for _, words in self._triggers))
        self._names = Names(nlp.vocab.strings)
        self._marks = {number(mark): mark in _OPENING for mark in _MARKS}
        self._pipes: list[Any] = [pipe for name, pipe in nlp.pipeline if name in _PIPES]

    def __call__(self, docs: Sequence[Doc], texts: Iterable[str]) -> Iterator[tuple[Sentence, ...]]:
        """The sentences of each document; ``texts`` are theirs."""
        bounds = [self._split(doc, text) for doc, text in zip(docs, texts, strict=True)]
        numbers: list[Any] = [doc.to_array([LOWER]).ravel().tolist() for doc in docs]
        chosen = [self._chosen(*each) for each in zip(numbers, bounds, strict=True)]
        parts = [_excerpt(doc, spans) for doc, spans in zip(docs, chosen, strict=True) if spans]
        trees = iter(through(self._pipes, parts))
        for spans, picked, words in zip(bounds, chosen, numbers, strict=True):
            yield tuple(_sentences(spans, picked, words, Tree(next(trees), self._names) if picked else None))

    def _chosen(self, words: list[int], bounds: Bounds) -> list[tuple[int, int]]:
        starts = [start for start, _ in bounds]
        chosen: set[int] = set()
        hits = [(at, word) for at, word in enumerate(words) if word in self._telling]
        for trigger, known in self._triggers:
            places = ((bisect_right(starts, at) - 1, at) for at, word in hits if word in known)
            if trigger.quoting:
                places = ((place, at) for place, at in places if self._quotes(words[at : bounds[place][1]]))
            chosen.update(islice(dict.fromkeys(place for place, _ in places), trigger.first))
        return [bounds[place] for place in sorted(chosen)]

    def _quotes(self, words: list[int]) -> bool:
        return next((self._marks[word] for word in words if word in self._marks), False)


def through(pipes: Sequence[Any], docs: list[Doc]) -> list[Doc]:
    """The documents after all these components, each of which gets them all together."""
    for pipe in pipes:
        docs = list(pipe.pipe(docs, batch_size=len(docs) or 1))
    return docs


def _excerpt(doc: Doc, spans: list[tuple[int, int]]) -> Doc:
    """A Doc of its own that holds just these spans, each set as one sentence."""
    tokens = doc.to_array([ORTH, SPACY])
    words, spaces = np.concatenate([tokens[start:end] for start, end in spans]).T.tolist()
    excerpt = Doc(doc.vocab, words=words, spaces=spaces)
    lengths = [end - start for start, end in spans]
    starts: Any = np.full(len(excerpt), -1, dtype=np.int64)
    starts[np.cumsum([0, *lengths[:-1]])] = 1
    return excerpt.from_array([SENT_START], starts.astype(np.uint64))


def _sentences(
    bounds: Iterable[tuple[int, int]], picked: list[tuple[int, int]], numbers: list[int], tree: Tree | None
) -> Iterator[Sentence]:
    chosen = set(picked)
    at = 0
    for start, end in bounds:
        if tree is not None and (start, end) in chosen:
            yield Sentence(start, end, Span(tree, at, at + end - start), numbers[start:end])
            at += end - start
        else:
            yield Sentence(start, end)


class Forms:
    """A set of words in lower case."""

    def __init__(self, words: Iterable[str]) -> None:
        self._numbers = frozenset(map(get_string_id, words))

    def within(self, sentence: Sentence) -> Iterator[Token]:
        """The tokens of a sentence that are one of the words, in order; none where it has no tree."""
        if sentence.tree is not None:
            for place in [at for at, number in enumerate(sentence.numbers) if number in self._numbers]:
                yield sentence.tree[place]
