"""People that rules alone can find: after a title or a role, by a given name, before a party label."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.facts.capitals import Capitals
from extractor.facts.names.candidate import Candidate
from extractor.facts.names.lexicon import Lexicon, is_spaced, phrase_at
from extractor.facts.names.nicknames import after_nickname
from extractor.phrases import plain

_TITLED, _LABELLED, _ROLE, _GIVEN, _GIVEN_INSIDE = 7.0, 7.0, 3.6, 3.5, 2.8
_MOST_WORDS = 5
_ABBREVIATION = 4
_SUFFIX = re.compile(r"Jr|Sr|II|III|IV")
_SMALL = re.compile(r"(?<!\w)(?:van|von|de|der|den|da|dos|di|du|del|della|la|le|bin|binti|ibn|al|el|ter|ten)\b[ \w]*$")
_ROLE_LETTERS = "abcdefghijklmnopqrstuvwxyz-"
_LONGEST_ROLE = 40
_BETWEEN = re.compile(r"\)?[.,]*\s*(?:,|;|and|&|[-–—])?\s*(?:and\s+)?")
_UPPER_PARTICLES = frozenset(
    {"VAN", "VON", "DE", "DER", "DEN", "DA", "DOS", "DI", "DU", "DEL", "LA", "LE", "BIN", "AL", "EL"}
)
_STATE = re.compile(r"\s*\([A-Z][^()\n]{1,30}\)|\s\s[A-Z]{2}(?=\s\s)")
_CONTACT = re.compile(r"(?i:contacts?(?:\sperson)?|enquiries|inquiries|information)\s?:\s{0,3}$")
_NUMBER = re.compile(r"\s*[,:–—(-]?\s*(?:(?i:on|at|tel|ph|phone|mobile|mob)\b[.:\s]*)?\(?\+?\d[\d\s()-]{5}")
_COLON = 4
_OWNED = re.compile(r"\b(?:the|a|this|that|its|our|their|his|her|my|any|no)\s+$", re.IGNORECASE)
_NEAR, _FEW = 8, 3
_MOST_TITLES = 12
_VERBAL = re.compile(r"\w{3}(?:ING|ED)$")
_PLURAL = re.compile(r"(?:(?<!\bM)(?<!\bMr)s|men|s General|Messrs)\.?$")


@dataclass(frozen=True, slots=True)
class Found:
    """A likely person: first and last word (indices), and the candidate for the name."""

    first: int
    last: int
    candidate: Candidate


def find_people(capitals: Capitals, known: Lexicon) -> Iterator[Found]:
    """Candidates for people, in order of the text."""
    finder = _People(capitals, known)
    first = 0
    while first < len(capitals.words):
        found = finder.at(first)
        yield from found
        first = found[-1].last + 1 if found else first + 1


class _People:
    def __init__(self, capitals: Capitals, known: Lexicon) -> None:
        self.capitals = capitals
        self.words = capitals.words
        self.known = known

    def at(self, first: int) -> list[Found]:
        if title := phrase_at(self.known.titles, self.capitals, first):
            return self._titled(first, title[0])
        found = self._labelled(first) or self._after_role(first) or self._given(first) or self._contact(first)
        return [found] if found else []

    def _titled(self, first: int, last: int) -> list[Found]:
        words, start = self.words, last + 1
        while start < len(words) and words[start].link == "word" and start - first < _MOST_TITLES:
            more = phrase_at(self.known.titles, self.capitals, start)
            if more is None:
                break
            start = more[0] + 1
        found = self._name(start, "title", _TITLED) if self._hangs(start, "word", "particle") else None
        if found is None:
            return []
        title = plain(self.capitals.text[words[first].start : words[start - 1].end])
        return [found, *(self._listed(found.last) if _PLURAL.search(title) else ())]

    def _listed(self, last: int) -> Iterator[Found]:
        """The further names after a title in the plural: "Senators Reid, D-Nev., Baucus and Bingaman"."""
        while (start := self._next_in_list(last)) is not None:
            found = self._name(start, "title of several", _TITLED)
            if found is None:
                return
            yield found
            last = found.last

    def _next_in_list(self, last: int) -> int | None:
        end = self.words[last].end
        if label := self.known.party.match(self.capitals.text, end) or _STATE.match(self.capitals.text, end):
            end = label.end()
        start = self.capitals.first_at(end)
        if start >= len(self.words):
            return None
        gap = self.capitals.text[end : self.words[start].start]
        return start if _BETWEEN.fullmatch(gap) and gap.strip(" ") + gap[1:] else None

    def _name(self, start: int, rule: str, weight: float) -> Found | None:
        words = self.words
        last = self._name_end(start)
        if (
            last is None
            or len(words[last].text) == 1
            or self._is_office(start, last)
            or is_spaced(plain(self.capitals.text[words[start].start : words[last].end]))
            or (words[start].heading and not self._safe_in_heading(start, last))
        ):
            return None
        begin = words[start].start
        if words[start].link == "particle" and (
            small := _SMALL.search(self.capitals.text, words[start - 1].end, begin)
        ):
            begin = small.start()
        return Found(start, last, Candidate(begin, self._end(last), "person", rule, weight))

    def _is_office(self, start: int, last: int) -> bool:
        """Whether the words after a title go on with it: "Deputy Parliamentary Leader", "Deputy Whips"."""
        noun = self.words[last].text
        if start == last:
            return noun.endswith("s") and self._is_role(noun[:-1])
        return self._is_role(noun) and not self._is_given(start)

    def _is_role(self, noun: str) -> bool:
        return noun.lower() in self.known.roles or self.known.titles.values.get(noun) == "office"

    def _safe_in_heading(self, start: int, last: int) -> bool:
        """Whether none of the words looks like one of the heading's other words."""
        words = [self.words[index].text for index in range(start, last + 1)]
        if any(word.title() in self.known.verbs or (word.isupper() and _VERBAL.search(word)) for word in words):
            return False
        return not any(word.lower() in self.capitals.lower for word in words[1 if self._is_given(start) else 0 :])

    def _given(self, first: int) -> Found | None:
        word = self.words[first]
        if not self._is_given(first) or (self._hangs(first, "word") and self._is_given(first - 1)):
            return None
        last = self._name_end(first)
        if last is None or last == first or len(self.words[last].text) == 1:
            return None
        name = plain(self.capitals.text[word.start : self.words[last].end])
        if name in self.known.places.values or is_spaced(name):
            return None
        if word.heading and not self._safe_in_heading(first, last):
            return None
        weight = _GIVEN_INSIDE if self._hangs(first, "word") else _GIVEN
        return Found(first, last, Candidate(word.start, self._end(last), "person", "given name", weight))

    def _is_given(self, index: int) -> bool:
        text = self.words[index].text
        name = text.title() if text.isupper() else text
        return name in self.known.given or ("-" in name and name.split("-")[0] in self.known.given)

    def _labelled(self, first: int) -> Found | None:
        if self._hangs(first, "word"):
            return None
        last = self._name_end(first)
        if last is None or last == first or len(self.words[last].text) == 1 or self._is_office(first, last):
            return None
        if self.words[last].text in self.known.titles.values and not self._is_given(first):
            return None
        if not self.known.party.match(self.capitals.text, self.words[last].end):
            return None
        return Found(
            first, last, Candidate(self.words[first].start, self._end(last), "person", "party label", _LABELLED)
        )

    def _after_role(self, first: int) -> Found | None:
        word = self.words[first]
        if word.link or word.heading:
            return None
        text = self.capitals.text
        before = text[max(0, word.start - _LONGEST_ROLE) : word.start].rstrip()
        role = before.removesuffix(",")
        role = role[len(role.rstrip(_ROLE_LETTERS)) :]
        if role not in self.known.roles or not text[word.start - 1].isspace():
            return None
        last = self._name_end(first)
        if last is None or last == first or (before[-1] == "," and text[self.words[last].end] != ","):
            return None
        return Found(first, last, Candidate(word.start, self._end(last), "person", "role before", _ROLE))

    def _contact(self, first: int) -> Found | None:
        """The name of two or three words between "Contact:" and a number."""
        start, text = self.words[first].start, self.capitals.text
        if ":" not in text[max(0, start - _COLON) : start] or not _CONTACT.search(
            text, max(0, start - _NEAR * 2), start
        ):
            return None
        last = self._name_end(first)
        if last is None or last == first or not _NUMBER.match(text, self.words[last].end):
            return None
        return Found(first, last, Candidate(start, self._end(last), "person", "contact", _GIVEN))

    def _hangs(self, index: int, *links: str) -> bool:
        return index < len(self.words) and self.words[index].link in links

    def _name_end(self, start: int) -> int | None:
        """Index of the last word of a person's name that begins with the word ``start``."""
        if not self._begins(start):
            return None
        words, last = self.words, self._nicknamed(start)
        while self._hangs(last + 1, "word", "particle", "comma") and last - start < _MOST_WORDS - 1:
            following = words[last + 1]
            if not (
                _SUFFIX.fullmatch(following.text)
                or (following.link != "comma" and self._nameable(last + 1, inside=True))
            ):
                break
            if following.link == "word" and (
                following.heading != words[last].heading or self._next_person(start, last)
            ):
                break
            last += 1
            if _SUFFIX.fullmatch(following.text):
                break
        if self._hangs(last + 1, "word") and (
            phrase_at(self.known.heads, self.capitals, last + 1) is not None
            or phrase_at(self.known.grounds, self.capitals, last + 1) is not None
        ):
            return None
        while last > start and words[last].text.title() in self.known.verbs:
            last -= 1
        return None if words[last].text.title() in self.known.verbs else last

    def _nicknamed(self, start: int) -> int:
        """Index of the word after a nickname behind the first name or initials, else ``start``."""
        for at in range(start, start + _FEW):
            following = after_nickname(self.capitals, self.known, at, given=self._is_given(start))
            if following is not None and self._nameable(following, inside=True):
                return following
            if not (self._hangs(at + 1, "word") and self._nameable(at + 1, inside=True)):
                break
        return start

    def _begins(self, index: int) -> bool:
        """Whether a person's name may begin with the word."""
        text = self.words[index].text
        first = (text.title() if text.isupper() else text) in self.known.first
        doing = (text.endswith("ing") and text in self.known.verbs) or text in self.known.tails
        return self._is_first_name(index) if first else self._nameable(index) and not doing

    def _next_person(self, start: int, last: int) -> bool:
        """Whether after a full name the next one begins, as in a list of contacts without commas."""
        return last > start and self._is_given(last + 1) and self._is_given(start) and self._hangs(last + 2, "word")

    def _nameable(self, index: int, *, inside: bool = False) -> bool:
        """Whether the word may stand in a person's name; ``inside``: after the name's first word."""
        text, known = self.words[index].text, self.known
        word = text.title() if text.isupper() and len(text) >= _ABBREVIATION else text
        ends = not self._hangs(index + 1, "word", "of", "for") or self.words[index + 1].text in known.letters
        if inside and (text in _UPPER_PARTICLES or (len(text) == 1 and self._hangs(index + 1, "word"))):
            return True
        if "/" in text or text in known.letters or word.title() in known.sites or (inside and word in known.demonyms):
            return False
        if text[0].isdecimal() or word in known.refused or word in known.heads.values:
            return inside and word in known.titles.values and ends
        if title := phrase_at(known.titles, self.capitals, index):
            given_before = title[1] == "honorific" and inside and self._is_given(index - 1)
            return inside and (self._hangs(index + 1, "word") if given_before else ends)
        if word in known.bodies.values and word not in known.given:
            return False
        abbreviation = text.isupper() and 1 < len(text) < _ABBREVIATION and not self.words[index].heading
        return not abbreviation or (self._hangs(index, "word") and len(text) == _ABBREVIATION - 2)

    def _is_first_name(self, index: int) -> bool:
        """Whether "Bill" is a given name here: a further name follows, and before it stands nothing that has a bill."""
        word, before = self.words[index], self.words[index - 1].text if index else ""
        free = word.link not in ("word", "possessive") or before in self.known.titles.values
        following = self.words[index + 1].text if self._hangs(index + 1, "word") else ""
        return (
            free
            and len(following) > 1
            and following not in self.known.never
            and not _OWNED.search(self.capitals.text, max(0, word.start - _NEAR), word.start)
        )

    def _end(self, last: int) -> int:
        end = self.words[last].end
        short = _SUFFIX.fullmatch(self.words[last].text) and self.capitals.text[end : end + 1] == "."
        return end + 1 if short else end
