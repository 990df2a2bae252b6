"""Parsed sentences as plain objects named as in spaCy's Doc, Span and Token: rules look at them thousands of times."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain, repeat
from typing import Any

from msgspec import Struct

from extractor.doc import Doc, is_punctuation

_QUOTES = frozenset("\"'`«»‘’‚‛“”„‟‹›❮❯") | {"''", "``"}
_NONE: Any = ()  # most words have no children, and need no list for them


class Token(Struct, eq=False, weakref=False, gc=False):
    """A word of a tree; ``i`` counts in the tree, ``idx`` in code points of its text; a root is its own head."""

    doc: "Tree"
    i: int
    idx: int
    text: str
    lower_: str
    tag_: str
    dep_: str
    head: "Token" = None  # type: ignore[assignment]  # set as soon as all tokens are there
    children: list["Token"] = _NONE  # what hangs on it, in the order of the text

    @property
    def at(self) -> int:
        """Where it begins, in code points of the article."""
        return self.doc.places[self.i]

    @property
    def place(self) -> tuple[int, int]:
        """From where to where it stands in the article."""
        return self.at, self.at + len(self.text)

    def under(self, *labels: str) -> list["Token"]:
        """The children with one of these labels."""
        return [child for child in self.children if child.dep_ in labels] if self.children else []

    @property
    def lefts(self) -> list["Token"]:
        """The children before it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list["Token"]:
        """The children behind it."""
        return [child for child in self.children if child.i > self.i]

    @property
    def ancestors(self) -> Iterator["Token"]:
        """What it hangs on, from its head to the root."""
        at = self
        while at.head is not at:
            at = at.head
            yield at

    @property
    def subtree(self) -> Iterator["Token"]:
        """It and all that hangs on it, each behind what hangs on it to the left."""
        for child in self.lefts:
            yield from child.subtree
        yield self
        for child in self.rights:
            yield from child.subtree

    @property
    def left_edge(self) -> "Token":
        """The first token of its subtree."""
        return self.doc[self.doc.lefts[self.i]]

    @property
    def right_edge(self) -> "Token":
        """The last token of its subtree."""
        return self.doc[self.doc.rights[self.i]]

    @property
    def conjuncts(self) -> list["Token"]:
        """What is joined to it by "and" and the like, from the first on."""
        first = self
        while first.dep_ == "conj":
            first = first.head
        found = [first]
        for word in found:
            found += (child for child in word.rights if child.dep_ == "conj")
        return [word for word in found if word is not self]

    @property
    def sent(self) -> "Span":
        """The sentence that holds it, or the part of it that hangs on the same root."""
        return self.doc.sentence(self.i)

    @property
    def is_sent_start(self) -> bool:
        """Whether it begins a sentence."""
        return self.sent.start == self.i

    @property
    def is_space(self) -> bool:
        """Whether it is white space."""
        return self.text.isspace()

    @property
    def is_punct(self) -> bool:
        """Whether it is punctuation."""
        return is_punctuation(self.text)

    @property
    def is_quote(self) -> bool:
        """Whether it is a quotation mark."""
        return self.text in _QUOTES

    def nbor(self, away: int = 1) -> "Token":
        """The token so many places on."""
        return self.doc[self.i + away]


class Span(Struct, eq=False):
    """Tokens ``start`` to ``end`` of a tree."""

    doc: "Tree"
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __getitem__(self, place: int) -> Token:
        return self.doc[self.start + place if place >= 0 else self.end + place]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc[self.start : self.end])

    @property
    def start_char(self) -> int:
        """Where it begins, in code points of the tree's text."""
        return self.doc[self.start].idx

    @property
    def root(self) -> Token:
        """The first token that hangs on none."""
        return next(token for token in self if token.head is token)


class Tree(list[Token]):
    """The tokens of parsed sentences and their text; they point at each other, so who had it made takes it apart.

    ``places``: where each begins in the article, once its sentences know it (code points).
    """

    def __init__(self, doc: Doc, tags: list[str], labels: list[str], heads: list[int]) -> None:
        blanks = map(" ".__mul__, doc.blanks.tolist())
        self.places: list[int] = doc.starts
        self.text = "".join(chain.from_iterable(zip(doc.texts, blanks, strict=True)))
        super().__init__(map(Token, repeat(self), range(len(heads)), doc.starts, doc.texts, doc.lowers, tags, labels))
        roots = []
        for token, head in zip(self, heads, strict=True):
            above = token.head = self[head]
            if above is token:
                token.dep_ = "ROOT"  # whatever a parser called it: who climbs from word to word stops there
                roots.append(token)
            elif above.children:
                above.children.append(token)
            else:
                above.children = [token]
        self.lefts, self.rights = _edges(heads, roots)
        self._starts = sorted({0, *(self.lefts[root.i] for root in roots)})

    def sentence(self, place: int) -> Span:
        """The sentence that holds the token at a place."""
        at = bisect_right(self._starts, place)
        return Span(self, self._starts[at - 1], self._starts[at] if at < len(self._starts) else len(self))

    def stretch(self, first: int, last: int) -> tuple[int, int]:
        """From where to where the tokens ``first`` up to ``last`` stand in the article."""
        return self[first].at, self[last - 1].place[1]

    def take_apart(self) -> None:
        """Frees the words, which are of no use any more."""
        for token in self:
            token.head = _NONE
        self.clear()


def _edges(heads: list[int], roots: list[Token]) -> tuple[list[int], list[int]]:
    """The places of the first and the last token of each one's subtree."""
    order = [*roots]
    for token in order:
        order += token.children
    lefts, rights = list(range(len(heads))), list(range(len(heads)))
    for token in reversed(order):
        place, head = token.i, heads[token.i]
        lefts[head] = min(lefts[head], lefts[place])
        rights[head] = max(rights[head], rights[place])
    return lefts, rights
