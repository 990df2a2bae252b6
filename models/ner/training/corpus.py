"""Texts with name spans, as characters, and their way into spaCy examples."""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

DOUBT = "?"  # the label of a stretch that becomes unknown


class Span(NamedTuple):
    """A name: code point offsets into the text, and its OntoNotes label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, the names in it, and the stretches about which nobody knows."""

    id: str
    text: str
    spans: tuple[Span, ...]
    unknown: tuple[tuple[int, int], ...] = ()
    source: str = ""


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSONL file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_gold(path: Path) -> list[Labelled]:
    """Read annotated texts: ``words``, ``spaces`` and token spans with PER, ORG or LOC."""
    return [_from_words(row) for row in read_lines(path)]


def _from_words(row: dict[str, Any]) -> Labelled:
    starts, text = [], ""
    for word, space in zip(row["words"], row["spaces"], strict=True):
        starts.append(len(text))
        text += word + (" " if space else "")
    spans = tuple(
        Span(starts[first], starts[last - 1] + len(row["words"][last - 1]), label) for first, last, label in row["ents"]
    )
    return Labelled(row["id"], text, spans, source=row["src"])


def disjoint(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Keep spans in the given order of preference, drop what overlaps; sorted by place."""
    kept: list[Span] = []
    for span in spans:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return tuple(sorted(kept))


def instead(spans: Iterable[Span], added: Iterable[Span]) -> list[Span]:
    """Put the added spans in the place of those with the same bounds; where they just touch, the old ones win."""
    added = list(added)
    places = {(span.start, span.end) for span in added}
    return list(disjoint([*(span for span in spans if (span.start, span.end) not in places), *added]))


def touches(span: Span, start: int, end: int) -> bool:
    """Say whether a span shares a character with a stretch."""
    return span.start < end and start < span.end


def rewritten(item: Labelled, parts: list[tuple[Span, str]]) -> Labelled:
    """Put other words in the place of spans; all offsets move along."""
    text, spans, unknown, at = "", [], [], 0
    moved = dict(parts)
    borders: list[tuple[int, int]] = []
    for span in item.spans:
        text += item.text[at : span.start]
        words = moved.get(span, item.text[span.start : span.end])
        spans.append(Span(len(text), len(text) + len(words), span.label))
        borders.append((span.end, len(text) + len(words) - span.end))
        text += words
        at = span.end
    for start, end in item.unknown:
        shift = next((by for border, by in reversed(borders) if border <= start), 0)
        unknown.append((start + shift, end + shift))
    return replace(item, text=text + item.text[at:], spans=tuple(spans), unknown=tuple(unknown))


def to_example(nlp: Language, item: Labelled) -> Example:
    """Tokenize a text and lay its spans over the tokens; tokens cut by a span are taken whole."""
    doc = nlp.make_doc(item.text)
    predicted = Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
    spans = _tidy(doc.char_span(*span[:2], label=span.label, alignment_mode="expand") for span in item.spans)
    taken = {token.i for span in spans for token in span}
    unknown = {
        token.i
        for cut in item.unknown
        for token in doc.char_span(*cut, alignment_mode="expand") or ()
        if not token.is_space
    }
    doc.set_ents(spans, missing=[doc[i : i + 1] for i in sorted(unknown - taken)], default="outside")
    return Example(predicted, doc)


def _tidy(spans: Iterable[Any]) -> list[Any]:
    """Drop overlaps, and white space at the edges, where the transition system has no move."""
    kept: list[Any] = []
    for span in map(_bare, spans):
        if span and (not kept or kept[-1].end <= span.start):
            kept.append(span)
    return kept


def _bare(span: Any) -> Any:
    while span and span[-1].is_space:
        span = span[:-1]
    while span and span[0].is_space:
        span = span[1:]
    return span


def pieces(item: Labelled, size: int) -> Iterator[Labelled]:
    """Cut a text at line ends or full stops into pieces of about ``size`` characters."""
    start = 0
    while start < len(item.text):
        end = _cut(item, start + size)
        spans = tuple(Span(s.start - start, s.end - start, s.label) for s in item.spans if start <= s.start < end)
        unknown = tuple((max(a, start) - start, min(b, end) - start) for a, b in item.unknown if a < end and start < b)
        yield replace(item, text=item.text[start:end], spans=spans, unknown=unknown)
        start = end


def _cut(item: Labelled, near: int) -> int:
    """Return the first sentence-like end at or after ``near`` that lies in no span."""
    for place in range(near, min(near + 400, len(item.text))):
        end_like = item.text[place - 1] in ".\n" or item.text[place - 2 : place] == "  "
        if end_like and not any(span.start < place < span.end for span in item.spans):
            return place
    return len(item.text)
