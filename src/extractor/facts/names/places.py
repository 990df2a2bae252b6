"""Places that the atlas knows."""

from collections.abc import Iterator

from extractor.facts.capitals import Capitals
from extractor.facts.names.candidate import Candidate
from extractor.facts.names.lexicon import Lexicon
from extractor.facts.names.phrasebook import phrase_at

_KNOWN = 2.9


def find_places(capitals: Capitals, known: Lexicon) -> Iterator[Candidate]:
    """Candidates for places that are no part of a longer capitalised phrase."""
    words = capitals.words
    for first in range(len(words)):
        found = phrase_at(known.places, capitals, first)
        if found and words[first].link != "word" and not _goes_on(capitals, found[0]):
            yield Candidate(words[first].start, words[found[0]].end, "place", f"atlas {found[1]}", _KNOWN)


def _goes_on(capitals: Capitals, last: int) -> bool:
    return last + 1 < len(capitals.words) and capitals.words[last + 1].link == "word"
