"""Which events are the article's own: the weightiest, by their traits; one more of a type and actor weighs less."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from math import log1p

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

_STEP = 200
"""A place weighs by the logarithm of 1 and the number of steps of so many code points from the top."""
_Place = tuple[int, int]
_DECIDING = ("approve", "other", "announce", "request", "propose")
_NEAR = len(" jointly to ")


class Candidate(Struct, frozen=True):
    """An action with the value of each of its traits (names of ``lexicon.TRAITS``): 1 where it is only there or not."""

    action: Action
    traits: dict[str, float]


class Traits:
    """Tells the traits of one article's acts."""

    def __init__(self, draft: Draft, arguments: Arguments) -> None:
        self._arguments, self._told = arguments, set[int]()
        self._types = {each.id: each.type for each in draft.of(Institution)}
        named: tuple[Person | Institution, ...] = (*draft.of(Person), *draft.of(Institution))
        self._headline = {each.id for each in named if any(arguments.zone(m.start) != "body" for m in each.mentions)}
        self._leading = max(named, key=lambda each: len(each.mentions), default=None)

    def candidate(self, action: Action, actor: Actor, word: float, at: int, position: tuple[str, ...]) -> Candidate:
        """The action with its traits; ``at`` is where the word of the act stands (code points), ``word`` its weight."""
        found = (*position, *self._of_actor(actor), *self._of_action(action))
        earlier = log1p(len(self._told - {at}))
        self._told.add(at)
        return Candidate(
            action, dict.fromkeys(found, 1.0) | {"word": word, "place": log1p(at / _STEP), "earlier": earlier}
        )

    def _of_actor(self, actor: Actor) -> Iterator[str]:
        yield "person" if is_person(actor) else f"of {self._types[actor.id]}" if actor.id in self._types else "unlisted"
        if not actor.sure:
            yield "unsure"
        if actor.id and actor.id == self._arguments.voice:
            yield "voice"
        if self._leading is not None and actor.id == self._leading.id:
            yield "leading"
        if actor.id in self._headline:
            yield "headline"

    def _of_action(self, action: Action) -> Iterator[str]:
        yield action.modality
        if action.object_id is not None:
            yield "law"
        if action.date is not None:
            yield "dated"


def chosen(candidates: Iterable[Candidate], words: Lexicon, zones: Zones) -> list[Action]:
    """The events to give, in text order, each with all the places where it is told."""
    limits = words.weights.limits
    told: defaultdict[int, dict[_Place, Mention]] = defaultdict(dict)
    weighed = _joined(_weighed(candidates, words, zones, told))
    ordered = sorted(weighed, key=lambda each: (-each[0], each[1].start, each[1].end))
    kept = [each for each in ordered if each[0] >= limits.least][: int(limits.most)]
    kept.sort(key=lambda each: (each[1].start, each[1].end))
    return [
        replace(
            action,
            mentions=(*action.spans, *told[id(action)].values()),
            rule=f"{action.rule}; clear" if weight >= limits.least + limits.clear else action.rule,
        )
        for weight, action in kept
    ]


def _weighed(
    candidates: Iterable[Candidate], words: Lexicon, zones: Zones, told: defaultdict[int, dict[_Place, Mention]]
) -> Iterator[tuple[float, Action]]:
    """Each event once, with its weight; ``told`` gets the further places of an event by its identity."""
    weights = words.weights
    weighed = [(weights.of(each.traits), each) for each in _apart(list(candidates))]
    ordered = sorted(weighed, key=_first_told)
    summed_up = SummedUp((each.action for weight, each in weighed if weight >= weights.limits.least), zones)
    known: defaultdict[tuple[str, str | None], Told] = defaultdict(partial(Told, zones, words.classes["this law"]))
    given: dict[int, tuple[float, Action]] = {}
    for _, each in ordered:
        others = known[each.action.type, each.action.actor]
        same = [tales for (type_, _), tales in known.items() if type_ == each.action.type]
        earlier: tuple[Told | SummedUp, ...] = (others, summed_up, *(() if each.action.actor else same))
        if (again := next(filter(None, (tales.find(each.action) for tales in earlier)), None)) is not None:
            kept, other = again, each.action
            if id(again) in given and zones.is_headline_of(again, each.action):
                kept, other = each.action, again
                given[id(again)] = given[id(again)][0], kept
            if not (kept.start < other.end and other.start < kept.end):
                told[id(again)][other.start, other.end] = other.spans[0]
        else:
            given[id(each.action)] = weights.of(each.traits, len(others)), each.action
            others.add(each.action)
    for first, (weight, action) in given.items():
        told[id(action)] = told.pop(first, {})
        yield weight, action


def _first_told(weighed: tuple[float, Candidate]) -> tuple[bool, float, int]:
    """What weighs most comes first, and last what nobody is said to do: it may tell again what somebody does."""
    weight, each = weighed
    return each.action.actor is None, -weight, each.action.start


def _joined(weighed: Iterable[tuple[float, Action]]) -> Iterator[tuple[float, Action]]:
    """What several did together weighs for each of them as for the weightiest."""
    events = list(weighed)
    together: dict[tuple[str, int, int], float] = {}
    for weight, action in events:
        key = action.type, action.start, action.end
        together[key] = max(weight, together.get(key, weight))
    for _, action in events:
        yield together[action.type, action.start, action.end], action


def _apart(candidates: list[Candidate]) -> Iterator[Candidate]:
    """The events without one of two by the same actor that one clause tells: what somebody decides to do is one event.

    "The Cabinet decided to award the contract" decides, and so does who agrees or promises to do it; "the Senate voted
    to reject it" rejects.
    """
    spans = Spans(each.action for each in candidates if each.action.type in _DECIDING)
    dropped: set[int] = set()
    for inner in (each.action for each in candidates if "infinitive" in each.traits):
        for outer in spans.touching(inner.start, inner.end):
            near = outer.type == "approve" or inner.start <= outer.start + len(outer.predicate or "") + _NEAR
            done = outer.type == "other" != inner.type and inner.modality == "done"  # "used its majority to pass it"
            if (near or done) and outer.actor == inner.actor and outer.start < inner.start and inner.end <= outer.end:
                dropped.add(id(outer if outer.type == "other" != inner.type else inner))
    return (each for each in candidates if id(each.action) not in dropped)
