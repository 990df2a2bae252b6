"""A page to look at: one self-contained HTML file per run, the text of each article with its facts in it.

It loads nothing, from anywhere: a content security policy that names only its own style and script by their hashes
stands in it, and everything that comes from an article is escaped.
"""

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from extractor.record import SHOWN, Failure, Record
from extractor.writers.target import Form, Target
from extractor.writers.words import Shown, colours, heading, shown, summary


class Sink(Form):
    """Writes the page article by article."""

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        self._pages = environment("extractor.writers", "page")
        self._number = 0
        style = Markup(source(self._pages, "page.css") + colours())  # noqa: S704 - our own file
        script = Markup(facts_script() + source(self._pages, "page.js"))  # noqa: S704 - our own files
        self._put("head.html", kinds=SHOWN, style=style, style_hash=_hash(style), script_hash=_hash(script))
        self._script = script

    def record(self, record: Record) -> None:
        self._number += 1
        facts = list(shown(record))
        self._put(
            "article.html", failure=None, number=self._number, record=record, heading=heading(record),
            lead=summary(record), parts=list(parts(str(record.text or ""), facts)), groups=groups(facts),
            linked=links(record),
        )  # fmt: skip

    def failure(self, failure: Failure) -> None:
        self._number += 1
        self._put("article.html", failure=failure, number=self._number)

    def close(self) -> None:
        self._put("tail.html", script=self._script)

    def _put(self, name: str, **values: object) -> None:
        self._stream.write(self._pages.get_template(name).render(values).encode("utf-8", "replace"))


class Part(Struct, frozen=True):
    """A stretch of text over which the same facts lie; ``facts`` and ``kinds`` go together, the shortest fact first."""

    text: str
    facts: tuple[str, ...]
    kinds: tuple[str, ...]


def parts(text: str, facts: Iterable[Shown]) -> Iterator[Part]:
    """The whole text, cut wherever a fact begins or ends."""
    spans = sorted(
        (span.end - span.start, span.start, span.end, entry.id, entry.kind) for entry in facts for span in entry.spans
    )
    cuts = sorted({0, len(text), *(span[1] for span in spans), *(span[2] for span in spans)})
    opening: dict[int, list[tuple[int, int, int, str, str]]] = defaultdict(list)
    for span in spans:
        opening[span[1]].append(span)
    live: list[tuple[int, int, int, str, str]] = []
    for start, end in pairwise(cuts):
        live = sorted([span for span in live if span[2] > start] + opening[start])
        yield Part(text[start:end], tuple(span[3] for span in live), tuple(span[4] for span in live))


def groups(facts: Iterable[Shown]) -> list[tuple[str, list[Shown]]]:
    """Each kind with its facts."""
    return [(kind, list(group)) for kind, group in groupby(facts, lambda entry: entry.kind)]


def links(record: Record) -> dict[str, list[str]]:
    """Which facts belong to an entity: a speaker's quotations, an actor's actions, a body's people."""
    found: dict[str | None, list[str]] = defaultdict(list)
    for number, quote in enumerate(record.quotes, 1):
        for speaker in quote.speaker_ids:
            found[speaker].append(f"quotes-{number}")
    for number, action in enumerate(record.actions, 1):
        for end in (action.actor_id, action.object_id):
            found[end].append(f"actions-{number}")
    for person in record.people:
        if person.affiliation:
            found[person.affiliation.institution_id].append(person.id)
    return {entity: facts for entity, facts in found.items() if entity}


def environment(package: str, folder: str, *, trim: bool = False) -> Environment:
    """The templates of a package's folder; what they are given is escaped, and nothing may be missing."""
    return Environment(
        loader=PackageLoader(package, folder), autoescape=True, undefined=StrictUndefined, auto_reload=False,
        trim_blocks=trim, lstrip_blocks=trim,
    )  # fmt: skip


def source(templates: Environment, name: str) -> str:
    """A file of the folder as it is."""
    loader = templates.loader
    assert loader is not None
    return loader.get_source(templates, name)[0]


def facts_script() -> str:
    """What shows facts in their text, on the page of one file and on a site's."""
    return source(environment("extractor.writers", "page"), "facts.js")


def _hash(source: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"
