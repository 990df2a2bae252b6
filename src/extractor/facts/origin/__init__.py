"""Where from: the dateline and the country that an article is written from."""

from spacy.tokens import Doc

from extractor.data import Library
from extractor.draft import Draft, Find, Home
from extractor.facts.origin import dateline
from extractor.facts.origin.weigh import weigher
from extractor.record import Dateline


def build(library: Library) -> Find:
    """The finder of home."""
    read_dateline = dateline.reader(library)
    weigh = weigher(library)

    def find(doc: Doc, draft: Draft) -> tuple[Dateline | Home, ...]:  # noqa: ARG001
        text = draft.article.text
        line = read_dateline(text)
        home = weigh(text, line)
        return tuple(fact for fact in (line, home) if fact is not None)

    return find
