"""What is true of an act that tells whether a careful reader would list it: its place, its actor, its object."""

from collections.abc import Iterator

from msgspec import Struct

from extractor.draft import Draft
from extractor.entity import Institution, Person
from extractor.fact import Action, Money
from extractor.facts.events.actors import Actor, is_person
from extractor.facts.events.arguments import Arguments
from extractor.facts.events.deduplication import Zones
from extractor.facts.events.weights import Limits
from extractor.text.spans import Spans


class Candidate(Struct, frozen=True):
    """An action with its traits (names of ``weights.TRAITS``) and what its word weighs among the words of acts."""

    action: Action
    traits: frozenset[str]
    word: float


class Traits:
    """Tells the traits of one article's acts."""

    def __init__(self, draft: Draft, arguments: Arguments, limits: Limits) -> None:
        self._text, self._arguments, self._limits = draft.article.text, arguments, limits
        self._types = {each.id: each.type for each in draft.of(Institution)}
        named: tuple[Person | Institution, ...] = (*draft.of(Person), *draft.of(Institution))
        self._money = Spans(draft.of(Money))
        zones = Zones(draft.structure)
        self._headline = {each.id for each in named if any(zones.of(m.start) != "body" for m in each.mentions)}
        self._leading = max(named, key=lambda each: len(each.mentions), default=None)

    def candidates(
        self,
        action: Action,
        actor: Actor,
        word: float,
        verb: tuple[int, int],
        number: int,
        position: tuple[str, ...] = (),
    ) -> Candidate:
        """The action with its traits.

        Args:
            action: what was done.
            actor: by whom.
            word: what the word of the act weighs.
            verb: start and end (code points) of that word.
            number: of the sentence in the article, from 0.
            position: traits of the word itself.
        """
        found = (*position, *self._of_place(verb, number), *self._of_actor(actor), *self._of_action(action))
        return Candidate(action, frozenset(found), word)

    def _of_place(self, verb: tuple[int, int], number: int) -> Iterator[str]:
        if number < self._limits.lead_sentences:
            yield "lead"
        elif number < self._limits.early_sentences:
            yield "early"
        elif number > self._limits.late_sentences:
            yield "late"
        if self._arguments.quoted(verb[0]):
            yield "quoted"
        if self._text[slice(*verb)].isupper():
            yield "capitals"

    def _of_actor(self, actor: Actor) -> Iterator[str]:
        if is_person(actor):
            yield "person"
        elif actor.id in self._types:
            yield f"of {self._types[actor.id]}"
        else:
            yield "unlisted"
        if not actor.sure:
            yield "unsure"
        if not actor.named:
            yield "unnamed"
        if actor.id and actor.id == self._arguments.voice:
            yield "voice"
        if self._leading is not None and actor.id == self._leading.id:
            yield "leading"
        if actor.id in self._headline:
            yield "headline"

    def _of_action(self, action: Action) -> Iterator[str]:
        yield from (action.type, action.modality, action.rule)
        if action.object_id is not None:
            yield "law"
        if action.date is not None:
            yield "dated"
        if action.object is None:
            yield "bare"
        if self._money.starting(action.start, action.end):
            yield "money"
