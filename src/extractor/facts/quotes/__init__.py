"""Said: quotations with their speakers."""

import re

from spacy.tokens import Doc

from extractor.data import Library
from extractor.facts.draft import Draft, Find
from extractor.record import Quote


def build(library: Library) -> Find:  # noqa: ARG001
    """The finder of quotes."""

    def find(doc: Doc, draft: Draft) -> tuple[Quote, ...]:  # noqa: ARG001
        return ()

    return find


def trigger(library: Library) -> re.Pattern[str]:  # noqa: ARG001
    """Sentences in which this matches are parsed."""
    return re.compile(r"(?!)")
