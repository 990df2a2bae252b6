"""The pipeline: built once per process, it turns batches of articles into records.

A spaCy Doc never leaves this module's functions: articles go in, records or failures come out.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Span
from spacy.util import registry

from extractor import ner_weights
from extractor.article import Article
from extractor.data import library, own_models
from extractor.errors import ModelError
from extractor.facts import Draft, Kind, Sentence, needed
from extractor.facts.draft import Find
from extractor.fastner import accelerate
from extractor.record import FACT_KEYS, Failure, Problem, Published, Record
from extractor.sentences import splitter
from extractor.settings import DEFAULT_MODEL, Reading

_NOT_READ = ("lemmatizer", "attribute_ruler", "senter", "morphologizer")
_UNFILLED = {"nlp": {"tokenizer": {"@tokenizers": "extractor.unfilled_tokenizer.v1"}}}
"""A tokenizer without rules: spaCy reads them from the model's folder anyway; two sets take twice as long."""
_PARSING = ("tok2vec", "transformer", "tagger", "parser")


@registry.tokenizers("extractor.unfilled_tokenizer.v1")  # type: ignore[untyped-decorator]
def _unfilled() -> Callable[[Language], Any]:
    return lambda nlp: Tokenizer(nlp.vocab)


def load(model: str) -> Language:
    """The installed spaCy pipeline of this name, with the components that facts read.

    The default pipeline gets the names model of ``models/ner/`` in the place of its own ``ner``.

    Raises:
        ModelError: it is not installed, or has no component ``ner``.
    """
    ours = model == DEFAULT_MODEL
    try:
        if ours:
            nlp = spacy.load(model, exclude=[*_NOT_READ, "ner"], config=_UNFILLED)
        else:
            nlp = spacy.load(model, exclude=list(_NOT_READ))
    except OSError as error:
        raise ModelError(
            f"model {model!r} is not installed here: pip install the package that holds it, or leave out --model"
        ) from error
    if ours:
        ner_weights.load(nlp, own_models() / "ner")
    if "ner" not in nlp.pipe_names:
        raise ModelError(f"model {model!r} has no component 'ner': choose a pipeline that finds entities")
    nlp.max_length = 10**9
    return nlp


