"""What happened: who did what to which instrument, when."""

import re

from spacy.tokens import Doc

from extractor.data import Library
from extractor.facts.draft import Draft, Find
from extractor.record import Action


def build(library: Library) -> Find:  # noqa: ARG001
    """The finder of actions."""

    def find(doc: Doc, draft: Draft) -> tuple[Action, ...]:  # noqa: ARG001
        return ()

    return find


def trigger(library: Library) -> re.Pattern[str]:  # noqa: ARG001
    """Sentences in which this matches are parsed."""
    return re.compile(r"(?!)")
