"""Which acts are the article's own: the weightiest; a further one of the same type and actor weighs less."""

from collections.abc import Iterable, Iterator

from extractor.facts.actions.traits import Played
from extractor.facts.actions.weights import Weights
from extractor.record import Action
from extractor.terms import ActionType

_WORDS_OF_AN_OBJECT = 4
_TELLING = 4
_LONGEST_HEADLINE = 250
_BELOW = 600
_STEM = 4
_MANIFOLD: tuple[ActionType, ...] = ("other",)
"""Types of acts of which one actor does several at a time."""


def chosen(played: Iterable[Played], weights: Weights, text: str) -> list[Action]:
    """The actions to give, in text order."""
    limits = weights.limits
    ordered = sorted(
        _joined(_weighed(played, weights, _headline(text))), key=lambda each: (-each[0], each[1].start, each[1].end)
    )
    kept = [action for weight, action in ordered if weight >= limits.least][: int(limits.most)]
    kept = kept or [action for weight, action in ordered[:1] if weight >= limits.last_resort]
    return sorted(kept, key=lambda action: (action.start, action.end))


def _headline(text: str) -> int:
    """Where the first line ends if it is a headline, and no sentence."""
    end = text.find("\n", 0, _LONGEST_HEADLINE)
    return end if end > 0 and text[:end].rstrip()[-1:] not in (".", "") else 0


def _weighed(played: Iterable[Played], weights: Weights, headline: int) -> Iterator[tuple[float, Action]]:
    """Each act once, with its weight."""
    ordered = sorted(played, key=lambda each: (-weights.of(each.traits, each.word), each.action.start))
    told: dict[tuple[str, str | None], list[Action]] = {}
    for each in ordered:
        others = told.setdefault((each.action.type, each.action.actor), [])
        if not _is_decided(each, ordered) and not any(
            _is_same(each.action, other) or _is_retold(each.action, other, headline) for other in others
        ):
            yield weights.of(each.traits, each.word, len(others)), each.action
            others.append(each.action)


def _joined(weighed: Iterable[tuple[float, Action]]) -> Iterator[tuple[float, Action]]:
    """What several did together weighs for each of them as for the weightiest."""
    acts = list(weighed)
    together: dict[tuple[str, int, int], float] = {}
    for weight, action in acts:
        key = action.type, action.start, action.end
        together[key] = max(weight, together.get(key, weight))
    for _, action in acts:
        yield together[action.type, action.start, action.end], action


def _is_same(action: Action, other: Action) -> bool:
    """Whether two acts of one type and actor are one, told twice: in the same words, or upon the same object."""
    if action.start < other.end and other.start < action.end:
        return True
    if action.object_id and other.object_id:
        return action.object_id == other.object_id
    words, others = _words(action), _words(other)
    return words == others or bool(words and others and (words <= others or others <= words))


def _is_decided(each: Played, others: Iterable[Played]) -> bool:
    """Whether an act is only what a body decides to do ("the Cabinet decided to award the contract")."""
    act = each.action
    return "infinitive" in each.traits and any(
        other.action.type == "approve" and other.action.actor == act.actor
        and other.action.start < act.start and act.end <= other.action.end
        for other in others
    )  # fmt: skip


def _is_retold(action: Action, other: Action, headline: int) -> bool:
    """Whether one is told in the headline and the other just below: the same act, in other words for its object."""
    first, second = sorted((action, other), key=lambda each: each.start)
    if not first.start < headline <= second.start < headline + _BELOW:
        return False
    return first.type not in _MANIFOLD or first.text[:_STEM].lower() == second.text[:_STEM].lower()


def _words(action: Action) -> frozenset[str]:
    """What the object begins with, small words apart."""
    words = (action.object or "").lower().split()
    return frozenset([word for word in words if len(word) >= _TELLING][:_WORDS_OF_AN_OBJECT])
