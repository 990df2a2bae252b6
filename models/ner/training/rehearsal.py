"""Lay gold PER, ORG and LOC over what the base model says, so that it keeps its other labels.

The gold sets know three labels, the base model eighteen. Where gold and the base model do not touch, the base
model's dates, sums, nationalities and so on stay; a gold LOC becomes GPE, LOC or FAC as the base model mostly says.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from spacy.language import Language

from .corpus import DOUBT, Labelled, Span, disjoint, touches
from .edges import trimmed

COARSE = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
THINGS = {"WORK_OF_ART", "PRODUCT"}
RARE = {"LAW", *THINGS}
FINE = {"PER": "PERSON", "ORG": "ORG", "LOC": "GPE"}
ROLE = re.compile(
    r"(?:[a-z][\w ]*|Americans|Chairman|Director|Emperor|Governor|Home Secretary|Justice|King|Lords?|MPs?|Minister|"
    r"Muslims|Petitioner|Player|Pope|President|Queen|Respondent|Secretary|Shadow Home Secretary|Sheriff|Speaker|"
    r"Undersecretary)"
)
LANDSCAPE = {
    "LOC": {
        "River", "Lake", "Sea", "Ocean", "Mountain", "Mountains", "Mount", "Island", "Islands", "Bay", "Valley",
        "Desert", "Peninsula", "Gulf", "Strait", "Coast",
    },
    "FAC": {
        "Street", "Road", "Avenue", "Airport", "Bridge", "Stadium", "Park", "Museum", "Building", "Tower", "Palace",
        "Highway", "Station", "Square",
    },
}  # fmt: skip


def predicted(nlp: Language, items: Sequence[Labelled]) -> list[tuple[Span, ...]]:
    """Return what a pipeline's ``ner`` finds in each text."""
    docs = nlp.pipe((item.text for item in items), batch_size=16)
    return [tuple(Span(e.start_char, e.end_char, e.label_) for e in doc.ents) for doc in docs]


def rehearsed(nlp: Language, gold: Sequence[Labelled], patchy: Collection[str]) -> list[Labelled]:
    """Return the gold with fine labels and with the base model's other labels beside it.

    In the sources named ``patchy`` names go without mark here and there, and roles are marked as people: there, a name
    that only the base model sees is set down as unknown, and so is a role.
    """
    guesses = predicted(nlp, gold)
    places = _place_votes(zip(gold, guesses, strict=True))
    return [
        _merge(_without_roles(item) if item.source in patchy else item, guess, places, item.source in patchy)
        for item, guess in zip(gold, guesses, strict=True)
    ]


def names_beside_others(tuned: Sequence[Span], untuned: Sequence[Span]) -> tuple[Span, ...]:
    """Return the names that a tuned model sees, and beside them what it saw otherwise before it was tuned.

    A law stays what it was before. A body that was a work or a product before is doubted. A name of before that the
    tuned model takes for something else becomes that.
    """
    laws = [span for span in untuned if span.label == "LAW"]
    names = [span for span in tuned if span.label in COARSE]
    others = [span for span in untuned if span.label not in COARSE]
    things = [span for span in others if span.label in THINGS]
    doubted = [s._replace(label=DOUBT) for s in names if s.label == "ORG" and any(touches(s, *o[:2]) for o in things)]
    before = [span for span in untuned if span.label in COARSE]
    instead = [s for s in tuned if s.label not in COARSE and any(touches(s, o.start, o.end) for o in before)]
    return disjoint([*laws, *doubted, *names, *others, *instead])


def confirmed(items: Sequence[Labelled], guesses: Sequence[Sequence[Span]]) -> list[Labelled]:
    """Keep the laws, works and products that a model sees likewise; doubt the others, and all it sees beside names."""
    return [
        replace(
            item,
            spans=tuple(span for span in item.spans if span.label not in RARE or span in guess),
            unknown=(
                *item.unknown,
                *(span[:2] for span in item.spans if span.label in RARE),
                *(span[:2] for span in guess if span.label not in COARSE),
            ),
        )
        for item, guess in zip(items, guesses, strict=True)
    ]


def _without_roles(item: Labelled) -> Labelled:
    roles = [s for s in item.spans if s.label == "PER" and ROLE.fullmatch(item.text, s.start, s.end)]
    kept = tuple(span for span in item.spans if span not in roles)
    return replace(item, spans=kept, unknown=tuple((s.start, s.end) for s in roles))


def _place_votes(pairs: Iterable[tuple[Labelled, tuple[Span, ...]]]) -> dict[str, str]:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for item, guess in pairs:
        for span in guess:
            if COARSE.get(span.label) == "LOC":
                votes[item.text[span.start : span.end]][span.label] += 1
    return {name: min(count, key=lambda label: (-count[label], label)) for name, count in votes.items()}


def _merge(item: Labelled, guess: tuple[Span, ...], places: dict[str, str], patchy: bool) -> Labelled:
    gold = [trimmed(item.text, _fine(item.text, span, guess, places)) for span in item.spans]
    rest = [span for span in guess if span.label not in COARSE]
    spans = disjoint(span for span in (*gold, *rest) if span.start < span.end)
    lone = [span for span in guess if patchy and span.label in COARSE]
    unseen = tuple((s.start, s.end) for s in lone if all(s.end <= o.start or o.end <= s.start for o in spans))
    return replace(item, spans=spans, unknown=(*item.unknown, *unseen))


def _fine(text: str, span: Span, guess: tuple[Span, ...], places: dict[str, str]) -> Span:
    if span.label != "LOC":
        return span._replace(label=FINE[span.label])
    words = set(text[span.start : span.end].split())
    for other in guess:
        if COARSE.get(other.label) == "LOC" and other.start < span.end and span.start < other.end:
            return span._replace(label=other.label)
    for label, heads in LANDSCAPE.items():
        if words & heads:
            return span._replace(label=label)
    return span._replace(label=places.get(text[span.start : span.end], "GPE"))
