"""Which acts are the article's own: the weightiest, each once."""

from collections.abc import Iterable

from extractor.facts.actions.stage import Played
from extractor.record import Action

_MOST = 5
_LEAST = 1.9


def chosen(played: Iterable[Played]) -> list[Action]:
    """At most five actions in text order; of the same type and actor the weightiest stays."""
    best: dict[tuple[str, str | None], Played] = {}
    for each in played:
        key = (each.action.type, each.action.actor)
        if key not in best or each.weight > best[key].weight:
            best[key] = each
    ordered = sorted(best.values(), key=lambda each: (-each.weight, each.action.start, each.action.end))
    kept = [each.action for each in ordered if each.weight >= _LEAST][:_MOST]
    return sorted(kept, key=lambda action: (action.start, action.end, action.type, action.actor or ""))
