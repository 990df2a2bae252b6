"""Which acts are the article's own: the weightiest; a further one of the same type and actor weighs less."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from extractor.facts.events.told import SummedUp, Told
from extractor.facts.events.traits import Played
from extractor.facts.events.weights import Weights
from extractor.record import Action
from extractor.text.spans import Spans

_LONGEST_HEADLINE = 250


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
    weighed = [(weights.of(each.traits, each.word), each) for each in played]
    ordered = [each for _, each in sorted(weighed, key=lambda pair: (-pair[0], pair[1].action.start))]
    summed_up = SummedUp((each.action for weight, each in weighed if weight >= weights.limits.least), headline)
    approved = Spans(each.action for each in ordered if each.action.type == "approve")
    told: defaultdict[tuple[str, str | None], Told] = defaultdict(partial(Told, headline))
    for each in ordered:
        others = told[each.action.type, each.action.actor]
        if each.action not in others and each.action not in summed_up and not _is_decided(each, approved):
            yield weights.of(each.traits, each.word, len(others)), each.action
            others.add(each.action)


def _joined(weighed: Iterable[tuple[float, Action]]) -> Iterator[tuple[float, Action]]:
    """What several did together weighs for each of them as for the weightiest."""
    acts = list(weighed)
    together: dict[tuple[str, int, int], float] = {}
    for weight, action in acts:
        key = action.type, action.start, action.end
        together[key] = max(weight, together.get(key, weight))
    for _, action in acts:
        yield together[action.type, action.start, action.end], action


def _is_decided(each: Played, approved: Spans[Action]) -> bool:
    """Whether an act is only what a body decides to do ("the Cabinet decided to award the contract")."""
    act = each.action
    return "infinitive" in each.traits and any(
        other.actor == act.actor and other.start < act.start and act.end <= other.end
        for other in approved.touching(act.start, act.end)
    )
