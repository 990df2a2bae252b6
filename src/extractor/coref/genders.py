"""Which pronoun goes on with a person: by titles and roles, by the given name, or by what the text itself says."""

import re
from collections import Counter, defaultdict
from functools import cached_property
from itertools import groupby

from extractor.coref.context import WORD, Context
from extractor.coref.mentions import Nouns
from extractor.entity import Person

_OF = re.compile(r"\b(?:of|at|for|to|in)\b|,")
_TITLE_REACH = 40
_OBJECTS = frozenset({"dobj", "pobj", "dative"})
_FEWEST, _CLEAR = 2, 3
"""How often at least a pronoun must go on with a person for it to tell, and how many times as often as the other."""


class Genders:
    """Tells the pronouns of an article's people."""

    def __init__(self, context: Context, nouns: Nouns) -> None:
        self._context, self._nouns = context, nouns
        self._known: dict[str, str] = {}

    def of(self, person: Person) -> str:
        """The pronoun that titles and roles tell, else the given name, else the text; empty where none does."""
        told = self._known.get(person.id)
        if told is None:
            titles = [self._title_before(mention.start) for mention in person.mentions]
            office = _OF.split(person.role or "")[0]  # a professor at Queen Mary College is no queen
            words = WORD.findall(f"{office} {' '.join(titles)}".lower())
            genders = [self._nouns.genders[word] for word in words if word in self._nouns.genders]
            given, *further = person.name.lower().split()
            told = genders[0] if genders else self._nouns.given.get(given, "") if further else ""
            self._known[person.id] = told = told or self._going_on.get(person.id, "")
        return told

    def _title_before(self, start: int) -> str:
        """The word before a name, and the one before a title there ("Mrs Justice")."""
        words = self._context.text[max(0, start - _TITLE_REACH) : start].split()
        return " ".join(words[-2 if words[-1:] and words[-1][0].isupper() else -1 :])

    @cached_property
    def _going_on(self) -> dict[str, str]:
        """The pronoun by which sentences go on that name one person alone ("Brook had cast her vote"), by id."""
        context, votes = self._context, defaultdict[str, Counter[str]](Counter)
        named = (span for span in context.spans if isinstance(span[2], Person) and not context.quoted_at(span[0]))
        for _, spans in groupby(named, key=lambda span: context.sentence(span[0]).start):
            (start, end, person), *others = spans
            if all(other.id == person.id for _, _, other in others):
                votes[person.id].update(self._first_pronoun(end, context.bounds(context.sentence(start))[1]))
        leading = {who: of.most_common(1)[0] for who, of in votes.items() if of}
        clear = {who: _CLEAR * (votes[who].total() - times) <= times for who, (_, times) in leading.items()}
        return {who: pronoun for who, (pronoun, times) in leading.items() if times >= _FEWEST and clear[who]}

    def _first_pronoun(self, start: int, end: int) -> list[str]:
        """The first pronoun for a person between two places outside of quotations, none that is an object."""
        for word in WORD.finditer(self._context.text, start, end):
            pronoun = self._nouns.pronouns.get(word[0].lower())
            if pronoun is not None and pronoun.stands == "person" and self._context.quoted_at(word.start()) is None:
                token = self._context.parsed(word.start())
                if token is None or token.dep_ not in _OBJECTS:
                    return [pronoun.form]
        return []
