"""A table for the eye."""

import io
import shutil
from typing import BinaryIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractor.record import Failure, Record, decode


class Sink:
    """Prints one table per article."""

    def __init__(self, stream: BinaryIO, explain: bool = False) -> None:
        self._stream = stream
        self._explain = explain

    def write(self, line: bytes) -> None:
        """Print one record or failure."""
        item = decode(line)
        buffer = io.StringIO()
        console = Console(
            file=buffer,
            width=shutil.get_terminal_size().columns,
            force_terminal=self._stream.isatty() or None,
        )
        console.print(_failure(item) if isinstance(item, Failure) else _table(item, self._explain))
        self._stream.write(buffer.getvalue().encode())

    def close(self) -> None:
        """Nothing remains to be written."""


def _failure(item: Failure) -> Text:
    return Text(f"{item.source}: {item.error.reason}", style="red")


def _table(record: Record, explain: bool) -> Table:
    table = Table(title=Text(record.title or record.id), title_justify="left", show_lines=False)
    table.add_column("kind")
    table.add_column("fact")
    table.add_column("in the text")
    if explain:
        table.add_column("rule")
    for kind, fact, text, rule in _rows(record):
        cells = [Text(kind), Text(fact), Text(" ".join(text.split()))]
        table.add_row(*cells, *([Text(rule)] if explain else []))
    return table


def _rows(record: Record) -> list[tuple[str, str, str, str]]:
    rows = [("amendments", f"{fact.value:g}", fact.text, fact.rule) for fact in record.amendments]
    rows += [("date", fact.value or fact.type, fact.text, fact.rule) for fact in record.dates]
    for group in (record.institutions, record.people, record.instruments):
        for entity in group:
            rows.append((type(entity).__name__.lower(), entity.name, entity.mentions[0].text, entity.rule))
    rows += [("topic", fact.label, ", ".join(m.text for m in fact.evidence), fact.rule) for fact in record.topics]
    return rows
