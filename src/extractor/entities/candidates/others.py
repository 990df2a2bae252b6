"""Capitalised words around a head noun that name no body after all: a place, a site, a thing, somebody's office."""

from extractor.entities.candidates.lexicon import Lexicon, is_thing
from extractor.rules.gazetteer import holds, plain
from extractor.text.capitals import Capitals

_OFFICES = ("Office", "OFFICE")


def names_other(capitals: Capitals, known: Lexicon, titled: set[int], left: int, first: int, right: int) -> bool:
    """Whether the words from ``left`` to ``right`` with the head noun at ``first`` name no body.

    ``titled``: the words that are titles of people.
    """
    words = capitals.words
    name = plain(capitals.text[words[left].start : words[right].end])
    office = (
        left + 1 == first and left in titled and words[first].link == "possessive" and words[first].text in _OFFICES
    )
    owner = plain(words[left].text)
    if left + 1 == first and words[first].text in _OFFICES and owner.endswith("'S"):  # "TARROW'S OFFICE"
        office = office or f"{owner[:-2].title()}'s" not in known.openers
    goes_on = right + 1 < len(words) and words[right + 1].link == "word"
    pair = plain(capitals.text[words[right].start : words[right + 1].end]).title() if goes_on else ""
    site = goes_on and (words[right + 1].text.title() in known.sites or pair in known.things)
    other = name in known.places.values or is_thing(name, known) or office or site
    if other or left == right or not words[left].heading:
        return other
    return holds(capitals.text, name.lower())  # "OIL INDUSTRIES", "oil industries"
