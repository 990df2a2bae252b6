"""Whether an event is done, planned, possible, demanded or negated: cues and their scopes over trees."""

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cache, lru_cache
from typing import Literal, get_args

from msgspec import Struct

from extractor.data import Library
from extractor.rules.gazetteer import CLOSED, Anchored, lowered
from extractor.terms import Modality
from extractor.text.phrases import FINITE
from extractor.text.shapes import Shapes
from extractor.text.syntax import SUBJECTS, is_infinitive, own_subjects
from extractor.tree import Token

Category = Literal["supposed", "negated", "demanded", "possible", "planned", "done"]
_ORDER: tuple[Category, ...] = get_args(Category)
_CLIMBS = frozenset({"xcomp", "acl", "pcomp", "prep", "conj", "advcl", "ccomp", "relcl", "acomp", "oprd"})
_BESIDE = frozenset({"aux", "auxpass", "neg", "mark", "advmod", "preconj"})
_DEEPEST = 7


class Cues(Struct, frozen=True):
    """Categories by cue for each scope of single words, the patterns of phrases, and how verbs stand in clauses."""

    words: dict[str, dict[str, Category]]
    before: tuple[tuple[Category, Anchored], ...]
    instead: Anchored
    moods: Shapes

    def category(self, verb: Token) -> Category:
        """What the event of a verb (or of a noun that tells of one) is."""
        found = _Search(self, verb).run()
        return next((category for category in _ORDER if category in found), "done")


def recorded(category: Category) -> Modality:
    """The modality that a record has for a category: what is demanded or supposed is possible."""
    return "possible" if category == "demanded" or category == "supposed" else category  # noqa: PLR1714 - for mypy


@cache
def cues(library: Library) -> Cues:
    """The cues of negation, demand, possibility and plan of ``models/events/factuality.tsv``."""
    words: defaultdict[str, dict[str, Category]] = defaultdict(dict)
    phrases: list[tuple[Category, str, str]] = []
    for row in library.table("events/factuality.tsv"):
        category: Category = row.value("category")
        if row["scope"] in ("before", "instead"):
            phrases.append((category, row["scope"], row["cues"]))
        for cue in row["cues"].split("|"):
            words[row["scope"]].setdefault(cue, category)
    before = tuple((category, _anchored(cues)) for category, scope, cues in phrases if scope == "before")
    instead = _anchored("|".join(cues for _, scope, cues in phrases if scope == "instead"))
    return Cues(words, before, instead, Shapes("events/moods.tsv", library, CLOSED, {"comma": re.compile("^,$")}.get))


def _anchored(cues: str) -> Anchored:
    return Anchored.of(cues.split("|"), rf"(?<!\w)(?:{cues.replace(' ', chr(92) + 's+')})(?!\w)")


