"""When: temporal expressions with their values, and the publication date."""

from spacy.tokens import Doc

from extractor.data import Library
from extractor.facts.draft import Draft, Find
from extractor.record import Date


def build(library: Library) -> Find:  # noqa: ARG001
    """The finder of dates."""

    def find(doc: Doc, draft: Draft) -> tuple[Date, ...]:  # noqa: ARG001
        return ()

    return find
