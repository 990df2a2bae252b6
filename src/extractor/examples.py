"""Marked sentences: examples of a kind of fact that say what must be found in them, and what must not.

    # a comment
    @published=2023-03-10 It was adopted [last year]{value=2022}.
    !the year stands two lines above | A row with [5 May]{value=2021-05-05}.

What is not marked must not be found. ``!reason |`` marks a known gap.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from extractor.record import Record

_MARK = re.compile(r"(?<!\\)\[(?P<span>(?:[^\]\\]|\\.)+)\]\{(?P<fields>[^}]*)\}")
_FIELD = re.compile(r'([\w.]+)=("[^"]*"|\S+)')
_ESCAPES = {"\\n": "\n", "\\[": "[", "\\]": "]", "\\{": "{"}


class Marked(Struct, frozen=True):
    """One example: ``spans`` maps code point bounds in ``text`` to the fields that the fact there must have."""

    line: int
    text: str
    published: str | None
    gap: str | None
    spans: dict[tuple[int, int], dict[str, str]] = {}


def read(path: Path) -> list[Marked]:
    """The examples of a file."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return [parse(line, number) for number, line in lines if line.strip() and not line.startswith("#")]


def parse(line: str, number: int = 0) -> Marked:
    """The example that a line states."""
    gap = published = None
    if line.startswith("!"):
        gap, line = line[1:].split(" | ", 1)
    if line.startswith("@published="):
        published, line = line.removeprefix("@published=").split(" ", 1)
    text, at = "", 0
    spans: dict[tuple[int, int], dict[str, str]] = {}
    for mark in _MARK.finditer(line):
        text += _plain(line[at : mark.start()])
        start, text = len(text), text + _plain(mark["span"])
        spans[start, len(text)] = {key: value.strip('"') for key, value in _FIELD.findall(mark["fields"])}
        at = mark.end()
    return Marked(number, text + _plain(line[at:]), published, gap, spans)


def _plain(text: str) -> str:
    return re.sub(r"\\[n\[\]{]", lambda match: _ESCAPES[match[0]], text)


def found(record: Record, key: str) -> dict[tuple[int, int], Any]:
    """The facts of one kind by span, as the marks give them."""
    spans = {}
    for fact in getattr(record, key):
        for part in getattr(fact, "mentions", None) or getattr(fact, "evidence", None) or (fact,):
            spans[part.start, part.end] = fact
    return spans


def look(fact: Any, dotted: str) -> str:  # noqa: ANN401 - any fact
    """The field of a fact, as marks write it; a dotted name looks into a part, of several parts the names are seen."""
    for key in dotted.split("."):
        fact = None if fact is None else getattr(fact, "for_" if key == "for" else key)
    if fact is None:
        return "null"
    if isinstance(fact, tuple):
        return "; ".join(part.name for part in fact)
    return str(fact).lower() if isinstance(fact, bool) else str(fact)


def faults(marked: Marked, record: Record, kind: str) -> Iterator[str]:
    """What the record has too little, too much or otherwise than the example says."""
    facts = found(record, kind)
    for start, end in sorted(set(marked.spans) - set(facts)):
        yield f"{marked.text[start:end]!r} is not found as one of the {kind}"
    for start, end in sorted(set(facts) - set(marked.spans)):
        yield f"{marked.text[start:end]!r} is found as one of the {kind} but not marked"
    for span in sorted(set(facts) & set(marked.spans)):
        for key, wanted in marked.spans[span].items():
            seen = look(facts[span], key)
            if seen != wanted:
                yield f"{marked.text[slice(*span)]!r}: {key} is {seen}, not {wanted}"
