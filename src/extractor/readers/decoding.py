"""Plain text, one article a file, and bytes to text: a byte-order mark first, then UTF-8, then detection."""

import codecs
import re
from collections.abc import Iterator
from io import BufferedReader

from extractor.article import Article
from extractor.errors import InputError
from extractor.limits import read_bytes
from extractor.readers.source import Source

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_SAMPLE = 200_000
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS, _SURE, _FEW = 0.01, 0.5, 0.1


def read(source: Source, stream: BufferedReader) -> Iterator[Article]:
    """The file as one article; see ``read_bytes`` and ``decode`` for the errors."""
    yield Article(id=source.id, text=decode(read_bytes(stream)), source=source.name)


def decode(data: bytes) -> str:
    """The text of ``data``, line ends kept, a byte-order mark not; raises InputError where it is empty, or no text."""
    if not data.strip():
        raise InputError("empty: there is no text in it")
    return _checked(data, encoding_of(data))


def encoding_of(data: bytes) -> str:
    """How text is encoded: as its mark says, else UTF-8, else as detected; raises InputError where it is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    plain = _decodes(data, "utf-8") and not (b"\0" in data and _binary(data.decode()))
    return "utf-8" if plain else _detected(data)


def _checked(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"broken text: its byte-order mark says {encoding}, its bytes do not") from error
    if _binary(text):
        raise InputError("binary data, not text; name its form with --input-format if it has one")
    if not text.strip():
        raise InputError("empty: there is no text in it")
    return text


def _binary(text: str) -> bool:
    return len(_CONTROL.findall(text[:_SAMPLE])) > _MOST_CONTROLS * len(text[:_SAMPLE])


def _detected(data: bytes) -> str:
    """The likely encoding; Windows' Western one where the detector is unsure and nearly all is ASCII."""
    import chardet  # noqa: PLC0415 - only for text that is not UTF-8

    sample = data[:_SAMPLE]
    found = chardet.detect(sample)
    encoding = found["encoding"] or ""
    others = sum(byte > 127 for byte in sample) / len(sample)  # noqa: PLR2004 - the end of ASCII
    if (found["confidence"] < _SURE or not _decodes(data, encoding)) and others < _FEW:
        encoding = "cp1252"
    if not _decodes(data, encoding):
        raise InputError("binary data or an unknown encoding; convert it to UTF-8 first")
    return encoding


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True
