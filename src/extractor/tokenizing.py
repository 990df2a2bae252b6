"""The tokenizer that a spaCy pipeline has saved, with its patterns from our cache."""

from pathlib import Path

import srsly
from spacy.tokenizer import Tokenizer
from spacy.vocab import Vocab

from extractor.regex import compiled

_PATTERNS = {
    "prefix_search": "search",
    "suffix_search": "search",
    "infix_finditer": "finditer",
    "token_match": "match",
    "url_match": "match",
}


def saved(vocab: Vocab, file: Path) -> Tokenizer:
    """What ``Tokenizer(vocab).from_disk(file)`` gives."""
    data = srsly.msgpack_loads(file.read_bytes())
    matchers = {name: compiled(data[name]) for name in _PATTERNS if data[name] is not None}
    return Tokenizer(
        vocab,
        rules=data["exceptions"],
        faster_heuristics=data["faster_heuristics"],
        **{name: getattr(matchers[name], _PATTERNS[name]) for name in matchers},
    )
