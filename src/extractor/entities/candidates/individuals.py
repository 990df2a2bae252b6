"""Which of the model's people are none: electorates, rosters of counties, pairs of surnames, common words."""

import re
from collections.abc import Container, Iterable, Iterator
from itertools import compress, pairwise

from msgspec.structs import replace

from extractor.entities.candidates.candidate import SURE, Candidate
from extractor.entities.candidates.holders import SEAT
from extractor.entities.candidates.lexicon import Lexicon
from extractor.entities.countries import LANDS
from extractor.entities.naming import FORMS, STUCK_INITIAL
from extractor.regex import lookbehind
from extractor.rules.gazetteer import plain
from extractor.text.capitals import Capitals

_WORDS = re.compile(r"[\w.'’-]+")
_ROLE_NEAR, _ROLE_WORDS = 120, 12
_WORD = re.compile(r"\w+")
_IN_SEAT = SEAT + 24
_SAINT, _ROSTER, _JOINED = 8, 5, ("comma", "listed", "and")
_CERTAIN, _TWICE, _ABBREVIATION = 0.99, 2, 3
_OF, _THE = " of ", (" the ", " The ", "\nThe ", "The ")


def clear_people(
    modelled: Iterable[Candidate], others: list[Candidate], capitals: Capitals, known: Lexicon
) -> Iterator[Candidate]:
    """The model's candidates without the people that are none; electorates become places."""
    found = list(modelled)
    article = _Article(found, others, capitals, known)
    yield from filter(None, map(article.judge, found))


def no_likenesses(
    candidates: Iterable[Candidate], others: Container[tuple[int, int]], text: str, known: Lexicon
) -> Iterator[Candidate]:
    """The candidates without the people by given name or surname alone that are surely something else.

    One with a role behind the comma, or of whom it is told what only people undergo ("arrested"), is none all the same;
    before the noun of a place one by given name always is.
    """
    for each in candidates:
        named = each.rule == "given name"
        alike = (named or each.rule == "surname again") and (each.start, each.end) in others
        undergoes = alike and lookbehind(known.around["objects"], text, each.start, 24) is not None
        told = not alike or undergoes or _is_apposed_to(text, each, known, whole=False)
        if told and not (named and _is_ground(text, each, known)):
            yield each


def _is_ground(text: str, each: Candidate, known: Lexicon) -> bool:
    """Whether the noun of a place goes on after a name, or ends one in which something is: "in Howard Beach"."""
    if FORMS.ground_behind.match(text, each.end):
        return True
    last = text[each.start : each.end].rpartition(" ")[2]
    near = last in known.grounds.values and lookbehind(FORMS.by_side, text, each.start, 16)
    return bool(near) or (last in known.grounds.values and _has_state(text, each, known))


