"""Bodies that stand last in the rows of a list of people: "Ana Brook, Founder and President, Tarrow Counts"."""

import re
from collections.abc import Iterator
from itertools import islice

from extractor.entities.candidates.candidate import SURE, Candidate
from extractor.entities.candidates.lexicon import Lexicon, is_ordinary
from extractor.entities.context_cues import Beside
from extractor.text.spans import Spans

_WEIGHT, _MOST, _FEWEST = 4.4, 500, 2


def find_in_rosters(text: str, known: Lexicon, near: Beside, others: list[Candidate]) -> Iterator[Candidate]:
    """The last part of rows of a name, an office and it, where two rows or more end so.

    Ordinary words ("Employee Experience") count where half of the rows end with a body that ``others``, the names that
    rules see, show.
    """
    rows = [row for row in islice(near.row.finditer(text), _MOST) if _may_end_with_body(row, known)]
    if len(rows) < _FEWEST:
        return
    clear = Spans([each for each in others if not each.rule.startswith("model") or each.sure >= SURE])
    shown = [bool(clear.touching(*row.span("body"))) for row in rows]
    column = sum(shown) * 2 >= len(rows)
    for row, told in zip(rows, shown, strict=True):
        if not told and (column or not is_ordinary(row["body"], known)):
            yield Candidate(*row.span("body"), "institution", "last in a row of a list", _WEIGHT)


def _may_end_with_body(row: re.Match[str], known: Lexicon) -> bool:
    """Whether each part between the name and the last one has an office's noun, and the last none and no place."""
    offices = [not known.roles.isdisjoint(_words(part)) for part in row["offices"].split(", ")]
    body = row["body"]
    apart = body in known.codes or body in known.letters or known.atlas.look_up(body) is not None
    return offices[0] and not apart and known.roles.isdisjoint(_words(body))


def _words(part: str) -> list[str]:
    words = [word.strip(".") for word in re.split(r"[\s/-]", part)]
    return [*words, *map(str.lower, words)]
