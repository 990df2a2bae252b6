"""Numbers with their sides: "512 votes in favour, 98 against and 41 abstentions", "“for” – 254, “against” – 3"."""

import re
from collections.abc import Callable, Iterator

from extractor.data import Library
from extractor.facts.votes.tally import Tally
from extractor.regex import compiled
from extractor.rules.gazetteer import around
from extractor.text.numbers import numbers

_SIDES = ("for", "against", "abstain")
_GAP = compiled(
    r"(?:\s*\([^()\n]{3,300}\))?[\s,;/.()–—“”\"'-]{0,4}(?:(?:and|with|while|but|to|where|versus)\s+)?"
    r"(?:with\s+|there\s+(?:was|were)\s+|votes\s+)?",
    re.IGNORECASE,
)
_WHOLE = compiled(r"vot\w+\s+\S", re.IGNORECASE)
_NONE = "no|none|nobody|nil|zero"
_STEMS = (
    "favo",
    "abst",
    "affirmative",
    "negative vote",
    "aye",
    "yeas",
    "nays",
    "noes",
    "against",
    "oppos",
    "yes",
)
_SPOKEN = ("vot", "result", "division", "motion", "carried", "favo", "abst", "aye", "yeas", "for”", 'for"')
_BEFORE, _AFTER = 120, 220

Part = tuple[int, int, str, int]


def finder(library: Library) -> Callable[[str, str], Iterator[Tally]]:
    """Makes the function that finds tallies whose numbers name their sides, in a text and its lower-case form."""
    sides: dict[str, str] = {}
    for row in library.table("votes/sides.tsv", "side", "words"):
        if row["side"] not in _SIDES:
            row.fail(f"side is one of {_SIDES}")
        sides[row["words"]] = row["side"]
    between = "|".join(re.escape(row["word"]) for row in library.table("votes/between.tsv", "word"))
    side = "|".join(re.escape(words) for words in sorted(sides, key=lambda words: (-len(words), words)))
    cardinal = numbers(library).cardinal
    part = compiled(
        rf"""(?<![\w.,-])(?:
            (?P<number>{cardinal}|\b(?:{_NONE})\b)(?:\s+(?:out\s+)?of\s+(?:the\s+)?{cardinal})?(?:\s+(?:{between}))*\s+(?P<side>{side})\b
            (?:\s+(?:votes?|it|(?:of\s+)?the\s+\w+)\b)?
          | (?<=\bwith\s)(?P<cast>{cardinal})\s+votes\b
          | ["“”'‘’]*\b(?P<label>{side})["“”'‘’]*
            (?:\s*[:=–—-]\s*|\s+(?:were|was|numbered|totall?ed)\s+|,?\s+(?<=[sSyYeEoOnNrRtT,]\s)(?<!\bfor\s))(?P<figure>\d[\d,]*)\b(?!\s*%)
        )""",
        re.VERBOSE | re.IGNORECASE,
    )
    value = numbers(library).value

    def read(match: re.Match[str]) -> Part | None:
        words = match["side"] or match["label"]
        name = sides[" ".join(words.lower().split())] if words else "for"
        written = match["number"] or match["figure"] or match["cast"]
        worth = 0 if re.fullmatch(_NONE, written, re.IGNORECASE) else value(written)
        if not isinstance(worth, int) or (match["number"] and name == "for" and worth == 0):
            return None
        return match.start(), match.end(), name, worth

    def find(text: str, low: str) -> Iterator[Tally]:
        for first, last in around(low, _STEMS, _BEFORE, _AFTER):
            if any(stem in low[first:last] for stem in _SPOKEN):
                parts = [found for match in part.finditer(text, first, last) if (found := read(match))]
                yield from (tally for run in _runs(text, parts) if (tally := _tally(text, run)))

    return find


def _runs(text: str, parts: list[Part]) -> Iterator[list[Part]]:
    """Parts that follow each other closely, no side twice."""
    run: list[Part] = []
    for part in parts:
        joined = run and _GAP.fullmatch(text, run[-1][1], part[0]) and part[2] not in {each[2] for each in run}
        if run and not joined:
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def _tally(text: str, run: list[Part]) -> Tally | None:
    numbers_by_side = {side: number for _, _, side, number in run}
    start, end = run[0][0], run[-1][1]
    spoken = re.search(r"\bvot|favou?r|\baye", text[start:end], re.IGNORECASE)
    if len(run) == 1 and not ("for" in numbers_by_side and spoken and _WHOLE.search(text, start, end)):
        return None
    return Tally(
        start, end, numbers_by_side.get("for"), numbers_by_side.get("against"), numbers_by_side.get("abstain"),
        rule="sides",
    )  # fmt: skip
