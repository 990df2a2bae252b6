"""Why a candidate is no name: an ordered list of named rules, and the list of what they refused."""

import re
from collections.abc import Callable, Iterable

from msgspec import Struct

from extractor.draft import Refusal
from extractor.entities.candidates.candidate import LIKELY, SURE, Candidate, Label
from extractor.entities.candidates.gazetteer import phrase_at
from extractor.entities.candidates.lexicon import Lexicon, are_several, headed, is_firm_at_large, is_spaced, is_thing
from extractor.entities.countries import NATIONAL
from extractor.entities.naming import FORMS, SMALL_WORDS
from extractor.regex import compiled
from extractor.rules.gazetteer import plain
from extractor.text.capitals import Capitals

WORDS = compiled(r"[\w.'’&/-]+")
_DIGIT, _SHORTEST = compiled(r"\d"), 2

_LONGEST, _FEW_WORDS, _STATE_CODE, _ACRONYM = 120, 2, 2, 5


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
    """A candidate of the model and what is known of its words.

    ``heading``: it stands in a line of capitals; ``sure``: the model is, outside of one; ``given``: a given name comes
    first; ``land``: what the whole name is to a country (its name, demonym, capital, state or city), if anything.
    """

    def __init__(self, each: Candidate, capitals: Capitals, known: Lexicon) -> None:
        self.each = each
        self.label = each.label
        self.name = capitals.text[each.start : each.end]
        self.words: list[str] = WORDS.findall(self.name) or [""]
        self.first, self.last, self.several = self.words[0], self.words[-1], len(self.words) > 1
        self.capitals = capitals
        self.known = known
        self.given = self.first in known.given
        place = capitals.first_at(each.start)
        self.heading = place < len(capitals.words) and capitals.words[place].heading
        self.sure = each.sure >= SURE and not self.heading
        self.land = known.atlas.sort_of(self.name)

    def has_head(self) -> bool:
        """Whether a well-known body or a head noun is in the name."""
        return headed(plain(self.name), self.known)

    def follows(self) -> str:
        """The word with a capital that goes on after the name, if there is one."""
        at = self.capitals.first_at(self.each.end)
        return self.capitals.words[at].text.title() if self.capitals.linked(at, "word") else ""

    def in_title(self) -> bool:
        """Whether the words are a part of a longer title: "Tan" of "Tan Sri"."""
        at = self.capitals.first_at(self.each.start)
        title = phrase_at(self.known.titles, self.capitals, at) if at < len(self.capitals.words) else None
        return title is not None and self.capitals.words[title[0]].end > self.each.end

    def joins_lands(self) -> bool:
        """Whether a hyphen joins countries or towns: "Delhi-Kolkata"."""
        parts = FORMS.hyphen.split(self.name)
        return len(parts) > 1 and all(map(self.known.atlas.look_up, parts))

    def small(self, word: str) -> bool:
        """Whether the text writes a word small elsewhere."""
        return word.lower() in self.capitals.lower


Test = Callable[[Case], bool | None]


class Rule(Struct, frozen=True):
    """Refuses candidates of some labels for a reason."""

    name: str
    labels: tuple[Label, ...]
    reason: str
    test: Test


_ALL: tuple[Label, ...] = ("person", "institution", "place")
_WHO: tuple[Label, ...] = ("person", "institution")
_PERSON: tuple[Label, ...] = ("person",)
_BODY: tuple[Label, ...] = ("institution",)
_PLACE: tuple[Label, ...] = ("place",)


def _in_marks(case: Case) -> bool:
    start, end, text = case.each.start, case.each.end, case.capitals.text
    return FORMS.marks.fullmatch(text[max(0, start - 1) : start] + text[end : end + 1]) is not None


def _common_word(case: Case) -> bool:
    """Whether a word of the name is one of those that are mostly no person's."""
    known = case.known
    further = case.words[1:] if case.several and case.first in known.uses["first"] else case.words
    weighed = (word for word in further if word not in known.titles.values)
    return any(word in known.refused or word in known.uses["site"] for word in weighed)


def _ends(case: Case, use: str) -> bool:
    return not case.known.uses[use].isdisjoint((case.last, case.last.title()))


