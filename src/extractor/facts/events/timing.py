"""When an act was done: the date that its verb governs."""

import datetime as dt

from extractor.coref.context import Context
from extractor.fact import Date
from extractor.facts.events import standing
from extractor.facts.events.lexicon import Lexicon
from extractor.terms import Modality
from extractor.text.spans import Spans
from extractor.tree import Token

_NEAR, _BESIDE = 90, 14
_DAYS = len("2023-03-09"), len("2023-W10")


class Times:
    """The dates of one article, asked by the verbs of acts."""

    def __init__(self, context: Context, dates: Spans[Date], words: Lexicon) -> None:
        self._context, self._dates, self._words = context, dates, words
        published = context.draft.published and dt.date.fromisoformat(context.draft.published.value)
        self._last_day = (published + dt.timedelta(days=1)).isoformat() if published else None  # it was so somewhere

    def of(self, verb: Token, modality: Modality, at: int, end: int) -> str | None:
        """The nearest date that the verb governs of an act from ``at`` to ``end`` (code points).

        Farther away none but the first words of its sentence ("On Monday, Anna Bell, who leads the panel, asked"), and
        what stands right behind the act and belongs to no noun in that; of what was done none after publication.
        """
        first, last = self._context.bounds(verb.at)
        close, far = max(first, at - _NEAR + 1), min(last, at + _NEAR)
        near = [*self._dates.starting(first, min(close, first + _BESIDE)), *self._dates.starting(close, far)]
        own = [date for date in near if self._is_of(date, verb, day=len(date.value or "") in _DAYS)]
        behind = self._dates.starting(max(end, far), min(last, end + _BESIDE))
        own += [date for date in behind if self._is_of(date, verb, day=False)]
        latest = self._last_day if modality == "done" and verb.tag_ in ("VBD", "VBN", "VBG") else None
        own = own or [date for date in near if verb.tag_ != "VBN" and self._is_beside(date, at)]
        own = [date for date in own if (date.earliest or "") <= (latest or "9")]
        return min(own, key=lambda date: (abs(date.start - at), date.start)).value if own else None

    def _is_beside(self, date: Date, at: int) -> bool:
        """Whether a date stands right before the verb, whatever the tree says, and belongs to nothing else."""
        token = self._word(date) if date.end + 1 == at else None
        return token is not None and all(each.tag_ not in ("IN", "VBN") for each in (token.head, token.head.head))

    def _is_of(self, date: Date, verb: Token, *, day: bool) -> bool:
        """Whether a date tells when an event was: none of its object's ("the exercise in May"), no end of a span."""
        if (token := self._word(date)) is None:
            return False
        if token.head.lower_ == "of" and token.head.head.lower_ in self._words.classes["moments"]:
            token = token.head.head  # "on the [evening] of May 3"
        apart = {token.lower_, token.head.lower_} & self._words.classes["spans"]
        return not apart and standing.governs(verb, token, self._words.classes["future"], day=day)

    def _word(self, date: Date) -> Token | None:
        """The word of a date by which it hangs on others: of "last year" the year."""
        token = self._context.parsed(date.start)
        while token is not None and token.head is not token and date.start <= token.head.at < date.end:
            token = token.head
        return token
