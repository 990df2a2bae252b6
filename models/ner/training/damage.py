"""The damage that releases suffer on their way: capitals, lost marks, hard line ends, stray blanks."""

import random
import re
from collections.abc import Callable
from dataclasses import replace

from .corpus import Labelled, Span

PUNCTUATION = re.compile(r"[.,:;\"“”()$%&/–—-]|(?<=\w)['’](?=s\b)")
MARK = re.compile(r"(?<=[\w)])(?:[,:;)](?=[\s,;])|['’]s\b|[.!?](?=$|\n)|(?<=[a-z)\d]{4})[.!?](?= [A-Z]))|(?<=\()\w")
OPENING = re.compile(r"[^\n]{10,}?(?:\n|[.!?](?=\s)|$)")
SUMS = {"MONEY", "PERCENT"}


def in_capitals(item: Labelled) -> Labelled:
    """Write everything in capitals, where that keeps the length."""
    upper = item.text.upper()
    return replace(item, text=upper) if len(upper) == len(item.text) else item


def opened_in_capitals(item: Labelled) -> Labelled:
    """Write the beginning in capitals, up to the end of its line or sentence, as a headline is."""
    end = OPENING.match(item.text)
    upper = item.text[: end.end()].upper() if end else ""
    return replace(item, text=upper + item.text[len(upper) :]) if end and len(upper) == end.end() else in_capitals(item)


def without_punctuation(item: Labelled) -> Labelled:
    """Put blanks in the place of marks, as some release archives do; what was a sum by its mark becomes unknown."""
    text = PUNCTUATION.sub(lambda mark: " " * len(mark[0]), item.text)
    spans = [Span(s.start, s.start + len(text[s.start : s.end].rstrip()), s.label) for s in item.spans]
    lost = [s for s, old in zip(spans, item.spans, strict=True) if s.label in SUMS and _differ(text, item.text, old)]
    unknown = (*item.unknown, *((s.start, s.end) for s in lost))
    kept = tuple(s for s in spans if s.start < s.end and text[s.start] != " " and s not in lost)
    return replace(item, text=text, spans=kept, unknown=tuple((a, b) for a, b in unknown if a < b))


def _differ(text: str, before: str, span: Span) -> bool:
    return text[span.start : span.end] != before[span.start : span.end]


def wrapped(item: Labelled, rng: random.Random) -> Labelled:
    """Break lines hard at a width of 60 to 90 characters."""
    width, at, letters = rng.randint(60, 90), 0, list(item.text)
    while at + width < len(letters) and (at := item.text.rfind(" ", at + 1, at + width)) > 0:
        letters[at] = "\n"
    return replace(item, text="".join(letters))


def spaced(item: Labelled, rng: random.Random) -> Labelled:
    """Double some of the blanks, inside names too."""
    return _with_blanks(item, {i for i, letter in enumerate(item.text) if letter == " " and rng.random() < 0.15})


def set_apart(item: Labelled) -> Labelled:
    """Put blanks between words and marks, as in text that was cut into tokens ("Reno , Nevada 's capital .")."""
    return _with_blanks(item, {place.start() for place in MARK.finditer(item.text)})


def _with_blanks(item: Labelled, before: set[int]) -> Labelled:
    """Put a blank before each of the given letters."""
    moves, text = [], ""
    for place, letter in enumerate(item.text):
        text += " " if place in before else ""
        moves.append(len(text))
        text += letter
    spans = tuple(Span(moves[s.start], moves[s.end - 1] + 1, s.label) for s in item.spans)
    return replace(item, text=text, spans=spans, unknown=tuple((moves[a], moves[b - 1] + 1) for a, b in item.unknown))


def like_a_headline(item: Labelled) -> Labelled:
    """Capitalise every word of four letters and more."""
    return replace(item, text=re.sub(r"\b[a-z](?=[a-z]{3})", lambda letter: letter[0].upper(), item.text))


def damaged(item: Labelled, rng: random.Random) -> Labelled:
    """Return the text with one kind of damage, which is chosen at random."""
    kinds: tuple[Callable[[], Labelled], ...] = (
        lambda: in_capitals(item),
        lambda: opened_in_capitals(item),
        lambda: without_punctuation(item),
        lambda: wrapped(item, rng),
        lambda: spaced(item, rng),
        lambda: set_apart(item),
        lambda: like_a_headline(item),
    )
    return rng.choice(kinds)()
