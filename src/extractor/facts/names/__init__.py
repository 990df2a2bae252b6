"""Names: people, bodies and places as the model and rules see them, before merging."""

from collections.abc import Iterable

from spacy.tokens import Doc

from extractor.data import Library
from extractor.facts.capitals import read_capitals
from extractor.facts.draft import Draft, Find, Name
from extractor.facts.names.again import find_again
from extractor.facts.names.bodies import find_bodies
from extractor.facts.names.candidate import Candidate, choose
from extractor.facts.names.lexicon import lexicon
from extractor.facts.names.model import find_modelled
from extractor.facts.names.persons import find_people


def build(library: Library) -> Find:
    """The finder of names."""
    known = lexicon(library)

    def find(doc: Doc, draft: Draft) -> list[Name]:
        capitals = read_capitals(doc.text, known.never, known.short_forms)
        people = list(find_people(capitals, known))
        candidates = [found.candidate for found in people]
        candidates += find_bodies(capitals, known, {found.first: found.last for found in people})
        candidates += find_modelled(doc, capitals, known)
        blocked = [(mention.start, mention.end) for law in draft.instruments for mention in law.mentions]
        chosen = choose(_outside(candidates, blocked))
        chosen = choose([*chosen, *_outside(find_again(capitals, known, chosen), blocked)])
        return [
            Name(text=doc.text[each.start : each.end], start=each.start, end=each.end, label=each.label, rule=each.rule)
            for each in chosen
        ]

    return find


def _outside(candidates: Iterable[Candidate], blocked: list[tuple[int, int]]) -> list[Candidate]:
    """Candidates that do not lie inside a law's name."""
    return [each for each in candidates if not any(start < each.end and each.start < end for start, end in blocked)]
