"""The acts of one type and actor that are told already: a further telling of one of them is none of its own."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from itertools import chain, combinations

from extractor.record import Action
from extractor.terms import ActionType

_WORDS_OF_AN_OBJECT = 4
_TELLING = 4
_BELOW = 600
_STEM = 4
_LAWMAKING: tuple[ActionType, ...] = ("adopt", "approve", "pass", "ratify", "sign")
_MANIFOLD: tuple[ActionType, ...] = ("other",)
"""Types of acts of which one actor does several at a time."""

_Words = frozenset[str]


class Told:
    """Acts of one type and actor, none of them the same as another.

    Two are the same in the same words, or upon the same object: the same law, or else what begins with the same words
    or with some of them. The same act may be told in the headline and, in other words for its object, just below.

    Args:
        headline: where it ends (code points), 0 where the article has none.
    """

    def __init__(self, headline: int) -> None:
        self._headline = headline
        self._above: set[str] = set()
        self._below: set[str] = set()
        self._spans: list[tuple[int, int]] = []
        self._laws: set[str] = set()
        self._objects, self._unnamed = _Objects(), _Objects()

    def __len__(self) -> int:
        return len(self._spans)

    def __contains__(self, action: Action) -> bool:
        at = bisect_left(self._spans, (action.end, 0))
        if (at and action.start < self._spans[at - 1][1]) or self._is_retold(action):
            return True
        if action.object_id is None:
            return _words(action) in self._objects
        return action.object_id in self._laws or _words(action) in self._unnamed

    def add(self, action: Action) -> None:
        """One more, which is not among them."""
        insort(self._spans, (action.start, action.end))
        if action.start < self._headline:
            self._above.add(_stem(action))
        elif action.start < self._headline + _BELOW:
            self._below.add(_stem(action))
        words = _words(action)
        self._objects.add(words)
        if action.object_id is None:
            self._unnamed.add(words)
        else:
            self._laws.add(action.object_id)

    def _is_retold(self, action: Action) -> bool:
        if action.start < self._headline:
            return _stem(action) in self._below
        return action.start < self._headline + _BELOW and _stem(action) in self._above


class SummedUp:
    """Lawmaking acts told just below a headline, which may sum them up as of another type or of other actors.

    Args:
        below: the acts of the article that may be given.
        headline: where it ends (code points).
    """

    def __init__(self, below: Iterable[Action], headline: int) -> None:
        self._headline = headline
        self._below = [act for act in below if _is_lawmaking(act) and headline <= act.start < headline + _BELOW]

    def __contains__(self, action: Action) -> bool:
        if action.start >= self._headline or not _is_lawmaking(action):
            return False
        return any(
            action.type != other.type
            if action.actor == other.actor
            else action.type == other.type and bool(_words(action) & _words(other))
            for other in self._below
        )


class _Objects:
    """Objects by the words that they begin with."""

    def __init__(self) -> None:
        self._wholes: set[_Words] = set()
        self._parts: set[_Words] = set()

    def __contains__(self, words: _Words) -> bool:
        return words in self._wholes or words in self._parts or not self._wholes.isdisjoint(_some(words))

    def add(self, words: _Words) -> None:
        self._wholes.add(words)
        self._parts.update(_some(words))


def _is_lawmaking(action: Action) -> bool:
    return action.type in _LAWMAKING


def _stem(action: Action) -> str:
    """How its text begins, where that tells it apart from others."""
    return action.text[:_STEM].lower() if action.type in _MANIFOLD else ""


def _some(words: _Words) -> set[_Words]:
    """Every choice of one or more of the words."""
    sizes = range(1, len(words) + 1)
    return set(map(frozenset, chain.from_iterable(combinations(words, size) for size in sizes)))


def _words(action: Action) -> _Words:
    """What the object begins with, small words apart."""
    words = (action.object or "").lower().split()
    return frozenset([word for word in words if len(word) >= _TELLING][:_WORDS_OF_AN_OBJECT])
