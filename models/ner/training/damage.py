"""The damage that releases suffer on their way: capitals, lost marks, hard line ends, stray blanks."""

import random
import re
from dataclasses import replace

from .corpus import Labelled, Span

PUNCTUATION = re.compile(r"[.,:;\"“”()$%&/–—-]|(?<=\w)['’](?=s\b)")


def in_capitals(item: Labelled) -> Labelled:
    """Write everything in capitals, where that keeps the length."""
    upper = item.text.upper()
    return replace(item, text=upper) if len(upper) == len(item.text) else item


def without_punctuation(item: Labelled) -> Labelled:
    """Put blanks in the place of marks, as some release archives do."""
    text = PUNCTUATION.sub(lambda mark: " " * len(mark[0]), item.text)
    spans = tuple(Span(s.start, s.start + len(text[s.start : s.end].rstrip()), s.label) for s in item.spans)
    return replace(item, text=text, spans=tuple(s for s in spans if s.start < s.end and text[s.start] != " "))


def wrapped(item: Labelled, rng: random.Random) -> Labelled:
    """Break lines hard at a width of 60 to 90 characters."""
    width, at, letters = rng.randint(60, 90), 0, list(item.text)
    while at + width < len(letters) and (at := item.text.rfind(" ", at + 1, at + width)) > 0:
        letters[at] = "\n"
    return replace(item, text="".join(letters))


def spaced(item: Labelled, rng: random.Random) -> Labelled:
    """Double some of the blanks, inside names too."""
    moves, text = [0], ""
    for letter in item.text:
        text += letter + (" " if letter == " " and rng.random() < 0.15 else "")
        moves.append(len(text))
    spans = tuple(Span(moves[s.start], moves[s.end - 1] + 1, s.label) for s in item.spans)
    return replace(item, text=text, spans=spans, unknown=tuple((moves[a], moves[b]) for a, b in item.unknown))


def like_a_headline(item: Labelled) -> Labelled:
    """Capitalise every word of four letters and more."""
    return replace(item, text=re.sub(r"\b[a-z](?=[a-z]{3})", lambda letter: letter[0].upper(), item.text))


def damaged(item: Labelled, rng: random.Random) -> Labelled:
    """Return the text with one kind of damage, which is chosen at random."""
    kind = rng.randrange(5)
    if kind == 0:
        return in_capitals(item)
    if kind == 1:
        return without_punctuation(item)
    if kind == 2:
        return wrapped(item, rng)
    return spaced(item, rng) if kind == 3 else like_a_headline(item)
