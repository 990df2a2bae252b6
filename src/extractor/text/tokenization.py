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
_LONGEST = 250
_LONG_RUN = compiled(rf"\S{{{_LONGEST}}}(?=\S)")
"""spaCy's tokenizer takes time with the square of a run of signs without a blank: .02 s for 250, minutes for 20,000."""
_REMEMBERED = 100_000
"""Words between blanks whose tokens the tokenizer may keep."""


class Tokens:
    """Gives what ``nlp.make_doc(text)`` gives, with a token's end after every 250 code points without a blank.

    spaCy's tokenizer keeps the tokens of the words that it has met, but of a text only those before its first special
    case ("U.S.", "don't"). So each new word is shown to it alone first, which spares half of its time.
    """

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._met: set[str] = set()

    def __call__(self, text: str) -> Doc:
        """The tokens of a text."""
        new = set(text.split()) - self._met
        if any(len(word) > _LONGEST for word in new):
            return self._cut(text)
        if len(self._met) < _REMEMBERED and isinstance(self._nlp.tokenizer, Tokenizer):
            self._met |= new
            for word in new:
                self._nlp.make_doc(word)
        return self._nlp.make_doc(text)

    def _cut(self, text: str) -> Doc:
        cuts = [match.end() for match in _LONG_RUN.finditer(text)]
        parts = [self._nlp.make_doc(text[start:end]) for start, end in pairwise((0, *cuts, len(text)))]
        words = [token.text for part in parts for token in part]
        return Doc(self._nlp.vocab, words=words, spaces=[bool(token.whitespace_) for part in parts for token in part])


def saved(vocab: Vocab, file: Path) -> Tokenizer:
    """What ``Tokenizer(vocab).from_disk(file)`` gives."""
    data = srsly.msgpack_loads(file.read_bytes())
    matchers = {name: compiled(data[name]) for name in _PATTERNS if data[name] is not None}
    return Tokenizer(
        vocab,
        rules=data["exceptions"],
        faster_heuristics=data["faster_heuristics"],
        max_cache_size=_REMEMBERED,
        **{name: getattr(matchers[name], _PATTERNS[name]) for name in matchers},
    )
