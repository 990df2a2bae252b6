"""RSS and Atom feeds: an article for each entry. Needs feedparser (the extra ``feeds``)."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from extractor.article import Article
from extractor.errors import InputError
from extractor.extras import needed
from extractor.readers import child
from extractor.readers.child import Parsed
from extractor.readers.limits import read_bytes
from extractor.readers.markup import plain
from extractor.readers.source import Source
from extractor.record import Failure

_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_ENTITIES = re.compile(rb"<!ENTITY\s", re.IGNORECASE)
_END = re.compile(rb"</(?:rss|feed|rdf:RDF)\s*>")
_FEED_HEAD = 100_000
_FEED_TAIL = 2_000


def knows(start: bytes) -> bool:
    """Whether content that starts like this is a feed."""
    return _START.match(start) is not None


def read(source: Source, stream: BinaryIO) -> Iterator[Article | Failure]:
    """An article for each entry, in the feed's order.

    Raises:
        InputError: it is no feed, or cannot be parsed within the limits.
        ExtraError: feedparser is not installed.
    """
    needed("feedparser", "feeds", "RSS and Atom")
    yield from child.articles("feed", source, read_bytes(stream))


def parse(data: bytes, name: str) -> list[Parsed]:  # noqa: ARG001 - one signature for all parsers
    """The entries: full content where there is any, else the summary, as plain text.

    Raises:
        InputError: it is no feed, has no entries, or declares entities of its own.
    """
    import feedparser  # noqa: PLC0415 - an extra

    if _ENTITIES.search(data[:_FEED_HEAD]):
        raise InputError("declares XML entities of its own, which no honest feed needs")
    feed = feedparser.parse(data)
    if not feed.version:
        raise InputError("no RSS or Atom feed")
    if not _END.search(data[-_FEED_TAIL:]):
        raise InputError("a feed that is cut off")
    language = (feed.feed.get("language") or "")[:2].lower() or None
    return [_entry(entry, language) for entry in feed.entries]


def _entry(entry: Any, language: str | None) -> Parsed:  # noqa: ANN401 - feedparser is not typed
    contents = [content.value for content in entry.get("content", ()) if content.get("value")]
    text = plain(max(contents, key=len) if contents else entry.get("summary", ""))
    day = entry.get("published_parsed") or entry.get("updated_parsed")
    title = plain(entry.get("title", "")) or None
    return Parsed(
        text=text or title or "",
        title=title,
        published=date(*day[:3]).isoformat() if day else None,
        url=entry.get("link"),
        language=language,
        metadata={"entry": entry["id"]} if entry.get("id") else {},
    )
