"""Whom to ask: press contacts, from the contact blocks of an article."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from typing import TypeVar

from extractor.data import Library
from extractor.doc import Doc
from extractor.draft import Draft, Find
from extractor.entity import Institution, Person
from extractor.fact import Contact, Mention
from extractor.regex import compiled

Entity = TypeVar("Entity", Person, Institution)
_FEWEST_FIGURES = 7
_AT = re.compile(r" at |@")
_CONTACT = re.compile(r"contact", re.IGNORECASE)


def build(library: Library) -> Find:
    """The finder of contacts: each person of a contact block with the numbers and addresses up to the next one."""
    written = library.patterns("contacts/patterns.tsv", "field").items()
    patterns = {field: compiled(each, re.IGNORECASE) for field, each in written}

    def find(doc: Doc, draft: Draft) -> Iterator[Contact]:  # noqa: ARG001
        for role, group in groupby(draft.structure.blocks, key=attrgetter("role")):
            if role == "contact":
                blocks = [*group]
                yield from _read(draft, blocks[0].start, blocks[-1].end, patterns)

    return find


def _read(draft: Draft, start: int, end: int, patterns: dict[str, re.Pattern[str]]) -> Iterator[Contact]:
    """Those of a block that can be reached; people joined by an "and" share what stands behind the last of them."""
    text = draft.article.text
    addresses = [match.span() for match in patterns["email"].finditer(text, start, end)]
    named = _within(draft.of(Person), start, end)
    people = [pair for pair in named if not any(first <= pair[0].start < last for first, last in addresses)]
    firsts = [mention.start for mention, _ in people] or [start]
    bodies = [pair for pair in _within(draft.of(Institution), start, end) if "\n" not in pair[0].text]
    found: list[Contact] = []
    shared: dict[str, Mention | None] = {}
    for number, (first, last) in reversed([*enumerate(pairwise([*firsts, end]))]):
        mention, person = people[number] if people else (None, None)
        joined = mention and text[mention.end : last].strip(" \xa0,") in ("and", "&", "or", ", and", "/")
        parts = {field: _first(pattern, text, first, last) for field, pattern in patterns.items()}
        parts = shared = shared if joined else parts
        if not any(parts.values()):
            continue
        body = next(((mention, body) for mention, body in bodies if first <= mention.start < last), None)
        spans = [*filter(None, (mention, *parts.values(), body and body[0]))]
        begins, ends = min(span.start for span in spans), max(span.end for span in spans)
        role = person.role if person and person.role and not _CONTACT.search(person.role) else None
        told = (parts["email"], parts["telephone"])
        email, telephone = (" ".join(span.text.split()) if span else None for span in told)
        contact = Contact(
            text=text[begins:ends], start=begins, end=ends, name=person.name if person else None,
            role=role, organization=body[1].name if body else None,
            email=email and _AT.sub("@", email), telephone=telephone, rule="contact block",
        )  # fmt: skip
        found.append(contact)
    yield from reversed(found)


def _within(entities: Sequence[Entity], start: int, end: int) -> list[tuple[Mention, Entity]]:
    found = [(mention, each) for each in entities for mention in each.mentions if start <= mention.start < end]
    return sorted(found, key=lambda pair: pair[0].start)


def _first(pattern: re.Pattern[str], text: str, start: int, end: int) -> Mention | None:
    for match in pattern.finditer(text, start, end):
        if _AT.search(match[0]) or sum(char.isdigit() for char in match[0]) >= _FEWEST_FIGURES:
            said = match[0].removesuffix(")") if match[0].count(")") > match[0].count("(") else match[0]
            return Mention(text=said, start=match.start(), end=match.start() + len(said))
    return None
