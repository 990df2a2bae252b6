"""Zones: where in the document a cue stands, which says how much it tells of what the text is about."""

from bisect import bisect_right
from typing import Literal

from extractor.draft import Structure

Zone = Literal["title", "lead", "body", "outside"]
_TITLE = ("headline", "subheadline")
_OUTSIDE = ("furniture", "letterhead", "contact", "menu", "related", "end")


class Zones:
    """The zones of an article.

    Args:
        structure: its blocks and lead.
        opening: so many code points of running text stand for the headline where there is none.
        lead: so many code points of running text are the lead.
    """

    def __init__(self, structure: Structure, opening: int, lead: int) -> None:
        self._blocks = structure.blocks
        self._starts = [block.start for block in structure.blocks]
        body = structure.lead.start if structure.lead else structure.body_start
        self._title_end = body if structure.headline else body + opening
        self._lead = body, body + lead

    def at(self, place: int) -> Zone:
        """The zone of a place (code points)."""
        number = bisect_right(self._starts, place) - 1
        role = self._blocks[number].role if number >= 0 else "body"
        if role in _OUTSIDE:
            return "outside"
        if role in _TITLE or self._lead[0] <= place < self._title_end:
            return "title"
        return "lead" if self._lead[0] <= place < self._lead[1] else "body"
