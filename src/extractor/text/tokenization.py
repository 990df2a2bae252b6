"""Tokens: the tokenizer that a spaCy pipeline has saved, with its patterns from our cache; texts without blanks."""

import re
from collections.abc import Iterator
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
        if isinstance(self._nlp.tokenizer, Saved) and self._nlp.tokenizer.take(text):
            self._met.clear()
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


class _Affixes:
    """A pattern for affixes, which is not asked about a word of nothing but the letters a to z.

    Such a word has none, but two thirds of the time that a new word takes went to looking for one.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._whole = compiled(pattern)

    def search(self, word: str) -> re.Match[str] | None:
        """As of a pattern."""
        return None if word.isascii() and word.isalpha() else self._whole.search(word)

    def match(self, word: str) -> re.Match[str] | None:
        """As of a pattern."""
        return None if word.isascii() and word.isalpha() else self._whole.match(word)

    def finditer(self, word: str) -> Iterator[re.Match[str]]:
        """As of a pattern."""
        return iter(()) if word.isascii() and word.isalpha() else self._whole.finditer(word)


class Saved(Tokenizer):  # type: ignore[misc]  # a compiled class
    """What a pipeline has saved as its tokenizer; its first text makes it learn those special cases that stand in it.

    The others, more than a thousand, it learns with the second text: they are a twentieth of the time of a short run.
    """

    def __init__(self, vocab: Vocab, file: Path) -> None:
        data = srsly.msgpack_loads(file.read_bytes())
        matchers = {name: _Affixes(data[name]) for name in _PATTERNS if data[name] is not None}
        super().__init__(
            vocab,
            faster_heuristics=data["faster_heuristics"],
            max_cache_size=_REMEMBERED,
            **{name: getattr(matchers[name], _PATTERNS[name]) for name in matchers},
        )
        self._waiting: dict[str, list[dict[int, str]]] = data["exceptions"]
        self._taken = ""

    def take(self, text: str) -> bool:
        """Learn what the text needs; whether there was anything to be learned, so that words are to be met again."""
        if not self._waiting or (self._taken and text in self._taken):
            return False
        learned = [*self._waiting] if self._taken else [case for case in self._waiting if case in text]
        for case in learned:
            self.add_special_case(case, self._waiting.pop(case))
        self._taken = text
        return bool(learned)

    def __call__(self, text: str) -> Doc:
        """The tokens of a text."""
        self.take(text)
        doc: Doc = super().__call__(text)
        return doc
