"""How many: amendments and other legislative things."""

from spacy.tokens import Doc

from extractor.data import Library
from extractor.facts.draft import Draft, Find
from extractor.record import Count


def build(library: Library) -> Find:  # noqa: ARG001
    """The finder of counts."""

    def find(doc: Doc, draft: Draft) -> tuple[Count, ...]:  # noqa: ARG001
        return ()

    return find
