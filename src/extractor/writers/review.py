"""The review list: what is most worth a person's look, by risk: doubt times harm.

The doubt is what is left of a fact's score, and more where the record itself says why (an open year, a quotation
without a speaker). The harm of a wrong fact of each kind is ``models/scores/harm.tsv``. What is alike in several
articles stands once. On a terminal the first rows of each reason, elsewhere all of them as JSON lines.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct
from rich.console import RenderableType
from rich.text import Text

from extractor.data import library
from extractor.entity import Entity, Institution, Instrument, Person
from extractor.fact import Action, Date, Quote, Topic, Vote
from extractor.record import SHOWN, Record
from extractor.terms import counted
from extractor.writers.table import grid, one_line, render
from extractor.writers.target import Form, Target
from extractor.writers.words import cut

_ROWS, _ALIKE = 40, 4  # rows on a terminal; and of one kind and reason
_SAID = 0.5  # the doubt of a fact has at least this size where the record itself says why
_WEAK_TOPIC = 0.5
_SHOWN = 80  # characters of the text that are shown on a terminal
_PLAIN = 0.2  # doubt below which nothing is listed
_REASONS: tuple[tuple[type[Any], Callable[[Any], bool], str], ...] = (
    (Entity, lambda fact: "authority_ambiguous" in getattr(fact, "ids", {}), "several entries of your own list fit"),
    (Date, lambda fact: fact.resolution == "unresolved", "the year is open: none stated, no publication date"),
    (Date, lambda fact: fact.resolution == "inferred", "the year or the direction is inferred"),
    (Quote, lambda fact: fact.speaker is None, "no speaker found"),
    (Institution, lambda fact: "model" in fact.rule, "only the names model says so, no word of the name itself"),
    (Institution, lambda fact: fact.type == "other", "a body of no known type"),
    (Person, lambda fact: " " not in fact.name and fact.role is None, "one word, without a role"),
    (Vote, lambda fact: fact.for_ is None and not fact.unanimous, "no votes in favour found"),
    (Topic, lambda fact: fact.score < _WEAK_TOPIC, "weak evidence"),
    (Action, lambda fact: fact.actor is None, "no actor found"),
    (Action, lambda fact: fact.modality == "possible", "stated as a possibility"),
    (Instrument, lambda fact: fact.type == "other", "a law of no known type"),
)
"""Why a fact of a kind that fails a test is uncertain; the first that holds is told."""


class Doubt(Struct, frozen=True):
    """What to look at: ``articles`` have it, first ``article`` of ``source`` at ``start`` (None: in the whole text)."""

    risk: float
    kind: str
    fact: str
    why: str
    text: str
    article: str
    source: str | None
    start: int | None
    articles: int


def doubts(record: Record, harm: dict[str, float]) -> list[Doubt]:
    """The facts of a record that deserve a second look, in the order of the kinds."""
    found = []
    for kind in SHOWN:
        for fact in getattr(record, kind):
            why = next((why for kind, test, why in _REASONS if isinstance(fact, kind) and test(fact)), None)
            doubt = 1 - fact.score
            if why or doubt > _PLAIN:
                place = next(iter(fact.spans), None)
                told = why or f"its rule ({fact.rule}) is right in {fact.score:.0%} of cases"
                risk = round(max(doubt, _SAID if why else 0) * harm.get(kind, 1), 2)
                found.append(
                    Doubt(
                        risk, kind, one_line(fact.summary()), told,
                        one_line(place.text) if place else "", record.id, record.source or None,
                        place.start if place else None, 1,
                    )
                )  # fmt: skip
    return found


class Sink(Form):
    """Keeps the doubts of all articles, alike ones once, and writes them by risk at the end."""

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        rows = library(*target.settings.reading.patterns).table("scores/harm.tsv")
        self._harm = {row["kind"]: row.number("harm") for row in rows}
        self._doubts: dict[tuple[str, str, str], Doubt] = {}
        self._read = 0

    def record(self, record: Record) -> None:
        self._read += 1
        for key, doubt in {(each.kind, each.fact, each.why): each for each in doubts(record, self._harm)}.items():
            known = self._doubts.get(key)
            if known is None:
                self._doubts[key] = doubt
            else:
                risk, articles = max(known.risk, doubt.risk), known.articles + 1
                self._doubts[key] = msgspec.structs.replace(known, risk=risk, articles=articles)

    def close(self) -> None:
        ranked = sorted(self._doubts.values(), key=lambda it: (-it.risk, -it.articles, it.article, it.start or 0))
        if self._target.terminal:
            self._stream.write(render(_parts(ranked, self._read), self._target))
        else:
            self._stream.write(b"".join(msgspec.json.encode(each) + b"\n" for each in ranked))


def _parts(ranked: list[Doubt], read: int) -> list[RenderableType]:
    inside = f"in {counted(read, 'article')}"
    title = Text(f"{len(ranked):,} to look at {inside}, the riskiest first", style="bold")
    if not ranked:
        return [Text(f"nothing to look at {inside}", style="dim")]
    table = grid()
    for heading in ("kind", "fact", "why", "in the text", "article", "at"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "kind")
    groups: dict[tuple[str, str], list[Doubt]] = defaultdict(list)
    for each in ranked:
        groups[each.kind, each.why].append(each)
    first = [each for each in ranked if each in groups[each.kind, each.why][:_ALIKE]]
    for each in first[:_ROWS]:
        more = f" and {each.articles - 1} more" if each.articles > 1 else ""
        start = "" if each.start is None else str(each.start)
        cells = (each.kind, each.fact, each.why, cut(each.text, _SHOWN), each.article + more, start)
        table.add_row(*map(Text, cells))
    left = len(ranked) - len(first[:_ROWS])
    return [title, table, *([Text(f"and {left:,} more: -f review -o review.jsonl", style="dim")] if left > 0 else [])]
