"""The review list: what the extractor itself is least sure of, with the reason, for a person to look at.

Nothing here is a guess at probabilities: each reason is something that the record itself says (an open year,
a quotation without a speaker, a body of no known type).
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from extractor.codec import decode
from extractor.entity import Entity, Institution, Instrument, Person
from extractor.fact import Action, Date, Fact, Quote, Topic, Vote
from extractor.record import SHOWN, Failure, Record
from extractor.writers.table import render
from extractor.writers.target import Target

if TYPE_CHECKING:
    from rich.console import RenderableType

_WEAK_TOPIC = 0.5


class Doubt(Struct, frozen=True):
    """One fact to look at: ``start`` is where it stands, in code points, empty where the whole text speaks for it."""

    kind: str
    fact: str
    text: str
    start: str
    why: str


def doubts(record: Record) -> Iterator[Doubt]:
    """The facts of a record that deserve a second look, kind by kind."""
    for kind in SHOWN:
        for fact in getattr(record, kind):
            why = reason(fact)
            if why:
                place = next(iter(fact.spans), None)
                text = " ".join(place.text.split()) if place else ""
                yield Doubt(kind, fact.summary(), text, str(place.start) if place else "", why)


def reason(fact: Fact) -> str | None:
    """Why this fact is uncertain; None where nothing in it says so."""
    return next((why for kind, test, why in _REASONS if isinstance(fact, kind) and test(fact)), None)


_REASONS: tuple[tuple[type[Any], Callable[[Any], bool], str], ...] = (
    (Entity, lambda fact: "authority_ambiguous" in getattr(fact, "ids", {}), "several entries of your own list fit"),
    (Date, lambda fact: fact.resolution == "unresolved", "the year is open: none stated, no publication date"),
    (Date, lambda fact: fact.resolution == "inferred", "the year or the direction is inferred"),
    (Quote, lambda fact: fact.speaker is None, "no speaker found"),
    (Quote, lambda fact: fact.kind == "indirect", "indirect speech: its bounds may be off"),
    (Institution, lambda fact: "model" in fact.rule, "only the names model says so, no word of the name itself"),
    (Institution, lambda fact: fact.type == "other", "a body of no known type"),
    (Person, lambda fact: " " not in fact.name and fact.role is None, "one word, without a role"),
    (Vote, lambda fact: fact.for_ is None and not fact.unanimous, "no votes in favour found"),
    (Topic, lambda fact: fact.score < _WEAK_TOPIC, "weak evidence"),
    (Action, lambda fact: fact.actor is None, "no actor found"),
    (Action, lambda fact: fact.modality == "possible", "stated as a possibility"),
    (Instrument, lambda fact: fact.type == "other", "a law of no known type"),
)


class Sink:
    """Prints the doubts of each article, as it comes."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def write(self, line: bytes) -> None:
        """Print the doubts of one record, or its failure."""
        item = decode(line)
        self._target.stream.write(render(_parts(item), self._target))
        self._target.stream.flush()

    def close(self) -> None:
        """Nothing remains to be written."""


def _parts(item: Record | Failure) -> "list[RenderableType]":
    from rich import box  # noqa: PLC0415 - JSON output needs no rich
    from rich.table import Table  # noqa: PLC0415 - likewise
    from rich.text import Text  # noqa: PLC0415 - likewise

    title = Text(item.source or item.id, style="bold")
    if isinstance(item, Failure):
        return [title, Text(item.error.reason, style="red"), ""]
    found = list(doubts(item))
    if not found:
        return [title, Text("nothing to look at", style="dim"), ""]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("kind", "fact", "in the text", "at", "why"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "kind")
    for doubt in found:
        table.add_row(doubt.kind, *(Text(cell) for cell in (doubt.fact, doubt.text, doubt.start, doubt.why)))
    return [title, table, ""]
