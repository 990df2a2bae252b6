"""Names: people, bodies and places as the model and rules see them, before merging."""

from spacy.tokens import Doc

from extractor.data import Library
from extractor.facts.draft import Draft, Find, Name


def build(library: Library) -> Find:  # noqa: ARG001
    """The finder of names."""

    def find(doc: Doc, draft: Draft) -> tuple[Name, ...]:  # noqa: ARG001
        return ()

    return find
