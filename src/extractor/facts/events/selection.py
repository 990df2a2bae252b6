"""Which events are the article's own: the weightiest, by their traits; one more of a type and actor weighs less."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from math import inf, log1p

from msgspec import Struct
from msgspec.structs import replace

from extractor.draft import Draft
from extractor.entity import Institution, Person
from extractor.fact import Action, Mention
from extractor.facts.events.actors import Actor, is_person
from extractor.facts.events.arguments import Arguments
from extractor.facts.events.deduplication import SummedUp, Told, Zones
from extractor.facts.events.lexicon import Lexicon
from extractor.text.spans import Spans

_STEP = 200  # a place weighs by the logarithm of 1 and the number of steps of so many code points from the top
_DECIDING = ("approve", "other", "announce", "request", "propose")
_NEAR = len(" jointly to ")


class Candidate(Struct, frozen=True):
    """An action with the value of each trait (``models/events/weights.tsv``), 1 where it is only there or not."""

    action: Action
    traits: dict[str, float]


class Traits:
    """Tells the traits of one article's acts, by which ``models/events/weights.tsv`` weighs them."""

    def __init__(self, draft: Draft, arguments: Arguments) -> None:
        self._arguments, self._told = arguments, set[int]()
        self._types = {each.id: each.type for each in draft.of(Institution)}
        named: tuple[Person | Institution, ...] = (*draft.of(Person), *draft.of(Institution))
        self._headline = {each.id for each in named if any(arguments.zone(at.start) != "body" for at in each.mentions)}
        self._leading = max(named, key=lambda each: len(each.mentions), default=None)

    def candidate(self, action: Action, actor: Actor, word: float, at: int, position: tuple[str, ...]) -> Candidate:
        """The action with its traits; ``at`` is where the word of the act stands (code points), ``word`` its weight."""
        found = (*position, *self._of_actor(actor, at), *self._of_action(action))
        earlier = log1p(len(self._told - {at}))
        if actor.named and actor.name:
            self._told.add(at)
        numbers = {"word": word, "place": log1p(at / _STEP), "earlier": earlier}
        return Candidate(action, dict.fromkeys(found, 1.0) | numbers)

    def _of_actor(self, actor: Actor, at: int) -> Iterator[str]:
        yield "person" if is_person(actor) else f"of {self._types[actor.id]}" if actor.id in self._types else "unlisted"
        if not actor.sure:
            yield "unsure"
        if actor.id and actor.id == self._arguments.voice:
            yield "voice"
        if self._leading is not None and actor.id == self._leading.id:
            yield "leading"
        called = actor.name.partition(" of ")[0]
        titled = not actor.named and " " in called and called.rpartition(" ")[2].istitle()  # he has a name
        if actor.id in self._headline or not (actor.id or titled or self._arguments.zone(at) == "body"):
            yield "headline"

    def _of_action(self, action: Action) -> Iterator[str]:
        yield action.modality
        if action.object_id is not None:
            yield "law"
        if action.date is not None:
            yield "dated"


class _Event(Struct):
    """An event as it is first told, its weight, 0 until it is to be given, and the further places where it is told."""

    action: Action
    weight: float = -inf
    places: dict[tuple[int, int], Mention] = {}

    def tell_again(self, first: Action, other: Action, zones: Zones) -> None:
        """One more place tells of it; where that is the lead, which says more than the headline, it is given so."""
        if self.weight > -inf and zones.is_headline_of(first, other):
            self.action, other = other, self.action
        if not (self.action.start < other.end and other.start < self.action.end):
            self.places[other.start, other.end] = other.spans[0]


def chosen(candidates: Iterable[Candidate], words: Lexicon, zones: Zones) -> list[Action]:
    """The events to give, in text order, each with all the places where it is told."""
    limits = words.weights.limits
    events = _events(candidates, words, zones)
    together = defaultdict[tuple[str, int, int], list[_Event]](list)
    for each in events:
        together[each.action.type, each.action.start, each.action.end].append(each)
    for several in together.values():  # what several did together weighs for each as for the weightiest
        heaviest = max(each.weight for each in several)
        for each in several:
            each.weight = heaviest
    events.sort(key=lambda each: (-each.weight, each.action.start, each.action.end))
    kept = [each for each in events if each.weight >= limits.least][: int(limits.most)]
    kept.sort(key=lambda each: (each.action.start, each.action.end))
    return [
        replace(
            each.action,
            mentions=(*each.action.spans, *each.places.values()),
            rule=f"{each.action.rule}; clear" if each.weight >= limits.least + limits.clear else each.action.rule,
        )
        for each in kept
    ]


def _events(candidates: Iterable[Candidate], words: Lexicon, zones: Zones) -> list[_Event]:
    """Each event once, the weightiest first, last what nobody is said to do; one more of type and actor weighs less."""
    weights = words.weights
    weighed = [(weights.of(each.traits), each) for each in _apart(list(candidates), words.classes["joining"])]
    weighed.sort(key=lambda item: (item[1].action.actor is None, -item[0], item[1].action.start))
    summed_up = SummedUp((each.action for weight, each in weighed if weight >= weights.limits.least), zones)
    told: defaultdict[tuple[str, str], Told] = defaultdict(partial(Told, zones, words.classes["this law"]))
    events = {id(each.action): _Event(each.action) for _, each in weighed}
    for _, each in weighed:
        others = told[each.action.type, (each.action.actor or "").lower()]
        of_type = (tales for (type_, _), tales in told.items() if type_ == each.action.type)
        for tales in (others, summed_up, *(() if each.action.actor else of_type)):
            if (earlier := tales.find(each.action)) is not None and _may_be(earlier, each.action):
                events[id(earlier)].tell_again(earlier, each.action, zones)
                break
        else:
            events[id(each.action)].weight = weights.of(each.traits, len(others))
            others.add(each.action)
    return [each for each in events.values() if each.weight > -inf]


def _may_be(earlier: Action, action: Action) -> bool:
    """Whether what nobody is said to do may be what somebody does, of which acts of no type have but the verb."""
    named = action.actor is not None or earlier.actor is None or action.type != "other"
    return named or (action.predicate or "").lower() == (earlier.predicate or "").lower()


def _apart(candidates: list[Candidate], joining: frozenset[str]) -> Iterator[Candidate]:
    """The events without one of two by the same actor that one clause tells: "decided to award", "voted to reject"."""
    spans = Spans(each.action for each in candidates if each.action.type in _DECIDING)
    dropped: set[int] = set()
    for inner in (each.action for each in candidates if "infinitive" in each.traits):
        for outer in spans.touching(inner.start, inner.end):
            near = outer.type == "approve" or inner.start <= outer.start + len(outer.predicate or "") + _NEAR
            done = outer.type == "other" != inner.type and inner.modality == "done"  # "used its majority to pass it"
            done = done and (outer.predicate or "").lower() not in joining  # "joined them to call for it"
            if (near or done) and outer.actor == inner.actor and outer.start < inner.start and inner.end <= outer.end:
                dropped.add(id(outer if outer.type == "other" != inner.type else inner))
    return (each for each in candidates if id(each.action) not in dropped)
