"""JSON lines: one article a line, as an object with at least ``text``."""

import codecs
import io
import logging
import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

import msgspec
from msgspec.structs import replace

from extractor import limits
from extractor.article import Article, days_in_figures, fault, is_day
from extractor.readers.gzipped import DamagedError
from extractor.readers.source import Source
from extractor.record import Failure

_LOG = logging.getLogger(__name__)
_DECODER = msgspec.json.Decoder()
_KNOWN = ("id", "text", "title", "published", "url", "language")
_SURROGATE = re.compile(rb"\\u[dD][89abAB]")
START = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{[ \t]*"')


def read(source: Source, stream: BufferedReader) -> Iterator[Article | Failure]:
    """One article or failure per line that is not empty, in order; lines behind damage to gzip are read on."""
    for number, line in enumerate(lines(stream), 1):
        if isinstance(line, DamagedError):
            yield source.failure(f"after line {number - 1}: {line}", item=f"{source.id}-{number}")
        elif len(line) > limits.ARTICLE_BYTES:
            yield source.failure(f"line {number} is longer than {limits.ARTICLE_BYTES // 1_000_000} MB", item=None)
        elif line.strip():
            yield json_article(source, f"line {number}", f"{source.id}-{number}", line)


def lines(stream: BufferedReader) -> Iterator[bytes | DamagedError]:
    """The lines in UTF-8, of an overlong one only the beginning, and damage where a line is lost."""
    start = stream.peek(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = io.TextIOWrapper(stream, encoding="utf-16", errors="replace", newline="\n")
        yield from (line.encode("utf-8", "replace") for line in text)
        return
    if start.startswith(codecs.BOM_UTF8):
        stream.read(len(codecs.BOM_UTF8))
    line, long = b"\n", False
    while line:
        try:
            line = stream.readline(limits.ARTICLE_BYTES + 1)
        except DamagedError as error:
            yield error
            long = False
            continue
        if line and not long:
            yield line
        long = len(line) > limits.ARTICLE_BYTES and not line.endswith(b"\n")


def json_article(source: Source, where: str, name: str, data: bytes) -> Article | Failure:
    """The article that JSON is, or a failure that says what is wrong with it; see ``entry_article``."""
    try:
        entry = _DECODER.decode(data)
    except RecursionError:
        why = "is nested too deeply"
    except ValueError as error:  # msgspec's own, or one of decoding, by its version
        why = _fault(data, error)
    else:
        return entry_article(source, where, name, entry)
    return source.failure(f"{where} {why}", item=name)


def _fault(data: bytes, error: ValueError) -> str:
    try:
        data.decode()
    except UnicodeDecodeError:
        return "is not UTF-8; convert the file first, for example with iconv -f cp1252 -t utf-8"
    return f"is not JSON: {'it holds half of a surrogate pair' if _SURROGATE.search(data) else error}"


def entry_article(source: Source, where: str, name: str, entry: Any) -> Article | Failure:  # noqa: ANN401 - any JSON
    """The article that a decoded JSON value is, or a failure that says what is wrong with it.

    Args:
        source: what it comes from.
        where: the value's place in the source, for messages.
        name: the article's id, where the value has none.
        entry: the value.
    """
    if not isinstance(entry, dict):
        return source.failure(f"{where} is not a JSON object; write one, {{…}}, with a 'text'", item=name)
    if "schema_version" in entry:
        entry = _of_record(entry)
    entry = _sound(source, where, entry)
    given = entry.get("id")
    if isinstance(given, str | int) and not isinstance(given, bool) and given != "":
        name = str(given)
    if "text" not in entry:
        todo = f"rename the key that holds the article (its keys: {', '.join(entry):.60})"
        if "schema_version" in entry:
            todo = "it is a record: name its file of JSON lines, or read the articles with --include-text"
        return source.failure(f"{where} has no 'text'; {todo}", item=name)
    if reason := fault(entry["text"]):
        return source.failure(f"{where}: 'text' {reason}", item=name)
    if limits.nested(entry):
        return source.failure(f"{where} is nested deeper than {limits.NESTING}", item=name)
    published = entry.get("published") or None
    published = published[:10] if published and _is_iso(published) else published
    return Article(
        id=name, text=entry["text"], source=source.name, title=entry.get("title"),
        published=published, published_from="metadata" if published else None,
        language=entry.get("language"), url=entry.get("url"),
        metadata={key: value for key, value in entry.items() if key not in (*_KNOWN, "schema_version")},
    )  # fmt: skip


def dated(article: Article, order: str | None) -> Article:
    """The article with its day in ISO form: figures in this order, or in the one that they allow; else left out."""
    given = article.published
    if given is None or is_day(given):
        return article
    days = days_in_figures(given)
    day = days.get(order or "") if len({*days.values()}) > 1 else next(iter(days.values()), None)
    if day is None:
        why = "may be two days, --day-first or --month-first says which"
        _LOG.warning("%s: %s: 'published' %s: left out: %.60r", article.source, article.id, why, given)
    return replace(article, published=day, published_from="metadata" if day else None)


def _is_iso(value: str) -> bool:
    return is_day(value[:10]) and not value[10:11].isdecimal()


def _of_record(entry: dict[str, Any]) -> dict[str, Any]:
    """What a record keeps of its article, which is read anew."""
    kept = {key: entry[key] for key in ("schema_version", *_KNOWN) if key in entry}
    published = kept.pop("published", None)
    if isinstance(published, dict) and published.get("from") != "text":
        kept["published"] = published.get("value")
    return (entry["metadata"] if isinstance(entry.get("metadata"), dict) else {}) | kept


def _sound(source: Source, where: str, entry: dict[str, Any]) -> dict[str, Any]:
    """The entry without what is no id, title, day, address or language, which is told."""
    faults: dict[str, str] = {}
    if isinstance(entry.get("id"), bool | float | list | dict):
        faults["id"] = "is neither a string nor a whole number"
    for key in ("title", "published", "url", "language"):
        value = entry.get(key)
        if not isinstance(value, str | None):
            faults[key] = "is not a string"
        elif key == "published" and value and (not _is_iso(value) and not days_in_figures(value)):
            faults[key] = "is not a day; write it as 2023-03-10"
    place = ": ".join(filter(None, (source.name, where)))
    for key, why_not in faults.items():
        _LOG.warning("%s: %r %s: left out: %.60r", place, key, why_not, entry[key])
    return {key: value for key, value in entry.items() if key not in faults} if faults else entry
