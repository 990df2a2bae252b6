"""The pipeline: built once per process, it turns batches of articles into records.

Articles go in, records or failures come out.
Threads of one process take turns, batch by batch: the words and what is remembered of the text in hand are shared.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from threading import RLock
from typing import TYPE_CHECKING, Any

from msgspec import UNSET
from msgspec.structs import replace

from extractor import limits
from extractor.article import Article
from extractor.confidence import Confidence, Context, confidence, kin, scored
from extractor.data import Library, forget_tables, library
from extractor.doc import Doc
from extractor.draft import Draft, Find, Kind, Sentence, Trigger
from extractor.errors import ModelError, UsageError
from extractor.facts.origin.dateline import dateline_reader
from extractor.kinds import KINDS, needed
from extractor.model import Model
from extractor.record import FACT_KEYS, KEY_OF, Dateline, Failure, Published, Record, Refused, failure
from extractor.settings import DEFAULT_MODEL, Reading
from extractor.text import structure
from extractor.text.normalization import evened
from extractor.text.sentences import Trees, splitter

if TYPE_CHECKING:
    from extractor.authority import Authority
    from extractor.foreign import Foreign

_LINE = 80
TURNS = RLock()


def load(model: str, data: Library) -> "Model | Foreign":
    """What finds tokens, names and trees: the default model, or any installed spaCy pipeline."""
    if model == DEFAULT_MODEL:
        return Model(model, data)
    from extractor.foreign import Foreign  # noqa: PLC0415 - spaCy takes longer to load than all else

    return Foreign(model)


class Pipeline:
    """Turns articles into records. Build one per process; it holds the model and all patterns.

    ``sure`` tells how sure facts are; None: the tables of ``models/scores``.

    Raises:
        ModelError: the model is not installed, is damaged, or finds no entities.
        DataError: a pattern file is faulty.
        UsageError: what is asked for is no kind of fact.
    """

    def __init__(self, reading: Reading, sure: Confidence | None = None) -> None:
        for kind in reading.only:
            if kind not in FACT_KEYS:
                raise UsageError(f"{kind!r} is not a kind of fact; choose from {', '.join(FACT_KEYS)}")
        self.reading = reading
        data = library(*reading.patterns)
        self.model = load(reading.model, data)
        self.kinds: tuple[Kind, ...] = needed(reading.only)
        self._finders = _finders(self.kinds, data)
        self._structure = structure.reader(data)
        self._confidence = sure or confidence(data)
        self._authority: Authority | None = None
        if reading.authority:
            from extractor.authority import authority  # noqa: PLC0415 - few have a list, which merging has to read

            self._authority = authority(reading.authority)
        self._dateline = dateline_reader(data)
        self._trees = Trees(self.model.trees, splitter(data), _triggers(self.kinds, data))
        forget_tables()

    def __call__(self, batch: Sequence[Article | Failure]) -> list[Record | Failure]:
        """One record or failure per item of the batch, in order. A failure that goes in comes out as it is."""
        items = [item if isinstance(item, Failure) else _bounded(item) for item in batch]
        articles = [item for item in items if isinstance(item, Article)]
        with TURNS:
            read = self._evened(articles)
            return [next(read) if isinstance(item, Article) else item for item in items]

    def _evened(self, articles: list[Article]) -> Iterator[Record | Failure]:
        """Reads texts with odd or doubled blanks as if they had plain single ones."""
        even = [evened(article.text) for article in articles]
        plain = [replace(each, text=own.text) if own else each for each, own in zip(articles, even, strict=True)]
        for own, item in zip(even, self._read(plain), strict=True):
            yield own.restored(item) if own and isinstance(item, Record) else item

    def _read(self, articles: list[Article]) -> Iterator[Record | Failure]:
        docs = self.model.read(article.text for article in articles)
        texts = [article.text for article in articles]
        lines = [*map(self._dateline, texts)]
        trees = self._trees(docs, texts, [line.end if line else 0 for line in lines])  # a dateline misleads the parser
        for article, doc, line, sentences in zip(articles, docs, lines, trees, strict=True):
            try:
                item = self._fill(doc, self._draft(article, line, sentences))
            finally:
                if tree := next((each.tree.doc for each in sentences if each.tree), None):
                    tree.take_apart()
            yield item

    def _draft(self, article: Article, line: Dateline | None, sentences: tuple[Sentence, ...]) -> Draft:
        published = None
        if article.published:
            published = Published(value=article.published, from_=article.published_from or "metadata")  # type: ignore[arg-type]
        draft = Draft(
            article=article, reading=self.reading, sentences=sentences, published=published,
            structure=self._structure(article.text),
        )  # fmt: skip
        draft.add([line] if line else [])
        return draft

    def _fill(self, doc: Doc, draft: Draft) -> Record | Failure:
        stage = "facts"
        try:
            for kind, find in self._finders:
                stage = kind.name
                draft.add(find(doc, draft))
        except ImportError as error:
            raise ModelError(f"{error}; this installation is incomplete: pip install the project again") from error
        except Exception as error:  # noqa: BLE001 - one article that trips a rule must not stop the batch
            return failure(draft.article, stage, f"{type(error).__name__}: {error}".splitlines()[0])
        return self._record(doc, draft)

    def _record(self, doc: Doc, draft: Draft) -> Record:
        article = draft.article
        wanted = tuple(key for key in FACT_KEYS if key in (self.reading.only or FACT_KEYS))
        facts: dict[str, Any] = {key: tuple(draft.of(kind)) for kind, key in KEY_OF.items() if key in wanted}
        tagged = {(ent.start_char, ent.end_char): ent.sure for ent in doc.ents}
        opening = frozenset(doc.starts[sentence.start] for sentence in draft.sentences)
        kins = kin(chain.from_iterable(draft.facts.values()))
        people = frozenset(name.start for name in draft.names if name.label == "person")
        context = Context(article.text, draft.structure.headline, tagged, opening, kins, people)
        facts = scored(facts, context, self._confidence, self.reading.least)
        if self._authority:
            facts = self._authority.linked(facts)
        text = article.text if self.reading.include_text else UNSET
        refused = tuple(_refused(draft, self.reading.why)) if self.reading.why else UNSET
        return Record(
            id=article.id, source=article.source, title=article.title, url=article.url, language=article.language,
            published=draft.published, dateline=draft.dateline,
            headline=draft.structure.headline, lead=draft.structure.lead, kinds=wanted,
            metadata=article.metadata, text=text, refused=refused, **facts,  # type: ignore[arg-type]  # by the keys of FACT_KEYS
        )  # fmt: skip


def _refused(draft: Draft, words: str) -> Iterator[Refused]:
    """What rules found within a line of the words and did not take, each once, in order; else that there is none."""
    text, none = draft.article.text, True
    found = [*re.finditer(r"\s+".join(map(re.escape, words.split())), text, re.IGNORECASE)]
    places = [match.start() for match in found]
    for each in sorted(set(draft.refused), key=lambda each: (each.start, each.end, each.rule)):
        near = bisect_left(places, each.start - _LINE)
        if near < len(places) and places[near] < each.end + _LINE:
            none = False
            yield Refused(
                text=text[each.start : each.end], start=each.start, end=each.end, rule=each.rule, reason=each.reason
            )
    if none:
        start, end = found[0].span() if found else (0, 0)
        told = text[start:end]
        reason = (
            f"no rule found and refused anything near {' '.join(told.split())!r}"
            if found
            else f"{words!r} is not in the text"
        )
        yield Refused(text=told, start=start, end=end, rule="", reason=reason)


def _triggers(kinds: tuple[Kind, ...], data: Library) -> list[Trigger]:
    """What any kind of fact asks to have parsed, so that a kind finds the same with and without others."""
    if not any(kind.parse for kind in kinds):
        return []
    return [trigger for kind in KINDS if kind.parse is not None for trigger in kind.parse(data)]


@cache
def _finders(kinds: tuple[Kind, ...], data: Library) -> tuple[tuple[Kind, Find], ...]:
    """Kept, since a process that loads its model anew needs the same."""
    return tuple((kind, kind.build(data)) for kind in kinds)


def _bounded(article: Article) -> Article | Failure:
    """The article, or a failure where it has too many words and signs."""
    if not limits.has_too_many(article.text):
        return article
    reason = f"has more than {limits.ARTICLE_TOKENS:,} words and signs, too many for one article; split it"
    return failure(article, "text", reason)
