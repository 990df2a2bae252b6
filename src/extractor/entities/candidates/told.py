"""Names that a noun right before them makes bodies, whatever they look like: "the charity Bright Path"."""

from collections.abc import Iterator

from extractor.entities.candidates.candidate import Candidate
from extractor.entities.candidates.reach import Reach
from extractor.entities.context_cues import Beside

_TOLD = 3.4
_LONGEST = 6


def find_told(reach: Reach, beside: Beside) -> Iterator[Candidate]:
    """Candidates for bodies in the capitals after "the NGO", "a think tank called", "the daily"."""
    text, words = reach.capitals.text, reach.words
    for at in beside.told(text):
        first = reach.capitals.first_at(at)
        if first >= len(words) or words[first].start != at or words[first].heading:
            continue
        last = first
        while last + 1 < len(words) and reach.linked(last + 1, "word", "particle", "of") and last - first < _LONGEST:
            last += 1
        own = range(first, last + 1)
        known = reach.known
        if not any(index in reach.titled or index in reach.people or words[index].text in known.given for index in own):
            yield Candidate(words[first].start, words[last].end, "institution", "noun before it", _TOLD)
