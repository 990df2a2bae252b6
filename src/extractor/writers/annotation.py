"""Tasks for annotation tools, with every fact as a suggestion: Label Studio, doccano and Prodigy.

A label is a kind of fact. The record goes along, so that what a person has corrected becomes a record again
(``evaluation.gold``). Forms: https://labelstud.io/guide/predictions , https://doccano.github.io/doccano/tutorial
and https://prodi.gy/docs/api-interfaces#spans_manual .
"""

from collections.abc import Iterator
from itertools import accumulate
from typing import Any
from xml.sax.saxutils import quoteattr

import msgspec

from extractor.record import KEY_OF, Record
from extractor.writers.target import Form, Target
from extractor.writers.words import shown

_NAME, _TEXT = "kind", "text"  # what the configuration of Label Studio calls the labels and the text
_LABELS = f"""\
<View>
  <Labels name="{_NAME}" toName="{_TEXT}">
{{}}
  </Labels>
  <Text name="{_TEXT}" value="$text"/>
</View>
"""
_WIDE = "\U00010000"  # from this character on, JavaScript counts two where a code point counts one


class LabelStudio(Form):
    """One JSON array of tasks; in a folder beside the labelling configuration, ``tasks.json`` and ``labels.xml``."""

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        folder = target.folder
        self._stream = (folder / "tasks.json").open("wb") if folder else target.stream
        self._next = b"["

    def record(self, record: Record) -> None:
        self._stream.write(self._next + msgspec.json.encode(_task(record)))
        self._next = b",\n"

    def close(self) -> None:
        self._stream.write(b"[]\n" if self._next == b"[" else b"]\n")
        if self._target.folder is not None:
            self._stream.close()
            labels = "\n".join(
                f"    <Label value={quoteattr(key)} background={quoteattr(kind.colour)}/>"
                for kind, key in KEY_OF.items()
            )
            (self._target.folder / "labels.xml").write_text(_LABELS.format(labels), encoding="utf-8")


def doccano(record: Record) -> Iterator[dict[str, Any]]:
    """One object an article: the text, and ``label`` as triples of start, end and kind."""
    labels = [[start, end, kind] for start, end, kind, _ in _spans(record)]
    yield {"text": record.text, "label": labels, "record": _bare(record)}


def prodigy(record: Record) -> Iterator[dict[str, Any]]:
    """One object an article, for ``spans.manual``: the text, and its spans with labels."""
    spans = [{"start": start, "end": end, "label": kind} for start, end, kind, _ in _spans(record)]
    yield {"text": record.text, "spans": spans, "meta": {"source": record.source}, "record": _bare(record)}


def utf16(text: str) -> list[int]:
    """The place of each code point, and of the end, as JavaScript counts them."""
    return list(accumulate((1 + (char >= _WIDE) for char in text), initial=0))


def _task(record: Record) -> dict[str, Any]:
    text = str(record.text)
    places = utf16(text)
    result = [
        {
            "from_name": _NAME, "to_name": _TEXT, "type": "labels", "meta": {"text": [told]},
            "value": {"start": places[start], "end": places[end], "text": text[start:end], "labels": [kind]},
        }
        for start, end, kind, told in _spans(record)
    ]  # fmt: skip
    told = [{"model_version": "extract", "result": result}]
    return {"data": {"text": text, "record": _bare(record)}, "predictions": told}


def _spans(record: Record) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, kind and words of every place of every fact, in the order of the text."""
    spans = {(span.start, span.end, entry.kind): entry.fact for entry in shown(record) for span in entry.spans}
    yield from ((*place, told) for place, told in sorted(spans.items()))


def _bare(record: Record) -> dict[str, Any]:
    return {key: value for key, value in record.to_dict().items() if key != "text"}
