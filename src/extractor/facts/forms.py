"""Words looked up among the tokens of a sentence by their numbers, without making a token of each."""

from collections.abc import Iterable, Iterator
from typing import Any

from spacy.attrs import LOWER
from spacy.strings import get_string_id
from spacy.tokens import Span, Token


class Forms:
    """A set of words in lower case."""

    def __init__(self, words: Iterable[str]) -> None:
        self._numbers = frozenset(map(get_string_id, words))

    def within(self, tree: Span) -> Iterator[Token]:
        """The tokens of a sentence that are one of the words, in order."""
        span: Any = tree  # spaCy's types leave the method out
        for place, number in enumerate(span.to_array([LOWER]).ravel().tolist()):
            if number in self._numbers:
                yield tree[place]
