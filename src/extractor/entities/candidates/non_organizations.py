"""Capitalised words around a head noun that name no body after all: an ordered list of named rules."""

from collections.abc import Callable

from msgspec import Struct

from extractor.entities.candidates.gazetteer import phrase_at
from extractor.entities.candidates.lexicon import are_several, is_firm_at_large, is_state, is_thing
from extractor.entities.candidates.span_boundaries import Boundaries
from extractor.entities.naming import FORMS
from extractor.rules.gazetteer import holds


def opens_ground(reach: Boundaries, first: int, last: int) -> bool:
    """Whether the words but open the noun of a place ("Ashgrove Air Force Base")."""
    grounds = (phrase_at(reach.known.grounds, reach.capitals, index) for index in range(first, last + 1))
    return any(ground and ground[0] > last for ground in grounds)


def opens_office(reach: Boundaries, first: int, last: int) -> bool:
    """Whether an "and" behind the words goes on with a title that opens in them: "Police and Crime Commissioner"."""
    if not reach.linked(last + 1, "and"):
        return False
    titles = (phrase_at(reach.known.titles, reach.capitals, index) for index in range(first, last + 1))
    return any(title and title[0] > last for title in titles)


class Span(Struct, frozen=True):
    """The words (indices) from ``left`` to ``right`` of a text, with a head noun from ``first`` to ``last``."""

    reach: Boundaries
    left: int
    first: int
    last: int
    right: int

    @property
    def name(self) -> str:
        """The words, plain."""
        return self.reach.phrase(self.left, self.right)


def _is_title(span: Span) -> bool:
    """All words are a title's, or the head noun begins one after a nation ("Kenyan Cabinet Secretary")."""
    reach = span.reach
    if span.left < span.right and reach.titled.issuperset(range(span.left, span.right + 1)):
        return True
    inside = any(reach.offices.get(at, -1) >= span.left for at in range(max(0, span.left - 2), span.left))
    if inside and reach.words[span.first].text not in reach.known.alone:  # "Chief of Mission in Norland"
        return True
    title = phrase_at(reach.known.titles, reach.capitals, span.first)
    nation = span.left == span.first - 1 and reach.words[span.left].text in reach.known.demonyms
    return nation and title is not None and title[0] > span.right


def _is_site(span: Span) -> bool:
    """The noun of a building, road or thing follows: "Navy Yard", "Army Field Manual"."""
    reach, following = span.reach, span.right + 1
    if not reach.linked(following, "word"):
        return False
    pair = reach.phrase(span.right, following).title()
    uses = reach.known.uses
    return reach.words[following].text.title() in uses["site"] or pair in uses["thing"] or pair in uses["close"]


RULES: tuple[tuple[str, str, Callable[[Span], bool]], ...] = (
    ("place", "the tables have it as a place", lambda span: (
        span.name in span.reach.known.places.values or is_state(span.name, span.reach.known)
        or (span.left < span.first == span.right  # "the Occupied West Bank"
            and span.reach.phrase(span.first - 1, span.right) in span.reach.known.places.values))),
    ("thing", "the tables have it as a thing, or it ends like one", lambda span: (
        is_thing(span.name, span.reach.known) or is_thing(span.reach.phrase(span.left, span.last), span.reach.known)
        or (span.left == span.first and span.reach.linked(span.first, "of")  # "Articles of Association"
            and is_thing(span.reach.phrase(span.first - 1, span.last), span.reach.known)))),
    ("several bodies", "a noun of bodies in the plural", lambda span: (
        (span.first == span.last == span.right and span.reach.words[span.last].text in span.reach.known.uses["many"])
        or are_several(span.name, span.reach.known))),
    ("office", "somebody's office", lambda span: (  # "the Senator's Office"
        span.left + 1 == span.first and span.left in span.reach.titled
        and span.reach.words[span.first].link == "possessive"
        and span.reach.words[span.first].text in span.reach.known.uses["bureau"])),
    ("site", "it opens the name of a building, road or thing", _is_site),
    ("heading", "a heading in capitals of words that the text has small", lambda span: (
        span.left != span.right and span.reach.words[span.left].heading
        and holds(span.reach.capitals.text, span.name.lower()))),
    ("number", "its number tells which of many it is", lambda span: (  # "Department C-29"
        span.left == span.right and span.reach.words[span.left].text not in span.reach.known.chambers
        and FORMS.number.match(span.reach.capitals.text, span.reach.words[span.left].end) is not None)),
    ("firm at large", "a land and words that the text writes small elsewhere", lambda span: (
        is_firm_at_large(span.name, span.reach.capitals.text, span.reach.known))),
    ("title", "a title of people", _is_title),
    ("joint office", "it opens a title of people", lambda span: opens_office(span.reach, span.left, span.right)),
    ("ground", "it opens the noun of a place", lambda span: (
        span.right == span.last and opens_ground(span.reach, span.first, span.last))),
)  # fmt: skip
"""Name, reason and test of each rule that refuses capitalised words around a head noun, in this order."""
