"""Rare labels, found as often as the teacher finds them.

A model that was tuned on much text without works, products and laws gives these labels too seldom or too often. One
number for each label mends that: it is added to the scores of the moves that begin such a span. Of a few values the one
is taken with which the model finds most nearly as many as the untuned teacher, in releases that nobody learnt from.
"""

from collections.abc import Sequence
from typing import Any

from spacy.language import Language

from .corpus import Labelled, Span
from .rehearsal import RARE, predicted

STEPS = (-3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)


def calibrate(nlp: Language, items: Sequence[Labelled], wanted: Sequence[Sequence[Span]]) -> dict[str, float]:
    """Change the biases of a pipeline's ``ner`` in place; return what was added for each rare label."""
    ner: Any = nlp.get_pipe("ner")
    upper = ner.model.get_ref("upper")
    before = upper.get_param("b").copy()
    moves = [ner.moves.get_class_name(number) for number in range(ner.moves.n_moves)]
    distances: dict[str, list[tuple[float, float, float]]] = {label: [] for label in sorted(RARE)}
    for step in STEPS:
        upper.set_param("b", _raised(before, moves, dict.fromkeys(RARE, step)))
        found = predicted(nlp, items)
        for label, tried in distances.items():
            tried.append((abs(_count(label, found) - _count(label, wanted)), abs(step), step))
    steps = {label: min(tried)[-1] for label, tried in distances.items()}
    upper.set_param("b", _raised(before, moves, steps))
    return steps


def _raised(biases: Any, moves: Sequence[str], steps: dict[str, float]) -> Any:
    """Return the biases with each label's step added where a span of it begins."""
    raised = biases.copy()
    for number, move in enumerate(moves):
        kind, _, label = move.partition("-")
        if kind in ("B", "U"):
            raised[number] += steps.get(label, 0.0)
    return raised


def _count(label: str, found: Sequence[Sequence[Span]]) -> int:
    return sum(span.label == label for spans in found for span in spans)
