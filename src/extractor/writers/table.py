"""A table for the eye: the main action first, then each kind of fact."""

import io
from typing import TYPE_CHECKING

from extractor.codec import decode
from extractor.record import Failure, Record
from extractor.terminal import visible
from extractor.writers.target import Target
from extractor.writers.words import Shown, heading, shown, summary

if TYPE_CHECKING:
    from rich.console import RenderableType


class Sink:
    """Prints one table per article, as it comes."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def write(self, line: bytes) -> None:
        """Print one record or failure; on a terminal, failures stand on standard error already."""
        item = decode(line)
        if isinstance(item, Failure) and self._target.terminal:
            return
        parts = _failure(item) if isinstance(item, Failure) else _article(item, self._target.explain)
        self._target.stream.write(render(parts, self._target))
        self._target.stream.flush()

    def close(self) -> None:
        """Nothing remains to be written."""


def render(parts: "list[RenderableType]", target: Target) -> bytes:
    """What rich makes of the parts, for the target's width; colours only on a terminal, never with NO_COLOR."""
    from rich.console import Console  # noqa: PLC0415 - JSON output needs no rich
    from rich.segment import Segment, Segments  # noqa: PLC0415 - likewise

    buffer = io.StringIO()
    console = Console(file=buffer, width=target.width, force_terminal=target.terminal, highlight=False)
    for part in parts:
        shown = (Segment(visible(text), style) for text, style, _ in console.render(part))
        console.print(Segments(shown), end="")
    return buffer.getvalue().encode("utf-8", "replace")


def _failure(item: Failure) -> "list[RenderableType]":
    from rich.text import Text  # noqa: PLC0415 - see render

    return [Text(f"{item.source or item.id}: {item.error.reason}", style="red"), ""]


def _article(record: Record, explain: bool) -> "list[RenderableType]":
    from rich.text import Text  # noqa: PLC0415 - see render

    parts: list[RenderableType] = [Text(one_line(heading(record)), style="bold")]
    sentence = summary(record)
    if sentence:
        parts.append(Text(sentence))
    origin = [record.source if record.source not in ("", "-") else ""]
    if record.published:
        origin.append(f"published {record.published.value} ({record.published.from_})")
    if record.dateline:
        origin.append(record.dateline.place)
    parts.append(Text(one_line(", ".join(filter(None, origin))), style="dim"))
    refused = record.refused if isinstance(record.refused, tuple) else ()
    told = [
        Text(one_line(f"not taken: {each.text!r} ({each.rule}): {each.reason}"), style="yellow") for each in refused
    ]
    return [*parts, _table(list(shown(record)), explain), *told, ""]


def _table(facts: list[Shown], explain: bool) -> "RenderableType":
    from rich import box  # noqa: PLC0415 - see render
    from rich.table import Table  # noqa: PLC0415 - see render
    from rich.text import Text  # noqa: PLC0415 - see render

    if not facts:
        return Text("no facts found", style="dim")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    table.add_column("kind", no_wrap=True, style="cyan")
    table.add_column("fact", ratio=5, overflow="fold")
    table.add_column("in the text", ratio=4, overflow="fold", style="dim")
    if explain:
        table.add_column("at", ratio=1, justify="right", overflow="fold")
        table.add_column("rule", ratio=2, overflow="fold", style="green")
    last = None
    for fact in facts:
        cells = ["" if fact.kind == last else fact.kind, fact.fact, _short(fact.place)]
        if explain:
            cells += [str(fact.spans[0].start) if fact.spans else "", fact.rule]
        table.add_row(*(Text(one_line(cell)) for cell in cells))
        last = fact.kind
    return table


def one_line(text: str) -> str:
    """The text in one line."""
    return " ".join(text.split())


def _short(text: str, limit: int = 120) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
