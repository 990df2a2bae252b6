"""A folder of pages that opens from the disk: people, bodies, laws, topics, days, articles, linked and searchable."""

import json
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import IO, Any

from extractor.errors import UsageError
from extractor.record import SHOWN, Failure, Record, decode, encode
from extractor.terms import day
from extractor.writers.html import environment, facts_script, groups, links, parts, source
from extractor.writers.site.gather import Gatherer, Page
from extractor.writers.site.gather import parts as index_parts
from extractor.writers.sqlite.entities import decisions, warn
from extractor.writers.target import Form, Target
from extractor.writers.words import colours, cut, fact_id, heading, shown, summary

_ROWS = 500  # rows of a list on one page
_BEST = 15  # rows of each list on the first page
_NAMES = {"people": "People", "institutions": "Bodies", "instruments": "Laws", "places": "Places"}


class Sink(Form):
    """Keeps the records in a file without a name, writes all pages at the end; raises UsageError without a folder."""

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        if target.folder is None:
            raise UsageError("-f site writes a folder: give -o FOLDER, without a suffix")
        self._folder, self._decisions = target.folder, decisions(target)
        (self._folder / "index.html").touch()  # so that one of another's is told at once
        self._spool: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - close() closes it
        self._gatherer = Gatherer()
        self._failures: list[Failure] = []
        self._templates = environment("extractor.writers.site", "pages", trim=True)
        self._templates.globals |= {"cut": cut, "day": day}

    def record(self, record: Record) -> None:
        packed = zlib.compress(encode(record), 1)
        self._spool.write(len(packed).to_bytes(4, "big") + packed)
        self._gatherer.add(record)

    def failure(self, failure: Failure) -> None:
        self._failures.append(failure)

    def close(self) -> None:
        self._pages: dict[Any, list[Page]] = self._gatherer.pages(self._decisions)
        warn(self._target, ((card.kind, card.name) for card in self._gatherer.cards))
        rows, months = self._gatherer.articles, self._gatherer.days()
        self._save("site.css", source(self._templates, "site.css") + colours())
        self._save("site.js", facts_script() + source(self._templates, "site.js"))
        topics = sorted(
            ((topic, label, numbers) for topic, (label, numbers) in self._gatherer.topics.items()),
            key=lambda topic: -len(topic[2]),
        )
        best = {kind: pages[:_BEST] for kind, pages in self._pages.items() if kind != "places"}
        laws = Counter(page.own.name for page in best["instruments"])
        self._put("index.html", "index.html", best=best, topics=topics[:_BEST], months=months, failures=self._failures,
                  count=len(rows), names=_NAMES, several={name for name in laws if laws[name] > 1})  # fmt: skip
        self._put("search.html", "search.html")
        for kind, pages in self._pages.items():
            self._lists(kind, _NAMES[kind], pages)
            for page in pages:
                if page.own_page:
                    self._put("entity.html", f"{kind}/{page.number}.html", up="../", page=page, rows=rows, kind=kind)
        self._put("topics.html", "topics.html", topics=topics)
        for topic, label, numbers in topics:
            self._put("articles.html", f"topics/{topic.rpartition(':')[2]}.html", up="../", title=label,
                      rows=[rows[number - 1] for number in numbers])  # fmt: skip
        for month, numbers in months.items():
            listed = sorted((rows[number - 1] for number in numbers), key=lambda row: (row.day, row.number))
            self._put("articles.html", f"days/{month or 'none'}.html", up="../", title=month or "No day", rows=listed)
        self._index()
        with self._spool:
            for number, record in enumerate(self._records(), 1):
                self._article(number, record)

    def _records(self) -> Iterator[Record]:
        self._spool.seek(0)
        while size := self._spool.read(4):
            item = decode(zlib.decompress(self._spool.read(int.from_bytes(size, "big"))))
            assert isinstance(item, Record)
            yield item

    def _lists(self, kind: str, title: str, pages: list[Page]) -> None:
        chunks = [pages[start : start + _ROWS] for start in range(0, len(pages), _ROWS)] or [[]]
        for number, chunk in enumerate(chunks, 1):
            name = f"{kind}.html" if number == 1 else f"{kind}-{number}.html"
            self._put("list.html", name, kind=kind, title=title, pages=chunk, number=number, count=len(chunks),
                      total=len(pages))  # fmt: skip

    def _index(self) -> None:
        rows = [[row.title, row.day] for row in self._gatherer.articles]
        self._save("index/titles.js", f"titles({json.dumps(rows)})\n")
        pages = (page for pages in self._pages.values() for page in pages)
        told = (page for page in pages if page.own.articles > 1 or page.own.quotations)
        names = [[page.own.name, page.address, page.kind] for page in told]
        self._save("index/names.js", f"names({json.dumps(names)})\n")
        for name, script in index_parts(self._gatherer.words, len(rows)):
            self._save(f"index/{name}.js", script)

    def _article(self, number: int, record: Record) -> None:
        facts = list(shown(record))
        own = {entry.id for entry in facts}
        roles = {person.id: person.role for person in record.people}
        self._put(
            "article.html", f"articles/{number}.html", up="../", number=number, record=record,
            heading=heading(record), lead=summary(record), parts=list(parts(str(record.text or ""), facts)),
            kinds=SHOWN, groups=groups(facts), count=len(self._gatherer.articles),
            linked={key: [other for other in others if other in own] for key, others in links(record).items()},
            pages={key: f"../{page.address}" for key, page in self._gatherer.links(number).items() if page.own_page},
            said_by={
                fact_id("quotes", place, quote): [quote.speaker, roles.get(quote.speaker_id or "")]
                for place, quote in enumerate(record.quotes, 1)
            },
        )  # fmt: skip

    def _put(self, template: str, name: str, up: str = "", **values: object) -> None:
        self._save(name, self._templates.get_template(template).render(values, up=up))

    def _save(self, name: str, text: str) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="replace")
