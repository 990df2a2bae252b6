"""How names and phrases of annotation and record are compared."""

import re
from collections.abc import Callable
from typing import Any

_ENOUGH_WORDS = 0.5
_SMALL = frozenset(("the", "of", "for", "and", "a", "an", "on", "in", "to"))
_ARTICLE = re.compile(r"^(?:the|an?|its|their|our|his|her) ")
_TITLE = re.compile(
    r"^(?:mr|mrs|ms|dr|sen|senator|rep|representative|president|prime minister|minister|hon|sir|dame|secretary|prof"
    r"|chair(?:man|person)?|professor|judge|justice|governor|gov|mp)\.? "
)


def plain(name: str | None) -> str:
    """A name as it is compared: no case, no article, no possessive, straight apostrophes, single blanks."""
    words = _ARTICLE.sub("", " ".join((name or "").split()).lower().replace("’", "'")).strip(' .,;:"“”()')
    return words.removesuffix("'s")


def person(name: str | None) -> str:
    """The name of a person as it is compared: ``plain``, without titles."""
    words = plain(name)
    while (bare := _TITLE.sub("", words)) != words:
        words = bare
    return words


def alike(one: str | None, other: str | None) -> bool:
    """Whether two phrases share at least half of their words (Dice coefficient), small ones aside."""
    a, b = (set(re.findall(r"\w+", (words or "").lower())) - _SMALL for words in (one, other))
    return bool(a and b) and 2 * len(a & b) >= _ENOUGH_WORDS * (len(a) + len(b))


def forms_of(entry: Any, key: Callable[[str | None], str]) -> set[str]:  # noqa: ANN401 - of a sheet or a record
    """All names of an annotated or found entity, each as ``key`` compares it."""
    if isinstance(entry, dict):
        return {key(form) for form in (entry["name"], *entry.get("aliases", ()))} - {""}
    return {key(form) for form in (entry.name, *(mention.text for mention in entry.mentions))} - {""}


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """The share of what two spans cover together that both cover."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (max(one[1], other[1]) - min(one[0], other[0])) if shared > 0 else 0.0