RULES: tuple[Rule, ...] = (
    Rule("no capital", _ALL, "no word begins with a capital", lambda c: not any(w[:1].isupper() for w in c.words)),
    Rule("too long", _ALL, "names are shorter", lambda c: len(c.name) > _LONGEST),
    Rule("figures", _ALL, "years, fractions, counts and sums are in no name", lambda c: bool(FORMS.sum.search(c.name))),
    Rule("broken", _ALL, "nothing but damaged marks", lambda c: FORMS.letter.search(c.name) is None),
    Rule("piece", _PLACE, 'a piece of a hyphened name, such as "Quay-a-Lago"', lambda c: (
        FORMS.hyphened.match(c.capitals.text, c.each.end) is not None)),
    Rule("pronoun", _PLACE, 'it ends a short line in capitals, such as "CONTACT US"', lambda c: (
        c.name.capitalize() in c.known.manners.never and bool(FORMS.menu.search(c.capitals.text, 0, c.each.end))
        and c.capitals.text[c.each.end : c.each.end + 1] in ("", "\n"))),
    Rule("seat", _ALL, "a party's letter and a state", lambda c: (
        c.name in c.known.seats and c.name not in c.known.bodies.values)),
    Rule("refused word", _ALL, "the table has it as no name", lambda c: (
        c.name in c.known.refused or c.name.title() in c.known.refused)),
    Rule("thing", _ALL, "the table has it as a thing's name, or opens one", lambda c: (
        not c.known.uses["thing"].isdisjoint((c.name, f"{c.name} {c.follows()}")))),
    Rule("word in capitals", _BODY, "the text elsewhere has it with one capital", lambda c: (
        not c.several and c.name.isupper() and len(c.name) >= _ACRONYM and c.name.title() in c.capitals.titled)),
    Rule("thing by its end", _BODY, "it ends like a thing's name", lambda c: is_thing(plain(c.name), c.known)),
    # places
    Rule("title", _PLACE, "nothing but a title", lambda c: c.name.rstrip(".") in c.known.titles.values),
    Rule("letters", _PLACE, "letters that the atlas does not know", lambda c: (
        not c.several and c.name.isupper() and len(c.name) <= _ACRONYM)),
    Rule("common word", _PLACE, "one ordinary word", lambda c: (
        not c.several and not c.name.isupper() and c.name.lower() in c.known.ordinary)),
    Rule("several", _PLACE, "several that a sign joins", Case.joins_lands),
    Rule("part of a compound", _PLACE, "the end of a name with a hyphen", lambda c: (
        c.capitals.text[max(0, c.each.start - 1)] in "-–")),
    Rule("office of a place", _PLACE, "the title of somebody there", lambda c: (
        c.known.titles.values.get(c.first) is not None and c.words[1:2] == ["of"])),
    Rule("chamber", _PLACE, "a chamber of a parliament", lambda c: c.name in c.known.chambers),
    # people
    Rule("place", _PERSON, "the atlas has it", lambda c: bool(
        c.land or c.known.atlas.look_up(c.name.removesuffix("s")))),
    Rule("title alone", _PERSON, "nothing but a title or letters behind a name", lambda c: (
        c.name.rstrip(".") in c.known.titles.values or c.name.rstrip(".") in c.known.letters
        or c.in_title() or (not c.several and c.name.partition("-")[0] in c.known.titles.values))),
    Rule("signs", _PERSON, "slashes, figures or letters in pieces", lambda c: (
        "/" in c.name or is_spaced(c.name) or bool(_DIGIT.search(c.name)) or max(map(len, c.words)) < _SHORTEST
        or bool(FORMS.stops.fullmatch(c.name)))),
    Rule("capitals", _PERSON, "words in capitals without a given name", lambda c: c.name.isupper() and (
        len(c.name) == _STATE_CODE or (c.first.title() not in c.known.given if c.several else not c.heading))),
    Rule("never in names", _PERSON, "it begins with a word that no name holds", lambda c: (
        c.first in c.known.manners.never and not (c.sure and c.several and c.first in c.known.uses["first"]))),
    Rule("quoted", _PERSON, "it stands in quotation marks, as programmes do", lambda c: (
        c.several and not c.given and _in_marks(c))),
    Rule("ground", _PERSON, "it ends with the noun of a place", lambda c: (
        c.several and not (c.sure or c.given) and c.last in c.known.grounds.values)),
    Rule("rank behind", _PERSON, "it ends with a rank, or a title in the plural", lambda c: not c.given and (
        (c.several and c.known.titles.values.get(c.last) == "rank")
        or (len(c.first.rstrip(".")) == 1 and c.known.titles.values.get(c.last.rstrip(".")) == "honorific")  # "H.E. Mr"
        or (c.last.endswith("s") and c.last[:-1] in c.known.titles.values))),
    Rule("last word small elsewhere", _PERSON, "the text writes its last word small elsewhere", lambda c: (
        c.several and not c.given and c.small(c.last))),
    Rule("verb", _PERSON, "it begins with a verb of headlines", lambda c: (
        not c.sure and c.first in c.known.uses["verb"])),
    Rule("title or word", _PERSON, "one word that is a title or an ordinary one", lambda c: (
        not (c.sure or c.several)
        and ((c.name in c.known.titles.longest and not c.given) or c.small(c.name)))),
    Rule("first word small elsewhere", _PERSON, "the text writes its first word small elsewhere", lambda c: (
        not c.sure and not c.given and c.small(c.first))),
    Rule("common word", _PERSON, "one of its words is mostly no person's", lambda c: (
        (not c.sure and _common_word(c)) or (len(c.words) > _FEW_WORDS and c.last in c.known.uses["site"]))),
    # bodies
    Rule("state code", _BODY, "two letters of no known body", lambda c: (
        c.name.isupper() and len(c.name) == _STATE_CODE
        and c.name not in c.known.bodies.values and c.each.sure < LIKELY)),
    Rule("ship or aircraft", _BODY, "letters and a number", lambda c: bool(FORMS.hull.fullmatch(c.name))),
    Rule("model", _BODY, "what a firm makes, with its number", lambda c: (
        FORMS.model.match(c.capitals.text, c.each.end) is not None)),
    Rule("country", _BODY, "a country or a people, or a land with a word before it", lambda c: (
        c.land in NATIONAL
        or (len(c.words) > _FEW_WORDS and " ".join(c.words[-_FEW_WORDS:]) in c.known.places.values
            and c.last in c.known.heads.values))),
    Rule("site", _BODY, "it ends with the noun of a building, road or programme, or that follows", lambda c: (
        _ends(c, "site") or c.follows() in c.known.uses["site"])),
    Rule("officers", _BODY, "those who hold an office at a body", lambda c: (
        c.several and c.last.endswith("s") and " of " not in c.name
        and c.known.titles.values.get(re.sub("ie$", "y", c.last[:-1])) == "office")),
    Rule("members of a party", _BODY, "a party before a small noun of other bodies", lambda c: (
        c.name.rpartition(" ")[0] in c.known.parties and c.last != "party"
        and c.known.smalls["kind"].search(c.name) is not None)),
    Rule("several bodies", _BODY, "a noun of bodies in the plural", lambda c: (
        c.name not in c.known.bodies.values
        and (not c.known.uses["many"].isdisjoint((c.first, c.last)) or are_several(plain(c.name), c.known)))),
    Rule("office", _BODY, "somebody's office or title", lambda c: (
        (c.known.titles.values.get(c.last) == "office" and not c.has_head())
        or (c.first in c.known.uses["bureau"] and c.last in c.known.titles.values))),
    Rule("label", _BODY, "letters before a colon at the head of a line", lambda c: (
        is_label(c.capitals.text, c.each))),
    Rule("side", _BODY, "for or against what follows", lambda c: (
        not c.several and c.first.lower().startswith(("pro-", "anti-")))),
    Rule("reporter", _BODY, "somebody who reported from where it stands", lambda c: (
        not (c.several or c.has_head()) and bool(FORMS.reports.match(c.capitals.text, c.each.end)))),
    Rule("several letters", _BODY, "letters in the plural", lambda c: bool(
        FORMS.letters_of_several.fullmatch(c.name) and c.name not in c.known.bodies.values)),
    Rule("open end", ("institution", "place"), "it ends with a small word", lambda c: (
        c.last in SMALL_WORDS or (c.label == "place" and c.last.islower() and c.first in c.known.demonyms))),
    Rule("letters of a person", _WHO, "letters behind a person's name", lambda c: c.name in c.known.letters),
    Rule("tail or title", _BODY, "it ends like a law or programme, or begins with a title", lambda c: (
        (_ends(c, "tail") or (c.first in c.known.titles.values and c.last not in c.known.memorials))
        and not (c.each.sure >= SURE and c.has_head()))),
    Rule("firm at large", _BODY, "a land and words that the text writes small elsewhere", lambda c: (
        is_firm_at_large(plain(c.name), c.capitals.text, c.known))),
    Rule("head noun alone", _BODY, "a head noun that names no body by itself, or with a number", lambda c: (
        all(word.isdecimal() for word in c.words[1:]) and (c.several or c.name not in c.known.bare)
        and c.name not in c.known.bodies.values and c.first in c.known.heads.values)),
    Rule("only heading", _BODY, "the text writes each of its words small elsewhere", lambda c: (
        len(c.words) <= (_FEW_WORDS if c.heading else 1) and all(map(c.small, c.words)))),
)  # fmt: skip
"""In this order; a known place is refused for its length and figures alone."""

_UNKNOWN = tuple(rule.name for rule in RULES).index("seat")
_BY_LABEL: dict[Label, tuple[Rule, ...]] = {each: tuple(rule for rule in RULES if each in rule.labels) for each in _ALL}


def is_label(text: str, each: Candidate) -> bool:
    """Whether the capitals of a candidate stand at the head of a line, before a colon."""
    found = FORMS.label.match(text, max(0, each.start - 1))
    return found is not None and each.end < found.end()


def refused_by(case: Case) -> Rule | None:
    """The first rule that refuses a candidate of the model, if any does."""
    rules = RULES[:_UNKNOWN] if case.label == "place" and case.land else _BY_LABEL[case.label]
    return next((rule for rule in rules if rule.test(case)), None)
