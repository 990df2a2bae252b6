"""Words looked up among the tokens of a sentence by their numbers, without making a token of each."""

from collections.abc import Iterable, Iterator

from spacy.strings import get_string_id

from extractor.draft import Sentence
from extractor.tree import Token


class Forms:
    """A set of words in lower case."""

    def __init__(self, words: Iterable[str]) -> None:
        self._numbers = frozenset(map(get_string_id, words))

    def within(self, sentence: Sentence) -> Iterator[Token]:
        """The tokens of a sentence that are one of the words, in order; none where it has no tree."""
        if sentence.tree is not None:
            for place, number in enumerate(sentence.numbers):
                if number in self._numbers:
                    yield sentence.tree[place]
