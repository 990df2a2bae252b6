"""What a vote was on, in the article's own words, as archive and site show it; read from a finished record."""

from bisect import bisect_right
from itertools import takewhile

from extractor.data import library
from extractor.fact import Vote
from extractor.facts.links.mentions import FORMS, nouns, tables_of
from extractor.record import Record
from extractor.terms import DECIDING

_BEFORE, _BETWEEN, _AFTER = 250, 100, 20
"""Code points before a vote within which what decided it begins, and ends; those behind it within which it begins."""


def voted_on(record: Record, vote: Vote) -> str | None:
    """What was voted on in the words of the vote's sentence: of a decision, else an amendment or motion before."""
    events, text = record.actions or (), record.text or ""
    place = bisect_right(events, vote.end + _AFTER, key=lambda event: event.start)
    for event in takewhile(lambda event: event.start >= vote.start - _BEFORE, reversed(events[:place])):
        end, start = min(event.end, vote.end), max(event.start, vote.start) + 1
        near = start - end <= _BETWEEN and not FORMS.end.search(text, end, start)
        if near and event.object and event.type in DECIDING:
            return FORMS.side.sub("", " ".join(event.object.removesuffix(vote.text).split()))
    start = max(0, vote.start - _BETWEEN)
    ends = [end.end() - 1 for end in FORMS.end.finditer(text, start, vote.start)]
    return _step(text[ends[-1] if ends else start : vote.start], linked=vote.instrument is not None)


def _step(said: str, *, linked: bool) -> str | None:
    """The amendment, motion or other step (or bill, if none is ``linked``) that words before a vote name last."""
    tables = tables_of(library())
    steps = tables.words["step"] if linked else None
    told = [(said[noun.start : noun.end].split(), noun) for noun in nouns(said, tables)]
    told = [(words, noun) for words, noun in told if noun.definite or steps is None or words[-1].lower() in steps]
    words, noun = told[-1] if told else ([""], None)
    if noun is None or (steps is not None and words[-1].lower() not in steps) or words[-1].endswith("s"):
        return None
    behind = said[noun.end :].split() or [""]
    another = tables.noun.search(said, noun.end) and behind[0] not in tables.words["between"]  # … and the bill passed
    return None if another or behind[0][:1].isupper() else " ".join(words)  # the Reform Committee
