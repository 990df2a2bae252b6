"""What about: IPTC Media Topics with their evidence."""

from spacy.tokens import Doc

from extractor.data import Library
from extractor.facts.draft import Draft, Find
from extractor.record import Topic


def build(library: Library) -> Find:  # noqa: ARG001
    """The finder of topics."""

    def find(doc: Doc, draft: Draft) -> tuple[Topic, ...]:  # noqa: ARG001
        return ()

    return find
