"""What became of the matter that was voted on: the nearest verb in the sentence says so."""

import re
from collections.abc import Callable
from typing import Literal, get_args

from extractor.data import Library
from extractor.facts.votes.tally import Tally
from extractor.regex import compiled

Outcome = Literal["adopted", "rejected"]
_NEAR = 40
_COURT = compiled(
    r"\b(?:[Cc]ourts?|[Tt]ribunals?|judges|justices|judge?ments?)\b"
)  # its majority stands first, whatever it rejects
_VOTED = compiled(r"\bvoted(?P<for>\s+in\s+favou?r)?(?:\s+by)?\s*$")
_VOTED_TO = compiled(r"\s*(?:,\s*)?(?:to\s+[a-z]+|in favou?r of|for)\b")

OutcomeOf = Callable[[str, Tally, int, int], tuple[Outcome | None, bool]]


def outcomes(library: Library) -> OutcomeOf:
    """Makes the function from a tally and its sentence (code points) to the outcome.

    The second value says whether the verb puts the winners' number first ("rejected by eight votes to three").
    """
    known: dict[str, tuple[Outcome, bool]] = {}
    for row in library.table("votes/outcomes.tsv", "outcome", "turns", "word"):
        outcome: Outcome = "adopted" if row["outcome"] == "adopted" else "rejected"
        if row["outcome"] not in get_args(Outcome):
            row.fail(f"outcome is one of {get_args(Outcome)}")
        known[row["word"]] = (outcome, row["turns"] == "yes")
    words = "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(known, key=lambda word: (-len(word), word))
    )
    pattern = compiled(rf"\b(?:{words})\b", re.IGNORECASE)
    told_next = compiled(
        rf"[^.;\n]{{0,{_NEAR}}}\bthe\s+\w+\s+(?:was\s+)?(?P<word>{words})\b(?![^.;\n]{{0,{_NEAR}}}\d)", re.IGNORECASE
    )

    def outcome_of(text: str, tally: Tally, first: int, last: int) -> tuple[Outcome | None, bool]:
        nearest = min(
            pattern.finditer(text, first, last),
            key=lambda match: max(tally.start - match.end(), (match.start() - tally.end) * 2, 0),
            default=None,
        )
        if nearest is not None:
            outcome, turns = known[_plain(nearest[0])]
            near = max(tally.start - nearest.end(), nearest.start() - tally.end) <= _NEAR
            return outcome, turns and near and not _COURT.search(text, first, last)
        if told := told_next.match(text, last):
            return known[_plain(told["word"])][0], False
        if tally.for_ is not None and tally.against is not None and tally.for_ > tally.against:
            voted = _VOTED.search(text, first, tally.start)
            return ("adopted" if voted and (voted["for"] or _VOTED_TO.match(text, tally.end)) else None), False
        return None, False

    return outcome_of


def _plain(words: str) -> str:
    return " ".join(words.lower().split())
