"""PDF: the text of all pages. Needs pypdfium2 (the extra ``pdf``)."""

import re

from extractor import limits
from extractor.errors import InputError
from extractor.readers.parsing import Parsed

knows = re.compile(rb".{0,1019}%PDF-", re.DOTALL).match
"""The mark stands among the first 1,024 bytes."""
_BROKEN_WORD = re.compile("[\ufffe\u00ad]\r?\n?")


def parse(data: bytes) -> list[Parsed]:
    """The text, words joined at line ends, a line between pages; raises InputError for a locked or damaged file."""
    import pypdfium2  # noqa: PLC0415 - an extra

    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > limits.PDF_PAGES:
            raise InputError(f"has {len(document)} pages, more than {limits.PDF_PAGES}; split it")
        pages = [page.get_textpage().get_text_range() for page in document]
        title = document.get_metadata_value("Title").strip()
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise InputError("locked with a password" if locked else "a damaged PDF") from error
    text = _BROKEN_WORD.sub("", "\n\n".join(page.strip() for page in pages)).replace("\r\n", "\n")
    if not text.strip():
        raise InputError("has no text, only pictures: recognise it first, for example with ocrmypdf")
    return [Parsed(text=text, title=title or None)]
