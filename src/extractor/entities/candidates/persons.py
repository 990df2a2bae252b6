"""People that rules alone can find: after a title or a role, by a given name, before a party label."""

from collections.abc import Iterator
from functools import cached_property

from msgspec.structs import replace

from extractor.entities.candidates.fullnames import LONGEST_NAME
from extractor.entities.candidates.gazetteer import phrase_at
from extractor.entities.candidates.holders import ROLE, Found, Holders
from extractor.entities.candidates.lexicon import Lexicon
from extractor.entities.candidates.model import with_initials
from extractor.entities.candidates.spelled import is_post
from extractor.entities.countries import NATIONAL
from extractor.entities.naming import FORMS
from extractor.regex import lookbehind
from extractor.rules.gazetteer import CLOSED
from extractor.text.capitals import Capitals

_TITLED, _LABELLED, _GIVEN, _GIVEN_INSIDE, _LONGEST_ROLE = 7.0, 7.0, 3.5, 2.8, 40
_MOST_TITLES, _NEAR_LINE, _LONG, _HELD = 12, 12, 3, ("name", "state", "region")
_LISTED = 1.9


def find_people(capitals: Capitals, known: Lexicon) -> Iterator[Found]:
    """Candidates for people, in order of the text."""
    finder = _People(capitals, known)
    first = 0
    while first < len(capitals.words):
        found = finder.at(first)
        yield from found
        first = found[-1].last + 1 if found else first + 1