class _Article:
    """What an article says of the names in it, by which a single mention is judged.

    ``borne``: first words of colleges; ``surest``: how sure the model is of a name where it is surest; ``shown``: names
    beside which words tell of a person, ``held`` where they stand behind its comma; ``people``: last words of full
    names and names after titles, in small letters; ``family``: full names without their first words, two at least;
    ``there`` and ``within``: what is gone to, and what something is in.
    """

    def __init__(self, found: list[Candidate], others: list[Candidate], capitals: Capitals, known: Lexicon) -> None:
        self.capitals, self.known, text = capitals, known, capitals.text
        bodies = [self._name(each).split() for each in (*others, *found) if each.label == "institution"]
        self.borne = {words[0] for words in bodies if len(words) > 1 and words[-1] in known.memorials}
        named = [each for each in (*others, *found) if each.label == "person"]
        full = [words for each in named if len(words := self._name(each).split()) > 1]
        of_people = (words for words in full if words[0].title() in known.given or len(words) != _TWICE)
        self.surnames = {words[-1].casefold() for words in of_people}
        self.family = {" ".join(words[at:]) for words in full for at in range(1, len(words) - 1)}
        self.people = self.surnames | {self._name(each).casefold() for each in others if each.label == "person"}
        self.ends = {each.end for each in named}
        people = [each for each in found if each.label == "person"]
        self.surest = {self._name(each): each.sure for each in sorted(people, key=lambda each: each.sure)}
        shown = (each for each in people if _speaks(text, each, known) or _is_called(text, each, known))
        self.shown = {*map(self._name, shown)}
        held = (each for each in people if each.sure >= SURE and _is_apposed_to(text, each, known))
        self.held = {*map(self._name, held)}
        self.there = {self._name(each) for each in found if lookbehind(FORMS.by, text, each.start, 10)}
        self.within = {self._name(each) for each in found if lookbehind(FORMS.at, text, each.start, 8)}
        self.seats = {self._name(each) for each in found if _is_seat(text, each, known)}
        groups = known.around["groups"]
        towns = (each for each in found if " " not in text[each.start : each.end] and _has_state(text, each, known))
        nobodies = (*(each for each in found if groups.match(text, each.end)), *towns)  # "Ellsworth, ME"
        self.nobodies = {*map(self._name, nobodies)}
        told = {self._name(each) for each in self._told(found, others)}
        lasts = {words[-1] for words in full} - told
        opens = (at for at, word in enumerate(capitals.words) if word.text in lasts and not capitals.linked(at, "word"))
        free = (capitals.words[at] for at in opens if not capitals.linked(at + 1, "word"))
        alone = (Candidate(word.start, word.end, "person", "", 0) for word in free)
        told |= {self._name(each) for each in alone if _speaks(text, each, known)}
        self.told = told | {word for name in told for word in name.split()}

    def _told(self, found: list[Candidate], others: list[Candidate]) -> Iterator[Candidate]:
        """The people of whom the words beside a mention tell what they are, say or do, and full names listed there."""
        text = self.capitals.text
        people = sorted((each for each in (*found, *others) if each.label == "person"), key=lambda each: each.start)
        clear = [
            not each.rule.startswith("model")
            or self._is_given(self._name(each))
            or _speaks(text, each, self.known)
            or _is_called(text, each, self.known)
            for each in people
        ]
        pairs = list(enumerate(pairwise(people)))
        for steps, one, other in ((pairs, 0, 1), (pairs[::-1], 1, 0)):
            for at, (before, after) in steps:
                full = " " in self._name((before, after)[other])
                if clear[at + one] and full and FORMS.next.fullmatch(text, before.end, after.start):
                    clear[at + other] = True
        return compress(people, clear)

    def _is_given(self, name: str) -> bool:
        """Whether a given name, a family's name or an initial is among the words of a full name."""
        known, words = self.known, name.split()
        short = any(len(word.strip(".")) == 1 or "." in word for word in words)
        named = short or any(word.title() in known.given or word in known.families for word in words)
        return len(words) > 1 and named

    def judge(self, each: Candidate) -> Candidate | None:
        """The candidate, with another label if it is something else than the model says, or None."""
        text, name = self.capitals.text, self._name(each)
        *given, last = STUCK_INITIAL.sub(". ", name).split()
        clear = last.casefold() in self.people
        if name in self.seats and (given or not clear):
            names = (at - 1 for at in self._names_in(each, 1) if not lookbehind(FORMS.saint, text, at, _SAINT))
            end = next(names, each.end)  # "MP for Ashgrove North | Ana Brook"
            return replace(each, end=end, label="place", rule="electorate")
        if each.label == "institution" and name in self.family and not each.rule.startswith("known"):
            return replace(each, label="person")  # "Mohamed El Tarrow", "El Tarrow"
        if each.label != "person":
            return each
        if lookbehind(FORMS.in_seat, text, each.start, _IN_SEAT):  # "Member for Anse Tarrow | Ana Brook"
            each = replace(each, start=next(iter(self._names_in(each, 0)), each.start))
            name = self._name(each)
        origin = text.endswith(_OF, 0, each.start) and each.start - len(_OF) in self.ends
        if last in self.known.refused or (not clear and (origin or name in self.nobodies)):  # "Ana Brook of Tarrow"
            return None
        likely = self._is_full(name) if given else clear or (last not in self.borne and self._is_likely(each, name))
        return each if likely else None

    def _names_in(self, each: Candidate, first: int) -> list[int]:
        """Where given and family names begin among the words of a candidate, from one on and but for the last."""
        words = list(_WORD.finditer(self.capitals.text, each.start, each.end))[first:-1]
        return [word.start() for word in words if word[0] in self.known.given or word[0] in self.known.families]

    def _name(self, each: Candidate) -> str:
        return plain(self.capitals.text[each.start : each.end])

    def _is_full(self, name: str) -> bool:
        words = name.split()
        inside = {word.upper() for word in words[1:-1] if word.islower()} & self.known.particles
        if inside and self.surest[name] >= SURE and name not in self.there:
            return True  # "Osama bin Laden"
        named = words[0].title() in self.known.given or "." in words[0]
        if any(word.lower() in self.known.ordinary and word not in self.known.given for word in words):
            return False
        if named or (name in self.held and _has_land(words, self.known)):
            return True  # "Georgia Collins, chair of the board"
        letters = words[0].isupper() and len(words[0]) >= _ABBREVIATION and not words[-1].isupper()
        surnames = len(words) == _TWICE and self.surnames.issuperset(map(str.casefold, words))
        placed = _has_land(words, self.known) and words[0].casefold() not in self.known.unmarked
        if name in self.there or letters or surnames or placed:
            return False
        return name in self.told or words[-1] in self.told

    def _is_likely(self, each: Candidate, name: str) -> bool:
        """Whether one word of which nobody's full name tells is a person's name."""
        if _in_roster(each, self.capitals) or name.lower() in self.known.ordinary or name in self.known.bodies.values:
            return False
        if name in self.known.given:
            return True
        if name.lower() in self.capitals.lower:
            return False
        if self.surest[name] < (SURE if name in self.shown else _CERTAIN) or name in self.within:
            return False
        at, capitals = self.capitals.first_at(each.start), self.capitals
        near = (other for joined, other in ((at, at - 1), (at + 1, at + 1)) if capitals.linked(joined, *_JOINED))
        return not any(capitals.words[other].text in self.known.places.values for other in near)


