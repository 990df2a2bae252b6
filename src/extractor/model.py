"""The default model: the installed small English pipeline and our names, from their files, without spaCy.

Read are its tokenizer, its table of norms, its token vectors, tagger and parser; names are those of ``models/ner/``,
``weights.msgpack`` (a thinc model, its arrays as 16-bit floats, behind a checksum) and ``labels.json``.
"""

import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import MsgspecError, json, msgpack

from extractor.data import Library
from extractor.doc import Column, Doc, Entity, Vocabulary, spaces
from extractor.errors import ModelError
from extractor.fastner.arceager import ArcEager, Sentences, is_lifted, lower_arcs
from extractor.fastner.decoder import Decoder
from extractor.fastner.encoder import Encoder, number_of
from extractor.fastner.weights import Floats, Keys, Layer, Marks, layers_of, read_tok2vec, read_transitions
from extractor.text.tokenization import Tokenizer
from extractor.tree import Tree

_OF_WORDS = ("NORM", "PREFIX", "SUFFIX", "SHAPE")
_NUMBERS_KEPT = 1 << 14
LABELS, WEIGHTS = "labels.json", "weights.msgpack"


class Model:
    """Tokens, named things and trees of texts, by the pipeline of an installed package and our own data.

    Raises:
        ModelError: the package is not installed, or a file is absent, damaged, or does not fit the others.
    """

    def __init__(self, package: str, library: Library) -> None:
        folder, ours = _folder(package), library.path("ner")
        self._tokenize = tokenizer(package)
        norms = _read(folder / "vocab/lookups.bin", lambda data: _unpacked(data)["lexeme_norm"])
        self.numbers = Column(_numbers(library, norms))
        labels: list[str] = _read(ours / LABELS, json.decode)
        actions = {kind: _ranked(labels) for kind in "BIL"} | {"U": _ranked([*labels, ""]), "O": {"": 1}}
        self._name_vectors, self._decode = _read(ours / WEIGHTS, lambda data: _names(unpacked(data), moves(actions)))
        self._vectors = _read(folder / "tok2vec/model", lambda data: Encoder(read_tok2vec(layers_of(data))))
        self._tag_weights, self._tag_bias = _read(folder / "tagger/model", _softmax)
        self._tags: list[str] = _read(folder / "tagger/cfg", json.decode)["labels"]
        names = moves(_read(folder / "parser/moves", _parser_actions))
        self._parse = _read(folder / "parser/model", lambda data: ArcEager(read_transitions(layers_of(data), names)))
        self._labels = ["ROOT", *(name[2:] for name in names)]
        self._lifted = {*filter(is_lifted, self._labels)}

    def read(self, texts: Iterable[str]) -> list[Doc]:
        """The texts as tokens, with the named things in them."""
        docs = self._tokenize.docs(texts)
        full = [doc for doc in docs if len(doc)]
        if full:
            self._set_entities(full)
        return docs

    def trees(self, excerpts: Sequence[tuple[Doc, Marks]]) -> list[Tree]:
        """The trees of some sentences of documents; with each their tokens: 1 where one of them begins, else -1."""
        if not excerpts:
            return []
        docs = [doc for doc, _ in excerpts]
        vectors = self._encoded(self._vectors, docs)
        tags = (vectors @ self._tag_weights + self._tag_bias).argmax(axis=1).tolist()
        heads, names = self._parse(vectors, Sentences.of([marks for _, marks in excerpts]))
        labels = (names + 1).tolist()
        found = []
        for doc, (start, end) in zip(docs, _ranges(docs), strict=True):
            above = (heads[start:end] - start).tolist()
            named = [*map(self._labels.__getitem__, labels[start:end])]
            if not self._lifted.isdisjoint(named):
                lower_arcs(above, named, spaces(doc.vocabulary)[doc.rows].tolist())
            found.append(Tree(doc, [*map(self._tags.__getitem__, tags[start:end])], named, above))
        return found

    def _set_entities(self, docs: list[Doc]) -> None:
        vectors = self._encoded(self._name_vectors, docs)
        ranges = _ranges(docs)
        ends = np.zeros(len(vectors), dtype=np.bool_)
        ends[[end - 1 for _, end in ranges]] = True
        blank = np.concatenate([spaces(doc.vocabulary)[doc.rows] for doc in docs])
        entities = self._decode(vectors, ends, blank)
        firsts = [entity.start for entity in entities]
        for doc, (start, end) in zip(docs, ranges, strict=True):
            doc.ents = [
                Entity(doc.starts[each.start - start], doc.ends[each.end - 1 - start], each.label, each.sure)
                for each in entities[bisect_left(firsts, start) : bisect_left(firsts, end)]
            ]

    def _encoded(self, encoder: Encoder, docs: Sequence[Doc]) -> Floats:
        """The vectors of the tokens of documents with one vocabulary: all that differ are told once."""
        words = docs[0].vocabulary
        alone = len(encoder.attributes) == len(_OF_WORDS)  # without SPACY, IS_SPACE
        tokens = np.concatenate([doc.rows * 2 + (0 if alone else doc.blanks) for doc in docs])
        distinct, places = np.unique(tokens, return_inverse=True)
        rows, blanks = distinct >> 1, distinct & 1
        keys = self.numbers(words)[rows]
        if not alone:
            keys = np.column_stack((keys, blanks.astype(np.uint64), spaces(words)[rows].astype(np.uint64)))
        return encoder(keys, np.split(places, np.cumsum([*map(len, docs)])[:-1]))


