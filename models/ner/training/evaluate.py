"""Exact-span scores on held-out gold: people, bodies and places."""

import zlib
from collections import Counter
from collections.abc import Sequence

from spacy.language import Language

from .corpus import Labelled, Span
from .edges import trimmed
from .rehearsal import COARSE, predicted


def is_held_out(item: Labelled, every: int, every_news: int) -> bool:
    """Say whether a gold text is kept for evaluation: told from its id alone, so that it never changes."""
    number = zlib.crc32(item.id.encode())
    return number % every == 0 or ("GUM_news" in item.id and number % every_news == 0)


def scores(nlp: Language, gold: Sequence[Labelled]) -> dict[str, float]:
    """Return the F1 of PER, ORG, LOC and of all; articles and possessives at the edges do not count."""
    right: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for item, guess in zip(gold, predicted(nlp, gold), strict=True):
        wanted = {_coarse(item.text, span) for span in item.spans}
        found = {_coarse(item.text, span) for span in guess if span.label in COARSE}
        for span in wanted & found:
            right.update((span.label, "all"))
        for span in (*wanted, *found):
            counts.update((span.label, "all"))
    return {label: 2 * right[label] / max(1, counts[label]) for label in ("PER", "ORG", "LOC", "all")}


def _coarse(text: str, span: Span) -> Span:
    fine = {"PER": "PERSON", "LOC": "GPE"}.get(span.label, span.label)
    bare = trimmed(text, span._replace(label=fine))
    return bare._replace(label=COARSE[bare.label])


def table(models: dict[str, Language], gold: Sequence[Labelled]) -> str:
    """Return the scores of some models on each source of the gold, as lines of Markdown."""
    lines = ["| held-out set | model | PER | ORG | LOC | all |", "|---|---|---|---|---|---|"]
    for source in dict.fromkeys(item.source for item in gold):
        part = [item for item in gold if item.source == source]
        for name, nlp in models.items():
            lines.append(f"| {source} | {name} | " + " | ".join(f"{f:.3f}" for f in scores(nlp, part).values()) + " |")
    return "\n".join(lines)
