"""JSON lines: one article a line, as an object with at least ``text``."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from extractor.article import Article
from extractor.readers.source import Source
from extractor.record import Failure

_KNOWN = ("id", "text", "title", "published", "url", "language")
_BOM = b"\xef\xbb\xbf"


def read(source: Source) -> Iterator[Article | Failure]:
    """One article or failure per line that is not empty, in order."""
    decoder = msgspec.json.Decoder()
    with source.open() as stream:
        for number, raw in enumerate(stream, 1):
            line = raw.removeprefix(_BOM) if number == 1 else raw
            if line.strip():
                yield _article(source, number, line, decoder)


def _article(source: Source, number: int, line: bytes, decoder: "msgspec.json.Decoder[Any]") -> Article | Failure:
    name = f"{source.id}-{number}"
    try:
        entry = decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return source.failure(f"line {number} is not JSON: {error}", item=name)
    if not isinstance(entry, dict):
        return source.failure(f"line {number} is no JSON object", item=name)
    name = str(entry.get("id") or name)
    reason = _fault(entry)
    if reason:
        return source.failure(f"line {number}: {reason}", item=name)
    return Article(
        id=name,
        text=entry["text"],
        source=source.name,
        title=entry.get("title"),
        published=entry.get("published") and entry["published"][:10],
        published_from="metadata" if entry.get("published") else None,
        language=entry.get("language"),
        url=entry.get("url"),
        metadata={key: value for key, value in entry.items() if key not in _KNOWN},
    )


def _fault(entry: dict[str, Any]) -> str | None:
    text = entry.get("text")
    if not isinstance(text, str) or not text.strip():
        return "'text' is missing, empty or no string"
    for key in ("title", "published", "url", "language"):
        if not isinstance(entry.get(key, ""), str | None):
            return f"{key!r} is no string"
    published = entry.get("published")
    if published:
        try:
            date.fromisoformat(published[:10])
        except ValueError:
            return f"'published' is no ISO date: {published!r}"
    return None
