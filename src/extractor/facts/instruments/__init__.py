"""What law: acts, bills, treaties and other instruments."""

from spacy.tokens import Doc

from extractor.data import Library
from extractor.facts.draft import Draft, Find
from extractor.record import Instrument


def build(library: Library) -> Find:  # noqa: ARG001
    """The finder of instruments."""

    def find(doc: Doc, draft: Draft) -> tuple[Instrument, ...]:  # noqa: ARG001
        return ()

    return find
