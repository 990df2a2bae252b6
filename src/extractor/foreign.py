"""Any installed spaCy pipeline in the place of the default model."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc as SpacyDoc

from extractor.doc import Doc, Entity, Vocabulary, Word
from extractor.errors import ModelError
from extractor.fastner.weights import Marks
from extractor.text.tokenization import cuts
from extractor.tree import Tree

_PARSING = ("tok2vec", "transformer", "tagger", "parser")
_MOST_WORDS = 20_000
"""Different words that spaCy may keep before the pipeline is loaded anew: those of some four hundred articles."""


class Foreign:
    """Tokens, named things and trees of texts, by the spaCy pipeline of an installed package (see ``load``)."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._start()

    def _start(self) -> None:
        self._nlp, self._vocabulary = load(self._name), Vocabulary()
        architecture = self._nlp.get_pipe_config("ner").get("model", {}).get("tok2vec", {}).get("@architectures", "")
        naming = ("tok2vec", "transformer", "ner") if "Listener" in architecture else ("ner",)
        self._naming, self._parsing = (
            [pipe for name, pipe in self._nlp.pipeline if name in names] for names in (naming, _PARSING)
        )

    def read(self, texts: Iterable[str]) -> list[Doc]:
        """The texts as tokens, with the named things in them."""
        if len(self._nlp.vocab) > _MOST_WORDS:
            self._start()
        return [self._doc(each) for each in _through(self._naming, [self._tokens(text) for text in texts])]

    def trees(self, excerpts: Sequence[tuple[Doc, Marks]]) -> list[Tree]:
        """The trees of some sentences of documents; with each their tokens: 1 where one of them begins, else -1."""
        parts = []
        for doc, marks in excerpts:
            part = SpacyDoc(self._nlp.vocab, words=doc.texts, spaces=doc.blanks.tolist())
            starts: Any = marks.astype(np.uint64)
            parts.append(part.from_array(["SENT_START"], starts))
        return [
            Tree(doc, [token.tag_ for token in part], [token.dep_ for token in part], [token.head.i for token in part])
            for (doc, _), part in zip(excerpts, _through(self._parsing, parts), strict=True)
        ]

    def _tokens(self, text: str) -> SpacyDoc:
        edges = cuts(text)
        if len(edges) == 2:  # noqa: PLR2004 - the whole text
            return self._nlp.make_doc(text)
        tokens = [token for start, end in pairwise(edges) for token in self._nlp.make_doc(text[start:end])]
        spaces = [bool(token.whitespace_) for token in tokens]
        return SpacyDoc(self._nlp.vocab, words=[token.text for token in tokens], spaces=spaces)

    def _doc(self, read: SpacyDoc) -> Doc:
        rows = np.array([self._vocabulary[Word(token.text)] for token in read], dtype=np.intp)
        blanks = np.array([bool(token.whitespace_) for token in read], dtype=np.bool_)
        ents = [Entity(ent.start_char, ent.end_char, ent.label_) for ent in read.ents]
        return Doc(self._vocabulary, rows, blanks, ents)


def load(name: str) -> Language:
    """The installed spaCy pipeline of this name; raises ModelError where there is none or it has no ``ner``."""
    try:
        nlp = spacy.load(name, exclude=["lemmatizer", "attribute_ruler", "senter", "morphologizer"])
    except (OSError, AttributeError, TypeError) as error:
        why = "is a package, but no spaCy pipeline; choose one"
        if isinstance(error, OSError):
            why = "is not installed here: pip install the package that holds it"
        raise ModelError(f"model {name!r} {why}, or leave out --model") from error
    if "ner" not in nlp.pipe_names:
        raise ModelError(f"model {name!r} has no component 'ner': choose a pipeline that finds entities")
    nlp.max_length = 10**9
    return nlp


def _through(pipes: Sequence[Any], docs: list[SpacyDoc]) -> list[SpacyDoc]:
    """The documents after all these components, each of which gets them all together."""
    for pipe in pipes:
        docs = list(pipe.pipe(docs, batch_size=len(docs) or 1))
    return docs
