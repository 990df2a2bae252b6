"""Which acts are the article's own: the weightiest; a further one of the same type and actor weighs less."""

from collections.abc import Iterable, Iterator

from extractor.facts.actions.traits import Played
from extractor.facts.actions.weights import Weights
from extractor.record import Action

_WORDS_OF_AN_OBJECT = 4


def chosen(played: Iterable[Played], weights: Weights) -> list[Action]:
    """The actions to give, in text order."""
    limits = weights.limits
    ordered = sorted(_joined(_weighed(played, weights)), key=lambda each: (-each[0], each[1].start, each[1].end))
    kept = [action for weight, action in ordered if weight >= limits.least][: int(limits.most)]
    kept = kept or [action for weight, action in ordered[:1] if weight >= limits.last_resort]
    return sorted(kept, key=lambda action: (action.start, action.end))


def _weighed(played: Iterable[Played], weights: Weights) -> Iterator[tuple[float, Action]]:
    """Each act once, with its weight."""
    ordered = sorted(played, key=lambda each: (-weights.of(each.traits, each.word), each.action.start))
    earlier: dict[tuple[str, str | None], list[str]] = {}
    given: list[Action] = []
    for each in ordered:
        objects = earlier.setdefault((each.action.type, each.action.actor), [])
        if (object_ := _object(each.action)) not in objects and not _told_within(each.action, given):
            given.append(each.action)
            yield weights.of(each.traits, each.word, len(objects)), each.action
            objects.append(object_)


def _joined(weighed: Iterable[tuple[float, Action]]) -> Iterator[tuple[float, Action]]:
    """What several did together weighs for each of them as for the weightiest."""
    acts = list(weighed)
    together: dict[tuple[str, int, int], float] = {}
    for weight, action in acts:
        key = action.type, action.start, action.end
        together[key] = max(weight, together.get(key, weight))
    for _, action in acts:
        yield together[action.type, action.start, action.end], action


def _told_within(action: Action, given: list[Action]) -> bool:
    """Whether the same is already told in these words, by another of them: "the proposal" and "made"."""
    return any(
        (other.type, other.actor) == (action.type, action.actor)
        and other.start < action.end
        and action.start < other.end
        for other in given
    )


def _object(action: Action) -> str:
    return action.object_id or " ".join((action.object or "").lower().split()[:_WORDS_OF_AN_OBJECT])
