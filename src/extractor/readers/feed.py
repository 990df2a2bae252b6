"""RSS and Atom feeds: an article for each entry. Needs feedparser (the extra ``feeds``)."""

import re
from datetime import date
from typing import Any

from extractor.errors import InputError
from extractor.readers.html import plain
from extractor.readers.parsing import Parsed, day_sent

knows = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:(?:<\?[^>]*+>|(?><!--.*?-->))\s*+)*+<(?:rss|feed|rdf:RDF)\b", re.DOTALL
).match
_ENTITIES = re.compile(rb"<!ENTITY\s", re.IGNORECASE)
_END = re.compile(rb"</(?:rss|feed|rdf:RDF)\s*>")
_NUMBERED = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,8})|(\d{1,8}));?")
_SURROGATES = range(0xD800, 0xE000)
_FEED_HEAD, _FEED_TAIL = 100_000, 2_000


def parse(data: bytes) -> list[Parsed]:
    """The entries, full or else summed up, as plain text; raises InputError for none, or entities of its own."""
    import feedparser  # noqa: PLC0415 - an extra

    if _ENTITIES.search(data[:_FEED_HEAD]):
        raise InputError("declares XML entities of its own, which no honest feed needs")
    feed = feedparser.parse(_NUMBERED.sub(_whole, data))
    if not feed.version:
        raise InputError("no RSS or Atom feed")
    if not _END.search(data[-_FEED_TAIL:]):
        raise InputError("a feed that is cut off")
    language = (feed.feed.get("language") or "")[:2].lower() or None
    return [_entry(entry, language) for entry in feed.entries]


def _whole(number: re.Match[bytes]) -> bytes:
    """The character reference, unless it is half of a surrogate pair: some sites write emoji so, no parser reads it."""
    return b"&#xFFFD;" if (int(number[1], 16) if number[1] else int(number[2])) in _SURROGATES else number[0]


def _entry(entry: Any, language: str | None) -> Parsed:  # noqa: ANN401 - feedparser is not typed
    contents = [content.value for content in entry.get("content", ()) if content.get("value")]
    text = plain(max(contents, key=len) if contents else entry.get("summary") or "")
    named = next((name for name in ("published", "updated") if entry.get(f"{name}_parsed")), None)
    day = named and (day_sent(entry[named]) or date(*entry[f"{named}_parsed"][:3]).isoformat())
    links = [link["href"] for link in entry.get("links", ()) if link.get("rel") == "alternate" and link.get("href")]
    title = plain(entry.get("title") or "") or None
    return Parsed(
        text=text or title or "", title=title, published=day,
        url=links[0] if links else None, language=language, metadata={"entry": entry["id"]} if entry.get("id") else {},
    )  # fmt: skip
