"""TimeML 1.2.1: the article with its temporal expressions as TIMEX3 tags, one document or a corpus of them."""

import re
from datetime import date
from html import escape

from extractor.fact import Date
from extractor.record import Record
from extractor.writers.target import OneOrMany

_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Sink(OneOrMany):
    """Writes the document or the corpus; failures are left out."""

    alone, several = (_HEAD, b""), (_HEAD + b"<TimeMLCorpus>\n", b"", b"</TimeMLCorpus>\n")

    def record(self, record: Record) -> None:
        self.put(document(record).encode())


def document(record: Record) -> str:
    """The record's article as a TimeML element; characters that XML cannot hold become U+FFFD."""
    parts = [f"<TimeML>\n<DOCID>{_text(record.id)}</DOCID>\n"]
    if record.published:
        day = record.published.value
        parts.append(
            f'<DCT><TIMEX3 tid="t0" type="DATE" value="{day}" temporalFunction="false" '
            f'functionInDocument="CREATION_TIME">{day}</TIMEX3></DCT>\n'
        )
    if record.title:
        parts.append(f"<TITLE>{_text(record.title)}</TITLE>\n")
    text, done = str(record.text or ""), 0
    parts.append("<TEXT>")
    for number, each in enumerate(record.dates, 1):
        parts += [_text(text[done : each.start]), _timex(f"t{number}", each)]
        done = each.end
    return "".join([*parts, _text(text[done:]), "</TEXT>\n</TimeML>\n"])


def _timex(name: str, each: Date) -> str:
    """One expression; a span of days, which TIMEX3 has no value for, becomes a duration between two empty points."""
    value = each.timex or ""
    start, slash, end = value.partition("/")
    if not slash:
        relative = "true" if each.resolution in ("relative", "inferred") else "false"
        attributes = f'tid="{name}" type="{each.type}" value="{escape(value)}"'
        return f'<TIMEX3 {attributes} temporalFunction="{relative}">{_text(each.text)}</TIMEX3>'
    points = "".join(
        f'<TIMEX3 tid="{name}{point}" type="{each.type}" value="{escape(ends)}"/>'
        for point, ends in (("a", start), ("b", end))
    )
    length = f'value="{_length(start, end)}" beginPoint="{name}a" endPoint="{name}b"'
    return f'<TIMEX3 tid="{name}" type="DURATION" {length}>{_text(each.text)}</TIMEX3>{points}'


def _length(start: str, end: str) -> str:
    """The length of a span of days, months or years, its last one included; PXD where the ends leave it open."""
    figures = [[int(part) for part in point.split("-")] for point in (start, end) if re.fullmatch(r"[\d-]+", point)]
    match figures:
        case [[first], [last]]:
            return f"P{last - first + 1}Y"
        case [[first, month], [last, final]]:
            return f"P{(last - first) * 12 + final - month + 1}M"
        case [[_, _, _], [_, _, _]]:
            return f"P{(date.fromisoformat(end) - date.fromisoformat(start)).days + 1}D"
        case _:
            return "PXD"


def _text(words: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", words), quote=False)
