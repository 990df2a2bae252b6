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
from extractor.entities.candidates.refusals import Refusals
from extractor.entities.candidates.second_pass import find_again, no_meanings, no_short_forms, no_tails
from extractor.entities.candidates.span_boundaries import Boundaries
from extractor.entities.candidates.supported import seen, vouched
from extractor.entities.context_cues import beside
from extractor.entities.naming import FORMS
from extractor.entity import Instrument
from extractor.text.capitals import read_capitals
from extractor.text.spans import Spans

_LIKENESS = ("no likeness", "by given name or surname alone a person, but the model surely sees something else")
_PORTFOLIO = ("portfolio", "what a minister is for")
_UNSUPPORTED = ("unsupported", "only the model sees a body, and neither its words nor those beside it speak for one")
_UNSEEN = ("unseen", "ordinary words around a head noun that is no office's, in which the model sees no name")
_UNCLEAR = ("unclear person", "only the model sees a person, and the name is not clear elsewhere")
_COVERED = ("covered", "part of a longer name")
_DUTY = ("duty", "part of what an office is of or for")
_GROUND = ("place's name", "a place, ship or storm bears it")
_UNPLACED = ("no place", "only the model sees a place, and neither its words nor those beside it speak for one")
_LITIGANT = ("litigant", "a party of a case's title")
_FOLLOWED = ("followed", "a site on which somebody is followed or writes")
_TICKER = "ticker", "a stock exchange and the letters of a share"
_CREDIT = "credit", "who took a picture, and for whom"
_PROGRAMME = "programme", "a programme is called by it"
_LINE = "dateline", "it stands in the dateline, where only agencies are"
_LAW = ("law", "part of a law's name")
_OVERLAP = ("overlap", "a better candidate overlaps it")
_SHORT_FORM = ("short form", "the text gives it to a body")
_MEANING = ("non-entity acronym", "the text says what the letters stand for, and it is no body")


def build(library: Library) -> Find:
    """The finder of names."""
    known = lexicon(library)
    near = beside(library)
    numbered = shapes(library)

    def find(doc: Doc, draft: Draft) -> list[Name]:
        refused = Refusals(draft.refused if draft.reading.why else None)
        text = draft.article.text
        sift = refused.sift
        capitals = read_capitals(text, known.manners)
        home = draft.home.country if draft.home else None
        others = surely_no_people(doc, text)
        people = list(find_people(capitals, known))
        named = [found.candidate for found in people]
        reach = Boundaries(capitals, known, {found.first: found.last for found in people})
        duties = find_duties(reach)

        candidates = sift(*_LIKENESS, named, no_likenesses(named, others, text, known))
        candidates += [
            *find_bodies(reach, home, refused),
            *find_shaped(text, numbered),
            *find_told(reach, near),
            *find_described(reach, near),
            *find_letters(reach, near),
        ]
        candidates = sift(*_PORTFOLIO, candidates, no_portfolios(candidates, duties, text))
        candidates = sift(*_UNSEEN, candidates, seen(candidates, doc, text, known))

        modelled = list(with_firms(find_modelled(doc, capitals, known, refused), candidates, capitals, known, near))
        modelled = sift(*_UNSUPPORTED, modelled, vouched(modelled, candidates, capitals, known, near, home))
        modelled = sift(*_UNCLEAR, modelled, clear_people(modelled, candidates, capitals, known))
        longer = [each for each in candidates if each.label == "person"]
        modelled = sift(*_COVERED, modelled, uncovered(modelled, longer))
        modelled = sift(*_PORTFOLIO, modelled, no_portfolios(modelled, duties, text))
        candidates += sift(*_DUTY, modelled, outside(modelled, duties, "institution", "person"))
        candidates += after_duties(modelled, duties)
        candidates += uncovered(find_places(capitals, known), candidates)
        candidates += find_issuer(capitals, known, near, draft, candidates)

        candidates = sift(*_GROUND, candidates, no_places(candidates, capitals, known))
        candidates = sift(*_UNPLACED, candidates, placed(candidates, capitals, known))
        candidates = sift(*_LITIGANT, candidates, no_litigants(candidates, text))
        candidates = sift(*_FOLLOWED, candidates, outside(candidates, near.channels(text), "institution"))
        candidates = sift(*_CREDIT, candidates, outside(candidates, _pictured(draft), "person", "institution"))
        candidates = sift(*_PROGRAMME, candidates, outside(candidates, near.programmes(text), "person", "institution"))
        tickers = [found.span() for found in FORMS.ticker.finditer(text)]
        candidates = sift(*_TICKER, candidates, outside(candidates, tickers))
        candidates = sift(*_LINE, candidates, behind_dateline(candidates, draft.dateline, text))
        mentions = (mention for law in draft.of(Instrument) for mention in law.mentions)
        laws = sorted(without_names(mentions, candidates))
        candidates = sift(*_LAW, candidates, outside(candidates, laws))
        chosen = sift(*_OVERLAP, candidates, choose(candidates))
        chosen = sift(*_SHORT_FORM, chosen, no_short_forms(chosen, text))
        closed = sorted([*laws, *tickers])
        chosen = choose([*chosen, *outside(find_openings(capitals, known, chosen), closed)])
        again = find_again(capitals, known, chosen, others)
        chosen = list(no_tails(choose([*chosen, *outside(again, closed)]), text))
        chosen = sift(*_MEANING, chosen, no_meanings(chosen, text, known, home))
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