class Pipeline:
    """Turns articles into records. Build one per process; it holds the model and all patterns.

    Args:
        reading: how articles are to be read.

    Raises:
        ModelError: the spaCy pipeline is absent or finds no entities.
        DataError: a pattern file is faulty.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.nlp = load(reading.model)
        accelerate(self.nlp)
        data = library(*reading.patterns)
        self.kinds: tuple[Kind, ...] = needed(reading.only)
        self._finders: tuple[tuple[Kind, Find], ...] = tuple((kind, kind.build(data)) for kind in self.kinds)
        self._triggers: tuple[tuple[re.Pattern[str], int | None], ...] = tuple(
            (kind.parse(data), kind.parse_first) for kind in self.kinds if kind.parse is not None
        )
        self._split = splitter(data)
        listens = _listens(self.nlp)
        self._entity_pipes = [
            pipe
            for name, pipe in self.nlp.pipeline
            if name == "ner" or (listens and name in ("tok2vec", "transformer"))
        ]
        self._parse_pipes = [pipe for name, pipe in self.nlp.pipeline if name in _PARSING]

    def __call__(self, batch: Sequence[Article | Failure]) -> list[Record | Failure]:
        """One record or failure per item of the batch, in order. A failure that goes in comes out as it is."""
        articles = [item for item in batch if isinstance(item, Article)]
        read = iter(self._read(articles))
        return [next(read) if isinstance(item, Article) else item for item in batch]

    def _read(self, articles: list[Article]) -> Iterator[Record | Failure]:
        docs = [self.nlp.make_doc(article.text) for article in articles]
        docs = _through(self._entity_pipes, docs)
        drafts = [self._draft(article) for article in articles]
        for draft, sentences in zip(drafts, self._parse(docs, [article.text for article in articles]), strict=True):
            draft.sentences = sentences
        for doc, draft in zip(docs, drafts, strict=True):
            yield self._fill(doc, draft)

    def _draft(self, article: Article) -> Draft:
        published = None
        if article.published:
            published = Published(value=article.published, from_=article.published_from or "metadata")  # type: ignore[arg-type]
        elif self.reading.published:
            published = Published(value=self.reading.published, from_="option")
        return Draft(article=article, reading=self.reading, sentences=(), published=published)

    def _parse(self, docs: list[Doc], texts: list[str]) -> list[tuple[Sentence, ...]]:
        """The sentences of each Doc; those that a trigger matches are parsed, all of the batch in one go."""
        bounds = [self._split(doc) for doc in docs]
        chosen = [self._triggered(*each) for each in zip(docs, texts, bounds, strict=True)]
        parts = [_excerpt(doc, spans) for doc, spans in zip(docs, chosen, strict=True)]
        trees = iter(_through(self._parse_pipes, [part for part in parts if part is not None]))
        result = []
        for spans, picked, part in zip(bounds, chosen, parts, strict=True):
            tree = next(trees) if part is not None else None
            result.append(tuple(_sentences(spans, picked, tree)))
        return result

    def _triggered(self, doc: Doc, text: str, bounds: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        left = [len(bounds) if first is None else first for _, first in self._triggers]
        chosen = []
        for start, end in bounds:
            begin, stop = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
            wanted = False
            for at, (trigger, _) in enumerate(self._triggers):
                if left[at] and trigger.search(text, begin, stop):
                    left[at] -= 1
                    wanted = True
            if wanted:
                chosen.append((start, end))
        return chosen

    def _fill(self, doc: Doc, draft: Draft) -> Record | Failure:
        stage = "facts"
        try:
            for kind, find in self._finders:
                stage = kind.name
                draft.add(find(doc, draft))
        except ImportError as error:
            raise ModelError(f"{error}; this installation is incomplete: pip install the project again") from error
        except Exception as error:  # noqa: BLE001 - one article that trips a rule must not stop the batch
            reason = f"{type(error).__name__}: {error}".splitlines()[0]
            return Failure(id=draft.article.id, source=draft.article.source, error=Problem(stage=stage, reason=reason))
        return self._record(draft)

    def _record(self, draft: Draft) -> Record:
        article = draft.article
        wanted = self.reading.only or FACT_KEYS
        facts: dict[str, Any] = {key: tuple(getattr(draft, key)) for key in FACT_KEYS if key in wanted}
        if self.reading.include_text:
            facts["text"] = article.text
        return Record(
            id=article.id, source=article.source, title=article.title, url=article.url, language=article.language,
            published=draft.published, dateline=draft.dateline, metadata=article.metadata, **facts,
        )  # fmt: skip


def _listens(nlp: Language) -> bool:
    architecture = nlp.get_pipe_config("ner").get("model", {}).get("tok2vec", {}).get("@architectures", "")
    return "Listener" in architecture


def _through(pipes: Sequence[Any], docs: list[Doc]) -> list[Doc]:
    for pipe in pipes:
        docs = list(pipe.pipe(docs, batch_size=len(docs) or 1))
    return docs


def _excerpt(doc: Doc, spans: list[tuple[int, int]]) -> Doc | None:
    """A Doc of its own that holds just these spans, each set as one sentence."""
    tokens = [token for start, end in spans for token in doc[start:end]]
    if not tokens:
        return None
    starts = {start for start, _ in spans}
    return Doc(
        doc.vocab,
        words=[token.text for token in tokens],
        spaces=[bool(token.whitespace_) for token in tokens],
        sent_starts=[token.i in starts for token in tokens],
    )


def _sentences(
    bounds: Iterable[tuple[int, int]], picked: list[tuple[int, int]], tree: Doc | None
) -> Iterator[Sentence]:
    chosen = set(picked)
    at = 0
    for start, end in bounds:
        part: Span | None = None
        if tree is not None and (start, end) in chosen:
            part = tree[at : at + end - start]
            at += end - start
        yield Sentence(start, end, part)
