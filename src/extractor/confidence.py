"""How sure a fact is: the measured share of right facts of its rule, moved by signals of its place and mentions.

The shares and weights stand in ``models/scores/``, measured on annotated texts by ``models/scores/fit.py``.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import exp, log
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from extractor.data import Library
from extractor.fact import Fact
from extractor.signals import Context, signals

PRIOR = 8.0
"""So many facts of the kind at large count beside those of a rule: one seen seldom has about the kind's share."""
_SURE = 0.01
_ANY = "*"
Facts = dict[str, tuple[Any, ...]]
"""The facts of a record by their keys."""


class Confidence(Struct, frozen=True):
    """Right and seen facts by kind and rule (``*`` is the whole kind), weights of signals, default thresholds."""

    shares: Mapping[tuple[str, str], tuple[float, float]]
    weights: dict[tuple[str, str], float]
    least: dict[str, float]

    def score(self, kind: str, fact: Fact, context: Context) -> float:
        """The chance that a fact of this kind is right, between 0 and 1."""
        return self.chance(kind, fact.rule, signals(fact, context))

    def chance(self, kind: str, rule: str, told: Iterable[str]) -> float:
        """The chance that what a rule found with these signals is right, between 0 and 1."""
        moved = sum(self.weights.get((kind, signal), 0.0) for signal in told)
        return round(1 / (1 + exp(-(self.share(kind, rule) + moved))), 3)

    def share(self, kind: str, rule: str) -> float:
        """The log odds of the rule's share of right facts, smoothed by that of its kind."""
        right, seen = self.shares.get((kind, _ANY), (1.0, 2.0))
        prior = right / seen if seen else 0.5
        right, seen = self.shares.get((kind, rule), (0.0, 0.0))
        share = min(max((right + PRIOR * prior) / (seen + PRIOR), _SURE), 1 - _SURE)
        return log(share / (1 - share))


@lru_cache(maxsize=4)
def confidence(library: Library) -> Confidence:
    """The tables of ``models/scores``."""
    shares: dict[tuple[str, str], tuple[float, float]] = {}
    for row in library.table("scores/rules.tsv"):
        shares[row["kind"], row["rule"]] = (row.number("right"), row.number("seen"))
    weights = {(row["kind"], row["signal"]): row.number("weight") for row in library.table("scores/signals.tsv")}
    least = {row["kind"]: row.number("least") for row in library.table("scores/least.tsv")}
    return Confidence(shares, weights, least)


def scored(found: Facts, context: Context, sure: Confidence, least: float | None) -> Facts:
    """The facts by kind, each with its score, without those below ``least`` (None: below their kind's threshold).

    What pointed to an entity that is left out points to nothing.
    """
    kept: Facts = {}
    gone: set[str] = set()
    for kind, facts in found.items():
        threshold = sure.least.get(kind, 0.0) if least is None else least
        with_scores = [
            fact if kind == "topics" else replace(fact, score=sure.score(kind, fact, context)) for fact in facts
        ]
        kept[kind] = tuple(fact for fact in with_scores if fact.score >= threshold)
        gone |= {fact.id for fact in with_scores if fact.score < threshold and hasattr(fact, "id")}
    return {kind: tuple(_without(fact, gone) for fact in facts) for kind, facts in kept.items()} if gone else kept


def _without(fact: Any, gone: set[str]) -> Any:  # noqa: ANN401 - a fact or a part of one
    """The fact without ids of what is gone."""
    changes: dict[str, Any] = {}
    for name in fact.__struct_fields__:
        value = getattr(fact, name)
        if isinstance(value, str) and value in gone and (name.endswith("_id") or name == "instrument"):
            changes[name] = None
        elif isinstance(value, Struct) and hasattr(value, "institution_id") and value.institution_id in gone:
            changes[name] = replace(value, institution_id=None)
    return replace(fact, **changes) if changes else fact
