"""A tally: the numbers of a vote and where they stand, before it is known what became of the matter."""

from typing import Literal

from msgspec import Struct

from extractor.record import Vote


class Tally(Struct, frozen=True):
    """Numbers for, against and abstaining (None: not stated); ``start`` and ``end`` are code points."""

    start: int
    end: int
    for_: int | None = None
    against: int | None = None
    abstain: int | None = None
    unanimous: bool = False
    ordered: bool = False
    rule: str = ""

    def known(self) -> int:
        """How many of the three numbers are stated."""
        return sum(number is not None for number in (self.for_, self.against, self.abstain))

    def vote(
        self, text: str, outcome: Literal["adopted", "rejected"] | None, instrument: str | None, *, turned: bool
    ) -> Vote:
        """The vote. ``turned``: the greater of two numbers without sides is the one against."""
        for_, against = self.for_, self.against
        if turned and self.ordered and for_ is not None and against is not None and for_ > against:
            for_, against = against, for_
        return Vote(
            text=text[self.start : self.end], start=self.start, end=self.end, for_=for_, against=against,
            abstain=self.abstain, unanimous=self.unanimous or bool(for_ and against == 0 and not self.abstain),
            outcome=outcome, instrument=instrument, rule=self.rule,
        )  # fmt: skip
