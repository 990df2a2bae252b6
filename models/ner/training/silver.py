"""Rules that clean what a teacher model says about releases.

Each rule takes a text and its spans and returns spans again. They state what a careful reader of releases knows and the
teacher does not: how the names of committees and ministries run, where laws and programmes are meant, what stands in
brackets after a name, and that a name stays a name throughout a document.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from . import silver_bodies as bodies
from . import silver_people as people
from .corpus import DOUBT, Labelled, Span, disjoint
from .edges import trimmed
from .patterns import Patterns

RULES: tuple[Callable[[str, list[Span], Patterns], list[Span]], ...] = (
    people.initials_whole,
    people.without_parties,
    bodies.without_portfolios,
    bodies.laws_are_not_bodies,
    bodies.whole_bodies,
    people.without_strays,
    bodies.acronyms_apart,
    people.titled_people,
    people.headlines_doubted,
    people.surnames_again,
    bodies.acronyms_again,
)


def clean(item: Labelled, patterns: Patterns) -> Labelled:
    """Run all rules over one document; what they doubt is set down as unknown."""
    found = [trimmed(item.text, span) for span in item.spans]
    for rule in RULES:
        found = [span for span in rule(item.text, found, patterns) if span.start < span.end]
    spans = disjoint(found)
    return replace(
        item,
        spans=tuple(span for span in spans if span.label != DOUBT),
        unknown=tuple((span.start, span.end) for span in spans if span.label == DOUBT),
    )


def agreed(items: Sequence[Labelled], least: int = 5, share: float = 0.8) -> list[Labelled]:
    """Give a name of several words the label that it mostly has in all documents together."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        for span in item.spans:
            votes[item.text[span.start : span.end]][span.label] += 1
    firm = {
        name: count.most_common(1)[0][0] for name, count in votes.items() if _firm(count, least, share) and " " in name
    }
    return [
        replace(item, spans=tuple(s._replace(label=firm.get(item.text[s.start : s.end], s.label)) for s in item.spans))
        for item in items
    ]


def _firm(count: Counter[str], least: int, share: float) -> bool:
    return count.total() >= least and count.most_common(1)[0][1] >= share * count.total()
