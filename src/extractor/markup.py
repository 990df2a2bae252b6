"""A record as HTML for notebooks: its text with the facts marked, and a list of them."""

from bisect import bisect
from collections.abc import Iterable, Iterator
from html import escape
from operator import itemgetter

from extractor.fact import Fact

Keyed = tuple[str, Fact]
"""A fact and the key that holds it."""


def page(heading: str, text: str | None, facts: list[Keyed]) -> str:
    """The heading, the text with its facts marked where there is one, and the facts as a table."""
    left, rows = '<td style="text-align: left">', ""
    for key, fact in facts:
        place = ", ".join(dict.fromkeys(" ".join(span.text.split()) for span in fact.spans))
        told = f"{left}{escape(fact.summary())}</td>{left}{escape(place)}</td>"
        rows += f'<tr><td style="color: {type(fact).colour}">{key}</td>{told}</tr>'
    marked = f'<p style="white-space: pre-wrap">{"".join(_marked(text, facts))}</p>' if text is not None else ""
    return f"<div><strong>{escape(heading)}</strong>{marked}<table>{rows}</table></div>"


def _marked(text: str, facts: Iterable[Keyed]) -> Iterator[str]:
    """The text, each fact behind its colour; of facts that overlap the one that is listed first."""
    taken: list[tuple[int, int, str, Fact]] = []
    for key, fact in facts:
        for span in fact.spans:
            place = bisect(taken, span.start, key=itemgetter(0))
            free = taken[place - 1][1] <= span.start if place else True
            if free and (place == len(taken) or span.end <= taken[place][0]):
                taken.insert(place, (span.start, span.end, key, fact))
    at = 0
    for start, end, key, fact in taken:
        told = escape(f"{key}: {fact.summary()}")
        yield escape(text[at:start])
        yield f'<mark style="background: {type(fact).colour}33; color: inherit" title="{told}">'
        yield f"{escape(text[start:end])}</mark>"
        at = end
    yield escape(text[at:])
