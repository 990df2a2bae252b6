"""Which acts are the article's own: the weightiest, each once."""

from collections.abc import Iterable

from extractor.facts.actions.stage import Played
from extractor.record import Action, ActionType

_MOST = 5
_LEAST = 1.9
_LAST_RESORT = 1.4
_SEVERAL: tuple[ActionType, ...] = ("adopt", "approve", "pass", "reject", "ratify", "repeal", "sign", "amend")
_SURE = 3.0
_WORDS_OF_AN_OBJECT = 4


def chosen(played: Iterable[Played]) -> list[Action]:
    """At most five actions in text order; of the same type and actor the weightiest, and others upon other laws."""
    best: dict[tuple[str, str | None, str], Played] = {}
    for each in played:
        key = (each.action.type, each.action.actor, _object(each))
        if key not in best or each.weight > best[key].weight:
            best[key] = each
    ordered = sorted(best.values(), key=lambda each: (-each.weight, each.action.start, each.action.end))
    least = _LEAST if ordered and ordered[0].weight >= _LEAST else _LAST_RESORT
    kept = [each.action for each in ordered if each.weight >= least][: _MOST if least == _LEAST else 1]
    return sorted(kept, key=lambda action: (action.start, action.end))


def _object(each: Played) -> str:
    action = each.action
    if action.type not in _SEVERAL or each.weight < _SURE or action.modality != "done":
        return ""
    return action.object_id or " ".join((action.object or "").lower().split()[:_WORDS_OF_AN_OBJECT])
