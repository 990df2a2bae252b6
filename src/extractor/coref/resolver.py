"""Resolves mentions: from a name, a pronoun or a noun to the people and bodies of the record."""

from bisect import bisect_left

from extractor.coref.context import NOBODY, Context, Mention, Referent, referent_of
from extractor.coref.groups import Groups, joined
from extractor.coref.lexicon import Nouns
from extractor.coref.names import Names, unlisted
from extractor.coref.nominals import Nominals
from extractor.coref.pronouns import Pronouns
from extractor.record import Institution, Person

_SINGULAR = frozenset({"he", "she", "his", "him", "her"})
_PLURAL = frozenset({"it", "they", "we", "its", "their", "our", "i"})
_PRONOUNS = _SINGULAR | _PLURAL
_ARTICLE = len("The ")


class Resolver:
    """Finds the entity that words name, keeping in mind who was spoken of and who spoke.

    Args:
        context: the article with its people and institutions.
        nouns: those that stand for people and bodies.
    """

    def __init__(self, context: Context, nouns: Nouns) -> None:
        self._context = context
        self._text = context.text
        self._nouns = nouns
        self._spans = context.spans
        self._starts = [start for start, _, _ in self._spans]
        self._names = Names(context, nouns)
        self._pronouns = Pronouns(context, nouns)
        self._nominals = Nominals(context, nouns)
        self._groups = Groups(context, nouns)
        self._spoke: list[Referent] = []
        self._last: list[Referent] = []

    def resolve(self, mention: Mention, cue: int | None) -> list[Referent]:
        """Those whom a mention names, in order; remembered, even when unknown, for pronouns further on.

        ``cue`` is where the verb stands by which they speak.
        """
        together = self._together(mention, cue)
        speaker = together[0] if together else self._find(mention)
        if speaker.name is not None or self._said(mention) not in _PRONOUNS:
            self._spoke.append(speaker)
        if speaker.name is None:
            return [speaker]
        self._last = together or [speaker, *self._beside(mention, speaker)]
        return self._last

    def _together(self, mention: Mention, cue: int | None) -> list[Referent]:
        """Those who are meant by a plural role, by "they" after they have said something together, or by a list."""
        if self._said(mention) == "they":
            return self._last if len(self._last) > 1 else []
        listed = self._groups.holding(mention, cue)
        return [referent_of(person) for person in listed or self._groups.find(mention)]

    def _beside(self, mention: Mention, speaker: Referent) -> list[Referent]:
        """Those who say it together with the speaker whom a mention names."""
        named = (self._names.named(other) for other in joined(self._context, mention))
        return [*dict.fromkeys(other for other in named if other is not None and other != speaker)]

    def fuller(self, mention: Mention, outer: Mention | None) -> Mention:
        """Of a mention and one farther off the latter where both mean the same."""
        if outer is None:
            return mention
        one, other = self._find(mention), self._find(outer)
        same = one == other if one.name is not None else self._said(mention) == self._said(outer)
        return outer if same else mention

    def _find(self, mention: Mention) -> Referent:
        said = self._said(mention)
        if said in _SINGULAR:
            return self._pronoun(mention, said)
        if said in _PLURAL:
            return self._body_before(mention.start) if said in ("it", "they", "its", "their") else NOBODY
        last = self._spoke[-1].id if self._spoke else None
        holder = self._names.named(mention) or self._nominals.find(mention, last)
        if holder is not None:
            return holder
        if (owner := self._names.owner(mention)) is not None:
            return self._find(owner)
        pronoun = self._nominals.pronoun(mention)
        return (
            unlisted(self._context, self._nouns, mention) or NOBODY
            if pronoun is None
            else self._pronoun(mention, pronoun)
        )

    def _said(self, mention: Mention) -> str:
        return " ".join(self._text[mention.start : mention.end].lower().split())

    def _pronoun(self, mention: Mention, said: str) -> Referent:
        found = self._pronouns.speaker(mention.start, said, self._spoke)
        return referent_of(found) if isinstance(found, Person) else found or NOBODY

    def _body_before(self, start: int) -> Referent:
        """The body with which the sentence before ``start`` in its paragraph begins, or that spoke last."""
        opening = self._context.bounds(self._context.sentence(start))[0]
        if opening > self._context.paragraph_start(start):
            before, _ = self._context.bounds(self._context.sentence(opening - 1))
            first = bisect_left(self._starts, before)
            for begins, _, entity in self._spans[first : bisect_left(self._starts, before + _ARTICLE + 1)]:
                if begins < opening and isinstance(entity, Institution):
                    return referent_of(entity)
        return self._spoke[-1] if self._spoke and not self._spoke[-1].person else NOBODY
