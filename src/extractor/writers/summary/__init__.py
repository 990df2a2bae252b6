"""A summary of a whole batch: tables for the eye on a terminal, one JSON object in a pipe."""

from collections.abc import Sequence

import msgspec
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from extractor.record import decode
from extractor.terms import counted, day
from extractor.writers.sqlite.entities import decisions, warn
from extractor.writers.summary.gather import Gatherer, LawRow, Summary, TopicRow
from extractor.writers.table import grid, one_line, render
from extractor.writers.target import Form, Target
from extractor.writers.words import cut

_MOST = 12  # rows of each table but that of articles
_ARTICLES = 40  # rows of that one
_BAR = 16
_NARROW = 20  # columns that a name has at least
_WIDE = 100  # columns of a terminal from which on a row shows what its article is about
_CELL = 90  # characters of a cell at most
_STEPS = " ▁▂▃▄▅▆▇█"


class Sink(Form):
    """Keeps what a summary needs of each record, and writes it at the end."""

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        self._gatherer, self._decisions = Gatherer(), decisions(target)

    def write(self, line: bytes) -> None:
        self._gatherer.add(decode(line))

    def close(self) -> None:
        summary = self._gatherer.summary(self._decisions)
        warn(self._target, ((card.kind, card.name) for card in self._gatherer.cards))
        if self._target.terminal:
            self._stream.write(render(_tables(summary, self._target.width), self._target))
        else:
            self._stream.write(msgspec.json.encode(summary) + b"\n")


def _tables(summary: Summary, width: int) -> list[RenderableType]:
    people = [row for row in summary.people[:_MOST] if row.quotations]
    bodies, laws, topics = summary.institutions[:_MOST], summary.instruments[:_MOST], summary.topics[:_MOST]
    months = sorted({month for row in topics for month in row.months if month})
    tables: tuple[tuple[str, tuple[str, ...], list[tuple[object, ...]]], ...] = (
        ("most quoted", ("person", "role", "quotations", "", "articles", "from", "to"), [
            (row.name, row.role, row.quotations, _bar(row.quotations, people[0].quotations), row.articles, row.first,
             row.last) for row in people
        ]),
        ("bodies", ("body", "type", "country", "articles", ""), [
            (row.name, row.type, row.country, row.articles, _bar(row.articles, bodies[0].articles)) for row in bodies
        ]),
        ("laws", ("law", "latest", "amendments", "votes", "articles"), [
            (row.name, _latest(row), "; ".join(row.amendments[:2]), "; ".join(row.votes[:2]), row.articles)
            for row in laws
        ]),
        ("topics", ("topic", "articles", f"{months[0]} to {months[-1]}" if months else ""), [
            (row.label, row.articles, _line(row, months)) for row in topics
        ]),
    )  # fmt: skip
    return [_articles(summary, narrow=width < _WIDE), *(_table(*each) for each in tables if each[-1])]


def _latest(law: LawRow) -> str:
    """What was last done about a law, and when where a part of the day is known."""
    known = law.stage_day and law.stage_day.strip("XW-")
    return ", ".join(filter(None, (law.stage, day(law.stage_day) if law.stage_day and known else None)))


def _articles(summary: Summary, *, narrow: bool) -> Table:
    rows = [
        (
            row.published, row.title or row.id, *(() if narrow else (row.about,)), row.people, row.quotes,
            row.instruments, "; ".join(row.votes), row.version_of,
        )
        for row in summary.articles[:_ARTICLES]
    ]  # fmt: skip
    left = len(summary.articles) - len(rows)
    title = counted(len(summary.articles), "article") + (f", the first {len(rows)}" if left else "")
    if summary.failures:
        title += f"; {len(summary.failures):,} could not be read"
    about = () if narrow else ("about",)
    return _table(title, ("day", "article", *about, "people", "quotes", "laws", "votes", "again"), rows)


def _table(title: str, columns: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> Table:
    table = grid(title)
    for place, column in enumerate(columns):
        numeric = any(isinstance(row[place], int) for row in rows)
        wide = column in ("article", "about", "person", "body", "law", "role", "topic")
        table.add_column(
            column, justify="right" if numeric else "left", min_width=_NARROW if wide else None,
            no_wrap=numeric or column in ("day", "from", "to", ""), overflow="fold",
        )  # fmt: skip
    for row in rows:
        cells = ("" if value is None else f"{value:,}" if isinstance(value, int) else str(value) for value in row)
        table.add_row(*(Text(one_line(cut(cell, _CELL))) for cell in cells))
    return table


def _bar(value: int, top: int) -> str:
    return "█" * max(1, round(_BAR * value / top)) if top and value else ""


def _line(row: TopicRow, months: list[str]) -> str:
    """How often the topic stood in each of at most twenty-four spans of the batch's time, as small bars."""
    if not months:
        return ""
    spans = min(len(months), 24)
    counts = [0] * spans
    for place, month in enumerate(months):
        counts[place * spans // len(months)] += row.months.get(month, 0)
    top = max(counts) or 1
    return "".join(_STEPS[round((len(_STEPS) - 1) * count / top)] for count in counts)
