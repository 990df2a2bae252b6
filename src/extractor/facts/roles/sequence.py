"""Mention sequence: the people of an article in order, and whose is a role that stands between two of them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import takewhile

from extractor.draft import Name
from extractor.facts.roles.apposition import after, end_of_letters
from extractor.facts.roles.extent import is_set_in
from extractor.facts.roles.lexicon import FORMS, Role, Words, key_of
from extractor.facts.roles.prenominal import before

SEVERAL = "title of several"
_LETTERS, _MOST_SHARED, _FEWEST_ENUMERATED = 40, 12, 3


class Mentions:
    """Mentions of people in the order of a text, and the roles before, after and shared by them."""

    def __init__(self, text: str, people: Sequence[Name], party: re.Pattern[str], words: Words) -> None:
        self.text = text
        self.people = people
        self._starts = [name.start for name in people]
        self._titled = [name for name in people if name.rule != SEVERAL]
        self.party, self.words = party, words
        self._ends = {name.start: self._end_of(name) for name in people}
        self._named: list[tuple[Role, ...]] = []
        self._told: list[bool] = []
        self._enumerated: dict[int, bool] = {}

    def former(self, name: Name) -> Name | None:
        """The mention before this one."""
        at = bisect_left(self._starts, name.start)
        return self.people[at - 1] if at else None

    def latter(self, name: Name) -> Name | None:
        """The mention after this one."""
        at = bisect_left(self._starts, name.start) + 1
        return self.people[at] if at < len(self.people) else None

    def first_of_several(self, name: Name) -> Name | None:
        """The person who stands right after the title that several share."""
        at = bisect_left(self._titled, name.start, key=lambda other: other.start)
        return self._titled[at - 1] if at else None

    def first_listed(self, name: Name) -> Name:
        """The first of a list of names, with nothing but forms of address between, in which a mention stands."""
        for _ in range(_MOST_SHARED):
            former = self.former(name)
            gap = FORMS.listed.fullmatch(self.text, self.floor(former), name.start) if former else None
            if former is None or gap is None or not self.words.honorifics.issuperset(map(key_of, gap[1].split())):
                break
            name = former
        return name

    def last_listed(self, name: Name) -> Name:
        """The last of a list of names in which a mention stands."""
        first, last = self.first_listed(name), name
        for _ in range(_MOST_SHARED):
            latter = self.latter(last)
            if latter is None or self.first_listed(latter) is not first:
                break
            last = latter
        return last

    def is_made(self, name: Name) -> bool:
        """Whether somebody is named something: "elected Ana Brook as chair", and "Tal Reeve as clerk" behind it.

        So are those of a list each of whom is something: "with Ana Brook as chair and Tal Reeve as clerk".
        """
        latter = self.latter(name)
        if latter and self._are_made(name, latter):
            return True
        for _ in range(_MOST_SHARED):
            if self.words.makes.search(self.text, max(0, name.start - _LETTERS), name.start):
                return True
            former = self.former(name)
            if former is None or not FORMS.as_well.fullmatch(self.text, self.end_of(former), name.start):
                break
            if self._are_made(former, name):
                return True
            name = former
        return False

    def _are_made(self, former: Name, latter: Name) -> bool:
        """Whether two next to each other are each told "as" something."""
        joined = FORMS.as_well.fullmatch(self.text, self.end_of(former), latter.start)
        return joined is not None and joined["as"] is not None and self.text.startswith(" as ", self.end_of(latter))

    def is_of_others(self, role: Role, name: Name) -> bool:
        """Whether a noun of several stands before no list: "told reporters Ana Brook was away", "to MPs, Ms Brook"."""
        gap = self.text[role.end : name.start]
        style = FORMS.style.search(gap)
        ahead = style.start() if style and key_of(style["word"]) in self.words.honorifics else len(gap)
        if self.words.example.search(gap, 0, ahead):  # "ministers such as Ms Ana Brook"
            return not self.is_plural(role)
        small = any(word.islower() and self.words.single(word) for word in role.text.split())
        addressed = gap.startswith(",") and gap.strip(" ,.") and self.is_plural(role)
        # "Paralegals", not "Head of the Union of Ferry Workers"
        named = self.words.several(role.text.split()[-1]) and self.words.scopes.isdisjoint(role.text.split())
        if not (small or addressed or (named and gap.strip() in ("", ":"))):
            return False
        latter = self.latter(name)
        listed = latter is not None and self.first_listed(latter) is self.first_listed(name)
        return not listed or (small and gap.count(" ") > 1)

    def is_joined(self, name: Name) -> bool:
        """Whether an "and" joins a mention to the one before it."""
        former = self.former(name)
        gap = self.text[self.end_of(former) : name.start] if former else "\n"
        return "\n" not in gap and "and" in gap.split()

    def end_of(self, name: Name) -> int:
        """Where the party and the seat that stand behind a name end, or the name itself."""
        return self._ends[name.start]

    def _end_of(self, name: Name) -> int:
        label = self.party.match(self.text, name.end)
        if label is None:
            return name.end
        closed = FORMS.closed.match(self.text, label.end()) if label[0].lstrip().startswith("(") else None
        return closed.end() if closed else label.end()

    def floor(self, former: Name | None) -> int:
        """Where what stands before the next name may begin: behind the former's party and letters, 0 without one."""
        if former is None:
            return 0
        end = self.end_of(former)
        return end + end_of_letters(self.text[end : end + _LETTERS], self.words)

    def is_former_s(self, role: Role, former: Name, latter: Name) -> bool:
        """Whether a role that stands between two names belongs to the former, as in the list under a letter."""
        end = self.floor(former)
        if self._is_apart(role.end, latter.start) and self.text[end : role.start].endswith(", "):
            return "\n" not in self.text[end : role.start]  # "Ana Brook (chair), MP for North", and on the next line
        if self.words.made.fullmatch(self.text, end, role.start):  # "Ana Brook as Minister of Mines, Tal Reeve as …"
            apart = self.text[role.end : latter.start] != " "  # not "Ana Brook is Minister Tal Reeve"
            return apart or not self.words.scopes.isdisjoint(role.text.split())
        if self.words.is_short(role.text.split()[-1]) or not FORMS.beside.fullmatch(self.text, end, role.start):
            return False
        if FORMS.dash.fullmatch(self.text, end, role.start) and FORMS.dash.match(self.text, latter.end):
            return True  # "Ana Brook – head of X Tal Reeve – head of Y"
        near, far = _distance(self.text[end : role.start]), _distance(self.text[role.end : latter.start])
        alike = near == far != 0
        return not self.is_told_before(former) and self._is_named_after(latter) if alike else near < far

    def is_title(self, role: Role, former: Name, latter: Name | None) -> bool:
        """Whether a role after one name is rather the title of the next, with or without a form of address."""
        gap = FORMS.addressed.fullmatch(self.text, role.end, latter.start) if latter else None
        address = gap["address"].split() if gap else []
        if latter is None or gap is None or not self.words.honorifics.issuperset(map(key_of, address)):
            return False
        set_in = is_set_in(self.text, latter.start, self.text[role.end : latter.start], self.words)
        if set_in or self._is_apart(role.end, latter.start):
            return False
        if "." in self.text[role.end : gap.start("address")] and not self.words.is_short(role.text.split()[-1]):
            return False
        return not self.is_former_s(role, former, latter)

    def before(self, name: Name) -> tuple[Role, ...]:
        """The roles before a mention: of a list in which the one named before has his there, it is of this one."""
        at = bisect_left(self._starts, name.start)
        while len(self._named) <= at:
            each, former = self.people[len(self._named)], self.people[len(self._named) - 1] if self._named else None
            floor = self.floor(former)
            listed = bool(self._named and self._named[-1]) and not FORMS.ended.search(self.text, floor, each.start)
            if former and not self.text[floor : each.start].strip() and "," in self.text[self.end_of(former) : floor]:
                floor = self.end_of(former)  # "Ana Brook, MP Tal Reeve"
            own = listed and (self.is_enumerated(each) or self._is_next_entry(former, each))
            self._named.append(
                tuple(
                    before(self.text, each, floor, self.words, listed=listed, own=own, last=self.last_listed(each).end)
                )
            )
        return self._named[at]

    def is_told_before(self, name: Name) -> bool:
        """Whether a role of a person's own stands before the name, not of several ("members, X") or of the former."""
        at = bisect_left(self._starts, name.start)
        while len(self._told) <= at:
            each, former = self.people[len(self._told)], self.people[len(self._told) - 1] if self._told else None
            roles = (role for role in self.before(each) if not self.is_plural(role))
            self._told.append(any(former is None or not self.is_former_s(role, former, each) for role in roles))
        return self._told[at]

    def is_enumerated(self, name: Name) -> bool:
        """Whether a name ends an entry of a list of roles, each before its name: "President X, the Speaker, Y, …"."""
        if name.start not in self._enumerated:
            several = [name]
            while (latter := self.latter(several[-1])) and self._is_entry(several[-1], latter):
                several.append(latter)
            while (former := self.former(several[0])) and self._is_entry(former, several[0]):
                several.insert(0, former)
            style = FORMS.style.search(self.text, max(0, several[-1].start - _LETTERS), several[-1].start)
            styled = style is not None and key_of(style["word"]) in self.words.honorifics  # "…, the Speaker, Ms. Y"
            told = len(several) < _FEWEST_ENUMERATED - styled or self._is_named_after(several[-1])
            self._enumerated |= {each.start: not (told or each is several[0]) for each in several}
        return self._enumerated[name.start]

    def _is_next_entry(self, former: Name | None, latter: Name) -> bool:
        """Whether it is the latter's: "the Prime Minister of Norland X, the Foreign Minister of Sudland, Y and …"."""
        if former is None or not self._is_entry(former, latter) or self._is_named_after(latter):
            return False
        return any(not self.words.scopes.isdisjoint(role.text.split()) for role in self.before(former))

    def _is_entry(self, former: Name, latter: Name) -> bool:
        """Whether between two names stands just a role in capitals, with its commas."""
        gap = FORMS.enumerated.fullmatch(self.text, self.end_of(former), latter.start)
        return gap is not None and any(map(self.words.is_office, gap["role"].replace(",", " ").split()))

    def _is_apart(self, end: int, start: int) -> bool:
        """Whether a line ends between a role and a name that no comma joins to it."""
        between = self.text[end:start]
        return "\n" in between and "," not in between

    def shared(self, name: Name) -> tuple[Role, ...]:
        """The roles before the first of several in a list: "Members, NCSC, Shri X, Dr Y", "advisers X and Y"."""
        first = self.first_listed(name)
        roles = self.before(first) if first is not name else ()
        return tuple(role for role in roles if self.is_plural(role) and not self.is_of_others(role, first))

    def is_plural(self, role: Role) -> bool:
        """Whether a role is that of several: "Deputy Prime Ministers", but not "Joint Chiefs chairman"."""
        head = list(takewhile(lambda word: word not in self.words.scopes, role.text.replace(",", " ").split()))
        one = bool(head) and self.words.is_office(head[-1]) and self.words.single(head[-1]) is None
        return not one and any(map(self.words.single, head))

    def _is_named_after(self, name: Name) -> bool:
        """Whether a role of its own stands behind a name, not that of others or, a blank before it, the next one's."""
        latter = self.latter(name)
        stop = latter.start if latter else len(self.text)
        roles = after(self.text, self.end_of(name), stop, self.words)
        return any(not (self.is_plural(role) or (latter and role.end == stop - 1)) for role in roles)


def _distance(gap: str) -> int:
    """How far apart a gap sets two things: from 0, a blank, over commas and lines to 3, an empty line."""
    signs = (3, FORMS.empty_line), (2, FORMS.line_end), (1, FORMS.short_pause)
    return next((far for far, sign in signs if sign.search(gap)), 0)
