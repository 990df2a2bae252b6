"""Why a candidate of the model is no name: the rules of ``models/names/refusals.tsv``, and what all rules refused."""

import re
from collections.abc import Callable, Collection, Iterable
from functools import cache
from operator import attrgetter

from msgspec import Struct

from extractor.data import Library
from extractor.draft import Refusal
from extractor.entities.candidates.candidate import LIKELY, SURE, Candidate
from extractor.entities.candidates.gazetteer import phrase_at
from extractor.entities.candidates.lexicon import (
    Lexicon,
    are_several,
    headed,
    is_firm_at_large,
    is_ordinary,
    is_spaced,
    is_thing,
    lexicon,
)
from extractor.entities.countries import NATIONAL
from extractor.entities.naming import FORMS
from extractor.regex import compiled
from extractor.rules.conditions import Condition, Conditions, Part
from extractor.rules.gazetteer import CLOSED, plain
from extractor.text.capitals import Capitals

WORDS = compiled(r"[\w.'’&/-]+")


class Refusals:
    """The refusals of one article; nothing is ``kept`` unless it was asked for."""

    def __init__(self, kept: list[Refusal] | None) -> None:
        self._kept = kept

    def add(self, each: Candidate, rule: str, reason: str) -> None:
        """One more refusal."""
        if self._kept is not None:
            self._kept.append(Refusal(rule, reason, each.start, each.end))

    def sift(self, candidates: list[Candidate], *sieves: "Sieve") -> list[Candidate]:
        """The candidates that all sieves leave in, one after the other; what one leaves out is refused by its rule.

        A candidate stays whose place another has that is left in.
        """
        for rule, reason, left in sieves:
            stay = list(left(candidates))
            if self._kept is not None:
                places = {(each.start, each.end) for each in stay}
                for each in candidates:
                    if (each.start, each.end) not in places:
                        self.add(each, rule, reason)
            candidates = stay
        return candidates


Sieve = tuple[str, str, Callable[[list[Candidate]], Iterable[Candidate]]]
"""The name of a rule upon all candidates together, why what it leaves out is no name, and what it leaves in."""


class Case:
    """A candidate of the model, and the parts of it that ``models/names/refusals.tsv`` tests.

    ``heading``: it stands in a line of capitals; ``sure``: the model is, outside of one; ``given``: a given name comes
    first; ``land``: what the whole name is to a country (its name, demonym, capital, state or city), if anything.
    """

    __slots__ = (
        "bare", "capitals", "certain", "each", "ends", "first", "front", "given", "heading", "known", "label", "land",
        "last", "length", "likely", "longest", "low", "name", "one", "opening", "pair", "rest", "second", "size",
        "small", "sure", "text", "titled", "upper", "words",
    )  # fmt: skip

    def __init__(self, each: Candidate, capitals: Capitals, known: Lexicon) -> None:
        self.each, self.capitals, self.known, self.text = each, capitals, known, capitals.text
        self.name = name = self.text[each.start : each.end]
        self.words: list[str] = WORDS.findall(name) or [""]
        self.first, self.last, self.second = self.words[0], self.words[-1], "".join(self.words[1:2])
        self.ends, self.opening = (self.last, self.last.title()), self.first.title()
        self.pair = " ".join(self.words[-2:])
        self.length, self.size, self.longest = len(name), len(self.words), max(map(len, self.words))
        self.titled, self.low, self.bare = name.title(), name.lower(), name.rstrip(".")
        self.front, self.rest = name.partition("-")[0], name.rpartition(" ")[0]
        self.one = re.sub("ie$", "y", self.last[:-1]) if self.last.endswith("s") else ""
        self.upper, self.small = name.isupper(), self.last.islower()
        self.given = self.first in known.given
        place = capitals.first_at(each.start)
        self.heading = place < len(capitals.words) and capitals.words[place].heading
        self.certain, self.likely = each.sure >= SURE, each.sure >= LIKELY
        self.sure = self.certain and not self.heading
        self.land = known.atlas.sort_of(name)
        self.label = "land" if each.label == "place" and self.land else each.label

    def behind(self, form: re.Pattern[str]) -> bool:
        """Whether the text goes on like this behind the name."""
        return form.match(self.text, self.each.end) is not None

    def follows(self) -> str:
        """The word with a capital that goes on after the name, if there is one."""
        at = self.capitals.first_at(self.each.end)
        return self.capitals.words[at].text.title() if self.capitals.linked(at, "word") else ""

    def in_title(self) -> bool:
        """Whether the words are a part of a longer title: "Tan" of "Tan Sri"."""
        at = self.capitals.first_at(self.each.start)
        title = phrase_at(self.known.titles, self.capitals, at) if at < len(self.capitals.words) else None
        return title is not None and self.capitals.words[title[0]].end > self.each.end

    def has_common_word(self) -> bool:
        """Whether a word of the name is one of those that are mostly no person's."""
        known = self.known
        further = self.words[1:] if self.size > 1 and self.first in known.uses["first"] else self.words
        weighed = (word for word in further if word not in known.titles.values)
        return any(word in known.refused or word in known.uses["site"] for word in weighed)

    def are_small(self, *words: str) -> bool:
        """Whether the text writes these words small elsewhere."""
        return all(word.lower() in self.capitals.lower for word in words)


