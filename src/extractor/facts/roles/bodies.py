"""The bodies of an article by place, of which roles may be."""

from collections.abc import Iterable

from msgspec import Struct

from extractor.record import Institution
from extractor.text.spans import Spans


class Seat(Struct, frozen=True):
    """A mention of a body, with its rank among all: those of the body that is named first come first."""

    rank: int
    start: int
    end: int
    text: str
    id: str


class Bodies:
    """The mentions of an article's bodies.

    Attributes:
        ends: where they end (code points).
    """

    def __init__(self, bodies: Iterable[Institution]) -> None:
        mentions = [(each, body.id) for body in bodies for each in body.mentions]
        seats = [Seat(rank, each.start, each.end, each.text, id_) for rank, (each, id_) in enumerate(mentions)]
        self._spans = Spans(seats)
        self.ends = frozenset(seat.end for seat in seats)

    def inside(self, start: int, end: int) -> Seat | None:
        """The first by rank of those that lie between two places."""
        touching = self._spans.touching(start, end)
        within = (seat for seat in touching if start <= seat.start and seat.end <= end)
        return min(within, key=lambda seat: seat.rank, default=None)
