"""Tokens: the tokenizer that a spaCy pipeline has saved, with its patterns from our cache; texts without blanks."""

from itertools import pairwise
from pathlib import Path

import srsly
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractor.regex import compiled

_PATTERNS = {
    "prefix_search": "search",
    "suffix_search": "search",
    "infix_finditer": "finditer",
    "token_match": "match",
    "url_match": "match",
}
_LONG_RUN = compiled(r"\S{250}(?=\S)")
"""spaCy's tokenizer takes time with the square of a run of signs without a blank: .02 s for 250, minutes for 20,000."""


def tokens(nlp: Language, text: str) -> Doc:
    """What ``nlp.make_doc(text)`` gives, with a token's end after every 250 code points without a blank."""
    cuts = [match.end() for match in _LONG_RUN.finditer(text)]
    if not cuts:
        return nlp.make_doc(text)
    parts = [nlp.make_doc(text[start:end]) for start, end in pairwise((0, *cuts, len(text)))]
    words = [token.text for part in parts for token in part]
    return Doc(nlp.vocab, words=words, spaces=[bool(token.whitespace_) for part in parts for token in part])


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
