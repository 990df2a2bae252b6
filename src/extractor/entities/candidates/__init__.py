"""Names: people, bodies and places as the model and rules see them, before merging."""

import re
from itertools import chain

from extractor.data import Library
from extractor.doc import Doc
from extractor.draft import Draft, Find, Name
from extractor.entities.candidates.candidate import (
    Candidate,
    after_duties,
    behind_dateline,
    choose,
    no_litigants,
    no_portfolios,
    outside,
    uncovered,
    with_more,
    without_names,
)
from extractor.entities.candidates.companies import find_openings, with_firms, with_namesakes
from extractor.entities.candidates.gazetteer import Shapes, find_shaped, shapes
from extractor.entities.candidates.individuals import clear_people, no_likenesses
from extractor.entities.candidates.issuers import find_in_rosters, find_issuer, find_told_again
from extractor.entities.candidates.lexicon import Lexicon, lexicon
from extractor.entities.candidates.model import find_modelled, surely_no_people
from extractor.entities.candidates.organizations import (
    find_bodies,
    find_described,
    find_duties,
    find_letters,
    find_marked,
    find_told,
)
from extractor.entities.candidates.persons import find_people
from extractor.entities.candidates.places import find_dateline, find_places, no_places, placed
from extractor.entities.candidates.refusals import Refusals, Rules, Sieve, rules
from extractor.entities.candidates.second_pass import find_again, no_seats, no_short_forms, no_tails
from extractor.entities.candidates.span_boundaries import Boundaries
from extractor.entities.candidates.spelled import no_meanings, whole_names
from extractor.entities.candidates.supported import seen, vouched
from extractor.entities.context_cues import Beside, beside
from extractor.entities.naming import FORMS
from extractor.entity import Instrument
from extractor.regex import tried_at
from extractor.text.capitals import read_capitals
from extractor.text.normalization import FORMS as LAID_OUT
from extractor.text.spans import Spans

_NEAR = 40
_OPENING = re.compile(r"[A-Z\[]")


def build(library: Library) -> Find:
    """The finder of names of people, bodies and places, none overlapping another, in text order."""
    known, near, numbered, refusing = lexicon(library), beside(library), shapes(library), rules(library)

    def find(doc: Doc, draft: Draft) -> list[Name]:
        return _Reader(doc, draft, known, near, refusing).names(numbered)

    return find


