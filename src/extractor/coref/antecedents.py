"""What a pronoun may go on from: the same one before it, subjects, who spoke; and which pronoun goes with a person."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import groupby, pairwise
from typing import NamedTuple

from extractor.coref.context import FORMS, WORD, Context, Find, Referent
from extractor.coref.mentions import Nouns
from extractor.entity import Person
from extractor.text.syntax import SUBJECTS
from extractor.tree import Token

_NAMES = frozenset({"NNP", "NNPS"})
_OBJECTS = frozenset({"dobj", "dative", "oprd", "ccomp"})
_BEFORE_HEAD = frozenset({"compound", "det", "amod", "nmod"})
_TITLE_REACH, _LORD = 40, "lord"
_FEWEST, _CLEAR = 2, 3
"""How often at least a pronoun must go on with a person for it to tell, and how many times as often as the other."""


def goes_on_from(context: Context, start: int, pronoun: str, floor: int) -> int | None:
    """Where the same pronoun begins the sentence before or is its subject, not before ``floor`` (code points)."""
    opening = context.opening(start)
    while opening > floor and (quoted := context.quoted_at(opening - 1)) is not None:
        opening = min(quoted.outer_start, context.opening(quoted.outer_start))
    if opening <= floor:
        return None
    before, root = context.opening(opening - 1), context.root(opening - 1)
    subject = None if root is None else subject_before(root)
    here = context.quoted_at(start)
    if subject is not None and subject.lower_ == pronoun:
        return subject.at if context.quoted_at(subject.at) == here else None  # "“He did it.” The port, he said"
    first = FORMS.opening.match(context.text, before)  # "But after that he left"
    word = WORD.match(context.text, first.end() if first is not None and root is None else before)
    same = word is not None and word[0].lower() == pronoun and context.quoted_at(before) == here
    return word.start() if word is not None and same else None  # "“He did it,” Bell said. He left"


def subject_before(verb: Token) -> Token | None:
    """The subject that stands before a verb."""
    return next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)


def is_subject(context: Context, start: int) -> bool:
    """Whether what is named at a place is the subject of a verb."""
    token = _head_of_name(context, start)
    if token is not None and token.dep_ == "appos" and context.text[max(start - 2, 0) : start] == ", ":
        token = token.head
    return token is not None and token.dep_ in SUBJECTS


def is_met(context: Context, start: int) -> bool:
    """Whether it is only with somebody named at a place that another does what is told ("in an interview with X")."""
    token = _head_of_name(context, start)
    return token is not None and token.dep_ == "pobj" and token.head.lower_ == "with"


def verb_before(context: Context, start: int) -> Token | None:
    """The verb before a name at a place that has it as object: "the minister [met] Ana Bell"."""
    token = _head_of_name(context, start)
    verb = token.head if token is not None and token.dep_ in _OBJECTS else None
    return verb if verb is not None and verb.at < start and verb.tag_.startswith("VB") else None


def _head_of_name(context: Context, start: int) -> Token | None:
    token = context.parsed(start)
    while token is not None and token.dep_ in _BEFORE_HEAD and token.head.i > token.i and token.head.tag_ in _NAMES:
        token = token.head
    return token


def acts_beside(context: Context, start: int, other: int) -> bool:
    """Whether what is named at a place is the subject of a verb in the sentence in which another is named."""
    return start >= context.opening(other) and is_subject(context, start)


class Spoke(NamedTuple):
    """Who spoke in a quotation that begins at a place (code points), and where that and the words for it end.

    For one who has no name, the words for the speaker ("an official of the ministry"), and their head.
    """

    at: int
    end: int
    referent: Referent
    words: str = ""
    head: str = ""


def telling(context: Context, spoke: Spoke) -> str:
    """The noun for the paper that is the subject where somebody spoke in it: "a [statement] by Bell said"."""
    root = context.root(spoke.at)
    noun = None if root is None else subject_before(root)
    return "" if noun is None or noun.right_edge is noun else noun.lower_


def last_before(spoke: Sequence[Spoke], start: int) -> Spoke | None:
    """Who spoke last before a place."""
    place = bisect_left(spoke, start, key=lambda each: each.at)
    return spoke[place - 1] if place else None


class Genders:
    """Tells by which pronoun (he, she) each of an article's people goes, from title, name and text."""

    def __init__(self, context: Context, nouns: Nouns) -> None:
        self._context, self._nouns = context, nouns
        self._known: dict[str, str] = {}

    def of(self, person: Person) -> str:
        """The pronoun that titles and roles tell, else the given name, else the text; empty where none does."""
        told = self._known.get(person.id)
        if told is None:
            titles = [self._title_before(mention.start) for mention in person.mentions]
            office = FORMS.scope.split(person.role or "")[0]  # a professor at Queen Mary College is no queen
            words = WORD.findall(f"{' '.join(titles)} {office}".lower())  # "Ms Bell, the lord advocate"
            pairs = pairwise((*words, ""))  # a lord is a man, "the lord chancellor" is either
            told_by = (word for word, behind in pairs if not (word == _LORD and self._nouns.holds(behind)))
            genders = [self._nouns.genders[word] for word in told_by if word in self._nouns.genders]
            told = genders[0] if genders else self._nouns.told_by_given(person.name)
            self._known[person.id] = told = told or self._going_on.get(person.id, "")
        return told

    def _title_before(self, start: int) -> str:
        """The word before a name, and the one before a title there ("Mrs Justice")."""
        words = self._context.text[max(self._context.opening(start), start - _TITLE_REACH) : start].split()
        return " ".join(words[-2 if words[-1:] and words[-1][0].isupper() else -1 :])

    @cached_property
    def _going_on(self) -> dict[str, str]:
        """The pronoun by which sentences go on that name one person alone ("Brook had cast her vote"), by id."""
        context, votes = self._context, defaultdict[str, Counter[str]](Counter)
        named = (span for span in context.spans if isinstance(span[2], Person) and not context.quoted_at(span[0]))
        for _, spans in groupby(named, key=lambda span: context.opening(span[0])):
            (start, end, person), *others = spans
            if all(other.id == person.id for _, _, other in others):
                votes[person.id].update(self._first_pronoun(end, context.bounds(start)[1]))
        leading = {who: of.most_common(1)[0] for who, of in votes.items() if of}
        clear = {who: _CLEAR * (votes[who].total() - times) <= times for who, (_, times) in leading.items()}
        return {who: pronoun for who, (pronoun, times) in leading.items() if times >= _FEWEST and clear[who]}

    def _first_pronoun(self, start: int, end: int) -> list[str]:
        """The first pronoun for a person between two places outside of quotations, none that is an object."""
        for word in WORD.finditer(self._context.text, start, end):
            pronoun = self._nouns.pronouns.get(word[0].lower())
            if pronoun is not None and pronoun.stands == "person" and self._context.quoted_at(word.start()) is None:
                token = self._context.parsed(word.start())
                if token is None or token.dep_ not in ("dobj", "pobj", "dative"):
                    return [pronoun.form]
        return []


class Finder:
    """Finds whom or what pronouns of a sort stand for.

    Args:
        context: the article.
        nouns: those that stand for people and bodies.
        spoke: the speakers so far, in the order of their quotations; it may grow.
        noun: finds whom a noun phrase without a name stands for.
    """

    def __init__(self, context: Context, nouns: Nouns, spoke: Sequence[Spoke], noun: Find) -> None:
        self._context, self._nouns, self._spoke, self._noun = context, nouns, spoke, noun
        self._found: dict[tuple[int, str], Referent | None] = {}

    def _followed(self, start: int, pronoun: str, find: Callable[[int, str], Referent | int | None]) -> Referent | None:
        """What ``find`` gives for a pronoun, or for that before it to whose place (code points) ``find`` points."""
        passed: list[tuple[int, str]] = []
        who: Referent | int | None = start
        while isinstance(who, int):
            key = who, pronoun
            passed.append(key)
            who = self._found[key] if key in self._found else find(*key)
        self._found.update(dict.fromkeys(passed, who))
        return who
