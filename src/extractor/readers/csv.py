"""CSV: one article a row, in a table whose first row names the columns: as in JSON lines, or as data sets call them."""

import csv
import re
from collections.abc import Iterator
from io import BufferedReader

from extractor import limits
from extractor.article import Article
from extractor.data import library
from extractor.errors import InputError
from extractor.readers.decoding import encoding_of
from extractor.readers.gzipped import DamagedError
from extractor.readers.jsonl import entry_article, lines
from extractor.readers.source import Source
from extractor.record import Failure

_SIGNS = re.compile(r"[\W_]")
_BETWEEN = ",;\t|"
_TOLD = re.compile(r"sep=([^\w\s\"]|\t)\s*", re.IGNORECASE)
_LONGEST_HEAD = 100_000  # characters
_RETURN = re.compile(r"(?<=\r)(?!\n|$)")  # ends lines by itself in files of old Macs


def read(source: Source, stream: BufferedReader) -> Iterator[Article | Failure]:
    """An article or failure a row; raises InputError where there is no column of texts, or a row cannot be told."""
    decoded = _decoded(stream)
    filled = (line for line in decoded if line.strip())
    head = next(filled, "")
    told = _TOLD.fullmatch(head)  # by Excel, in a line before the first
    head = next(filled, "") if told else head
    if len(head) > _LONGEST_HEAD:
        raise InputError(f"has no row of columns: its first line has {len(head):,} characters")
    between = told[1] if told else max(_BETWEEN, key=head.count)
    csv.field_size_limit(limits.ARTICLE_BYTES)
    names = [name.strip().lower() for name in next(csv.reader([head], delimiter=between), [])]
    names = names if "text" in names else _own_names(names)
    if "text" not in names:
        found = f"(columns: {', '.join(names):.60})" if head else "(it is empty)"
        raise InputError(f"has no column 'text'; name so the one that holds the article {found}")
    rows = csv.reader(decoded, delimiter=between, strict=True)
    try:
        for number, row in enumerate(rows, 1):
            name = f"{source.id}-{number}"
            if len(row) > len(names):
                reason = f"row {number} has {len(row)} fields for {len(names)} columns"
                yield source.failure(f"{reason}; put quotation marks around its text", item=name)
            elif row:
                cells = {column: cell for column, cell in zip(names, row, strict=False) if column and cell.strip()}
                yield entry_article(source, f"row {number}", name, {"text": ""} | cells)
    except csv.Error as error:
        raise InputError(f"damaged at line {rows.line_num + 1}: {error}") from error


def _own_names(names: list[str]) -> list[str]:
    """The names of columns, those by the article's own names that are called otherwise ("Article_Content")."""
    plain, known = [_SIGNS.sub("", name) for name in names], library().classes("structure/columns.tsv", "own", "name")
    found = ((own, next((name for name in (own, *also) if name in plain), "")) for own, also in known.items())
    called = {plain.index(name): own for own, name in found if name}
    return [called.get(place, name) for place, name in enumerate(names)]


def _decoded(stream: BufferedReader) -> Iterator[str]:
    """The lines as text, whatever ends them: UTF-8, from the first line on that is not in that of which this is."""
    encoding = "utf-8"
    for line in lines(stream):
        if isinstance(line, DamagedError):
            raise InputError(str(line)) from line
        try:
            text = line.decode(encoding)
        except UnicodeDecodeError:
            encoding = encoding_of(line)
            text = line.decode(encoding, "replace")
        yield from _RETURN.split(text)
