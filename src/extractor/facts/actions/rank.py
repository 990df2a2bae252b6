"""Which acts are the article's own: the weightiest, each once."""

from collections.abc import Iterable

from extractor.facts.actions.stage import Played
from extractor.facts.actions.weights import Weights
from extractor.record import Action, ActionType

_SEVERAL: tuple[ActionType, ...] = ("adopt", "approve", "pass", "reject", "ratify", "repeal", "sign", "amend")
_WORDS_OF_AN_OBJECT = 4


def chosen(played: Iterable[Played], weights: Weights) -> list[Action]:
    """The actions to give, in text order; of the same type and actor the weightiest, and others upon other laws."""
    best: dict[tuple[str, str | None, str], Played] = {}
    for each in played:
        key = (each.action.type, each.action.actor, _object(each, weights))
        if key not in best or each.weight > best[key].weight:
            best[key] = each
    ordered = sorted(best.values(), key=lambda each: (-each.weight, each.action.start, each.action.end))
    kept = [each.action for each in ordered if each.weight >= weights.least][: int(weights.most)]
    kept = kept or [each.action for each in ordered[:1] if each.weight >= weights.last_resort]
    return sorted(kept, key=lambda action: (action.start, action.end))


def _object(each: Played, weights: Weights) -> str:
    action = each.action
    if action.type not in _SEVERAL or each.weight < weights.several or action.modality != "done":
        return ""
    return action.object_id or " ".join((action.object or "").lower().split()[:_WORDS_OF_AN_OBJECT])
