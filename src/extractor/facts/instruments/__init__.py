"""What law: acts, bills, treaties, constitutions found by their head nouns, numbers and names."""

from collections.abc import Iterator

from msgspec.structs import replace

from extractor.data import Library
from extractor.doc import Doc
from extractor.draft import Draft, Find
from extractor.entity import Instrument
from extractor.facts.instruments.facts import instrument, trimmed
from extractor.facts.instruments.find import mentions
from extractor.facts.instruments.identifiers import Schemes
from extractor.facts.instruments.lexicon import Lexicon
from extractor.facts.instruments.merge import entities


def build(library: Library) -> Find:
    """The finder of instruments; it scans the text with the patterns made of ``models/instruments/``."""
    lexicon, schemes = Lexicon(library), Schemes(library)

    def find(doc: Doc, draft: Draft) -> Iterator[Instrument]:  # noqa: ARG001
        text, home = draft.article.text, draft.home.country if draft.home else None
        published = draft.published.value if draft.published else None
        year = int(published[:4]) if published else None
        headline = draft.structure.headline
        laws = entities(text, mentions(text, lexicon, home), lexicon, year, headline.end if headline else 0)
        for number, entity in enumerate(trimmed(text, laws, headline), 1):
            law = instrument(text, f"L{number}", entity, lexicon, home, published)
            names = schemes.identifiers(text, law.mentions, law.country, published)
            yield replace(law, identifiers=names) if names else law

    return find
