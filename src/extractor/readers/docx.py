"""Word documents: paragraphs and tables in their order. Needs python-docx (the extra ``docx``)."""

import io
import re
from collections.abc import Iterator
from typing import Any

from extractor import limits
from extractor.errors import InputError
from extractor.readers.parsing import Parsed

knows = re.compile(rb"PK\x03\x04.*(?:\[Content_Types\]\.xml|word/)", re.DOTALL).match


def parse(data: bytes) -> list[Parsed]:
    """The text, a line a paragraph or table row (tabs between cells); raises InputError for damaged or big data."""
    try:
        import zipfile  # noqa: PLC0415 - only for Word documents

        import docx  # noqa: PLC0415 - an extra

        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(part.file_size for part in package.infolist())
        if unpacked <= limits.DOCX_UNPACKED:
            document = docx.Document(io.BytesIO(data))
            text = "\n".join(line for block in document.iter_inner_content() for line in _lines(block))
            return [Parsed(text=text, title=document.core_properties.title or None)] if text.strip() else []
    except Exception as error:
        raise InputError("a damaged Word document, or none") from error
    raise InputError(f"unpacks to more than {limits.DOCX_UNPACKED // 1_000_000} MB")


def _lines(block: Any) -> Iterator[str]:  # noqa: ANN401 - a paragraph or a table; python-docx is not typed
    if hasattr(block, "rows"):
        yield from ("\t".join(dict.fromkeys(cell.text for cell in row.cells)) for row in block.rows)
    else:
        yield block.text