class _People(Holders):
    def at(self, first: int) -> list[Found]:
        if (title := self._title(first)) and not self._is_royal(first):
            return self._titled(first, title[0])
        phrase = phrase_at(self.known.persons, self.capitals, first)
        found = self._person(first, phrase[0], "known person", _TITLED) if phrase else None
        ways = (self._labelled, self._behind_letters, self._after_role, self._given, self._told)
        found = found or next(filter(None, (way(first) for way in ways)), None)
        return [found, *self._beside(found.last)] if found else []

    def _beside(self, last: int) -> Iterator[Found]:
        """The names that no table holds behind another in a list: "Ana Brook (North), Kusti Tarrow and …"."""
        while (start := self._next_in_list(last)) is not None:
            gap = self.capitals.text[self.words[last].end : self.words[start].start]
            last = self._name_end(start) or start
            listed = FORMS.joins.search(gap) or FORMS.list_goes_on.match(self.capitals.text, self._end(last))
            if not listed or last == start or self._is_given(start) or not self._is_all_unknown(start, last):
                return
            yield self._person(start, last, "role before", _LISTED)

    def _titled(self, first: int, last: int) -> list[Found]:
        things = (phrase_at(nouns, self.capitals, first) for nouns in (self.known.grounds, self.known.heads))
        ahead = self.linked(first, "word") and self.words[first - 1].text in self.known.uses["ahead"]
        if ahead or any(thing and thing[0] > last for thing in things):
            return []  # "HMS Queen Elizabeth", "Police Station", "General Chamber of Commerce"
        words, start = self.words, self._end_of_duty(last + 1)
        while start < len(words) and words[start].link == "word" and start - first < _MOST_TITLES:
            more = self._title(start)
            if more is None or self._is_royal(start):
                break
            start = self._end_of_duty(more[0] + 1)
        start += self._is_trade(start)
        title = self.phrase(first, start - 1)
        several = FORMS.plural.search(title) is not None
        listed = several and start < len(words) and self.capitals.text.endswith(": ", 0, words[start].start)
        listed = listed and self.known.atlas.sort_of(words[start].text) not in NATIONAL  # "to MPs: Chile will win"
        if listed or self.linked(start, "word", "particle", *(["comma"] if several else [])):
            found = self._headed(start, title) or self._name(start, "title", _TITLED)
            small = title in self.known.uses["inside"] and self._is_small(start)
            office = self.known.titles.values.get(title) == "office" and not words[start].heading
            if found and found.last == start and (small or (office and self._opens_named(start))):
                return []
        else:
            found = self._after_duty(start) if self.linked(start, *CLOSED["duty"]) else self._apposed(start, first)
            return [found] if found else []
        if found is None or (title in self.known.uses["inside"] and words[first].link == "of"):
            return []
        return [found, *self._listed(found.last)] if several else [self._inverted(found)]

    def _end_of_duty(self, start: int) -> int:
        """Where what an office is for ends before a title or name, else ``start``: "Secretary Health Marlow Ana"."""
        office = self.known.titles.values.get(self.words[start - 1].text) == "office"
        at, end = start, start
        while office and at - start < _LONG and self.linked(at, "word") and self.linked(at + 1, "word"):
            place = phrase_at(self.known.places, self.capitals, at)
            word = self.words[at]
            named = word.text in self.known.matters and word.text not in self.known.heads.values
            matter = named or self._is_letters(at)
            held = place if place and place[1] in _HELD else phrase_at(self.known.bodies, self.capitals, at)
            judge = self.words[start - 1].text in self.known.uses["bench"]
            bench = judge and held == (at, "state")  # "Judge Virginia Brook Tarrow"
            if self._is_given(at) or len(word.text) < _LONG or not (held or matter) or bench:
                break
            at = held[0] + 1 if held else at + 1
            if self.linked(at + 1, "word") and (self._title(at) or (self._name_end(at) or at) > at):
                end = at
        return end

    def _inverted(self, found: Found) -> Found:
        """The name with the given names behind its comma: "Sen. Quill, Ana"."""
        given = FORMS.inverted.match(self.capitals.text, found.candidate.end)
        if given is None or " " in self.capitals.text[found.candidate.start : found.candidate.end]:
            return found
        last = found.last
        while last + 1 < len(self.words) and self.words[last + 1].start < given.end():
            last += 1
            if self._title(last) or not self._nameable(last, inside=True):
                return found
        return Found(found.first, last, replace(found.candidate, end=given.end()))

    def _headed(self, start: int, title: str) -> Found | None:
        """The surname after a shortened title in a heading in capitals, before verbs and things ("SEN. REID …")."""
        word = self.words[start]
        short = title.upper() in self.known.manners.short_forms and self.known.titles.values[title] != "honorific"
        if not (word.heading and short and FORMS.surname.fullmatch(word.text)) or self._is_given(start):
            return None
        safe = self._begins(start) and self._safe_in_heading(start, start)
        return self._person(start, start, "title", _TITLED) if safe else None

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
        if label := self.known.party.match(self.capitals.text, end) or FORMS.in_state.match(self.capitals.text, end):
            end = label.end()
        start = self.capitals.first_at(end)
        if start >= len(self.words):
            return None
        gap = self.capitals.text[end : self.words[start].start]
        return start if FORMS.between.fullmatch(gap) and gap.strip(" ") + gap[1:] else None

    def _name(self, start: int, rule: str, weight: float) -> Found | None:
        words = self.words
        last = self._name_end(start)
        if last is None or len(words[last].text) == 1 or self._is_office(start, last):
            return None
        letters = rule == "title" and self._is_letters(start)
        odd = self._opens_body(start) if last > start else letters or FORMS.odd.search(words[last].text)
        if odd or (words[start].heading and not self._safe_in_heading(start, last)):
            return None
        begin = words[start].start
        if words[start].link == "particle":
            gap = self.capitals.text[words[start - 1].end : begin]
            begin -= len(gap.lstrip(" .\n"))
        return self._person(start, last, rule, weight, begin)

    def _is_letters(self, at: int) -> bool:
        """Whether a word behind an office is letters of a body: "Chairman OGRA", in a text that writes names small."""
        text, title = self.words[at].text, self.known.titles.values.get(self.words[at - 1].text)
        named = text.title() in self.capitals.titled or text.title() in self.known.given
        return title == "office" and text.isupper() and text.isalpha() and not (named or self.words[at].heading)

    def _is_office(self, start: int, last: int) -> bool:
        """Whether the words after a title go on with it: "Deputy Parliamentary Leader", "Deputy Whips"."""
        noun = self.words[last].text
        if start == last:
            small = self.words[start - 1].text in self.known.uses["inside"] and self._is_role(noun)
            small = small or (self.words[start - 1].text in self.known.uses["body"] and noun in self.known.bare)
            after = [self.words[at].text for at in range(last + 1, last + _LONG) if self.linked(at, "word")]
            goes_on = len(after) > 1 and after[0].lower() in self.known.ordinary and self._is_role(after[-1])
            return small or goes_on or (noun.endswith("s") and self._is_role(noun[:-1]))
        styled = self.known.titles.values.get(self.words[start - 1].text) == "honorific"
        named = self._is_unknown(start) and (styled or noun in self.known.uses["surname"])  # "MP Fakhrul Imam"
        return self._is_role(noun) and not (named or self._is_given(start))

    def _safe_in_heading(self, start: int, last: int) -> bool:
        """Whether none of the words looks like one of the heading's other words."""
        words = [self.words[index].text for index in range(start, last + 1)]
        if any(word.title() in self.known.uses["verb"] for word in words):
            return False
        return not any(word.lower() in self.capitals.lower for word in words[1 if self._is_given(start) else 0 :])

    def _given(self, first: int) -> Found | None:
        word = self.words[first]
        initial = self._begins_initial(first) and not self.linked(first, "word")
        if not (initial or self._is_given(first) or self._has_initial(first) or self._has_pair(first)):
            return None
        opens = not self.linked(first, "word") or self._ends_place(first - 1)
        before = "" if opens else self.words[first - 1].text.rpartition("-")[2]
        apart = before in self.known.uses["town"] or (before and self._is_given(first - 1))
        if apart or self._ends_place(first):
            return None
        last = self._name_end(first)
        one = last is None or last == first or len(self.words[last].text) == 1
        if last is None or one or (initial and not self._is_all_unknown(first + 1, last)):  # "E.Wells Realty"
            return None
        name = self.phrase(first, last)
        front = name.rpartition(" ")[0] if last - first > 1 else name
        land = self.known.atlas.sort_of(front.removesuffix("s")) in NATIONAL  # "Hong Kong Standard", "Hong Kongers"
        thing = land or name in self.known.letters or name in self.known.places.values
        phrase = thing or (word.heading and not self._safe_in_heading(first, last))
        if phrase or (last - first >= _LONG and any(map(self._is_small, range(first + 2, last + 1)))):
            return None
        weight = _GIVEN_INSIDE if self.linked(first, "word") else _GIVEN
        return self._person(first, last, "given name", weight, self._start(first))

    def _ends_place(self, at: int) -> bool:
        """Whether a word ends the name of a place of two: "Rico" in "Attorney for Puerto Rico Ana Brook"."""
        pair = f"{self.words[at - 1].text} {self.words[at].text}"
        return self.linked(at, "word") and self.known.places.values.get(pair) in _HELD

    def _start(self, first: int) -> int:
        """Where a name begins: with the names before it that no table holds, or its initials."""
        start, left = self.words[first].start, first
        while left > first - _LONG and self.linked(left, "word", "particle") and self._is_unknown(left - 1):
            if self._ends_place(left - 1) or self._opens_duty(left - 1):
                break
            left -= 1
        left += left < first and self.words[left].text.endswith("s")  # "Paralegals Ana Brook"
        if left < first and self._is_opening(left):
            return self.words[left].start
        return with_initials(self.capitals.text, start)

    @cached_property
    def _labels(self) -> frozenset[int]:
        """The words (indices) behind which a party's label stands, an age, or brackets that may hold a land."""
        text, tests = self.capitals.text, (self.known.party.match, FORMS.land.match, FORMS.aged.match)
        ends = ((at, each.end) for at, each in enumerate(self.words))
        apart = ((at, end) for at, end in ends if not text[end + 1 : end + 2].isalnum() or text[end] == "(")
        return frozenset(at for at, end in apart if any(test(text, end) for test in tests))

    def _labelled(self, first: int) -> Found | None:
        labelled = self._labels and not self._labels.isdisjoint(range(first, first + LONGEST_NAME))
        last = None if not labelled or self.linked(first, "word") else self._name_end(first)
        if last is None or len(self.words[last].text) == 1 or self._is_office(first, last):
            return None
        title = self.words[last].text in self.known.titles.values and not self._is_given(first)
        text, start, end = self.capitals.text, self.words[first].start, self.words[last].end
        within = FORMS.where.search(text, max(0, start - 8), start)
        if last == first and (within or not FORMS.aged_alone.match(text, end)):
            return None
        aged = FORMS.aged.match(text, end) and self._is_all_unknown(first, last)
        told = aged or (last > first and (self.known.party.match(text, end) or self._speaks_for(first, last)))
        return self._person(first, last, "party label", _LABELLED) if told and not title else None

    def _behind_letters(self, first: int) -> Found | None:
        """The name behind the letters of an office: "Inspector-General of Police (IGP) Kusti Tarrow"."""
        text, start = self.capitals.text, self.words[first].start
        bracket = text.find(")", max(0, start - len("),  ")), start) >= 0
        found = FORMS.lettered.search(text, max(0, start - _NEAR_LINE), start) if bracket else None
        if found is None or not is_post(text, found.start(), found["short"], self.known):
            return None
        last = self._name_end(first)
        if last is None or last == first or (found["comma"] and not self._is_all_unknown(first, last)):
            return None
        return self._person(first, last, "title", _TITLED)

    def _speaks_for(self, first: int, last: int) -> bool:
        """Whether a delegate's land stands behind a name in capitals: "ANA BROOK (Brazil)"."""
        land = FORMS.land.match(self.capitals.text, self.words[last].end)
        named = land is not None and self.known.atlas.sort_of(land[1]) == "name"
        return named and all(self.words[at].text.isupper() for at in (first, last))

    def _told(self, first: int) -> Found | None:
        """The name that no table holds: "Labour's Kusti Tarrow", "Kusti Tarrow, head of the", "son of Kusti Tarrow"."""
        text, start = self.capitals.text, self.words[first].start
        low = max(0, start - _NEAR_LINE)
        owned = text[low:start].rstrip()[-1:] in ("s", "S", "'", "’", ")")
        owner = self.known.around["owner"].search(text, low, start) if owned else None
        line = FORMS.opens_line.search(text, low, start) if not low or "\n" in text[low:start] else None
        word = self.words[first]
        goes_on = word.link == "" and any(text.find(sign, word.end, word.end + _LONGEST_ROLE) > 0 for sign in ",(")
        kin = text.endswith(("of ", "late "), 0, start) and bool(lookbehind(FORMS.kin_of, text, start, _LONGEST_ROLE))
        last = self._name_end(first) if owner or line or goes_on or kin else None
        if last is None or last == first or not self._is_all_unknown(first, last):
            return None
        role = FORMS.line_role.match(text, self.words[last].end)
        appointed = role is not None and any(map(self._is_role, (role["words"] or role["below"]).split()[: _LONG + 1]))
        office = FORMS.apposed_office.match(text, self.words[last].end)
        held = office is not None and self._is_role(office["noun"]) and not FORMS.where.search(text, low, start)
        return self._person(first, last, "role before", ROLE) if owner or kin or (line and appointed) or held else None

    def _after_role(self, first: int) -> Found | None:
        word = self.words[first]
        if word.link not in ("", "of", "comma") or word.heading:
            return None
        text = self.capitals.text
        office = FORMS.small_of.search(text, max(0, word.start - _LONGEST_ROLE), word.start)
        if office and self._is_role(office["role"].removesuffix("s")):  # "Members of the Harbour Assembly Kusti Tarrow"
            return self._after_duty(first)
        before = text[max(0, word.start - _LONGEST_ROLE) : word.start].rstrip()
        found = FORMS.small_role.search(before) if word.link != "of" else None
        if found is None or found["role"] not in self.known.roles or not text[word.start - 1].isspace():
            return None
        last = self._name_end(first)
        apart = last is not None and before[-1] == "," and not text.startswith(",", self.words[last].end)
        if last is None or last == first or apart or (word.link and not self._is_all_unknown(first, last)):
            return None
        return self._person(first, last, "role before", ROLE)