def tokenizer(package: str) -> Tokenizer:
    """The tokenizer of an installed pipeline."""
    found: Tokenizer = _read(_folder(package) / "tokenizer", lambda data: Tokenizer(_unpacked(data)))
    return found


def _numbers(library: Library, norms: Mapping[int, str]) -> Callable[[Vocabulary, int], Keys]:
    """Tells the numbers of words that the weights were trained with: of norm, prefix, suffix and shape."""
    symbols = {row["word"]: int(row["number"]) for row in library.table("tokens/symbols.tsv", "word", "number")}
    signs = {row["sign"]: row["norm"] for row in library.table("tokens/norms.tsv", "sign", "norm")}
    number = lru_cache(_NUMBERS_KEPT)(lambda word: symbols.get(word) or number_of(word))

    def tell(words: Vocabulary, first: int) -> Keys:
        table = [
            (  # the norm as the model's own table has it, else that of signs
                number(word.norm or norms.get(number(word.text)) or signs.get(word.text) or lower),
                number(word.text[0]), number(word.text[-3:]), number(shape),
            )
            for word, lower, shape in zip(words.words[first:], words.lowers[first:], words.shapes[first:], strict=True)
        ]  # fmt: skip
        return np.array(table, dtype=np.uint64).reshape(-1, len(_OF_WORDS))

    return tell


def moves(actions: Mapping[str, Mapping[str, int]]) -> list[str]:
    """The names of moves in the order of the output layer's rows: by kind, the most frequent label first."""
    return [
        name if not (label or name == "U") else f"{name}-{label}"
        for name, labels in actions.items()
        for _, label in sorted(((count, label) for label, count in labels.items()), reverse=True)
    ]


def unpacked(packed: bytes) -> list[Layer]:
    """The layers of a packed names model; raises ValueError where the checksum does not fit."""
    body = memoryview(packed)[4:]
    if zlib.crc32(body).to_bytes(4, "big") != packed[:4]:
        raise ValueError("the checksum does not fit")
    return layers_of(body)


def _names(layers: list[Layer], names: list[str]) -> tuple[Encoder, Decoder]:
    transitions = read_transitions(layers, names)
    if len(transitions.upper_bias) != len(names):
        raise ValueError("other labels")
    return Encoder(read_tok2vec(layers)), Decoder(transitions)


def _softmax(data: bytes) -> tuple[Any, Any]:
    layer = next(each for each in layers_of(data) if each.name == "softmax")
    return np.ascontiguousarray(layer.array("W").T), layer.array("b")


def _parser_actions(data: bytes) -> dict[str, dict[str, int]]:
    by_number = json.decode(_unpacked(data)["moves"])
    return {"SDLRB"[int(number)]: by_number[number] for number in sorted(by_number)}


def _ranked(labels: list[str]) -> dict[str, int]:
    return {label: len(labels) - rank for rank, label in enumerate(labels)}


def _unpacked(data: bytes | memoryview) -> Any:  # noqa: ANN401 - whatever the file holds
    return msgpack.decode(data, strict=False)


def _folder(package: str) -> Path:
    spec = find_spec(package)
    for place in (spec and spec.submodule_search_locations) or ():
        for found in Path(place).glob("*/meta.json"):
            return found.parent
    raise ModelError(f"model {package!r} is not installed here: pip install the project again")


def _read(path: Path, made: Callable[[bytes], Any]) -> Any:  # noqa: ANN401 - what is made of the file
    try:
        return made(path.read_bytes())
    except OSError as error:
        raise ModelError(f"{path}: cannot be read: {error.strerror}") from error
    except (MsgspecError, ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise ModelError(f"{path}: damaged, or made for another architecture: {error}") from error


def _ranges(docs: Sequence[Doc]) -> list[tuple[int, int]]:
    """Where each document's tokens stand when all are put one after the other."""
    return list(pairwise(accumulate(map(len, docs), initial=0)))
