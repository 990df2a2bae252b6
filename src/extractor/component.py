"""The facts on your own spaCy Docs: ``nlp.add_pipe("extractor")``.

>>> import spacy
>>> nlp = spacy.blank("en")
>>> _ = nlp.add_pipe("extractor", config={"only": ["amendments", "dates"]})
>>> doc = nlp("The Senate adopted 45 amendments on 9 March 2023.")
>>> doc.spans["dates"][0].text
'9 March 2023'
>>> doc._.facts.dates[0].value
'2023-03-09'
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import minibatch

from extractor.extractor import Extractor
from extractor.record import FACT_KEYS, Failure, Record, decode, encode
from extractor.settings import DEFAULT_MODEL, Reading
from extractor.writers.docbin import RECORD, fill

_BATCH = 64


class Component:
    """Reads each Doc's text with the extractor's own model and puts the facts on the Doc.

    ``doc.spans[kind]`` holds the places of each kind of fact (label: the kind; id: the fact's), ``doc._.facts`` the
    record, kept as JSON in ``doc.user_data["extract"]`` so that Docs can be stored and sent. The Doc's tokens, entities
    and tags stay as they are, and so do spans of kinds that are not looked for. A Doc that cannot be read gets None and
    empty spans. ``doc.user_data["published"]``, a date or an ISO day, is taken as the publication date; what is no day
    is left out, which a warning tells.
    """

    def __init__(self, reading: Reading) -> None:
        self._extractor, self._kinds = Extractor(reading), reading.only or FACT_KEYS
        if not Doc.has_extension("facts"):
            Doc.set_extension("facts", getter=_facts)

    def __call__(self, doc: Doc) -> Doc:
        """The Doc, with its facts."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = _BATCH) -> Iterator[Doc]:
        """The Docs in order, each with its facts."""
        for docs in minibatch(stream, batch_size):  # type: ignore[no-untyped-call]
            items = self._extractor.pipe(_item(number, doc) for number, doc in enumerate(docs))
            for doc, item in zip(docs, items, strict=True):
                if isinstance(item, Failure):
                    for kind in self._kinds:
                        doc.spans[kind] = []
                else:
                    fill(doc, item, self._kinds)
                    doc.user_data[RECORD] = encode(item).decode()
                yield doc


def _item(number: int, doc: Doc) -> dict[str, Any]:
    return {"id": str(number), "text": doc.text, "published": doc.user_data.get("published")}


def _facts(doc: Doc) -> Record | Failure | None:
    kept = doc.user_data.get(RECORD)
    return decode(kept.encode()) if kept else None


@Language.factory("extractor", default_config={"only": [], "vague": False, "model": DEFAULT_MODEL})
def make(nlp: Language, name: str, only: Sequence[str], vague: bool, model: str) -> Component:  # noqa: ARG001 - spaCy's signature
    """Makes the component for ``nlp.add_pipe("extractor")``."""
    return Component(Reading(model=model, only=tuple(only), vague=vague))
