"""JSON: one article as an object, or several in an array; the same keys as in JSON lines."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from io import BufferedReader
from itertools import chain

from extractor import limits
from extractor.article import Article
from extractor.errors import InputError
from extractor.readers.jsonl import json_article
from extractor.readers.source import Source
from extractor.record import Failure

START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*\{|\{\s*\n)")
_MARK = b"\xef\xbb\xbf"
_CHUNK = 1 << 16
_OUTSIDE = re.compile(rb'[\[\]{},"]')
_IN_STRING = re.compile(rb'["\\]')


def read(source: Source, stream: BufferedReader) -> Iterator[Article | Failure]:
    """An article or failure an object, an array (of any length) by entry; raises InputError for faulty JSON."""
    start = b""
    while not start and (chunk := stream.read1(_CHUNK)):
        start = chunk.removeprefix(_MARK).lstrip()
    if not start:
        raise InputError("empty: there is no text in it")
    many = start.startswith(b"[")
    entries: Iterable[bytes]
    if many:
        entries = _entries(chain([start], iter(partial(stream.read1, _CHUNK), b"")))
    else:
        entries = [limits.bounded(start + stream.read(limits.ARTICLE_BYTES))]
    for number, data in enumerate(entries, 1):
        name = f"{source.id}-{number}" if many else source.id
        yield json_article(source, f"entry {number}" if many else "the input", name, data)


def _deeper(depth: int) -> int:
    if depth > limits.NESTING + 1:
        raise InputError("an entry is nested too deeply")
    return depth + 1


def _entries(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The values of an array: what stands between the commas that are in no string and no further brackets."""
    held, depth, in_string, number = bytearray(), 0, False, 0
    at = 0
    for chunk in chunks:
        begin = 0
        while sign := (_IN_STRING if in_string else _OUTSIDE).search(chunk, at):
            at = sign.end()
            if in_string:
                in_string = sign[0] != b'"'
                at += in_string  # past the sign behind a backslash
            elif sign[0] == b'"':
                in_string = True
            elif sign[0] in b"[{":
                depth = _deeper(depth)
                begin = at if depth == 1 else begin
            else:
                depth -= sign[0] in b"]}"
                if depth == 0 or (depth == 1 and sign[0] == b","):
                    held += chunk[begin : sign.start()]
                    begin = at
                    if depth or number or held.strip():
                        number += 1
                        yield bytes(held)
                    held.clear()
                if depth == 0:
                    if any(rest.strip() for rest in chain([chunk[at:]], chunks)):
                        raise InputError("is not JSON: something stands behind the array")
                    return
        held += chunk[begin:]
        limits.bounded(held)
        at = max(0, at - len(chunk)) if in_string else 0
    raise InputError("is not JSON: it is cut off")
