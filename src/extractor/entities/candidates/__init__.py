"""Names: people, bodies and places as the model and rules see them, before merging."""

from extractor.data import Library
from extractor.doc import Doc
from extractor.draft import Draft, Find, Name
from extractor.entities.candidates.candidate import (
    after_duties,
    behind_dateline,
    choose,
    no_litigants,
    no_portfolios,
    outside,
    uncovered,
    without_names,
)
from extractor.entities.candidates.companies import find_openings, with_firms
from extractor.entities.candidates.gazetteer import find_shaped, shapes
from extractor.entities.candidates.individuals import clear_people, no_likenesses
from extractor.entities.candidates.issuers import find_issuer
from extractor.entities.candidates.lexicon import lexicon
from extractor.entities.candidates.model import find_modelled, surely_no_people
from extractor.entities.candidates.organizations import (
    find_bodies,
    find_described,
    find_duties,
    find_letters,
    find_told,
)
from extractor.entities.candidates.persons import find_people
from extractor.entities.candidates.places import find_places, no_places, placed
from extractor.entities.candidates.refusals import Refusals, Sieve
from extractor.entities.candidates.second_pass import find_again, no_meanings, no_short_forms, no_tails
from extractor.entities.candidates.span_boundaries import Boundaries
from extractor.entities.candidates.supported import seen, vouched
from extractor.entities.context_cues import beside
from extractor.entities.naming import FORMS
from extractor.entity import Instrument
from extractor.text.capitals import read_capitals
from extractor.text.spans import Spans


def build(library: Library) -> Find:
    """The finder of names."""
    known = lexicon(library)
    near = beside(library)
    numbered = shapes(library)

    def find(doc: Doc, draft: Draft) -> list[Name]:
        refused = Refusals(draft.refused if draft.reading.why else None)
        text = draft.article.text
        capitals = read_capitals(text, known.manners)
        home = draft.home.country if draft.home else None
        others = surely_no_people(doc, text)
        people = list(find_people(capitals, known))
        named = [found.candidate for found in people]
        reach = Boundaries(capitals, known, {found.first: found.last for found in people})
        duties = find_duties(reach)

        portfolio: Sieve = ("portfolio", "what a minister is for", lambda them: no_portfolios(them, duties, text))

        candidates = refused.sift(named, (
            "no likeness", "by given name or surname alone a person, but the model surely sees something else",
            lambda them: no_likenesses(them, others, text, known)))  # fmt: skip
        candidates += [
            *find_bodies(reach, home, refused),
            *find_shaped(text, numbered),
            *find_told(reach, near),
            *find_described(reach, near),
            *find_letters(reach, near),
        ]
        candidates = refused.sift(candidates, portfolio, (
            "unseen", "ordinary words around a head noun that is no office's, in which the model sees no name",
            lambda them: seen(them, doc, text, known)))  # fmt: skip

        modelled = list(with_firms(find_modelled(doc, capitals, known, refused), candidates, capitals, known, near))
        longer = [each for each in candidates if each.label == "person"]
        modelled = refused.sift(
            modelled,
            ("unsupported", "only the model sees a body, and neither its words nor those beside it speak for one",
             lambda them: vouched(them, candidates, capitals, known, near, home)),
            ("unclear person", "only the model sees a person, and the name is not clear elsewhere",
             lambda them: clear_people(them, candidates, capitals, known)),
            ("covered", "part of a longer name", lambda them: uncovered(them, longer)),
            portfolio,
        )  # fmt: skip
        candidates += refused.sift(modelled, (
            "duty", "part of what an office is of or for",
            lambda them: outside(them, duties, "institution", "person")))  # fmt: skip
        candidates += after_duties(modelled, duties)
        candidates += uncovered(find_places(capitals, known), candidates)
        candidates += find_issuer(capitals, known, near, draft, candidates)

        tickers = [found.span() for found in FORMS.ticker.finditer(text)]
        candidates = refused.sift(
            candidates,
            ("place's name", "a place, ship or storm bears it", lambda them: no_places(them, capitals, known)),
            ("no place", "only the model sees a place, and neither its words nor those beside it speak for one",
             lambda them: placed(them, capitals, known)),
            ("litigant", "a party of a case's title", lambda them: no_litigants(them, text)),
            ("followed", "a site on which somebody is followed or writes",
             lambda them: outside(them, near.channels(text), "institution")),
            ("credit", "who took a picture, and for whom",
             lambda them: outside(them, _pictured(draft), "person", "institution")),
            ("programme", "a programme is called by it",
             lambda them: outside(them, near.programmes(text), "person", "institution")),
            ("ticker", "a stock exchange and the letters of a share", lambda them: outside(them, tickers)),
            ("dateline", "it stands in the dateline, where only agencies are",
             lambda them: behind_dateline(them, draft.dateline, text)),
        )  # fmt: skip
        mentions = (mention for law in draft.of(Instrument) for mention in law.mentions)
        laws = sorted(without_names(mentions, candidates))
        chosen = refused.sift(
            candidates,
            ("law", "part of a law's name", lambda them: outside(them, laws)),
            ("overlap", "a better candidate overlaps it", choose),
            ("short form", "the text gives it to a body", lambda them: no_short_forms(them, text)),
        )
        closed = sorted([*laws, *tickers])
        chosen = choose([*chosen, *outside(find_openings(capitals, known, chosen), closed)])
        again = find_again(capitals, known, chosen, others)
        chosen = list(no_tails(choose([*chosen, *outside(again, closed)]), text))
        chosen = refused.sift(chosen, (
            "non-entity acronym", "the text says what the letters stand for, and it is no body",
            lambda them: no_meanings(them, text, known, home)))  # fmt: skip
        return [
            Name(text=text[each.start : each.end], start=each.start, end=each.end, label=each.label, rule=each.rule)
            for each in chosen
        ]

    return find


def _pictured(draft: Draft) -> list[tuple[int, int]]:
    """Where captions, and brackets, "X/AFP" or "Photo: X/Y" elsewhere, tell who took a picture (code points)."""
    text, captions = draft.article.text, Spans(each for each in draft.structure.blocks if each.role == "caption")
    told = [(found.span(), found["sure"] or {":", "/"} <= {*found[0]}) for found in FORMS.credit.finditer(text)]
    return [at for at, whole in told if whole or text.endswith("(", 0, at[0]) or captions.touching(*at)]