class _Reader:
    """Finds the names of one article: candidates by rules, then what the model adds to them, then the choice."""

    def __init__(self, doc: Doc, draft: Draft, known: Lexicon, near: Beside, refusing: Rules) -> None:
        self._refusing = refusing
        self._doc, self._draft, self._known, self._near = doc, draft, known, near
        self._text, self._home = draft.article.text, draft.country
        self._refused = Refusals(draft.refused if draft.reading.why else None)
        self._capitals = read_capitals(self._text, known.manners)
        self._others = surely_no_people(doc, self._text)
        people = list(find_people(self._capitals, known))
        self._people = [found.candidate for found in people]
        self._reach = Boundaries(self._capitals, known, {found.first: found.last for found in people})
        self._duties = find_duties(self._reach)
        self._tickers = [found.span() for found in FORMS.ticker.finditer(self._text)]
        self._portfolio: Sieve = ("portfolio", "what a minister is for",
                                  lambda them: no_portfolios(them, self._duties, self._text))  # fmt: skip

    def names(self, numbered: Shapes) -> list[Name]:
        """The names, none overlapping another, in order; ``numbered`` are shapes of names with numbers in them."""
        candidates = self._by_rules(numbered)
        candidates += self._by_model(candidates)
        candidates += [*uncovered(find_places(self._capitals, self._known), candidates)]
        candidates += find_dateline(self._draft, self._known)
        candidates += find_issuer(self._capitals, self._known, self._near, self._draft, candidates)
        text = self._text
        candidates += find_in_rosters(text, self._known, self._near, candidates)
        return [
            Name(text=text[each.start : each.end], start=each.start, end=each.end, label=each.label, rule=each.rule)
            for each in self._chosen(self._sifted(candidates))
        ]

    def _by_rules(self, numbered: Shapes) -> list[Candidate]:
        text, known, reach, near = self._text, self._known, self._reach, self._near
        people = self._refused.sift(self._people, (
            "no likeness", "by given name or surname alone a person, but the model surely sees something else",
            lambda them: no_likenesses(them, self._others, text, known)))  # fmt: skip
        bodies = (
            find_bodies(reach, self._home, self._refused), find_shaped(text, numbered), find_told(reach, near),
            find_marked(text, near), find_described(reach, near), find_letters(reach, near),
        )  # fmt: skip
        return self._refused.sift([*people, *chain(*bodies)], self._portfolio, (
            "unseen", "ordinary words around a head noun that is no office's, in which the model sees no name",
            lambda them: seen(them, self._doc, text, known)))  # fmt: skip

    def _by_model(self, candidates: list[Candidate]) -> list[Candidate]:
        capitals, known, near = self._capitals, self._known, self._near
        modelled = find_modelled(self._doc, capitals, known, self._refusing, self._refused)
        longer = [each for each in candidates if each.label == "person"]
        found = self._refused.sift(
            list(with_firms(modelled, candidates, capitals, known, near)),
            ("unsupported", "only the model sees a body, and neither its words nor those beside it speak for one",
             lambda them: vouched(them, candidates, capitals, known, near, self._home)),
            ("unclear person", "only the model sees a person, and the name is not clear elsewhere",
             lambda them: clear_people(them, candidates, capitals, known)),
            ("covered", "part of a longer name", lambda them: uncovered(them, longer)),
            self._portfolio,
        )  # fmt: skip
        apart = self._refused.sift(found, (
            "duty", "part of what an office is of or for",
            lambda them: outside(them, self._duties, "institution", "person")))  # fmt: skip
        return [*apart, *after_duties(found, self._duties)]

    def _sifted(self, candidates: list[Candidate]) -> list[Candidate]:
        """The candidates without those that the words around them make none."""
        text, capitals, known, near, draft = self._text, self._capitals, self._known, self._near, self._draft
        return self._refused.sift(
            candidates,
            ("place's name", "a place, ship or storm bears it", lambda them: no_places(them, capitals, known)),
            ("no place", "only the model sees a place, and neither its words nor those beside it speak for one",
             lambda them: placed(them, capitals, known)),
            ("meeting", "the meeting of a body's members", lambda them: (
                each for each in them if not text.endswith("Congress", each.start, each.end)
                or not FORMS.members_meet.search(text, max(0, each.start - _NEAR), each.end))),
            ("litigant", "a party of a case's title", lambda them: no_litigants(them, text)),
            ("followed", "a site on which somebody is followed or writes",
             lambda them: outside(them, near.channels(text), "institution")),
            ("credit", "who took a picture, and for whom",
             lambda them: outside(them, _pictured(draft), "person", "institution")),
            ("programme", "a programme is called by it",
             lambda them: outside(them, near.programmes(text), "person", "institution")),
            ("ticker", "a stock exchange and the letters of a share", lambda them: outside(them, self._tickers)),
            ("dateline", "it stands in the dateline, where only agencies are",
             lambda them: behind_dateline(them, draft.dateline, text)),
        )  # fmt: skip

    def _chosen(self, candidates: list[Candidate]) -> list[Candidate]:
        """The best of those that overlap, and what is clear by them elsewhere in the article."""
        text, capitals, known = self._text, self._capitals, self._known
        mentions = (mention for law in self._draft.of(Instrument) for mention in law.mentions)
        laws = sorted(without_names(mentions, candidates))
        chosen = self._refused.sift(
            candidates,
            ("law", "part of a law's name", lambda them: outside(them, laws)),
            ("spelled out", "the letters behind it spell a longer name", lambda them: whole_names(them, text, known)),
            ("overlap", "a better candidate overlaps it", choose),
            ("seat", "in brackets it tells where each of several bodies is", lambda them: no_seats(them, text)),
            ("short form", "the text gives it to a body", lambda them: no_short_forms(them, text)),
        )
        chosen = with_namesakes(chosen, text, self._near)
        closed = sorted([*laws, *self._tickers])
        chosen = with_more(chosen, outside(find_openings(capitals, known, chosen), closed))
        chosen = with_more(chosen, outside(find_told_again(capitals, known, chosen), closed))
        again = find_again(capitals, known, chosen, self._others)
        chosen = list(no_tails(with_more(chosen, outside(again, closed)), text))
        return self._refused.sift(chosen, (
            "non-entity acronym", "the text says what the letters stand for, and it is no body",
            lambda them: no_meanings(them, text, known, self._home)))  # fmt: skip


def _pictured(draft: Draft) -> list[tuple[int, int]]:
    """Where captions, and brackets, "X/AFP" or "Photo: X/Y" elsewhere, tell who took a picture (code points)."""
    text, captions = draft.article.text, Spans(each for each in draft.structure.blocks if each.role == "caption")
    told = [each for each in tried_at(_OPENING, FORMS.credit, text) if each["sure"] or {":", "/"} <= {*each[0]}
            or text.endswith("(", 0, each.start()) or captions.touching(*each.span())]  # fmt: skip
    told += [each for each in LAID_OUT.pictured.finditer(text) if not (each["taker"] or each["net"])]
    found = (*told, *LAID_OUT.buttons.finditer(text))
    return sorted({each.start(): each.span() for each in found}.values())
