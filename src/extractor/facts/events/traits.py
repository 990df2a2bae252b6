"""What is true of an act that tells whether a careful reader would list it: its place, its actor, its object."""

from collections.abc import Iterator
from math import log1p

from msgspec import Struct

from extractor.draft import Draft
from extractor.entity import Institution, Person
from extractor.fact import Action
from extractor.facts.events.actors import Actor, is_person
from extractor.facts.events.arguments import Arguments

_STEP = 200
"""A place weighs by the logarithm of 1 and the number of steps of so many code points from the top."""


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