class _Search:
    def __init__(self, cues: Cues, verb: Token) -> None:
        self._cues, self._verb = cues, verb
        self._sentence = verb.sent
        self._found: set[Category] = set()
        start, last = self._sentence.start_char, self._sentence[-1].idx
        spared = _stretches(cues.instead, self._sentence.doc.text, start, last + 1)
        self._spared = frozenset(token.i for low, high in spared for token in self._sentence if low <= token.idx < high)

    def run(self) -> set[Category]:
        """All categories on the way."""
        self._around()
        at = self._verb
        if at.tag_.startswith("N"):
            self._of_noun(at)
            return self._found
        self._of_subject(at)
        self._of_form(at)
        if at.lower_ in self._cues.words["itself"] and any(map(is_infinitive, at.under("xcomp"))):
            self._found.add(self._cues.words["itself"][at.lower_])
        self._beside(at)
        if at.tag_ == "VB" and at.dep_ == "conj" and any(map(is_infinitive, at.head.under("xcomp"))):
            above = self._cues.words["above"].get(at.head.lower_, "done")
            self._found |= {above} - {"done"}  # "planned to sell it and [use] the proceeds", misread
        own: frozenset[Category] | None = None
        for _ in range(_DEEPEST):
            head = at.head
            if own is None and self._cues.moods.result(at):
                own = frozenset(self._found)
            denied = self._cues.words["clause"].get(head.head.lower_) == "negated"
            if denied and head.lower_ in self._cues.words["report"] and own_subjects(at):
                self._found.add("negated")  # "denied reports he planned to"
            if at.dep_ == "conj" and own_subjects(at):
                self._joined(at)
            small = (at.dep_, at.tag_, head.tag_) == ("ccomp", "VBN", "VBG")  # "unsuccessful in having it passed"
            small = small and not at.under("aux", "auxpass", "mark")
            if head is at or at.dep_ not in _CLIMBS or not self._goes_up(at) or (not small and self._above(at)):
                break
            below, at = at, head.head if self._cues.moods.ranked(head) else head
            if (at.tag_.startswith("V") or at.tag_ == "MD") and _shares(below):
                self._beside(at, joined=below.dep_ == "conj")
                self._of_form(at)
        return self._found if own is None else self._found - ({"negated"} - own)

    def _of_noun(self, noun: Token) -> None:
        """What the word that governs a noun says of its event: "calls for the repeal of", "hopes for passage"."""
        governor = noun.head.head if noun.dep_ == "pobj" else noun.head
        category = self._cues.words["noun"].get(governor.lower_) or self._cues.words["above"].get(governor.lower_)
        if noun.dep_ in ("dobj", "pobj") and category not in (None, "done") and governor.i not in self._spared:
            self._found.add(category)
        if noun.dep_ in ("nsubj", "nsubjpass", "dobj") and noun.head.tag_.startswith("V"):
            self._beside(noun.head)
        self._of_subject(noun)

    def _of_form(self, verb: Token) -> None:
        """What may be: an infinitive as the verb of a headline, a subject or an aim, what was done "if" it was so."""
        before = (each.left_edge for each in verb.under("advcl") if each.i < verb.i)
        if any(self._cues.words["beside"].get(first.lower_) == "supposed" for first in before):
            self._found.add("possible")
        if self._cues.moods.to_come(verb):
            self._found.add("planned")
        if self._cues.moods.may_come(verb):
            self._found.add("possible")

    def _goes_up(self, at: Token) -> bool:
        """Whether what stands above still says something of the event."""
        if at.dep_ == "ccomp" and any(token.text == ";" for token in at.doc[at.i : at.head.i]):
            return False  # "adopted the bill; a proposal was rejected"
        if at.dep_ == "acl":
            reduced = at.tag_ == "VBN" and not at.under(*SUBJECTS)  # not "claims that he has left"
            return not reduced or at is not self._verb or is_infinitive(at)  # "a motion to be moved by Bell"
        return not self._cues.moods.apart(at)

    def _above(self, at: Token) -> bool:
        """Takes what the governing word says; whether the search ends there."""
        head = at.head
        if at.dep_ == "conj":
            return False
        if at.dep_ == "prep" and head.lower_ in CLOSED["be"]:
            head = next(iter(head.under("acomp")), head)  # "was unsuccessful in passing it"
        finite = at.tag_ != "TO" and at.under("nsubj", "nsubjpass", "mark")
        infinitive = is_infinitive(at)
        scope = "clause" if at.dep_ in ("ccomp", "acl") and finite and not infinitive else "above"
        category = self._cues.words[scope].get(head.lower_) if head.i not in self._spared else None
        if scope == "clause" and category is None:
            if self._cues.moods.to_be(at):
                category = self._cues.words["above"].get(head.lower_)
            elif any(each.lower_ in self._cues.words["teller"] for each in own_subjects(head)):
                known = at.under("auxpass") or at.lower_ in self._cues.words["known"]  # "that they indicted him"
                category = None if known else "possible"  # "the indictment says that he did it"
            if category is None:
                return at.dep_ == "ccomp" and not head.under("neg")  # "I do not think that"
        if infinitive and head.lower_ in CLOSED["be"] and at.dep_ == "xcomp" and category is None:
            category = "planned"  # "he is to join her"
        if category is None and self._cues.moods.aim(at):
            category = "possible"
        joined = head.dep_ == "dobj" and self._cues.words["above"].get(head.head.lower_) == "done"
        joined = joined and not own_subjects(at)  # not "she continued her push for the Senate to act"
        used = head.lower_ == "used" and head.under("dobj")
        if category not in (None, "done") and not joined and not used:  # "she joined an effort to reject it"
            self._found.add(category)
        return False

    def _joined(self, verb: Token) -> None:
        """What is said of the clause to which one of its own subject is joined: "if it passes and he [signs]"."""
        told = verb.head
        openers = [each for each in told.under("mark", "advmod") if each.i < told.i]
        shared = (self._of_cue(opener.lower_, verb) for opener in openers)
        self._found |= {each for each in shared if each in ("supposed", "possible")}
        category = self._cues.words["clause"].get((told.head if told.dep_ == "ccomp" else told).lower_)
        if category and any(mark.lower_ == "that" for mark in verb.under("mark")):
            self._found.add(category)  # "denied it, or that he [met] her"

    def _beside(self, verb: Token, *, joined: bool = False) -> None:
        """Takes the cues beside a verb; for one ``joined`` to it only those before ("was not ready and [left]")."""
        shared = [verb]
        if verb.dep_ == "conj" and not own_subjects(verb) and _shares(verb):
            shared.append(verb.head)
        for each in shared:
            for child in each.children:
                beside = child.dep_ in _BESIDE or child.tag_ == "MD"
                if not beside or child.i in self._spared or ((joined or each is not verb) and child.i > each.i):
                    continue
                if (category := self._of_cue(child.lower_, each)) is not None:
                    self._found.add(category)
        misread = verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.dep_ == "pobj"  # "without Bell [signing] it"
        if verb.dep_ == "pcomp" or misread:
            above = verb.head.head if misread else verb.head
            without = above.lower_ == "without" and above.i not in self._spared
            if without or (above.lower_ in ("instead", "of", "from") and above.head.lower_ in ("instead", "far")):
                self._found.add("negated")

    def _of_cue(self, cue: str, verb: Token) -> Category | None:
        """What a cue beside a verb says of its event, with the tense of the verb that the cue asks for."""
        words = self._cues.words
        if category := words["beside"].get(cue):
            return "planned" if cue == "would" and self._is_backshifted(verb) else category
        if cue in words["present"] and self._cues.moods.present(verb):
            return words["present"][cue]
        return words["perfect"].get(cue) if self._cues.moods.perfect(verb) else None

    def _is_backshifted(self, verb: Token) -> bool:
        """Whether "would" is the future as told in the past: "she said that it would be built"."""
        above = verb
        while above.dep_ in ("conj", "xcomp"):
            above = above.head
        if above.dep_ != "ccomp" or above.head.tag_ not in ("VBD", "VBN"):
            return False
        between = self._sentence.doc[min(above.i, above.head.i) : max(above.i, above.head.i)]
        return not any(token.is_quote or token.lower_ == "if" for token in between)

    def _of_subject(self, verb: Token) -> None:
        first = next((up for up in (verb, *verb.ancestors) if up.dep_ != "conj" or own_subjects(up)), verb)
        shared = () if first is verb else own_subjects(first)  # "no one built, opened or ran"
        words = self._cues.words
        denies = "negated" in (words["clause"].get(verb.lower_), words["above"].get(verb.lower_))
        for child in (*verb.under("nsubj", "nsubjpass", "dobj", "attr"), *shared):
            things = self._of_things(child)
            if child.dep_ == "dobj" and words["above"].get(verb.lower_) == "planned":
                things -= {"negated"}  # "pledged no cuts"
            self._found |= things - {"possible"} if denies and child.dep_ == "dobj" else things  # "denied any harm"
        if verb.dep_ == "acl":
            of_noun = self._of_things(verb.head)  # "any plan proposed", "no proof that he left"
            self._found |= of_noun if verb.under(*SUBJECTS) else of_noun - {"negated"}  # not "none of those made"

    def _of_things(self, noun: Token) -> set[Category]:
        """What a noun or its determiner says of an event upon it; the "No" of a number is no such word."""
        edge = noun.left_edge  # "neither Norland's Senate nor"
        words = (noun, *noun.under("det", "predet", "preconj", "neg"), *([edge] if edge.lower_ == "neither" else []))
        told = (word for word in words if word.text.islower() or word.i == self._sentence.start)
        known = self._cues.words["subject"]
        return {known[word.lower_] for word in told if word.lower_ in known and word.i not in self._spared}

    def _around(self) -> None:
        text, start, until = self._sentence.doc.text, self._sentence.start_char, self._verb.idx
        if self._sentence[0].tag_ in FINITE and text.endswith("?", 0, self._sentence[-1].idx + 1):
            self._found.add("possible")  # "Have the rules been approved?"
        before = [
            (first, category)
            for category, cues in self._cues.before
            for first, last in _stretches(cues, text, start, until)
            if (last <= until or cues.fits(lowered(text), first, until))
            and not (category == "negated" and self._tells_of_noun_behind(last))
        ]
        clauses = (child for child in self._verb.under("ccomp") if before and child.i < self._verb.i)
        told = {token.idx for clause in clauses for token in clause.subtree}  # "were allegedly seen, she announced"
        self._found |= {category for first, category in before if first not in told}

    def _tells_of_noun_behind(self, end: int) -> bool:
        """Whether the verb only tells of a noun behind a cue that ends there: "no longer backs a bill passed by"."""
        above = (self._verb, *self._verb.ancestors)
        return any(each.dep_ in ("acl", "relcl") and each.head.idx >= end for each in above)


def _shares(verb: Token) -> bool:
    """Whether a verb can share the auxiliary of the one that it is joined to: not "did not resign but [signed]"."""
    return (verb.dep_, verb.head.tag_, verb.tag_) != ("conj", "VB", "VBD")


def _stretches(cues: Anchored, text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where cues begin between two code points of the sentences of a tree."""
    every = _every(cues, text)
    return every[bisect_left(every, (start,)) : bisect_left(every, (end,))]


@lru_cache(maxsize=8)
def _every(cues: Anchored, text: str) -> list[tuple[int, int]]:
    """The same in all of them; kept, since every verb asks."""
    return [match.span() for match in cues.finditer(lowered(text), cues.firsts)]