_PARTS: dict[str, Part[Case]] = {
    "capital": lambda c: any(word[:1].isupper() for word in c.words),
    "quay-a-lago": lambda c: c.behind(FORMS.hyphened),
    "menu": lambda c: (
        c.name.capitalize() in c.known.manners.never and bool(FORMS.menu.search(c.text, 0, c.each.end))
        and c.text[c.each.end : c.each.end + 1] in ("", "\n")),
    "onward": lambda c: f"{c.name} {c.follows()}",
    "follows": Case.follows,
    "written": lambda c: c.titled in c.capitals.titled,
    "thing": lambda c: is_thing(plain(c.name), c.known),
    "verbal": lambda c: any(
        word in c.known.uses["verb"] and word not in c.known.uses["matter"]
        for word in map(str.title, c.words[1:-1]) if word.endswith("s") and not word.endswith("ss")),
    "lands": lambda c: "-" in c.name.replace("–", "-") and all(map(c.known.atlas.look_up, FORMS.hyphen.split(c.name))),
    "all-ordinary": lambda c: is_ordinary(plain(c.name), c.known),
    "front-ordinary": lambda c: is_ordinary(plain(c.name).rpartition(" ")[0], c.known),
    "hyphen": lambda c: c.text[max(0, c.each.start - 1)] in "-–",
    "owned": lambda c: c.text.endswith(("'s ", "’s "), 0, c.each.start),
    "placed": lambda c: c.land or c.known.atlas.look_up(c.name.removesuffix("s")),
    "amid-title": Case.in_title,
    "spaced": lambda c: is_spaced(c.name),
    "marks": lambda c: FORMS.marks.fullmatch(
        c.text[max(0, c.each.start - 1) : c.each.start] + c.text[c.each.end : c.each.end + 1]),
    "common": Case.has_common_word,
    "headed": lambda c: headed(plain(c.name), c.known),
    "model": lambda c: c.behind(FORMS.model),
    "reports": lambda c: c.behind(FORMS.reports),
    "national": lambda c: c.land in NATIONAL,
    "part-of-land": lambda c: c.land == "state",
    "kind": lambda c: c.known.smalls["kind"].search(c.name),
    "back": lambda c: c.name.rpartition("-")[2] if "-" in c.name else "",
    "several": lambda c: are_several(plain(c.name), c.known),
    "label": lambda c: is_label(c.text, c.each),
    "at-large": lambda c: is_firm_at_large(plain(c.name), c.text, c.known),
    "numbered": lambda c: all(word.isdecimal() for word in c.words[1:]),
    "small-first": lambda c: c.are_small(c.first),
    "small-last": lambda c: c.are_small(c.last),
    "small-all": lambda c: c.are_small(*c.words),
    "initial": lambda c: len(c.first.rstrip(".")) == 1,
    "last-bare": lambda c: c.last.rstrip("."),
}  # fmt: skip


class Rule(Struct, frozen=True):
    """Refuses candidates of the model of some labels, for a reason."""

    name: str
    reason: str
    holds: Condition[Case]


Rules = dict[str, tuple[Rule, ...]]
"""The rules of ``models/names/refusals.tsv`` by label, in their order; ``land`` is a place that the atlas knows."""


@cache
def rules(library: Library) -> Rules:
    """The rules by which candidates of the model are refused."""
    known = lexicon(library)
    kinds: dict[str, set[str]] = {}
    for title, kind in known.titles.values.items():
        kinds.setdefault(kind, set()).add(title)
    classes: dict[str, Collection[str]] = {
        **known.uses, **kinds, "titles": known.titles.values, "openings": known.titles.longest, "seats": known.seats,
        "never": known.manners.never, "bodies": known.bodies.values, "heads": known.heads.values, "alone": known.bare,
        "grounds": known.grounds.values, "places": known.places.values, "refused": known.refused,
        "chambers": known.chambers, "letters": known.letters, "ordinary": known.ordinary, "parties": known.parties,
        "memorials": known.memorials, "demonyms": known.demonyms, "names": known.given,
        "links": CLOSED["small"],
    }  # fmt: skip
    found: dict[str, list[Rule]] = {}
    own = {name: attrgetter(name) for name in Case.__slots__}
    conditions = Conditions((own | _PARTS).get, classes, FORMS.by_name.get)
    for row in library.table("names/refusals.tsv"):
        rule = Rule(row["rule"], row["reason"], conditions.read(row))
        for label in row["labels"].split():
            found.setdefault(label, []).append(rule)
    return {label: tuple(each) for label, each in found.items()}


def is_label(text: str, each: Candidate) -> bool:
    """Whether the capitals of a candidate stand at the head of a line, before a colon."""
    found = FORMS.label.match(text, max(0, each.start - 1))
    return found is not None and each.end < found.end()


def refused_by(rules: Rules, case: Case) -> Rule | None:
    """The first rule that refuses a candidate of the model, if any does."""
    return next((rule for rule in rules[case.label] if rule.holds(case)), None)
