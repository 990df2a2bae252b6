"""Which sentence a place of the text is in, and which instrument is spoken of there."""

from bisect import bisect_left, bisect_right

from spacy.tokens import Doc

from extractor.draft import Draft


class Links:
    """Sentences as code points, and the draft's instruments by place. Made once per article and kind."""

    def __init__(self, doc: Doc, draft: Draft) -> None:
        self._end = len(draft.article.text)
        self._starts = [doc[sentence.start].idx for sentence in draft.sentences]
        self._mentions = sorted(
            (mention.start, mention.end, each.id) for each in draft.instruments for mention in each.mentions
        )

    def sentence(self, at: int) -> tuple[int, int]:
        """Start and end (code points) of the sentence at a place."""
        index = bisect_right(self._starts, at) - 1
        start = self._starts[index] if index >= 0 else 0
        return start, self._starts[index + 1] if index + 1 < len(self._starts) else self._end

    def instrument(self, start: int, end: int) -> str | None:
        """The id of the instrument nearest to a span within its sentence: the last before it, else the first after."""
        first, last = self.sentence(start)
        inside = self._mentions[bisect_left(self._mentions, (first,)) : bisect_left(self._mentions, (last,))]
        here = [mention for mention in inside if not start <= mention[0] < end]
        before = [mention[2] for mention in here if mention[0] < start]
        return before[-1] if before else here[0][2] if here else None
