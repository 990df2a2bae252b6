"""Who: people, each one once, with role and affiliation."""

from spacy.tokens import Doc

from extractor.data import Library
from extractor.facts.draft import Draft, Find
from extractor.record import Person


def build(library: Library) -> Find:  # noqa: ARG001
    """The finder of people."""

    def find(doc: Doc, draft: Draft) -> tuple[Person, ...]:  # noqa: ARG001
        return ()

    return find
