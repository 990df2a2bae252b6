"""Whether a sentence speaks of what a counted noun needs to mean a legislative thing."""

from collections import defaultdict
from collections.abc import Callable

from extractor.data import Library
from extractor.facts.counts.counted import Counted
from extractor.facts.links import Sentences
from extractor.regex import compiled

_NOT, _NOT_CASE = "not", "not case"
_AROUND_ONLY = "law"  # "two bills" does not speak of law by itself


def context(library: Library) -> Callable[[Counted, str, Sentences], bool]:
    """Makes the function that says whether a count fits its sentence."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    for row in library.table("counts/contexts.tsv", "needs", "pattern"):
        words[row["needs"]].append(row["pattern"])
    behind = {name: compiled(rf"\s+(?i:{'|'.join(words.pop(name))})") for name in (_NOT, _NOT_CASE)}
    said = {name: compiled(rf"\b(?i:{'|'.join(each)})\b") for name, each in words.items()}

    def fits(counted: Counted, text: str, links: Sentences) -> bool:
        if behind[_NOT].match(text, counted.end):
            return False
        if counted.unit == "case" and behind[_NOT_CASE].match(text, counted.end):
            return False
        if not counted.needs:
            return True
        first, last = links.sentence(counted.start)
        pattern = said[counted.needs]
        if counted.needs == _AROUND_ONLY:
            return bool(pattern.search(text, first, counted.start) or pattern.search(text, counted.end, last))
        return bool(pattern.search(text, first, last))

    return fits
