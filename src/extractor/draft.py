"""The ground under all kinds of fact: the draft that they fill in one after another, and what a kind is."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, TypeVar

from msgspec import Struct

from extractor.article import Article
from extractor.data import Library
from extractor.doc import Doc
from extractor.fact import Fact, Mention
from extractor.record import Dateline, Published
from extractor.settings import Reading
from extractor.tree import Span

Kept = TypeVar("Kept", bound=Fact)

Role = Literal[
    "furniture", "letterhead", "headline", "subheadline", "body", "end", "contact", "notes", "caption", "menu",
    "related",
]  # fmt: skip
"""What a block of an article is in the document."""


class Block(Struct, frozen=True):
    """A stretch of the text (code points) and what it is in the document."""

    start: int
    end: int
    role: Role


class Structure(Struct, frozen=True):
    """The blocks of a text in order, its headline and its lead (at most 300 code points); None where it has none."""

    blocks: tuple[Block, ...] = ()
    headline: Mention | None = None
    lead: Mention | None = None

    @property
    def body_start(self) -> int:
        """Where the first running text begins; 0 where there is none."""
        return next((block.start for block in self.blocks if block.role == "body"), 0)

    def role_at(self, place: int) -> Role:
        """What the block is in which a place (code points) stands."""
        number = bisect_right(self.blocks, place, key=lambda block: block.start) - 1
        return self.blocks[number].role if number >= 0 else "body"

    def outside(self) -> tuple[Block, ...]:
        """Blocks of the page around the story: menus and headlines of other stories. No fact is taken from them."""
        return tuple(block for block in self.blocks if block.role in ("menu", "related"))


class Sentence(Struct, frozen=True):
    """Tokens ``start`` to ``end`` of the Doc, their words in lower case, and the ``tree`` if any kind asked for it."""

    start: int
    end: int
    tree: Span | None = None
    words: Sequence[str] = ()


class Home(Struct, frozen=True):
    """The country that an article is written from (ISO 3166-1 alpha-2), and the words that say so."""

    country: str
    evidence: tuple[Mention, ...]
    rule: str


class Name(Struct, frozen=True):
    """A mention (code points) of a person, body or place, by its ``label``, after repair of the model's output."""

    text: str
    start: int
    end: int
    label: Literal["person", "institution", "place"]
    rule: str


class Refusal(Struct, frozen=True):
    """Words (code points ``start`` to ``end``) that a rule fits and that are no fact, and why."""

    rule: str
    reason: str
    start: int
    end: int


class Draft(Struct):
    """What is known of one article so far: kinds of fact read what earlier kinds have put here.

    ``facts`` grows in the order of ``kinds.KINDS``; each kind states in ``needs`` whose facts it reads.
    ``refused`` holds what the rules of all kinds have found and not taken.
    """

    article: Article
    reading: Reading
    sentences: tuple[Sentence, ...]
    published: Published | None = None
    structure: Structure = Structure()
    dateline: Dateline | None = None
    home: Home | None = None
    names: list[Name] = []
    facts: dict[type[Fact], list[Any]] = {}
    refused: list[Refusal] = []

    @property
    def country(self) -> str | None:
        """The country that the article is written from."""
        return self.home.country if self.home else None

    def of(self, kind: type[Kept]) -> list[Kept]:
        """The facts of this class so far, in order; a kind that completes them changes this list."""
        return self.facts.setdefault(kind, [])

    def add(self, found: "Iterable[Found]") -> None:
        """Put facts where they belong by their class."""
        around = self.structure.outside()
        for fact in found:
            if around and _is_outside(fact, around):
                continue
            if isinstance(fact, Fact):
                self.of(type(fact)).append(fact)
            elif isinstance(fact, Home):
                self.home = fact
            elif isinstance(fact, Published):
                self.published = fact
            elif isinstance(fact, Dateline):
                self.dateline = fact
            else:
                self.names.append(fact)


def _is_outside(fact: "Fact | Home | Name | Published | Dateline", around: Sequence[Block]) -> bool:
    """Whether all places of a fact lie in blocks around the story; of where a page is from they tell too."""
    starts = [part.start for part in getattr(fact, "mentions", None) or (fact,) if hasattr(part, "start")]
    return bool(starts) and all(any(block.start <= at < block.end for block in around) for at in starts)


Found = Fact | Home | Name | Published | Dateline
Find = Callable[[Doc, Draft], Iterable[Found]]


class Trigger(Struct, frozen=True):
    """The sentences that a kind of fact wants parsed: those that hold one of ``words`` (in lower case) as a token.

    Attributes:
        words: any of them will do.
        quoting: only where the next quotation mark after the word, in the sentence or right behind it, opens one.
        first: of these sentences, only so many from the start of the article; None for all.
    """

    words: frozenset[str]
    quoting: bool = False
    first: int | None = None


class Kind(Struct, frozen=True):
    """A kind of fact, as the table in ``kinds.py`` lists it; one that only prepares others ``gives`` no keys.

    Attributes:
        build: makes the finder once per process; it loads the kind's patterns.
        needs: kinds whose facts the finder reads from the draft; they stand earlier in the table.
        gives: keys of the record that the kind fills.
        parse: makes the triggers of the sentences that the finder reads with tags and dependencies.
    """

    name: str
    build: Callable[[Library], Find]
    needs: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    parse: Callable[[Library], tuple[Trigger, ...]] | None = None
