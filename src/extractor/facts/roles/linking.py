"""The bodies of an article by place and by kind, to which roles may be linked."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from extractor.entity import Institution
from extractor.text.spans import Spans


class Seat(Struct, frozen=True):
    """A mention of a body, with its rank among all: those of the body that is named first come first."""

    rank: int
    start: int
    end: int
    text: str
    body: Institution


class Bodies:
    """The mentions of an article's bodies.

    Attributes:
        all: the bodies.
        ends: where their mentions end (code points).
    """

    def __init__(self, bodies: Iterable[Institution]) -> None:
        self._by_type: defaultdict[str, list[Institution]] = defaultdict(list)
        self.all = list(bodies)
        self._by_form: dict[str, Seat] = {}
        mentions = []
        for body in self.all:
            self._by_type[body.type].append(body)
            mentions += [(each, body) for each in body.mentions]
        seats = [Seat(rank, each.start, each.end, each.text, body) for rank, (each, body) in enumerate(mentions)]
        for seat in seats:
            self._by_form.setdefault(" ".join(seat.text.split()), seat)
        self._spans = Spans(seats)
        self._by_end = sorted(seats, key=lambda seat: seat.end)
        self._last = [seat.end for seat in self._by_end]
        self.ends = frozenset(self._last)

    def ending_in(self, start: int, end: int) -> int | None:
        """Where a mention ends that begins before ``start`` and ends before ``end`` (code points); None for none."""
        around = self._spans.touching(start, start + 1)
        return next((seat.end for seat in around if seat.start < start and seat.end < end), None)

    def inside(self, start: int, end: int) -> list[Seat]:
        """Those that lie between two places, the bodies named first in the article before others."""
        touching = self._spans.touching(start, end)
        within = (seat for seat in touching if start <= seat.start and seat.end <= end)
        return sorted(within, key=lambda seat: seat.rank)

    def starting(self, start: int) -> list[Seat]:
        """Those that begin at a place."""
        return self._spans.starting(start, start + 1)

    def before(self, end: int, reach: int) -> Iterator[Seat]:
        """Those that end at a place or up to ``reach`` code points before it, the last first."""
        first, last = bisect_left(self._last, end - reach), bisect_right(self._last, end)
        return (self._by_end[at] for at in range(last - 1, first - 1, -1))

    def called(self, words: str) -> list[Seat]:
        """The first mention with these words."""
        return [self._by_form[words]] if words in self._by_form else []

    def of_type(self, type_: str) -> list[Institution]:
        """The bodies of a type."""
        return self._by_type.get(type_, [])

    def first(self, body: Institution) -> Seat:
        """The first mention of a body."""
        mention = body.mentions[0]
        return Seat(0, mention.start, mention.end, mention.text, body)
