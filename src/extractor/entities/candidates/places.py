"""Places that the atlas knows."""

from collections.abc import Iterator

from extractor.entities.candidates.candidate import Candidate
from extractor.entities.candidates.lexicon import Lexicon
from extractor.entities.candidates.phrasebook import phrase_at
from extractor.text.capitals import Capitals

_KNOWN, _BRACKETED = 2.9, 3.4  # above the model's people: "Cocos (Keeling) Islands"


def find_places(capitals: Capitals, known: Lexicon) -> Iterator[Candidate]:
    """Candidates for places that are no part of a longer capitalised phrase."""
    words = capitals.words
    for start, stop, _ in known.bracketed.find(capitals.text):
        yield Candidate(start, stop, "place", "atlas name", _BRACKETED)
    for first in range(len(words)):
        found = phrase_at(known.places, capitals, first)
        if found and words[first].link != "word" and not _goes_on(capitals, found[0]):
            if capitals.text[words[found[0]].end : words[found[0]].end + 1] == "$":
                continue  # "US$ 11 million"
            yield Candidate(words[first].start, words[found[0]].end, "place", f"atlas {found[1]}", _KNOWN)


def _goes_on(capitals: Capitals, last: int) -> bool:
    return last + 1 < len(capitals.words) and capitals.words[last + 1].link == "word"
