"""spaCy's DocBin: Docs with the facts as ``doc.spans``, to train on or to go on with in spaCy.

Every kind is a span group of its name; a span's ``label`` is the kind, its ``id`` the fact's. Spans are widened to
whole tokens where a fact's place does not fall on them. Names, dates and sums are ``doc.ents`` too.
The whole record is in ``doc.user_data["extract"]``, as JSON.
"""

from typing import Any

import spacy
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans

from extractor.model import tokenizer
from extractor.record import FACT_KEYS, KEY_OF, Record, encode
from extractor.settings import DEFAULT_MODEL
from extractor.writers.target import Form, Target
from extractor.writers.words import shown

RECORD = "extract"
"""The key of ``doc.user_data`` that holds the whole record."""


class Sink(Form):
    """Gathers the Docs and writes them as one file at the end; failures are left out."""

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        self._vocab, self._tokenize = spacy.blank("en").vocab, tokenizer(DEFAULT_MODEL)
        self._docs = DocBin(store_user_data=True)

    def record(self, record: Record) -> None:
        read = self._tokenize(record.text if isinstance(record.text, str) else "")
        doc = Doc(self._vocab, words=read.texts, spaces=read.blanks.tolist())
        fill(doc, record)
        entities = (
            Span(doc, span.start, span.end, kind.entity_label, span_id=span.id)
            for kind in sorted(KEY_OF, key=lambda kind: kind.rank)
            if kind.entity_label
            for span in doc.spans[KEY_OF[kind]]
        )
        doc.set_ents(filter_spans(entities))
        doc.user_data[RECORD] = encode(record).decode()
        self._docs.add(doc)

    def close(self) -> None:
        self._stream.write(self._docs.to_bytes())


def fill(doc: Doc, record: Record, kinds: tuple[str, ...] = FACT_KEYS) -> None:
    """Put the record's facts of these kinds on the Doc of its text, as ``doc.spans``."""
    groups: dict[str, list[Any]] = {kind: [] for kind in kinds}
    for entry in shown(record, kinds):
        for place in entry.spans:
            span = doc.char_span(place.start, place.end, entry.kind, alignment_mode="expand", span_id=entry.id)
            if span is not None:
                groups[entry.kind].append(span)
    for kind, group in groups.items():
        doc.spans[kind] = group
