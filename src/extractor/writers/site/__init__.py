"""A folder of pages that opens from the disk: people, bodies, laws, topics, days, articles, linked and searchable."""

import json
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import IO, Any

from msgspec import Struct

from extractor.errors import UsageError
from extractor.record import SHOWN, Failure, Record, decode, encode
from extractor.writers.html import environment, links, parts, source
from extractor.writers.site.gather import Gatherer, Page
from extractor.writers.site.gather import parts as index_parts
from extractor.writers.sqlite.entities import decisions
from extractor.writers.target import Form, Target
from extractor.writers.words import Shown, colours, cut, fact_id, heading, shown, summary

_ROWS = 500
"""Rows of a list on one page."""
_BEST = 15
"""Rows of each list on the first page."""
_SHOWN = 160
"""Characters of the text that are shown beside a fact."""
_NAMES = {"people": "People", "institutions": "Bodies", "instruments": "Laws", "places": "Places"}


class Sink(Form):
    """Keeps the records in a file without a name, and writes all pages at the end.

    Raises:
        UsageError: no folder is named.
    """

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        if target.folder is None:
            raise UsageError("-f site writes a folder: give -o FOLDER, without a suffix")
        self._folder = target.folder
        self._spool: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - close() closes it
        self._gatherer = Gatherer()
        self._failures: list[Failure] = []

    def record(self, record: Record) -> None:
        packed = zlib.compress(encode(record), 1)
        self._spool.write(len(packed).to_bytes(4, "big") + packed)
        self._gatherer.add(record)

    def failure(self, failure: Failure) -> None:
        self._failures.append(failure)

    def close(self) -> None:
        with self._spool:
            _Site(self._folder, self._gatherer, self._gatherer.pages(decisions(self._target))).write(
                _unpacked(self._spool), self._failures
            )


def _unpacked(spool: IO[bytes]) -> Iterator[Record]:
    spool.seek(0)
    while size := spool.read(4):
        item = decode(zlib.decompress(spool.read(int.from_bytes(size, "big"))))
        assert isinstance(item, Record)
        yield item


class _Entry(Struct, frozen=True):
    """A fact beside the text: its id, what it says, what belongs to it, and the page of its entity."""

    key: str
    kind: str
    value: str
    place: str
    rule: str
    linked: str
    page: str
    copy: str


class _Site:
    def __init__(self, folder: Path, gatherer: Gatherer, pages: dict[Any, list[Page]]) -> None:
        self._folder = folder
        self._gatherer = gatherer
        self._pages = pages
        self._templates = environment("extractor.writers.site", "pages", trim=True)

    def write(self, records: Iterator[Record], failures: Sequence[Failure]) -> None:
        found, rows = self._gatherer, self._gatherer.articles
        self._save("site.css", source(self._templates, "site.css") + colours())
        self._save("site.js", source(self._templates, "site.js"))
        topics = [(topic, *found.topics[topic]) for topic, _ in found.topic_counts().most_common()]
        best = {kind: pages[:_BEST] for kind, pages in self._pages.items() if kind != "places"}
        months = found.days()
        self._put("index.html", "index.html", best=best, topics=topics[:_BEST], months=months, failures=failures,
                  count=len(rows), names=_NAMES)  # fmt: skip
        self._put("search.html", "search.html")
        for kind, pages in self._pages.items():
            self._lists(kind, _NAMES[kind], pages)
            for page in pages:
                if has_page(page):
                    self._put("entity.html", f"{kind}/{page.number}.html", up="../", page=page, rows=rows, kind=kind)
        self._put("topics.html", "topics.html", topics=topics)
        for topic, label, numbers in topics:
            self._put("articles.html", f"topics/{topic.rpartition(':')[2]}.html", up="../", title=label,
                      rows=[rows[number - 1] for number in numbers])  # fmt: skip
        for month, numbers in months.items():
            listed = sorted((rows[number - 1] for number in numbers), key=lambda row: (row.day, row.number))
            self._put("articles.html", f"days/{month or 'none'}.html", up="../", title=month or "No day", rows=listed)
        self._index()
        for number, record in enumerate(records, 1):
            self._article(number, record)

    def _lists(self, kind: str, title: str, pages: list[Page]) -> None:
        chunks = [pages[start : start + _ROWS] for start in range(0, len(pages), _ROWS)] or [[]]
        for number, chunk in enumerate(chunks, 1):
            name = f"{kind}.html" if number == 1 else f"{kind}-{number}.html"
            self._put("list.html", name, kind=kind, title=title, pages=chunk, number=number, count=len(chunks),
                      total=len(pages), has_page=has_page)  # fmt: skip

    def _index(self) -> None:
        rows = [[row.title, row.day] for row in self._gatherer.articles]
        self._save("index/titles.js", f"titles({json.dumps(rows)})\n")
        names = [
            [
                page.own.name,
                f"{kind}/{page.number}.html" if has_page(page) else f"articles/{page.articles[0]}.html",
                kind,
            ]
            for kind, pages in self._pages.items()
            for page in pages
            if page.own.articles > 1 or page.own.quotations
        ]
        self._save("index/names.js", f"names({json.dumps(names)})\n")
        for name, script in index_parts(self._gatherer.words, len(rows)):
            self._save(f"index/{name}.js", script)

    def _article(self, number: int, record: Record) -> None:
        text = record.text if isinstance(record.text, str) else ""
        pages, linked = self._gatherer.links(number), links(record)
        entries: list[_Entry] = []
        facts: list[tuple[str, Shown]] = []
        ids = {entry.id for entry in shown(record)}
        quotes = {fact_id("quotes", place, quote): quote for place, quote in enumerate(record.quotes, 1)}
        roles = {person.id: person.role for person in record.people}
        for entry in shown(record):
            page = pages.get(entry.id)
            target = self._pages[entry.kind][page - 1] if page and entry.kind in self._pages else None
            quote = quotes.get(entry.id)
            by = ", ".join(filter(None, (quote.speaker, roles.get(quote.speaker_id or "")))) if quote else ""
            entries.append(_Entry(
                entry.id, entry.kind, entry.fact, cut(" ".join(entry.place.split()), _SHOWN), entry.rule,
                " ".join(other for other in linked.get(entry.id, ()) if other in ids),
                f"../{entry.kind}/{page}.html" if target and has_page(target) else "",
                by,
            ))  # fmt: skip
            facts.append((entry.id, entry))
        self._put(
            "article.html", f"articles/{number}.html", up="../", number=number, record=record,
            heading=heading(record), lead=summary(record), parts=list(parts(text, facts)), kinds=SHOWN,
            groups=[(kind, list(group)) for kind, group in groupby(entries, lambda entry: entry.kind)],
            count=len(self._gatherer.articles),
        )  # fmt: skip

    def _put(self, template: str, name: str, up: str = "", **values: object) -> None:
        self._save(name, self._templates.get_template(template).render(values, up=up))

    def _save(self, name: str, text: str) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="replace")


def has_page(page: Page) -> bool:
    """Whether an entity has a page of its own: it says or does something, or is in several articles."""
    return bool(page.said or page.done or len(page.articles) > 1)
