"""Reads marked sentences (see README.md in this folder)."""

import re
from dataclasses import dataclass, field

_MARK = re.compile(r"(?<!\\)\[(?P<span>(?:[^\]\\]|\\.)+)\]\{(?P<fields>[^}]*)\}")
_FIELD = re.compile(r'([\w.]+)=("[^"]*"|\S+)')
_ESCAPES = {"\\n": "\n", "\\[": "[", "\\]": "]", "\\{": "{"}


@dataclass(frozen=True)
class Marked:
    line: int
    text: str
    published: str | None
    gap: str | None
    spans: dict[tuple[int, int], dict[str, str]] = field(default_factory=dict)


def read(path):
    return [parse(line, number) for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            if line.strip() and not line.startswith("#")]  # fmt: skip


def parse(line, number=0):
    gap = published = None
    if line.startswith("!"):
        gap, line = line[1:].split(" | ", 1)
    if line.startswith("@published="):
        published, line = line.removeprefix("@published=").split(" ", 1)
    text, spans, at = "", {}, 0
    for mark in _MARK.finditer(line):
        text += _plain(line[at : mark.start()])
        start, text = len(text), text + _plain(mark["span"])
        spans[start, len(text)] = {key: value.strip('"') for key, value in _FIELD.findall(mark["fields"])}
        at = mark.end()
    return Marked(number, text + _plain(line[at:]), published, gap, spans)


def _plain(text):
    return re.sub(r"\\[n\[\]{]", lambda match: _ESCAPES[match[0]], text)


def found(record, key):
    """The facts of one kind by span, as the marks give them."""
    spans = {}
    for fact in getattr(record, key):
        for part in getattr(fact, "mentions", None) or getattr(fact, "evidence", None) or (fact,):
            spans[part.start, part.end] = fact
    return spans


def look(fact, dotted):
    for key in dotted.split("."):
        fact = None if fact is None else getattr(fact, "for_" if key == "for" else key)
    if fact is None:
        return "null"
    return str(fact).lower() if isinstance(fact, bool) else str(fact)
