"""A summary of a whole batch: tables for the eye on a terminal, one JSON object in a pipe."""

import msgspec
from rich.cells import cell_len
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
_BAR = 10
_NARROW = {
    "article": 18, "about": 18, "person": 16, "role": 14, "body": 18, "law": 18, "latest": 12, "amendments": 14,
    "votes": 14, "topic": 18, "again": 12,
}  # fmt: skip
"""Columns of text, and the characters that each has at least; others are never wrapped."""
_BETWEEN = 3  # characters between two columns
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
    span = " to ".join(dict.fromkeys(months[:1] + months[-1:]))
    tables: tuple[tuple[str, str, str, list[tuple[object, ...]]], ...] = (
        (_title(summary), "day,article,about,people,quotes,laws,votes,again", "about,laws,people,quotes,again", [
            (row.published, row.title or row.id, row.about, row.people, row.quotes, row.instruments,
             "; ".join(row.votes), row.version_of) for row in summary.articles[:_ARTICLES]
        ]),
        ("most quoted", "person,role,quotations,,articles,first,last", ",first,last,articles,role", [
            (row.name, row.role, row.quotations, _bar(row.quotations, people[0].quotations), row.articles, row.first,
             row.last) for row in people
        ]),
        ("bodies", "body,type,country,articles,", ",type,country", [
            (row.name, row.type, row.country, row.articles, _bar(row.articles, bodies[0].articles)) for row in bodies
        ]),
        ("laws", "law,latest,amendments,votes,articles", "articles,latest", [
            (row.name, _latest(row), "; ".join(row.amendments[:2]), "; ".join(row.votes[:2]), row.articles)
            for row in laws
        ]),
        ("topics", f"topic,articles,{span}", span, [(row.label, row.articles, _line(row, months)) for row in topics]),
    )  # fmt: skip
    return [
        _table(title, columns.split(","), least.split(","), rows, width)
        for place, (title, columns, least, rows) in enumerate(tables)
        if rows or not place
    ]


def _latest(law: LawRow) -> str:
    """What was last done about a law, and when where a part of the day is known."""
    known = law.stage_day and law.stage_day.strip("XW-")
    return ", ".join(filter(None, (law.stage, day(law.stage_day) if law.stage_day and known else None)))


def _title(summary: Summary) -> str:
    title = counted(len(summary.articles), "article")
    if len(summary.articles) > _ARTICLES:
        title += f", the first {_ARTICLES}"
    return title + (f"; {len(summary.failures):,} could not be read" if summary.failures else "")


def _table(title: str, names: list[str], least: list[str], rows: list[tuple[object, ...]], width: int) -> Table:
    """The rows in columns of these names; empty ones are left out, and of ``least`` the first for which room lacks."""
    cells = [["" if value is None else f"{value:,}" if isinstance(value, int) else str(value) for value in row]
             for row in rows]  # fmt: skip
    cells = [[one_line(cut(cell, _CELL)) for cell in row] for row in cells]
    whole = [max(cell_len(text) for text in column) for column in zip(names, *cells, strict=True)]
    widths = {
        place: min(whole[place], _NARROW.get(name, whole[place]))
        for place, name in enumerate(names)
        if any(row[place] for row in cells)
    }
    for name in least:
        if _room(widths, width) < 0:
            widths.pop(names.index(name), None)
    for _ in range(_room(widths, width)):  # what is left goes to the narrowest that need it
        if cut_ := [place for place in widths if widths[place] < whole[place]]:
            widths[min(cut_, key=lambda place: widths[place])] += 1
    table = grid(title)
    for place, own in widths.items():
        numeric = any(isinstance(row[place], int) for row in rows)
        table.add_column(names[place], justify="right" if numeric else "left", width=own, overflow="fold")
    for row in cells:
        table.add_row(*(Text(row[place]) for place in widths))
    return table


def _room(widths: dict[int, int], width: int) -> int:
    """How many characters of a line the columns leave; fewer than none where they do not fit."""
    return width + 1 - sum(widths.values()) - _BETWEEN * len(widths)


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
