"""Who: bodies, each one once."""

from spacy.tokens import Doc

from extractor.data import Library
from extractor.facts.draft import Draft, Find
from extractor.record import Institution


def build(library: Library) -> Find:  # noqa: ARG001
    """The finder of institutions."""

    def find(doc: Doc, draft: Draft) -> tuple[Institution, ...]:  # noqa: ARG001
        return ()

    return find
