"""Web archives (WARC): an article for each page in them. Needs warcio and trafilatura (the extra ``warc``)."""

import io
import re
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any, BinaryIO

from extractor import limits
from extractor.errors import InputError, needed
from extractor.readers.parsing import Unparsed
from extractor.readers.source import Source
from extractor.readers.warc_records import Stored, records
from extractor.record import Failure

_RESPONSE = re.compile(rb"(?i)\nwarc-type:[ \t]*+response\b")
_ADDRESS = re.compile(rb"(?i)\nwarc-target-uri:[ \t]*+<?([^\s>]{1,2000})")


def knows(start: bytes) -> bool:
    """Whether content that starts like this is a web archive (inside gzip or not)."""
    return start.startswith(b"WARC/")


def read(source: Source, stream: BinaryIO) -> Iterator[Failure | Unparsed]:
    """An article for each HTML response, in the archive's order; other records are passed over.

    What is damaged is a failure in its place, and the next record is read on.

    Raises:
        InputError: there is nothing in it.
        ExtraError: a library is not installed.
    """
    needed("warcio", "warc", "WARC")
    needed("trafilatura", "web", "HTML")
    number = 0
    for record in records(stream):
        item = _item(record, source, f"{source.id}-{number + 1}")
        if item is not None:
            number += 1
            yield item
    if not number:
        raise InputError("no web pages in this archive")


def _item(stored: Stored, source: Source, name: str) -> Failure | Unparsed | None:
    """The page that the record is, or what is wrong with it; None where it is no page."""
    if stored.fault is not None:
        found = _ADDRESS.search(stored.head)
        where = f"{found[1].decode('utf-8', 'replace')}: " if found else ""
        return source.failure(where + stored.fault, item=name)
    if not _RESPONSE.search(stored.head):
        return None
    address = ""
    try:
        with redirect_stderr(io.StringIO()):  # warcio prints what it trips over
            record = next(_parsed(io.BytesIO(stored.head + stored.body)))
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            if not _is_page(record):
                return None
            data = record.content_stream().read(limits.ARTICLE_BYTES + 1)
    except Exception as error:  # noqa: BLE001 - whatever warcio trips over is a fault of this record
        return source.failure(f"{address}: damaged: {error or type(error).__name__}".splitlines()[0], item=name)
    if len(data) > limits.ARTICLE_BYTES:
        return source.failure(f"{address}: longer than {limits.ARTICLE_BYTES // 1_000_000} MB", item=name)
    return Unparsed("html", source, data, name, address)


def _parsed(stream: BinaryIO) -> Iterator[Any]:
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - an extra

    records: Iterator[Any] = ArchiveIterator(stream)
    return records


def _is_page(record: Any) -> bool:  # noqa: ANN401 - warcio is not typed
    headers = record.http_headers
    kind = headers.get_header("Content-Type", "") if headers else ""
    status = headers.get_statuscode() if headers else ""
    return status == "200" and "html" in kind.lower()
