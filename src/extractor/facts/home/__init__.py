"""Where from: the dateline and the country that an article is written from."""

from spacy.tokens import Doc

from extractor.data import Library
from extractor.facts.draft import Draft, Find, Home


def build(library: Library) -> Find:  # noqa: ARG001
    """The finder of home."""

    def find(doc: Doc, draft: Draft) -> tuple[Home, ...]:  # noqa: ARG001
        return ()

    return find
