"""The components that stand in a spaCy pipeline for its own, which they keep for what they do not serve.

`accelerate(nlp)` puts them in the place of components of the same name, `ner`, `parser` and `tok2vec`, where it knows
their architecture, and leaves everything else as it is. The weights are those that were loaded; entities, heads and
labels are those that spaCy's own components find.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline._parser_internals import nonproj
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import minibatch

from extractor.fastner.arceager import ArcEager, Sentences
from extractor.fastner.arrays import Keys, Marks
from extractor.fastner.decoder import Decoder, Entity
from extractor.fastner.encoder import Encoder
from extractor.fastner.weights import (
    Transitions,
    UnservedArchitectureError,
    layers_of,
    read_tok2vec,
    read_transitions,
)

SHARES = "ner"


class _Component(ABC):
    """A pipeline component whose work is done on many documents together."""

    @abstractmethod
    def annotate(self, docs: Sequence[Doc]) -> None:
        """Set on all documents what the original component would set."""

    def __call__(self, doc: Doc) -> Doc:
        self.annotate([doc])
        return doc

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """The same documents in the same order, annotated `batch_size` at a time."""
        for batch in minibatch(docs, batch_size):  # type: ignore[no-untyped-call]
            self.annotate(batch)
            yield from batch


class FastTok2Vec(_Component):
    """Sets `doc.tensor`, from which the components that listen to a spaCy `tok2vec` read.

    Args:
        original: a spaCy `Tok2Vec`; UnservedArchitectureError unless its network is served.
    """

    def __init__(self, original: Any) -> None:  # noqa: ANN401 - spaCy ships no types for it
        self._encode = Encoder(read_tok2vec(layers_of(original.model.to_dict())))

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Set `doc.tensor`."""
        if not docs:
            return
        vectors: Any = self._encode([_table(doc, *self._encode.attributes) for doc in docs])
        for doc, (start, end) in zip(docs, _ranges(docs), strict=True):
            doc.tensor = vectors[start:end]


class FastNer(_Component):
    """Sets `doc.ents` as a spaCy `EntityRecognizer` with a tok2vec of its own does.

    The same spans are in `doc.spans["ner"]`, with `attrs["scores"]`, as spaCy's `SpanCategorizer` has them:
    the share, 0 to 1, of each one's label among all that its first token could begin.

    Documents in which something has set entities before go to the original.

    Args:
        original: a spaCy `EntityRecognizer`; UnservedArchitectureError unless its network is served.
    """

    def __init__(self, original: Any) -> None:  # noqa: ANN401 - spaCy ships no types for it
        self._original = original
        self._encode = Encoder(read_tok2vec(layers_of(original.model.to_dict())))
        self._decode = Decoder(_transitions(original))

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Set `doc.ents`."""
        fresh, tables = [], []
        for doc in docs:
            table = _table(doc, *self._encode.attributes, "IS_SPACE", "SENT_START", "ENT_IOB")
            if table[:, -1].any():
                self._original(doc)
            elif len(doc):
                fresh.append(doc)
                tables.append(table)
        if fresh:
            self._set_entities(fresh, tables)

    def _set_entities(self, docs: list[Doc], tables: list[Keys]) -> None:
        vectors = self._encode([table[:, :-3] for table in tables])
        spaces, sentence_starts = np.concatenate([table[:, -3:-1] for table in tables]).T
        ends = np.roll(sentence_starts == 1, -1)
        ranges = _ranges(docs)
        ends[[end - 1 for _, end in ranges]] = True
        entities = iter(self._decode(vectors, ends, spaces != 0))
        entity = next(entities, None)
        for doc, (start, end) in zip(docs, ranges, strict=True):
            spans, shares = [], []
            while entity is not None and entity.start < end:
                spans.append(_span(doc, start, entity))
                shares.append(entity.sure)
                entity = next(entities, None)
            doc.set_ents(spans)
            doc.spans[SHARES] = SpanGroup(doc, name=SHARES, attrs={"scores": shares}, spans=spans)


class FastParser(_Component):
    """Sets heads and labels as a spaCy `DependencyParser` that listens to a `tok2vec` does, from `doc.tensor`.

    Documents that have dependencies already go to the original.

    Args:
        original: a spaCy `DependencyParser`; UnservedArchitectureError unless its network is served.
    """

    def __init__(self, original: Any) -> None:  # noqa: ANN401 - spaCy ships no types for it
        self._original = original
        if original.model.get_ref("tok2vec").layers[0].name != "tok2vec-listener" or original.cfg.get("learn_tokens"):
            raise UnservedArchitectureError("no shared tok2vec, or tokens that are to be merged")
        weights = _transitions(original)
        self._parse = ArcEager(weights)
        labels = ["ROOT", *(move[2:] for move in weights.moves)]
        add = original.vocab.strings.add
        self._labels = np.array([add(label) for label in labels], dtype=np.uint64)
        self._lifted = np.array([nonproj.is_decorated(label) for label in labels])

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Set heads, labels and sentence starts."""
        fresh, tables = [], []
        for doc in docs:
            table = _table(doc, "DEP", "SENT_START")
            if table[:, 0].any():
                self._original(doc)
            elif len(doc):
                fresh.append(doc)
                tables.append(table[:, 1].astype(np.int64))
        if fresh:
            self._set_arcs(fresh, tables)

    def _set_arcs(self, docs: list[Doc], starts: list[Marks]) -> None:
        vectors = np.concatenate([np.asarray(doc.tensor) for doc in docs])
        heads, moves = self._parse(vectors, Sentences.of(starts))
        distances = (heads - np.arange(len(heads))).astype(np.uint64)
        rows: Any = np.stack((distances, self._labels[moves + 1]), axis=1)
        lifted = self._lifted[moves + 1]
        for doc, (start, end) in zip(docs, _ranges(docs), strict=True):
            doc.from_array(["HEAD", "DEP"], rows[start:end])
            if lifted[start:end].any():
                nonproj.deprojectivize(doc)


