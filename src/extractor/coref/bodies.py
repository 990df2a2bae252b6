"""Which body or country "it" and "they" stand for."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractor.coref.antecedents import Finder, Spoke, goes_on_from, is_subject, last_before, subject_before, telling
from extractor.coref.context import Context, Find, Mention, Referent, referent_of
from extractor.coref.mentions import Nouns, mention_of
from extractor.coref.names import unlisted
from extractor.entity import Institution
from extractor.tree import Token

_SINGULAR, _PLURAL = frozenset({"NN", "NNP"}), frozenset({"NNS", "NNPS"})
_LEAD = len("The ") + 1


class Named(NamedTuple):
    """A body or country where it is named, from where to where in code points."""

    start: int
    end: int
    referent: Referent


class Bodies(Finder):
    """Finds bodies where a pronoun stands for them; ``others`` may be meant beside them, such as countries."""

    def __init__(
        self, context: Context, nouns: Nouns, spoke: Sequence[Spoke], noun: Find, others: Iterable[Named]
    ) -> None:
        super().__init__(context, nouns, spoke, noun)
        bodies = (span for span in context.spans if isinstance(span[2], Institution))
        self._bodies = sorted((*(Named(start, end, referent_of(body)) for start, end, body in bodies), *others))

    def find(self, start: int, said: str) -> Referent | None:
        """The body or country that a pronoun stands for.

        The subject before it in its sentence; else the one with which the sentence before in its paragraph begins, by
        name or by the same pronoun; else who spoke last, where that is a body.
        """
        return self._followed(start, self._nouns.pronouns[said].form, self._body)

    def _body(self, start: int, pronoun: str) -> Referent | int | None:
        quoted = self._context.quoted_at(start)
        floor = quoted.start if quoted else self._context.paragraph_start(start)
        opening = max(self._context.opening(start), floor)
        for subject in self._subjects_before(start):
            found = self._at(subject, pronoun)
            if not self._is_another(subject, found, pronoun):
                return found
        said = self._context.quoted_before(start)  # "“The port must act,” said by the ministry, it added"
        if said is not None and not quoted and said.outer_start < opening < said.outer_end:
            opening = max(self._context.opening(said.outer_start), floor)  # "“It is late. It must act,” it said"
        limit = start if said is None or quoted else max(opening, said.outer_start)
        here = [body for body in self._between(opening, min(start, limit)) if not self._context.owns(body.end)]
        subjects = [body for body in here if is_subject(self._context, body.start)]
        meant = (subjects or here)[-1:] if subjects or len(here) == 1 else []
        first, token = (self._context.parsed(at) for at in (meant[0].end if meant else start, start))
        several = first is None or token is None or any(word.tag_ == "NNS" for word in token.doc[first.i : token.i])
        if meant and (pronoun != "they" or not several):
            return meant[0].referent
        return None if here else self._earlier(start, pronoun, floor, opening, quoted=quoted is not None)

    def _earlier(self, start: int, pronoun: str, floor: int, opening: int, *, quoted: bool) -> Referent | int | None:
        """The same where the pronoun's own sentence, which begins at ``opening``, tells nothing."""
        if (goes_on := goes_on_from(self._context, start, pronoun, floor)) is not None:
            return goes_on
        last = last_before(self._spoke, start)
        paper = last is not None and telling(self._context, last) in self._nouns.statements  # "a statement by Brook"
        if last is not None and paper and last.at >= self._context.opening(max(opening - 2, 0)):
            return last.referent
        if opening > floor:
            if (root := self._context.root(opening - 1)) is None:
                return self.acting(start)
            if (subject := subject_before(root)) is not None:
                found = self._at(subject, pronoun)
                return None if self._is_another(subject, found, pronoun) else found
        if quoted:
            return None
        acting = self.acting(start)
        before = self._context.opening(max(opening - 2, 0))  # "The port said so. Audit Tarrow has doubts. It warned"
        return acting if last is None or last.referent.person or (acting and last.end < before) else last.referent

    def acting(self, start: int) -> Referent | None:
        """The body that is named as the subject of the sentence before that of a place, or with which that begins."""
        if not (opening := self._context.opening(start)):
            return None
        if (root := self._context.root(opening - 1)) is None:
            before = self._context.opening(opening - 1)
            return next((body.referent for body in self._between(before, before + _LEAD)), None)
        subject = subject_before(root)
        return None if subject is None else self._named(mention_of(self._context, subject))

    def _between(self, start: int, end: int) -> list[Named]:
        return self._bodies[bisect_left(self._bodies, (start,)) : bisect_left(self._bodies, (end,))]

    def _subjects_before(self, start: int) -> Iterator[Token]:
        """The subjects of the clauses in which that of a pronoun is set, or of those set before it, nearest first."""
        token = self._context.parsed(start)
        for lower, verb in pairwise((token, *token.ancestors)) if token is not None else ():
            clauses = [child for child in verb.lefts if child.dep_ == "advcl" and child.i < lower.i]
            for clause in (verb, *reversed(clauses)):
                noun = subject_before(clause)
                if noun is not None and noun.i < lower.i:
                    yield noun

    def _is_another(self, noun: Token, found: Referent | None, pronoun: str) -> bool:
        """Whether a noun stands for a person or people, so that "it" is something else, or is of another number."""
        if found is not None:
            return found.person and (found.id is not None or pronoun == "they" or " " in (found.name or ""))
        of_number = noun.tag_ in (_SINGULAR if pronoun == "they" else _PLURAL)
        return of_number or noun.tag_ in ("PRP", "WP", "EX") or self._nouns.holds(noun.lower_)

    def _at(self, noun: Token, pronoun: str) -> Referent | None:
        """The body that a noun names or stands for; none where it is a thing, or one of several."""
        mention = mention_of(self._context, noun)
        if (body := self._named(mention)) is not None:
            return body
        found = self._noun(mention)
        return unlisted(self._context, self._nouns, mention) if found is None and pronoun != "they" else found

    def _named(self, mention: Mention) -> Referent | None:
        named = self._between(mention.start, mention.end)
        return next((body.referent for body in named if body.start <= mention.head < body.end), None)
