"""A table for the eye: headline, day and place, the most important facts in a line, then each kind of fact."""

import io
import re

from rich import box
from rich.console import Console, RenderableType
from rich.segment import Segment, Segments
from rich.table import Table
from rich.text import Text

from extractor.record import KEY_OF, Failure, Record
from extractor.terminal import visible
from extractor.writers.target import Form, Target
from extractor.writers.words import Shown, cut, heading, shown, summary

_COLOUR = {key: f"bold {kind.colour}" for kind, key in KEY_OF.items()}
_PADDING = re.compile(r"(?<! )(?: |\x1b\[[0-9;]*m)+$", re.MULTILINE)
"""Blanks up to the width, which a narrower window would wrap."""
_QUOTED = 3  # names in the line of the most important
_NARROW = 24
"""Columns that a fact has at least,"""
_SHORTEST = 120
"""and characters that are shown of what the text says, of a quotation twice as many as the terminal is wide."""


class Sink(Form):
    """Prints one table per article, as it comes."""

    def record(self, record: Record) -> None:
        show(_article(record, self._target), self._target)

    def failure(self, failure: Failure) -> None:
        """Print one failure; on a terminal, failures stand on standard error already."""
        if not self._target.terminal:
            show([Text(f"{failure.source or failure.id}: {failure.error.reason}", style="red"), ""], self._target)


def show(parts: list[RenderableType], target: Target) -> None:
    """Write what rich makes of the parts, at once."""
    target.stream.write(render(parts, target))
    target.stream.flush()


def render(parts: list[RenderableType], target: Target) -> bytes:
    """What rich makes of the parts, for the target's width; colours only on a terminal, never with NO_COLOR."""
    buffer = io.StringIO()
    console = Console(file=buffer, width=target.width, force_terminal=target.terminal, highlight=False)
    for part in parts:
        segments = (Segment(visible(text), style) for text, style, _ in console.render(part))
        console.print(Segments(segments), end="")
    unpadded = _PADDING.sub(lambda end: "\x1b[0m" if "\x1b" in end[0] else "", buffer.getvalue())
    return unpadded.encode("utf-8", "replace")


def _article(record: Record, target: Target) -> list[RenderableType]:
    parts: list[RenderableType] = [Text(one_line(heading(record)), style="bold")]
    origin = [
        record.day or "no date (--published gives one)",
        record.dateline.place if record.dateline else "",
        record.source if record.source not in ("", "-") else "",
    ]
    parts.append(Text(one_line(" · ".join(filter(None, origin))), style="dim"))
    parts += [Text(one_line(line)) for line in (summary(record), digest(record)) if line]
    refused = record.refused if isinstance(record.refused, tuple) else ()
    told = (
        f"not taken: {each.text!r} ({each.rule}): {each.reason}" if each.rule else f"--why: {each.reason}"
        for each in refused
    )
    lines = [Text(one_line(each), style="yellow") for each in told]
    return [*parts, _table(list(shown(record)), target), *lines, ""]


def digest(record: Record) -> str:
    """The most important facts in one line: who is quoted, the first law, vote and number of amendments."""
    quoted = list(dict.fromkeys(name for quote in record.quotes for name in quote.speakers))
    more = f" and {len(quoted) - _QUOTED} more" if len(quoted) > _QUOTED else ""
    parts = [f"quoted: {', '.join(quoted[:_QUOTED])}{more}"] if quoted else []
    parts += [fact.summary() for fact in (*record.instruments[:1], *record.votes[:1])]
    parts += [f"amendments: {fact.summary()}" for fact in record.amendments[:1]]
    return " · ".join(parts)


def _table(facts: list[Shown], target: Target) -> RenderableType:
    if not facts:
        return Text("no facts found", style="dim")
    table = grid()
    settings = target.settings
    table.add_column("kind", no_wrap=True)
    table.add_column("fact", max_width=max(_NARROW, 2 * target.width // 5), overflow="fold")
    table.add_column("in the text", overflow="fold", style="dim")
    if settings.explain:
        table.add_column("at", justify="right", overflow="fold")
        table.add_column("rule", overflow="fold", style="green")
    last = None
    for fact in facts:
        cells = [
            "" if fact.kind == last else fact.kind,
            fact.fact,
            fact.place
            if settings.full
            else cut(fact.place, max(_SHORTEST, target.width * (2 if fact.kind == "quotes" else 1))),
        ]
        if settings.explain:
            cells += [str(fact.spans[0].start) if fact.spans else "", fact.rule]
        kind, *others = (Text(one_line(cell)) for cell in cells)
        kind.stylize(_COLOUR[fact.kind])
        table.add_row(kind, *others)
        last = fact.kind
    return table


def grid(title: str | None = None) -> Table:
    """An empty table as all forms show them."""
    return Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)


def one_line(text: str) -> str:
    """The text in one line."""
    return " ".join(text.split())
