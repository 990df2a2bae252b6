"""Bodies with a small head noun: "Canadian federal government", "Peruvian army", "the Tarrant government"."""

import re

from extractor.entities.candidates.phrasebook import phrase_at
from extractor.entities.candidates.reach import Reach

_THE = re.compile(r"\bthe (?:(?:former|previous|then|current|present|new|outgoing|incoming|last) )?$", re.IGNORECASE)
_NEAR_ARTICLE = 14


def small_head(reach: Reach, first: int) -> int | None:
    """End (code points) of "Canadian federal government", "U.S. government" or "the Tarrant government"."""
    text, known, word = reach.capitals.text, reach.known, reach.words[first]
    place = phrase_at(known.places, reach.capitals, first)
    if word.text in known.demonyms or (place and place[1] in ("name", "state")):
        end = reach.words[place[0]].end if place else word.end
        found = known.smalls["land"].match(text, end)
        found = found or known.smalls["owner"].match(text, end)
        if found is None and word.text in known.demonyms:
            found = known.smalls["demonym"].match(text, end)
    elif word.text not in known.general and _THE.search(text, max(0, word.start - _NEAR_ARTICLE), word.start):
        found = None if known.atlas.look_up(word.text) else known.smalls["leader"].match(text, word.end)
    else:
        found = None
    return found.end() if found else None
