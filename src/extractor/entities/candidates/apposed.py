"""People whom what stands behind them names: "Lubomyr Drozdyk, head of the mission"."""

from collections.abc import Iterator

from extractor.entities.candidates.candidate import Candidate
from extractor.entities.candidates.lexicon import Lexicon, headed
from extractor.regex import compiled
from extractor.rules.gazetteer import plain
from extractor.text.capitals import Capitals

_WEIGHT = 1.9
_SIZES = range(2, 4)
_ROLE = compiled(
    r",\s(?:(?:the|an?|its|their|his|her)\s)?(?P<words>(?:[A-Za-z][\w’'/-]*\s){0,4}?[A-Za-z][\w-]*)(?=\s(?:of|for|to|at|in|on)\s|,)"
)
_LINKS = ("word", "particle")
_SHORTEST = 3


def find_apposed(capitals: Capitals, known: Lexicon) -> Iterator[Candidate]:
    """Candidates of two or three words with a role in apposition, in order of the text."""
    words, text = capitals.words, capitals.text
    last = -1
    for first, word in enumerate(words):
        if first <= last or word.link or word.heading:
            continue
        last = first
        while last + 1 < len(words) and words[last + 1].link in _LINKS:
            last += 1
        role = _ROLE.match(text, words[last].end) if last - first + 1 in _SIZES else None
        if role and _is_role(role["words"], known) and _may_name(capitals, first, last, known):
            yield Candidate(word.start, words[last].end, "person", "role in apposition", _WEIGHT)


def _is_role(words: str, known: Lexicon) -> bool:
    *before, noun = words.split()
    named = noun in known.letters or any(word in known.given for word in before)
    return not named and (noun in known.roles or noun.lower() in known.roles or noun in known.titles.values)


def _may_name(capitals: Capitals, first: int, last: int, known: Lexicon) -> bool:
    """Whether no word of the name is one that names of bodies, places or things have."""
    words = [capitals.words[at].text for at in range(first, last + 1)]
    name = plain(capitals.text[capitals.words[first].start : capitals.words[last].end])
    common = known.refused.keys() | known.tails | known.sites | known.things | known.titles.values.keys() | known.verbs
    return not (
        headed(name, known)
        or known.atlas.look_up(name)
        or any(word in common or word.isupper() or known.atlas.look_up(word) for word in words)
        or any(word.lower() in capitals.lower or word.lower() in known.ordinary for word in words)
        or len(words[-1]) < _SHORTEST
    )
