"""The context of one document: its text, sentences, mentions and quoted stretches, with look-ups by offset."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable
from functools import cache, cached_property, lru_cache

from msgspec import Struct

from extractor import fact
from extractor.data import Library, Patterns
from extractor.doc import Doc
from extractor.draft import Draft, Sentence
from extractor.entity import Institution, Instrument, Person
from extractor.text.paragraphs import ITEM, joins, paragraphs
from extractor.text.quotation_marks import Quoted, scanner
from extractor.text.sentences import Sentences
from extractor.text.spans import Spans
from extractor.tree import Token

FORMS = Patterns("coref/patterns.tsv")

WORD = re.compile(r"\w[\w’'-]*")
_NICKNAME = 12


class Mention(Struct, frozen=True):
    """A span of the text in code points, with the offset of its head word."""

    start: int
    end: int
    head: int


class Referent(Struct, frozen=True):
    """Whom a mention stands for: the clean name and the id in the record, both None where the text names nobody."""

    name: str | None
    id: str | None
    person: bool = False


NOBODY = Referent(None, None)
Find = Callable[[Mention], Referent | None]
"""Finds whom a noun phrase without a name stands for."""

Entity = Person | Institution
Span = tuple[int, int, Entity]
"""A mention of somebody, from where to where in code points."""


def referent_of(entity: Entity) -> Referent:
    """A person or body of the record as what a mention refers to."""
    return Referent(entity.name, entity.id, isinstance(entity, Person))


class Context(Struct, dict=True):
    """One document as coreference and the finder of quotations see it."""

    doc: Doc
    draft: Draft
    paragraphs: list[tuple[int, int]]
    quoted: list[Quoted]
    links: dict[str, frozenset[str]]

    @cached_property
    def text(self) -> str:
        """The article's text."""
        return self.draft.article.text

    def label(self, offset: int) -> str | None:
        """What the model takes the words at this offset for, if for anything (PERSON, ORG)."""
        place = bisect_right(self.doc.ents, offset, key=lambda entity: entity.start_char) - 1
        return self.doc.ents[place].label_ if place >= 0 and offset < self.doc.ents[place].end_char else None

    @cached_property
    def spans(self) -> list[Span]:
        """The mentions of the record's people and institutions in order, longer ones first."""
        entities: list[Entity] = [*self.draft.of(Person), *self.draft.of(Institution)]
        spans = ((mention.start, mention.end, entity) for entity in entities for mention in entity.mentions)
        return sorted(spans, key=lambda span: (span[0], -span[1]))

    def before(self, offset: int) -> int:
        """How many of these mentions begin before an offset."""
        return bisect_left(self.spans, offset, key=lambda span: span[0])

    def between(self, start: int, end: int) -> list[Span]:
        """Those that begin at ``start`` or later and before ``end``."""
        return self.spans[self.before(start) : self.before(end)]

    def owns(self, end: int) -> bool:
        """Whether an apostrophe stands behind a name that ends there."""
        return self.text[end : end + 1] in ("’", "'")

    @cached_property
    def people(self) -> list[Mention]:
        """The mentions of people in order: those of the record, and what else the model alone takes for a person."""
        spans = {(mention.start, mention.end) for person in self.draft.of(Person) for mention in person.mentions}
        spans |= {(ent.start_char, ent.end_char) for ent in self.doc.ents if ent.label_ == "PERSON"}
        longest = dict(sorted(spans))
        return [Mention(start, end, start + self.text[start:end].rfind(" ") + 1) for start, end in longest.items()]

    def named(self, start: int, end: int) -> list[Mention]:
        """The mentions of people that begin at ``start`` or later and before ``end``."""
        return self._by_place.starting(start, end)

    @cached_property
    def _first_by_surname(self) -> dict[str, int]:
        return {self.text[person.head : person.end]: person.start for person in reversed(self.people)}

    def is_new(self, person: Mention, offset: int) -> bool:
        """Whether nobody of a person's surname is named before ``offset``."""
        return self._first_by_surname[self.text[person.head : person.end]] >= offset

    @cached_property
    def _by_place(self) -> Spans[Mention]:
        return Spans(self.people)

    def is_linked(self, start: int, end: int, how: str) -> bool:
        """Whether a word stands between two offsets that joins one to somebody (by, for) or to a place (in)."""
        return not self.links[how].isdisjoint(self.text[start:end].split())

    def named_at(self, offset: int) -> list[Mention]:
        """The mentions of people that hold this offset."""
        return self._by_place.touching(offset, offset + 1)

    def named_until(self, end: int) -> list[Mention]:
        """The mentions of people that end there."""
        return [person for person in self._by_place.touching(end - 1, end) if person.end == end]

    @cached_property
    def roles(self) -> dict[int, str | None]:
        """The roles, if any is known, of those whom the record lists, by where they are named."""
        return {mention.start: known.role for known in self.draft.of(Person) for mention in known.mentions}

    def is_listed(self, person: Mention) -> bool:
        """Whether a mention belongs to somebody whom the record lists."""
        return person.start in self.roles

    @cached_property
    def bearers(self) -> dict[str, list[Person]]:
        """The record's people by the last word of their names, in small letters."""
        found: defaultdict[str, list[Person]] = defaultdict(list)
        for person in self.draft.of(Person):
            found[person.name.split()[-1].lower()].append(person)
        return found

    @cached_property
    def _laws(self) -> Spans[fact.Mention]:
        return Spans(mention for law in self.draft.of(Instrument) for mention in law.mentions)

    def in_law(self, offset: int) -> bool:
        """Whether this offset stands in the name of a law."""
        return bool(self._laws.touching(offset, offset + 1))

    @cached_property
    def _first_ends(self) -> dict[int, int]:
        return {quoted.paragraph: quoted.end for quoted in reversed(self.quoted)}

    def opens(self, quoted: Quoted) -> bool:
        """Whether a quoted stretch opens its paragraph, the mark of a list's item apart."""
        start = self.paragraphs[quoted.paragraph][0]
        item = ITEM.match(self.text, start, quoted.outer_start)
        return quoted.outer_start == (item.end() if item else start)

    def goes_on(self, quoted: Quoted) -> bool:
        """Whether a quoted stretch stands before this one in the same paragraph."""
        return self._first_ends[quoted.paragraph] < quoted.start

    @cached_property
    def _inside(self) -> list[int]:
        return [quoted.outer_start for quoted in self.quoted]

    @cached_property
    def _longer(self) -> list[int]:
        return [quoted.outer_start for quoted in self.quoted if quoted.end - quoted.start > _NICKNAME]

    def token(self, offset: int) -> int:
        """The index of the token that holds this offset."""
        return max(bisect_right(self.doc.starts, offset) - 1, 0)

    def sentence(self, offset: int) -> Sentence:
        """The sentence that holds this offset."""
        return self.draft.sentences[self.sentences.number(offset)]

    @cached_property
    def sentences(self) -> Sentences:
        """From where to where the sentences reach."""
        return Sentences(self.doc, self.draft)

    def bounds(self, offset: int) -> tuple[int, int]:
        """From where to where the sentence reaches that holds this offset."""
        return self.sentences.sentence(offset)

    def opening(self, offset: int) -> int:
        """Where the sentence begins that holds this offset."""
        return self.bounds(offset)[0]

    def root(self, offset: int) -> Token | None:
        """The root of the sentence that holds this offset, where it was parsed."""
        tree = self.sentence(offset).tree
        return None if tree is None else tree.root

    def parsed(self, offset: int) -> Token | None:
        """The parsed token at this offset, where its sentence was parsed."""
        sentence = self.sentence(offset)
        return None if sentence.tree is None else sentence.tree[self.token(offset) - sentence.start]

    def quoted_at(self, offset: int) -> Quoted | None:
        """The quoted stretch that holds this offset, marks included."""
        place = bisect_right(self._inside, offset) - 1
        return self.quoted[place] if place >= 0 and offset < self.quoted[place].outer_end else None

    def quoted_before(self, offset: int) -> Quoted | None:
        """The last quoted stretch that ends at or before this offset, where the next one begins at or after it."""
        place = bisect_left(self._inside, offset) - 1
        return self.quoted[place] if place >= 0 and self.quoted[place].outer_end <= offset else None

    def paragraph(self, offset: int) -> tuple[int, int]:
        """The paragraph that holds this offset."""
        place = bisect_right(self.paragraphs, offset, key=lambda bounds: bounds[0]) - 1
        return self.paragraphs[max(place, 0)]

    def paragraph_start(self, offset: int) -> int:
        """Where the paragraph begins that holds this offset."""
        return self.paragraph(offset)[0]

    def next_quoted(self, offset: int) -> int:
        """Where the next quoted stretch opens at or after this offset (nicknames apart), or the end of the text."""
        place = bisect_left(self._longer, offset)
        return self._longer[place] if place < len(self._longer) else len(self.text)


@cache
def contexts(library: Library) -> Callable[[Doc, Draft], Context]:
    """The function that makes the context of a document; what it reads of a text is kept for the next kind of fact."""
    scan, joining = scanner(library), joins(library)
    sets = library.sets("coref/links.tsv", "link", "word")
    links = sets | {"for": sets["by"] | sets["for"], "in": sets["by"] | sets["for"] | sets["in"]}

    @lru_cache(maxsize=2)
    def layout(text: str) -> tuple[list[tuple[int, int]], list[Quoted]]:
        bounds = paragraphs(text, joining)
        return bounds, scan(text, bounds)

    def make(doc: Doc, draft: Draft) -> Context:
        return Context(doc, draft, *layout(draft.article.text), links)

    return make
