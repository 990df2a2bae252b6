"""Nouns that stand for a law named elsewhere ("the bill"), by the tables of ``models/links/``."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from msgspec import Struct

from extractor.data import Library, Patterns
from extractor.entity import Instrument
from extractor.regex import any_of, compiled, lookbehind
from extractor.rules.gazetteer import OWNERS, Anchored, lowered, lowered_words, merged
from extractor.text.spans import Spans

FORMS = Patterns("links/patterns.tsv")

_BEFORE = 120  # code points before a noun in which its article stands
_FAR = 300
_CITED = ("act", "code")


class Mention(Struct, frozen=True, order=True):
    """Words at code points ``start`` to ``end`` that name a law, or stand for one (``law`` None) of these types."""

    start: int
    end: int
    law: str | None = None
    types: tuple[str, ...] = ()
    definite: bool = True


class Tables:
    """Nouns with the types of law they stand for, if any, words by kind, and patterns.

    ``low``: the nouns in small letters; ``against``: behind a vote, that it was on a motion against a law.
    """

    def __init__(self, library: Library) -> None:
        self.nouns = {row["noun"]: tuple(row["types"].split()) for row in library.table("links/nouns.tsv")}
        self.words = words = library.sets("links/words.tsv", "kind", "words", " ")
        one = any_of(self.nouns)
        noun = rf"\s(?P<noun>{one})(?P<plural>s?)(?!\w)"
        between = rf"(?:\s+(?!{any_of(words['apart'] | words['definite'])}\s)[\w’'-]+){{0,3}}?"
        leads = any_of(words["definite"] | words["indefinite"])
        self.pattern = compiled(rf"(?<!\w)(?P<before>(?:{leads}|\w+[’']s)(?=\s){between})\s*{noun}", re.IGNORECASE)
        self.noun = compiled(noun, re.IGNORECASE)
        forms = (form for each in self.nouns for form in (each, f"{each}s"))
        self.low = Anchored.of(forms, rf"(?<=\s){one}s?(?!\w)")
        disliked = any_of(library.classes("votes/words.tsv", "class", "word")["todislike"])
        self.against = compiled(rf"(?:\s*,)?\s+to\s+{disliked}(?!\w)", re.IGNORECASE)


tables_of = cache(Tables)


def nouns(text: str, tables: Tables) -> Iterator[Mention]:
    """What stands for a law in a text, or for something else that is voted on."""
    chambers = tables.words["chamber"]
    found = tables.low.finditer(lowered(text), lowered_words(text))
    near = merged((noun.start() - 1 - _BEFORE, noun.end() + 1) for noun in found)
    for match in chain.from_iterable(tables.pattern.finditer(text, *each) for each in near):
        before = match["before"].lower().split()
        owned = before[0].endswith(OWNERS)
        definite = owned or before[0] in tables.words["definite"]
        noun = " ".join(match["noun"].lower().split())
        types = tables.nouns[noun]
        step = noun in tables.words["step"]
        several = match["plural"] and not step
        moved = FORMS.moved.match(text, max(0, match.start() - 3))  # on the motion of the committee
        if moved or (several and noun not in tables.words["several"]):
            continue
        named = any(word[0].isupper() and word.lower() not in chambers for word in match["before"].split()[1:])
        yield Mention(*match.span(), None, types, bool(types) and definite and not several and (step or not named))


def last_word(text: str, start: int) -> str:
    """The word before a place, "the" apart."""
    words = [word for word in FORMS.word.findall(text[max(0, start - 30) : start].lower()) if word != "the"]
    return words[-1] if words else ""


def nouns_apart(text: str, tables: Tables, named: Spans[Mention]) -> Iterator[Mention]:
    """The nouns in no law's name that do not say what the one right before is ("the Ports Bill, a private bill")."""
    for noun in nouns(text, tables):
        last = [] if noun.definite else named.starting(max(0, noun.start - _FAR), noun.start)[-1:]
        apposed = last and FORMS.apposed.fullmatch(text, last[0].end, noun.end)
        if not (apposed or named.touching(noun.start, noun.end)):
            yield noun


def grounds(text: str, laws: Iterable[Instrument]) -> set[str]:
    """The laws in force that are only named as the ground of something ("under section 33 of the Counties Act")."""
    cited = (law for law in laws if law.type in _CITED)
    return {law.id for law in cited if all(lookbehind(FORMS.ground, text, at.start, _BEFORE) for at in law.mentions)}
