"""Word documents: paragraphs and tables in their order. Needs python-docx (the extra ``docx``)."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from extractor.article import Article
from extractor.errors import InputError
from extractor.extras import needed
from extractor.readers import child
from extractor.readers.child import Parsed
from extractor.readers.limits import read_bytes
from extractor.readers.source import Source
from extractor.record import Failure

_BYTES = 100_000_000
_UNPACKED = 300_000_000


def knows(start: bytes) -> bool:
    """Whether content that starts like this is a Word document."""
    return start.startswith(b"PK\x03\x04") and (b"[Content_Types].xml" in start or b"word/" in start)


def read(source: Source, stream: BinaryIO) -> Iterator[Article | Failure]:
    """The document as one article.

    Raises:
        InputError: there is no text in it, or it cannot be parsed within the limits.
        ExtraError: python-docx is not installed.
    """
    needed("docx", "docx", "DOCX")
    yield from child.articles("docx", source, read_bytes(stream, _BYTES))


def parse(data: bytes, name: str) -> list[Parsed]:  # noqa: ARG001 - one signature for all parsers
    """The text, a line for each paragraph and each table row (cells with tabs between them).

    Raises:
        InputError: it is damaged, or unpacks to too much.
    """
    import docx  # noqa: PLC0415 - an extra
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415 - an extra

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > _UNPACKED:
                raise InputError(f"unpacks to more than {_UNPACKED // 1_000_000} MB")
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise InputError("a damaged Word document, or none") from error
    text = "\n".join(line for block in document.iter_inner_content() for line in _lines(block))
    return [Parsed(text=text, title=document.core_properties.title or None)] if text.strip() else []


def _lines(block: Any) -> Iterator[str]:  # noqa: ANN401 - a paragraph or a table; python-docx is not typed
    if hasattr(block, "rows"):
        yield from ("\t".join(dict.fromkeys(cell.text for cell in row.cells)) for row in block.rows)
    else:
        yield block.text