def _is_seat(text: str, each: Candidate, known: Lexicon) -> bool:
    """Whether a name is an electorate's: "Member for Gombe North", "(PDP, Gombe North)", "Gombe North MP Ana Brook"."""
    if lookbehind(FORMS.seat, text, each.start, SEAT):
        return True
    name = plain(text[each.start : each.end])
    words = name.split()
    member = known.around["members"].match(text, each.end)
    the = text.endswith(_THE, 0, each.start) or text.startswith(_THE[-1], 0, each.start)
    side = words[-1] in known.uses["side"] and words[0] not in known.given
    apposed = member is not None and words[0] not in known.given and _is_apposed(text, each, member.end(), len(words))
    if member and (member["name"] or the or side or apposed):
        forms = {*words, *(word.removesuffix("s") for word in words)}
        others = (known.titles.values.keys(), known.bodies.values.keys(), known.parties)
        return all(map(forms.isdisjoint, others)) and not known.ordinary.issuperset(map(str.lower, words))
    if name.isupper() or not text.startswith(")", each.end):  # "(CBSE, CISCE)"
        return False
    return lookbehind(FORMS.seat_of_party, text, each.start, 16) is not None


def _is_apposed(text: str, each: Candidate, end: int, size: int) -> bool:
    """Whether a seat and "MP" stand between commas beside their member: "Ana Brook, Tarrow MP, said"."""
    behind = (FORMS.behind_seat if size == 1 else FORMS.behind_seats).match(text, end)
    before = lookbehind(FORMS.named_before, text, each.start, 40)
    return behind is not None and (behind["name"] is not None or before is not None)


def _has_state(text: str, each: Candidate, known: Lexicon) -> bool:
    state = FORMS.behind_comma.match(text, each.end)
    return state is not None and (state[1] in known.codes or known.atlas.sort_of(state[1]) == "state")


def _has_land(words: list[str], known: Lexicon) -> bool:
    return any(known.atlas.sort_of(word) in LANDS for word in words)


def _speaks(text: str, each: Candidate, known: Lexicon) -> bool:
    """Whether the words beside a name make it somebody who speaks or acts."""
    gap = FORMS.before_speaks.match(text, each.end)
    verb = _WORD.match(text, gap.end()) if gap else None
    says = verb is not None and verb[0] in known.saying
    if says or FORMS.labels.match(text, each.end) or known.around["acts"].match(text, each.end):
        return True
    before = lookbehind(known.around["before_person"], text, each.start, 24)
    return before is not None and (before["verb"] is None or before["verb"] in known.saying)


def _is_called(text: str, each: Candidate, known: Lexicon) -> bool:
    """Whether a role stands before a name in its sentence or right behind its comma, or an age, or somebody "who"."""
    first, end = max(0, each.start - _ROLE_NEAR), each.start - (text[each.start - 1 : each.start] == "\n")
    phrase = max(first, *(text.rfind(stop, first, end) + 1 for stop in ".;\n•"))
    if _has_role(_WORDS.findall(text, phrase, end)[-_ROLE_WORDS:], known):
        return True
    letters = _WORD.match(text, each.end + 1)
    return (letters is not None and letters[0] in known.letters) or _is_apposed_to(text, each, known)


def _is_apposed_to(text: str, each: Candidate, known: Lexicon, *, whole: bool = True) -> bool:
    """Whether a role stands right behind the comma after a name, or where ``whole`` an age, or somebody "who"."""
    after = FORMS.apposed.match(text, each.end)
    words = after and after["words"]
    return after is not None and (whole if words is None else _has_role(words.split(), known))


def _has_role(words: list[str], known: Lexicon) -> bool:
    lows = {form for word in words for form in (word.lower(), word.lower().removesuffix("s"))}
    return not lows.isdisjoint(known.roles) or any(word.removesuffix(".") in known.titles.values for word in words)


def _in_roster(each: Candidate, capitals: Capitals) -> bool:
    """Whether the word is one of many single words in a row, as counties and towns are listed."""
    first = last = capitals.first_at(each.start)
    while first > 0 and last - first < _ROSTER and capitals.linked(first, *_JOINED):
        first -= 1
    while last - first < _ROSTER and capitals.linked(last + 1, *_JOINED):
        last += 1
    return last - first + 1 >= _ROSTER
