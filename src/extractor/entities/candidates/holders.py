"""Holders of offices: the names that no table holds behind what an office is for."""

import re

from msgspec import Struct

from extractor.entities.candidates.candidate import Candidate
from extractor.entities.candidates.fullnames import DUTY_LINKS, MOST_DUTIES, FullNames
from extractor.entities.candidates.gazetteer import phrase_at
from extractor.entities.candidates.model import with_initials
from extractor.entities.naming import FORMS
from extractor.regex import lookbehind

ROLE = 3.6
"""Weight of a name by the role before it."""
SEAT = 36
"""How far before an electorate its member's office begins at most (code points)."""
_FAR, _FEW = 160, 3
_APPOSED = re.compile(r"(?:^|[.;:\n]\s*|(?<![,–-]\s)\b[a-z]+\s)(?:[A-Z][\w’'-]*\s){0,3}$")


class Found(Struct, frozen=True):
    """A likely person: first and last word (indices), and the candidate for the name."""

    first: int
    last: int
    candidate: Candidate


class Holders(FullNames):
    """The capitalised words of a text as holders of offices."""

    def _person(self, first: int, last: int, rule: str, weight: float, start: int | None = None) -> Found:
        """The candidate with these first and last words, that begins at a place (code point) or with the first."""
        begin = self.words[first].start if start is None else start
        return Found(first, last, Candidate(begin, self._end(last), "person", rule, weight))

    def _is_trade(self, at: int) -> bool:
        """Whether a word behind "Chief" is what its holder is, before a name of two: "Chief Valuer Ana Brook"."""
        named = all(self.linked(index, "word") for index in range(at, at + 3))
        ranked = named and self.words[at - 1].text in self.known.uses["chief"] and not self._is_given(at)
        return ranked and self.words[at].text.lower() in self.known.trades

    def _after_duty(self, start: int) -> Found | None:
        """The name behind an office and what it is for: "Chair of the Harbour Board Kusti Tarrow"."""
        for at in range(start + 1, min(len(self.words), start + MOST_DUTIES)):
            if self.words[at].link not in DUTY_LINKS and not self.linked(at, "in", "to", "on"):
                return None
            if self.words[at].link in ("and", "word") and self._title(at):  # "MP for Rasah Teo Tarrow and MP for …"
                return None
            named = self._is_unknown(at) or self._is_given(at)
            letter = len(self.words[at].text) == 1 and self.words[at - 1].text in self.known.matters
            initials = (self.are_initials(at) or letter) and self.linked(at + 1, "word") and self._is_unknown(at + 1)
            side = at == start + 1 and self.words[start].text in self.known.uses["side"]  # "Mayor of North Tarrow"
            side = side or self.phrase(at - 1, at) in self.known.heads.values  # "Speaker of the Legislative Chamber"
            opens = self.linked(at, "word") and not side and (initials or (len(self.words[at].text) > 1 and named))
            land = opens and self.known.atlas.look_up(f"{self.words[at - 1].text} {self.words[at].text}")
            chinese = self.words[at].text in self.known.families and self._name_end(at) == at + 2
            ended = opens and not land and (chinese or self._ends_duty(at - 1) or self._ends_body(start, at - 1))
            if ended and not self._title(at - 1):
                last = self._name_end(at)
                if last is None or last == at or self.linked(last + 1, "word"):
                    return None
                seat = None if chinese else lookbehind(FORMS.seat, self.capitals.text, self.words[start].start, SEAT)
                given = filter(self._is_given, range(at, last) if seat else ())
                first = next(given, at)  # "Member for Anse Tarrow Ana Brook"
                named = self._is_all_unknown(first + initials, last)
                begin = with_initials(self.capitals.text, self.words[first].start)
                return self._person(first, last, "role before", ROLE, begin) if named else None
            if found := self._apposed(at, start - 1):
                return found
        return None

    def _opens_duty(self, at: int) -> bool:
        """Whether a word is the first of what an office is for, or goes on with it: "Minister of Sails and Jute"."""
        last = at
        while self.words[at].link in DUTY_LINKS:
            if self.words[at].link in ("of", "for"):
                return self._is_role(self.words[at - 1].text)
            if (at == last and self.words[at].link != "and") or (at < last and not self._ends_duty(at)):
                return False
            at -= 1
        return False

    def _opens_named(self, start: int) -> bool:
        """Whether a word opens the name of a body of three words or four: "Chief Executive | Land Transport Board"."""
        for at in range(start + 1, start + _FEW + 1):
            if not self.linked(at, "word"):
                return False
            if at > start + 1 and phrase_at(self.known.heads, self.capitals, at) is not None:
                return True
        return False

    def _ends_body(self, start: int, last: int) -> bool:
        """Whether a well-known body's name ends with a word: "Speaker of the Verkhovna Rada | Kusti Tarrow"."""
        names = (self.known.bodies.values, self.known.heads.values)
        return any(self.phrase(first, last) in each for first in range(start, last) for each in names)

    def _apposed(self, at: int, office: int) -> Found | None:
        """The name no table holds behind an office (no comma before it) and a comma: "Member of Parliament, Kusti"."""
        text, start = self.capitals.text, self.words[office].start
        if not self.linked(at, "comma") or lookbehind(_APPOSED, text, start, _FAR) is None:
            return None
        last, sent = self._name_end(at), any(self.words[each].link == "to" for each in range(office + 1, at))
        ends = last is not None and (sent or text.startswith((",", ";"), self.words[last].end))  # "to Norland, Kusti"
        if last is None or last == at or not ends or not self._is_all_unknown(at, last):
            return None
        return self._person(at, last, "role before", ROLE)
