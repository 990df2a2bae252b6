"""Nicknames inside names: Ramon "Monty" Tarrant, James (Jim) Marsh."""

from extractor.entities.candidates.lexicon import Lexicon
from extractor.regex import compiled
from extractor.text.capitals import Capitals

_NICKNAME = compiled(
    r"\.?\s(?:(?P<open>\()?[\"“‘'](?:the\s|El\s)?[A-Z][\w.-]*(?:\s[A-Z][\w-]*)?[\"”’'](?(open)\))"
    r"|\((?P<given>[A-Z]\w+)\))\s(?=[A-Z])"
)


def after_nickname(capitals: Capitals, known: Lexicon, at: int, *, given: bool) -> int | None:
    """Index of the word after the nickname that follows the word ``at``; ``given``: the name begins with a given name.

    What stands in brackets is a nickname only where it is a given name behind another.
    """
    found = _NICKNAME.match(capitals.text, capitals.words[at].end)
    if found is None or (found["given"] is not None and not (given and found["given"] in known.given)):
        return None
    following = capitals.first_at(found.end())
    there = following < len(capitals.words) and capitals.words[following].start == found.end()
    return following if there else None