def _transitions(component: Any) -> Transitions:  # noqa: ANN401 - spaCy ships no types for it
    if component.cfg.get("beam_width") != 1:
        raise UnservedArchitectureError("beam search")
    names = [component.moves.get_class_name(index) for index in range(component.moves.n_moves)]
    return read_transitions(layers_of(component.model.to_dict()), names)


def _table(doc: Doc, *attributes: str) -> Keys:
    """The (tokens, attributes) array of a document."""
    array: Any = doc.to_array(list(attributes))
    return np.asarray(array, dtype=np.uint64).reshape(len(doc), len(attributes))


def _ranges(docs: Sequence[Doc]) -> list[tuple[int, int]]:
    """Where each document's tokens stand when all are put one after the other."""
    return list(pairwise(accumulate(map(len, docs), initial=0)))


def _span(doc: Doc, offset: int, entity: Entity) -> Span:
    return Span(doc, entity.start - offset, entity.end - offset, label=entity.label)


_STAND_IN: dict[str, Callable[[Any], Any]] = {"ner": FastNer, "parser": FastParser, "tok2vec": FastTok2Vec}


@Language.factory("fast_stand_in", default_config={"original": ""})
def _stand_in(nlp: Language, name: str, original: str) -> Any:  # noqa: ANN401, ARG001 - spaCy calls it so
    return _STAND_IN[nlp.get_pipe_meta(original).factory](nlp.get_pipe(original))


def accelerate(nlp: Language) -> list[str]:
    """Replace the components that can be served faster, and name them.

    A replaced component cannot be trained or saved any more: accelerate after loading, to read text.
    """
    replaced = []
    for name in list(nlp.pipe_names):
        if nlp.get_pipe_meta(name).factory not in _STAND_IN:
            continue
        try:
            nlp.add_pipe("fast_stand_in", name=f"fast_{name}", before=name, config={"original": name})
        except UnservedArchitectureError:
            continue
        nlp.remove_pipe(name)
        nlp.rename_pipe(f"fast_{name}", name)
        replaced.append(name)
    return replaced
