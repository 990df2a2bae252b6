"""Bytes to text: a byte-order mark first, then UTF-8, then detection."""

import codecs

from extractor.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000


def decode(data: bytes) -> str:
    """The text of ``data``, line ends kept as they are, a byte-order mark left off.

    Raises:
        InputError: the data is empty, or no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data, encoding)
    if b"\0" in data[:_SAMPLE]:
        raise InputError("binary data, not text; name the form with --input-format if it is another")
    try:
        return _checked(data, "utf-8")
    except UnicodeDecodeError:
        return _checked(data, _detected(data))


def _checked(data: bytes, encoding: str) -> str:
    text = data.decode(encoding)
    if not text.strip():
        raise InputError("empty: there is no text in it")
    return text


def _detected(data: bytes) -> str:
    import chardet  # noqa: PLC0415 - only for text that is not UTF-8

    encoding = chardet.detect(data[:_SAMPLE])["encoding"]
    if encoding is None:
        raise InputError("text in an unknown encoding; convert it to UTF-8 first")
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return "cp1252" if _decodes(data, "cp1252") else "latin-1"
    return encoding


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
