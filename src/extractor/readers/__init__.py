"""The input forms. One file and one line add a form."""

import logging
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from io import BufferedReader
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from extractor import limits
from extractor.article import Article
from extractor.errors import ExtractError, InputError
from extractor.readers import archive, csv, decoding, docx, eml, feed, html, json, jsonl, pdf, warc
from extractor.readers.archive import Items
from extractor.readers.child import parsed
from extractor.readers.language import english
from extractor.readers.parsing import whole
from extractor.readers.source import Source, expand, named_apart
from extractor.record import Failure

__all__ = ["READERS", "Reader", "count", "in_folders", "read_all", "several"]


class Reader(Struct, frozen=True):
    """An input form.

    Attributes:
        name: what ``--input-format`` calls it.
        suffixes: file suffixes that mean it.
        read: gives the articles of an opened source.
        knows: tells the form by the first bytes, where no suffix tells it.
        one: every file holds one article.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Source, BufferedReader], Items]
    knows: Callable[[bytes], object] | None = None
    one: bool = False


_LOG = logging.getLogger(__name__)
_HTML = whole("html", limits.ARTICLE_BYTES, "trafilatura", "web", "a web page")
_PDF = whole("pdf", limits.PDF_BYTES, "pypdfium2", "pdf", "a PDF")
_DOCX = whole("docx", limits.DOCX_BYTES, "docx", "docx", "a Word document")
_FEED = whole("feed", limits.ARTICLE_BYTES, "feedparser", "feeds", "a feed")
READERS: tuple[Reader, ...] = (
    Reader("text", (".txt", ".text", ".md"), decoding.read, one=True),
    Reader("jsonl", (".jsonl", ".ndjson"), jsonl.read, jsonl.START.match),
    Reader("csv", (".csv", ".tsv"), csv.read),
    Reader("json", (".json",), json.read, json.START.match),
    Reader("html", (".html", ".htm", ".xhtml"), _HTML, html.knows, one=True),
    Reader("pdf", (".pdf",), _PDF, pdf.knows, one=True),
    Reader("docx", (".docx",), _DOCX, docx.knows, one=True),
    Reader("eml", (".eml", ".mht", ".mhtml"), whole("eml", limits.EML_BYTES), eml.knows, one=True),
    Reader("feed", (".rss", ".atom", ".xml"), _FEED, feed.knows),
    Reader("warc", (".warc",), warc.read, warc.START.match),
)
_ZIP = "a zip archive, or unpack it"
_LAYERS = "packed twice, which is not read; unpack the outer archive first"
_UNREAD = (
    (re.compile(rb"\{\\rtf"), "an RTF document", "text or Word's .docx"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old Office document", ".docx, or a table as CSV"),
    (
        re.compile(rb"PK.{28}mimetypeapplication/(?:vnd\.oasis|epub)", re.DOTALL),
        "an OpenDocument or EPUB file",
        ".docx or text",
    ),
    (re.compile(rb"(?s:PK.*PK\x03\x04.{26}|PK.{28})(?:xl|ppt)/[\w.]"), "an Excel or PowerPoint file", "CSV or text"),
    (re.compile(rb"PAR1"), "a Parquet table", "CSV or JSON lines"),
    (re.compile(rb"SQLite format 3\0"), "a database, and no archive of this program", "CSV or JSON lines"),
    (re.compile(rb"(?s:.{257})ustar"), "a tar archive", _ZIP),
    (
        re.compile(rb"BZh[1-9]|\xfd7zXZ\0|\(\xb5/\xfd|LZIP|\x1f\x9d|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07"),
        "packed in another way than gzip or zip",
        _ZIP,
    ),
)
"""First bytes of forms that are not read, what they are, and what to save them as."""
_BY_NAME = {reader.name: reader for reader in READERS}
_BY_SUFFIX = {suffix: reader for reader in READERS for suffix in reader.suffixes}
_ONE_A_FILE = frozenset(suffix for reader in READERS if reader.one for suffix in reader.suffixes)
_ONE_A_LINE = frozenset(_BY_NAME["jsonl"].suffixes)
_CHUNK, _HEAD = 1 << 20, 4096
_PACKED = frozenset((".gz", ".zip"))
_SUFFIXES = frozenset(_BY_SUFFIX) | _PACKED
# A folder's .json files are as often settings as articles, its tables results, its .md files notes: they are read where
# they are named or asked for.
_IN_FOLDERS = _SUFFIXES - {".json", ".csv", ".tsv", ".md"}


def read_all(
    inputs: tuple[str, ...],
    input_format: str | None,
    output: Path | None = None,
    *,
    any_language: bool = True,
    jobs: int = 1,
    passed: Counter[str] | None = None,
    order: str | None = None,
) -> Iterator[Article | Failure]:
    """The articles of all inputs in order; what cannot be read is a failure in its place.

    Args:
        inputs: files, folders, glob patterns, or ``-`` for standard input.
        input_format: name of the form; None: told from suffix and content. gzip and zip around it are seen through.
        output: a file that folders and patterns pass over, since the run itself writes it.
        any_language: give articles that are not in English too, not failures in their place.
        jobs: pages and documents that are parsed at the same time.
        passed: counts the suffixes of the files in folders that are passed over.
        order: what comes first in a day such as 04/05/2022 of the metadata, ``day`` or ``month``; None: not known.
    """
    sources = named_apart(list(expand(inputs, in_folders(input_format), output, passed)))
    seen: Counter[str] = Counter()
    found = (item for source in sources for item in _items(source, input_format, passed))
    for item in parsed(found, jobs):
        if isinstance(item, Failure):
            yield _unique(item, seen)
        else:
            known = jsonl.dated(item, order)
            yield _unique(known if any_language else english(known), seen)


def _unique(item: Article | Failure, seen: Counter[str]) -> Article | Failure:
    """The item; where another one had its id, the id gets a number, which is told."""
    seen[item.id] += 1
    if seen[item.id] == 1:
        return item
    name = f"{item.id}-{seen[item.id]}"
    while seen[name]:
        name += "+"
    seen[name] += 1
    _LOG.warning("%s: the id %r is taken by an earlier article; this one is called %r", item.source, item.id, name)
    return replace(item, id=name)


def in_folders(input_format: str | None) -> frozenset[str]:
    """The suffixes of the files that are read in a folder."""
    return _IN_FOLDERS if input_format is None else frozenset(_BY_NAME[input_format].suffixes) | _PACKED


def several(inputs: tuple[str, ...], input_format: str | None) -> bool:
    """Whether the inputs hold more than one article, as far as files and their lines tell."""
    return len(list(islice(expand(inputs, in_folders(input_format)), 2))) > 1 or (count(inputs, input_format) or 0) > 1


def count(inputs: tuple[str, ...], input_format: str | None, output: Path | None = None) -> int | None:
    """How many articles the inputs hold, told by suffixes and line ends; None where these do not tell it."""
    if input_format is not None:
        return None
    number = 0
    for source in expand(inputs, in_folders(None), output):
        if isinstance(source, Failure) or source.suffix in _ONE_A_FILE:
            number += 1
        elif source.suffix in _ONE_A_LINE and source.path is not None and source.path.is_file():
            with source.path.open("rb") as stream:
                number += sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(_CHUNK), b""))
        else:
            return None
    return number


def _items(
    source: Source | Failure, form: str | None, passed: Counter[str] | None = None, *, packed: bool = True
) -> Items:
    """What a source holds, a failure in the place of what cannot be read; ``packed`` sources may be archives."""
    if isinstance(source, Failure):
        yield source
        return
    try:
        with source.open() as stream:
            yield from _read(source, stream, form, passed, packed=packed)
    except ExtractError as error:
        yield source.failure(str(error))
    except OSError as error:
        yield source.failure(f"cannot be read: {error.strerror or error}")
    except (EOFError, zlib.error) as error:
        yield source.failure(f"damaged or cut off: {error}")


def _hopeful(source: Source, items: Items, most: int = limits.HOPELESS) -> Items:
    """The items, unless they begin with failures only: a small file may hold millions of them."""
    for number, item in enumerate(items, 1):
        yield item
        if not isinstance(item, Failure):
            yield from items
        elif number == most:
            yield source.failure(f"its first {number:,} entries are no articles: the rest is not read")
            return


def _read(
    source: Source, stream: BufferedReader, form: str | None, passed: Counter[str] | None = None, *, packed: bool
) -> Items:
    start = stream.peek(_HEAD)[:_HEAD]
    if not start:
        raise InputError("empty: there is no text in it")
    for begin, what, other in _UNREAD:
        if begin.match(start):
            raise InputError(f"is {what}, which is not read; save it as {other}")
    if start.startswith(archive.GZIP):
        if not packed:
            raise InputError(_LAYERS)
        return archive.gunzip(source, stream, partial(_read, form=form, packed=False))
    if start.startswith(archive.ZIP) and not docx.knows(start) and source.suffix != ".docx":
        if not packed:
            raise InputError(_LAYERS)
        items = archive.unzip(source, stream, partial(_items, form=form, packed=False), _SUFFIXES, passed)
        return _hopeful(source, items, 10 * limits.HOPELESS)
    reader = _BY_SUFFIX.get(source.suffix) if form is None else _BY_NAME[form]
    reader = reader or next((reader for reader in READERS if reader.knows and reader.knows(start)), READERS[0])
    return _hopeful(source, reader.read(source, stream))
