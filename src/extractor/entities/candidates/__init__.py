"""Names: people, bodies and places as the model and rules see them, before merging."""

from spacy.tokens import Doc

from extractor.data import Library
from extractor.draft import Draft, Find, Name
from extractor.entities.candidates.again import find_again
from extractor.entities.candidates.apposed import find_apposed
from extractor.entities.candidates.bodies import find_bodies, find_duties
from extractor.entities.candidates.candidate import (
    after_duties,
    choose,
    no_likenesses,
    no_litigants,
    no_portfolios,
    outside,
    uncovered,
    without_names,
)
from extractor.entities.candidates.evidence import vouched
from extractor.entities.candidates.firms import with_firms
from extractor.entities.candidates.grounds import no_places
from extractor.entities.candidates.individuals import clear_people
from extractor.entities.candidates.lexicon import lexicon
from extractor.entities.candidates.meanings import no_meanings
from extractor.entities.candidates.model import find_modelled, surely_no_people
from extractor.entities.candidates.openings import find_openings
from extractor.entities.candidates.persons import find_people
from extractor.entities.candidates.places import find_places
from extractor.entities.candidates.reach import Reach
from extractor.entities.candidates.shapes import find_shaped, shapes
from extractor.entities.candidates.told import find_told
from extractor.entities.context_cues import beside
from extractor.text.capitals import read_capitals


def build(library: Library) -> Find:
    """The finder of names."""
    known = lexicon(library)
    near = beside(library)
    numbered = shapes(library)

    def find(doc: Doc, draft: Draft) -> list[Name]:
        text = draft.article.text
        capitals = read_capitals(text, known.manners)
        people = list(find_people(capitals, known))
        others = surely_no_people(doc, text, known)
        candidates = list(no_likenesses((found.candidate for found in people), others))
        home = draft.home.country if draft.home else None
        lasts = {found.first: found.last for found in people}
        reach = Reach(capitals, known, lasts)
        candidates += find_bodies(reach, home)
        candidates += find_shaped(text, numbered)
        candidates += find_told(reach, near)
        duties = find_duties(reach)
        candidates = list(no_portfolios(candidates, duties, text))
        modelled = list(with_firms(find_modelled(doc, capitals, known), candidates, capitals, known, near))
        modelled = list(vouched(modelled, candidates, capitals, known, near, home))
        modelled = list(clear_people(modelled, candidates, capitals, known))
        modelled = list(uncovered(modelled, [each for each in candidates if each.label == "person"]))
        candidates += outside(modelled, duties, "institution", "person")
        candidates += after_duties(modelled, duties)
        candidates += uncovered(find_apposed(capitals, known), candidates)
        candidates += uncovered(find_places(capitals, known), candidates)
        candidates = list(no_litigants(no_places(candidates, capitals, known), text, known.channels))
        laws = without_names((mention for law in draft.instruments for mention in law.mentions), candidates)
        chosen = choose(outside(candidates, laws))
        chosen = choose([*chosen, *outside(find_openings(capitals, known, chosen), laws)])
        again = no_likenesses(find_again(capitals, known, chosen), others)
        chosen = choose([*chosen, *outside(again, laws)])
        return [
            Name(text=text[each.start : each.end], start=each.start, end=each.end, label=each.label, rule=each.rule)
            for each in no_meanings(chosen, text, known, home)
        ]

    return find
