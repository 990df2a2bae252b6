"""Event deduplication: which events of one type and actor are told again further on, and where."""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, combinations

from extractor.draft import Structure
from extractor.fact import Action
from extractor.terms import ADOPTING, ActionType
from extractor.text.spans import Spans

_WORDS_OF_AN_OBJECT, _SHORTEST_WORD, _STEM, _SHARED = 4, 4, 3, 2
_AGAIN = {"headline": ("lead", "headline"), "lead": ("headline",)}  # where a zone's events are told again
_MARKS = ".,;:'’\"“”()"
_ENACTING: tuple[ActionType, ...] = (*ADOPTING, "ratify", "sign")
_BEFALLING: tuple[ActionType, ...] = ("charge", "convict", "sentence", "fine", "appoint")
_MANIFOLD: tuple[ActionType, ...] = ("other",)  # types of events of which one actor does several at a time
_UPON_LAWS: tuple[ActionType, ...] = (*_ENACTING, "introduce", "propose", "amend", "reject", "request")

_Words = frozenset[str]


class Zones:
    """The top of an article in code points: its headlines, and the lead below them that tells the same again."""

    def __init__(self, structure: Structure) -> None:
        self.headline = structure.headline.end if structure.headline else 0
        self._lead = max(structure.lead.end if structure.lead else 0, self.headline)
        self._heads = Spans(block for block in structure.blocks if block.role == "subheadline")

    def of(self, at: int) -> str:
        """``headline``, ``lead`` or ``body``; the article's first words are its lead where it has no headline."""
        if at < self.headline or self._heads.touching(at, at + 1):
            return "headline"
        return "lead" if at < self._lead else "body"

    def is_headline_of(self, action: Action, told: Action) -> bool:
        """Whether an action of the headline only sums up what the lead tells in the same words and more."""
        first, second = ((each.actor, each.modality, each.text[:_STEM].lower()) for each in (action, told))
        return first == second and (self.of(action.start), self.of(told.start)) == ("headline", "lead")


class Told:
    """Events of one type and actor, none of them the same as another.

    Two are the same in the same words, or upon the same object: the same law, or else what begins with the same words
    or with some of them. The same event may be told in the headline and, in other words for its object, in the lead.

    Args:
        zones: the top of the article.
        this_law: words of objects that stand for the law told of before ("this bill").
    """

    def __init__(self, zones: Zones, this_law: frozenset[str]) -> None:
        self._zones, self._this_law = zones, this_law
        self._spans: list[tuple[int, int, int]] = []
        self._events: list[Action] = []
        self._stems: dict[tuple[str, str], int] = {}
        self._tops: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        self._laws: dict[str, int] = {}
        self._lawlike: int | None = None
        self._objects, self._unnamed = _Objects(), _Objects()

    def __len__(self) -> int:
        return len(self._events)

    def find(self, action: Action) -> Action | None:
        """The event among them that an action tells again."""
        places = (place for place in self._places(action) if place is not None)
        return next((self._events[place] for place in places), None)

    def _places(self, action: Action) -> Iterator[int | None]:
        """Where it may stand among them, the surest place first; without an object it tells the weightiest again."""
        at = bisect_left(self._spans, (action.end, 0, 0))
        yield self._spans[at - 1][2] if at and action.start < self._spans[at - 1][1] else None
        zone, words = self._zones.of(action.start), _words(action)
        for other in _AGAIN.get(zone, ()):
            yield self._stems.get((other, _stem(action)))
            yield self._alike(words, other, _SHARED)
        if zone != "body" and action.type in _BEFALLING:
            yield from (self._stems.get((each, "")) for each in ("headline", "lead"))
        if not action.object:
            yield from (self._stems.get((each, _stem(action))) for each in ("headline", "lead", "body"))
        if action.type in (*_UPON_LAWS, "announce"):
            least = _SHARED if action.type == "announce" else 1
            yield self._alike(words, {"headline": "body", "body": "headline"}.get(zone, ""), least)
        if action.object_id is not None:
            yield self._laws.get(action.object_id)
            yield self._unnamed.find(words)
        elif words and words <= self._this_law and self._lawlike is not None:
            yield self._lawlike
        else:
            yield self._objects.find(words)

    def _alike(self, words: _Words, zone: str, least: int) -> int | None:
        """The event of a zone with so many of these words in its object."""
        places = Counter(place for word in words for place in self._tops.get((zone, word), ()))
        return next((place for place, count in places.items() if count >= least), None)

    def add(self, action: Action) -> None:
        """One more, which is not among them."""
        place = len(self._events)
        self._events.append(action)
        insort(self._spans, (action.start, action.end, place))
        self._stems.setdefault((self._zones.of(action.start), _stem(action)), place)
        words = _words(action)
        if self._lawlike is None and (action.object_id is not None or words & self._this_law):
            self._lawlike = place
        for word in words:
            self._tops[self._zones.of(action.start), word].add(place)
        self._objects.add(words, place)
        if action.object_id is None:
            self._unnamed.add(words, place)
        else:
            self._laws.setdefault(action.object_id, place)


class SummedUp:
    """Lawmaking told in the lead, which a headline may sum up as of another type or actor, and what befell people.

    Args:
        below: the events of the article that may be given.
        zones: the top of the article.
    """

    def __init__(self, below: Iterable[Action], zones: Zones) -> None:
        self._zones = zones
        told = (each for each in below if each.type in (*_ENACTING, *_BEFALLING))
        self._below = [each for each in told if zones.of(each.start) == "lead"]

    def find(self, action: Action) -> Action | None:
        """The event of the lead that an action of the headline sums up."""
        if self._zones.of(action.start) != "headline" or (action.actor and action.type not in _ENACTING):
            return None
        return next((other for other in self._below if _sums_up(action, other)), None)


class _Objects:
    """Objects by the words that they begin with."""

    def __init__(self) -> None:
        self._wholes: dict[_Words, int] = {}
        self._parts: dict[_Words, int] = {}

    def find(self, words: _Words) -> int | None:
        for known, keys in ((self._wholes, (words,)), (self._parts, (words,)), (self._wholes, _some(words))):
            if (place := next((known[key] for key in keys if key in known), None)) is not None:
                return place
        return None

    def add(self, words: _Words, place: int) -> None:
        self._wholes.setdefault(words, place)
        for part in _some(words):
            self._parts.setdefault(part, place)


def _sums_up(action: Action, other: Action) -> bool:
    if action.type in _BEFALLING:
        return action.type == other.type
    if action.actor == other.actor:
        return action.type != other.type
    return action.type == other.type and bool(_words(action) & _words(other))


def _stem(action: Action) -> str:
    """How its verb begins, where that tells it apart from others."""
    return (action.predicate or "")[:_STEM].lower() if action.type in _MANIFOLD else ""


@lru_cache(maxsize=64)
def _some(words: _Words) -> list[_Words]:
    """Every choice of one or more of the words, which are four at most; kept, since who finds none adds them."""
    sizes = range(1, len(words) + 1)
    return [*map(frozenset, chain.from_iterable(combinations(sorted(words), size) for size in sizes))]


def _words(action: Action) -> _Words:
    """What the object begins with, small words apart, in the singular."""
    words = [word.strip(_MARKS) for word in (action.object or "").lower().split()]
    long = [word for word in words if len(word) >= _SHORTEST_WORD][:_WORDS_OF_AN_OBJECT]
    return frozenset(word.removesuffix("s") if len(word) > _SHORTEST_WORD else word for word in long)
