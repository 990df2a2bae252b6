"""How much one input may take, so that none can exhaust the machine: all limits, in one place."""

import re
from itertools import chain
from typing import BinaryIO, TypeVar

from extractor.errors import InputError

_WORD_OR_SIGN = re.compile(r"\w+|[^\w\s]")
Bytes = TypeVar("Bytes", bytes, bytearray)

ARTICLE_BYTES = 20_000_000  # bytes of one article as it comes, and of the text that a parser finds in one
ARTICLE_TOKENS = 500_000  # words and signs of one article, which take up to 700 MB; a million letters are some 200,000
PDF_BYTES = DOCX_BYTES = 100_000_000
PDF_PAGES = 1000
DOCX_UNPACKED = 300_000_000  # bytes of all parts of a Word document
EML_BYTES = 50_000_000  # bytes of a mail with its attachments
ARCHIVE_BYTES = 2_000_000_000  # bytes of all files in a zip archive; one of them may have MEMBER_BYTES
MEMBER_BYTES = 100_000_000
MEMBERS = 100_000
SPOOLED = 200_000_000  # bytes of a zip archive on standard input, which is held in memory
ANSWER_BYTES = 60_000_000  # bytes of all that a parser finds in one piece of data
NESTING = 100  # lists and objects within each other in an article's metadata
PARSING_SECONDS = 60  # processor time that a parser may take for one piece of data, whatever else the machine does
PARSING_MEMORY = 3 * 1024**3  # bytes of address space that a parser may take
HOPELESS = 1000  # failures with which a source may begin before it is given up
READING_SECONDS = 20.0  # processor time that every article may take,
READING_SECONDS_EACH = 0.0005  # and more for each code point of its text: fifty times what articles usually take


def has_too_many(text: str) -> bool:
    """Whether a text has more than ``ARTICLE_TOKENS`` words and signs."""
    return len(text) > ARTICLE_TOKENS and sum(1 for _ in _WORD_OR_SIGN.finditer(text)) > ARTICLE_TOKENS


def read_bytes(stream: BinaryIO, limit: int = ARTICLE_BYTES) -> bytes:
    """All bytes of the stream, as ``bounded`` takes them."""
    return bounded(stream.read(limit + 1), limit)


def bounded(data: Bytes, limit: int = ARTICLE_BYTES) -> Bytes:
    """The same bytes; raises InputError where there are more than ``limit``."""
    if len(data) > limit:
        raise InputError(f"longer than {limit // 1_000_000} MB, too long for one article; split it")
    return data


def nested(value: object) -> bool:
    """Whether a JSON value holds lists and objects within each other, more than ``NESTING`` of them."""
    level = [value]
    for _ in range(NESTING + 1):
        inner = (each.values() if isinstance(each, dict) else each for each in level if isinstance(each, dict | list))
        level = [*chain.from_iterable(inner)]
        if not level:
            return False
    return True


def seconds(*texts: str) -> float:
    """Processor time that reading these texts may take."""
    return READING_SECONDS + READING_SECONDS_EACH * sum(map(len, texts))
