"""The body or land of a person that the words beside the name tell, by the rules of ``models/people/``."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial

from extractor.data import Library, late
from extractor.doc import Doc
from extractor.draft import Draft, Name
from extractor.facts.roles.linking import Bodies, Seat, tables_of
from extractor.rules.compiler import grammar
from extractor.rules.gazetteer import merged
from extractor.rules.lexer import Word
from extractor.rules.matcher import Match, Matcher, Reading, Refused

_BODY, _PERSON = "body", "person"
BRACKETED = frozenset({"party", "legislature", "union", "ngo", "university", "company"})
_REACH = 160
Beside = Mapping[tuple[int, str], list[Seat | str]]
"""Bodies and words for such by the start (code points) of who belongs to them and the reading that found them."""


def build(library: Library) -> Callable[[Doc, Draft, list[Name], Bodies], Beside]:
    """The finder of bodies and lands that are named beside people."""
    tables = tables_of(library)
    words = tuple(Word("office", noun, "", "any") for noun in sorted(tables.offices))
    rules = partial(grammar, library, "people", more_words=words, marks=(_BODY, _PERSON))

    def land(match: Match, _: Bodies) -> list[Seat | str] | Refused:
        known = "land" not in match or tables.is_land(_text(match, "land"))
        if "state" in match:  # not of a country, where somebody visits
            known = tables.places.sort_of(_text(match, "state")) == "state"
        return [_text(match, "whole")] if known else Refused("no land is called so")

    def words_of(match: Match, _: Bodies) -> list[Seat | str] | Refused:
        words = _text(match, "words")
        return Refused("it is a land, a part of one or an office") if tables.is_part(words) else [words]

    readings = {"of": _seats(), "led": _seats({"party"}), "bracketed": _seats(BRACKETED), "last": _seats(),
                "land": land, "home": land, "words": words_of}  # fmt: skip
    matcher = late(library, lambda: Matcher(library, rules(), readings, "people/contexts.tsv"))

    def beside(doc: Doc, draft: Draft, names: list[Name], bodies: Bodies) -> Beside:
        found: defaultdict[tuple[int, str], list[Seat | str]] = defaultdict(list)
        if names:
            people = [(name.start, name.end) for name in names]
            marked = {_BODY: bodies.spans, _PERSON: people}
            lexed = matcher().grammar.lexer.read(doc, draft.article.text, marked)
            near = merged((start - _REACH, end) for start, end in people)
            for match, said in matcher().read(lexed, bodies, draft.refused, within=near):
                for name in names:
                    if match.start <= name.start < match.end:
                        found[name.start, match.reading] += said
        return found

    return beside


def _text(match: Match, name: str) -> str:
    start, end = match.span(name)
    return " ".join(match.lexed.text[start:end].split())


def _seats(types: set[str] | frozenset[str] = frozenset()) -> Reading[Bodies, list[Seat | str]]:
    """Reads the body that a rule captures, of these types where there are any."""

    def read(match: Match, bodies: Bodies) -> list[Seat | str] | Refused:
        found = [seat for seat in bodies.inside(*match.span("seat")) if not types or seat.body.type in types]
        return [*found] or Refused("nobody's body stands so")

    return read
