"""How much: amounts of money with their currency."""

from extractor.data import Library
from extractor.doc import Doc
from extractor.draft import Draft, Find
from extractor.entities.countries import atlas
from extractor.fact import Money
from extractor.facts.money import stripped, written
from extractor.text.spans import Spans


def build(library: Library) -> Find:
    """The finder of money."""
    countries = atlas(library).countries
    find_written, find_stripped = written.finder(library), stripped.finder(library)

    def find(doc: Doc, draft: Draft) -> list[Money]:  # noqa: ARG001
        text = draft.article.text
        home = countries.get(draft.home.country) if draft.home else None
        found = find_written(text, home.currency if home else None)
        if any(not money.text[0].isalnum() for money in found):
            return found  # signs were not stripped
        spans = Spans(found)
        more = (each for each in find_stripped(text) if not spans.touching(each.start, each.end))
        return sorted([*found, *more], key=lambda money: money.start)

    return find
