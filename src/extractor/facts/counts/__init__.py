"""How many: numbers of amendments and of other legislative things."""

from collections.abc import Iterator
from itertools import zip_longest

from spacy.tokens import Doc

from extractor.data import Library
from extractor.draft import Draft, Find
from extractor.facts.counts import elliptic
from extractor.facts.counts.context import context
from extractor.facts.counts.counted import PART, Counted, finder
from extractor.facts.counts.stage import stages
from extractor.facts.links import Sentences
from extractor.record import Amendments, Count
from extractor.text.spans import Spans


def build(library: Library) -> Find:
    """The finder of counts."""
    find_counted, find_elliptic = finder(library), elliptic.finder(library)
    stage_of, fits = stages(library), context(library)

    def find(doc: Doc, draft: Draft) -> list[Amendments | Count]:
        text = draft.article.text
        named = find_counted(text)
        if not named:
            return []
        links = Sentences(doc, draft)
        kept = [each for each in named if fits(each, text, links)]
        votes = Spans(draft.votes)  # voters are told by the vote ("163 Members voted Aye")
        found = [each for each in (*kept, *find_elliptic(text, kept)) if not votes.touching(each.start, each.end)]
        return list(_facts(text, links, sorted(found, key=lambda each: each.start)))

    def _facts(text: str, links: Sentences, counted: list[Counted]) -> Iterator[Amendments | Count]:
        part = False
        for each, following in zip_longest(counted, counted[1:]):
            first, last = links.sentence(each.start)
            stop = min(last, following.start) if following else last
            if each.rule == PART and following:
                # "adopted two of the 14", or "two of the 14 were adopted": the two were
                before = stage_of(text, each, first, each.end)
                stage = before or stage_of(text, following, first, last)
                part = before is None
            else:
                stage, part = None if part else stage_of(text, each, first, stop), False
            yield each.fact(text, stage, None)

    return find
