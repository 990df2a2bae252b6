"""Bodies, laws and places across articles: which of their words tell them apart, and what two must not differ in."""

import re
from functools import cache

from extractor.data import library
from extractor.merge.bags import Way
from extractor.merge.card import Card
from extractor.merge.cluster import Values
from extractor.merge.words import bag, generic, heads, lands, of_each, same_words, tokens

_NO_COUNTRYS = frozenset(("treaty", "plan", "other"))
"""Types of law that are no country's because of where the article is from."""
_NUMBER = re.compile(r"[^a-z0-9]+")
_US_BILL = re.compile(r"(?:s|hr|hres|sres|hjres|sjres|hconres|sconres|sjr|hjr)(\d+)$")
"""Numbers of the US Congress, which begin anew with each Congress."""
_YEAR = re.compile(r"\b(1[6-9]\d\d|20\d\d)\b")


def place_words(card: Card) -> tuple[str, ...]:
    """A place's words; those of a country are its code."""
    words = tuple(tokens(card.name))
    if card.country and words in lands().get(card.country, ()):
        return (f"={card.country}",)
    return words or (card.name,)


def body_words(card: Card) -> tuple[str, ...]:
    """The words of a body's name; without its country where every country has its own, a party's without "party".

    "Bank of Canada" keeps it: without, it would be called as anything may be.
    """
    same, words = same_words("names"), tokens(card.name)
    if card.type in of_each() and card.country:
        short = _without(words, lands().get(card.country, ()))
        words = words if bag(short, same) in generic("institutions") else short
    if card.type == "party" and len(words) > 1:
        words = [word for word in words if word != card.type]
    return bag(words, same) or tuple(sorted(set(words))) or (card.name,)


def _known(card: Card) -> str | None:
    return _well_known().get((card.name, card.type, card.country))


@cache
def _well_known() -> dict[tuple[str, str | None, str | None], str | None]:
    """Names of well-known bodies by name or alias, type and country; None for what two of them are called."""
    found: dict[tuple[str, str | None, str | None], str | None] = {}
    for row in library().table("institutions/bodies.tsv"):
        for form in filter(None, (row["name"], *row["aliases"].split("|"))):
            key = (form, row["type"], row["country"] or None)
            found[key] = row["name"] if found.get(key, row["name"]) == row["name"] else None
    return found


def law_words(card: Card) -> tuple[str, ...]:
    """The words of a law's name without year, country, and "Act" behind a subject; for want of a name its number's."""
    number = number_of(card)
    if number and tokens(card.name) == tokens(card.number or ""):
        return (number,)
    left_out, same = same_words("laws"), same_words("names")
    words = [word for word in tokens(_YEAR.sub(" ", card.name)) if word not in left_out]
    if card.country:
        words = _without(words, lands().get(card.country, ()))
    short = list(words)
    while len(short) > 1 and (short[-1] in heads() or not same.get(short[-1], short[-1])):
        short.pop()
    whole = bag(words, same)
    return whole if whole in generic("instruments") else bag(short, same) or whole or (card.name,)


def number_of(card: Card) -> str | None:
    """A law's number so that equal ones are one law: a bill's of the US Congress with the Congress it is of."""
    number = _NUMBER.sub("", (card.number or "").casefold())
    if not any(char.isdigit() for char in number):
        return None
    if _US_BILL.match(number):
        return f"{number}/{_congress(card.day)}" if card.day else None
    return f"{card.type}/{card.country}/{number}" if len(number) > 1 else None


def _without(words: list[str], names: tuple[tuple[str, ...], ...]) -> list[str]:
    for name in names:
        size = len(name)
        at = next((at for at in range(len(words) - size + 1) if tuple(words[at : at + size]) == name), None)
        if at is not None and len(words) > size:
            return words[:at] + words[at + size :]
    return words


def _body_country(card: Card) -> str | None:
    if card.type == "intergovernmental":
        return None
    return card.country or (card.home if card.type in of_each() else None)


def _law_country(card: Card) -> str | None:
    return card.country or (card.home if card.type not in _NO_COUNTRYS else None)


def _law_hard(card: Card) -> Values:
    """The year in a law's name; the Congress of a bill that is called by its subject (``energy bill``)."""
    hard: Values = {}
    if years := _YEAR.findall(card.name):
        hard["year"] = frozenset(years[-1:])
    if card.day and card.type == "bill" and _law_country(card) == "US" and tokens(card.name)[-1:] == ["bill"]:
        hard["congress"] = frozenset((_congress(card.day),))
    return hard


def _congress(day: str) -> str:
    return str((int(day[:4]) - 1789) // 2 + 1)


WAYS = (
    Way("institutions", body_words, _body_country, number=lambda card: card.number, known=_known),
    Way("instruments", law_words, _law_country, _law_hard, number_of),
    Way("places", place_words, lambda card: card.country),
)
