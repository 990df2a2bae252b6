"""How they voted: results of votes, counted or unanimous."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import msgspec
from spacy.tokens import Doc

from extractor.data import Library
from extractor.draft import Draft, Find
from extractor.facts.links import Sentences
from extractor.facts.votes import labelled, paired, unanimous
from extractor.facts.votes.outcome import outcomes
from extractor.facts.votes.tally import Tally
from extractor.record import Vote
from extractor.rules.gazetteer import lowered
from extractor.text.spans import Spans, Taken

_SAME_VOTE = 80


def build(library: Library) -> Find:
    """The finder of votes."""
    finders = (labelled.finder(library), paired.finder(library))
    find_agreed = unanimous.finder(library)
    outcome_of = outcomes(library)

    def find(doc: Doc, draft: Draft) -> list[Vote]:
        text = draft.article.text
        low = lowered(text)
        counted = _apart(text, (tally for find_tallies in finders for tally in find_tallies(text, low)))
        agreed = list(_once(find_agreed(text, low)))
        if not counted and not agreed:
            return []
        links = Sentences(doc, draft)

        def vote(tally: Tally) -> Vote:
            first, last = links.sentence(tally.start)
            outcome, turns = outcome_of(text, tally, first, last)
            return tally.vote(text, outcome, None, turned=turns)

        spans = Spans(counted)
        lone = [tally for tally in agreed if not any(_same(tally, other) for other in _near(tally, spans))]
        beside = Spans({tally for tally in agreed if tally.unanimous}.difference(lone))
        votes = [vote(tally) for tally in sorted([*counted, *lone], key=lambda tally: tally.start)]
        return [
            msgspec.structs.replace(each, unanimous=True)
            if any(_same(tally, each) for tally in _near(each, beside))
            else each
            for each in votes
        ]

    return find


def _apart(text: str, tallies: Iterable[Tally]) -> list[Tally]:
    """Tallies that do not overlap; the one that says more wins, then the longer."""
    kept: list[Tally] = []
    taken = Taken(len(text))
    for tally in sorted(tallies, key=lambda each: (-each.known(), each.start - each.end, each.start)):
        if not taken.touches(tally.start, tally.end):
            taken.add(tally.start, tally.end)
            kept.append(tally)
    return kept


def _once(agreed: list[Tally]) -> Iterator[Tally]:
    """Without the voice vote that only says how all agreed ("unanimously by voice vote")."""
    for before, tally in pairwise([None, *agreed]):
        if tally and not (before and before.unanimous and not tally.unanimous and tally.start - before.end <= 1):
            yield tally


def _same(agreed: Tally, other: Tally | Vote) -> bool:
    """Whether words for agreement tell of the vote whose numbers are near: not where anybody was against."""
    return not (agreed.unanimous and (other.against or other.abstain))


def _near(one: Tally | Vote, others: Spans[Tally]) -> list[Tally]:
    return others.touching(one.start - _SAME_VOTE, one.end + _SAME_VOTE)
