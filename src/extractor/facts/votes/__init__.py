"""How many: results of votes."""

from spacy.tokens import Doc

from extractor.data import Library
from extractor.facts.draft import Draft, Find
from extractor.record import Vote


def build(library: Library) -> Find:  # noqa: ARG001
    """The finder of votes."""

    def find(doc: Doc, draft: Draft) -> tuple[Vote, ...]:  # noqa: ARG001
        return ()

    return find
