"""What the capitalised words of a text are: titles, people, known bodies, countries, verbs of headlines."""

from collections.abc import Iterable
from copy import copy
from itertools import takewhile
from typing import Self

from extractor.entities.candidates.gazetteer import Head, Known, phrase_at, phrases_in
from extractor.entities.candidates.lexicon import Lexicon
from extractor.entities.countries import LAND_NAMES, LANDS, NATIONAL
from extractor.entities.naming import FORMS
from extractor.regex import lookbehind
from extractor.text.capitals import Capitals, Word

_LONGEST_LAND, _PLACED = 3, 6
_UNIVERSITY = "University"
_ASKS = (("with", "partner"), ("to", "right"))  # prepositions in names, and the use of the words before them


class Tokens:
    """The capitalised words of a text, and what is known of names."""

    def __init__(self, capitals: Capitals, known: Lexicon) -> None:
        self.capitals, self.words, self.known = capitals, capitals.words, known
        self.linked, self.phrase = capitals.linked, capitals.phrase

    def _is_of_land(self, first: int) -> bool:
        """Whether two words are a land or a people, or its word and a title: "North Korean", "German Chancellor"."""
        if not self.linked(first + 1, "word"):
            return False
        title = self.words[first + 1].text in self.known.titles.values
        land = self.known.atlas.sort_of(self.phrase(first, first + 1)) in LANDS
        return land or (title and self.words[first].text in self.known.demonyms)

    def are_initials(self, at: int) -> bool:
        """Whether a word is initials before the rest of a name: "V.V. Tarrow", "K. Tarrow", "D.Tarrow"."""
        word = self.words[at]
        one = len(word.text) == 1 and self.capitals.text.startswith(".", word.end)
        stopped = one or (FORMS.initialled.fullmatch(word.text) and not self.known.atlas.look_up(word.text))
        return bool(stopped) and word.link == "word" and self.linked(at + 1, "word")


class TokenTags(Tokens):
    """The capitalised words of a text and what is known of each; ``people``: first and last words of their names."""

    def __init__(self, capitals: Capitals, known: Lexicon, people: dict[int, int]) -> None:
        super().__init__(capitals, known)
        self.people = people
        self.duty = False
        self._countries: frozenset[str] | None = None
        titles = [(first, last) for first, last, _ in phrases_in(known.titles, capitals)]
        self.titled = {word for first, last in titles for word in range(first, last + 1)}
        self.offices = {word: last for first, last in titles for word in range(first, last)}
        self.bodies: dict[int, tuple[int, Known]] = {
            first: (last, body) for first, last, body in phrases_in(known.bodies, capitals)
        }
        self.long = {last: first for first, (last, _) in self.bodies.items() if last > first}
        self.surnames = {self.words[last].text for first, last in people.items() if last > first}

    def of_duties(self) -> Self:
        """The same for what an office is for, in which known bodies end nothing."""
        duties = copy(self)
        duties.duty = True
        return duties

    def names_country(self, countries: Iterable[str]) -> bool:
        """Whether the article names one of these countries, or its people."""
        if self._countries is None:
            hits = self.known.atlas.scan(self.capitals.text)
            self._countries = frozenset(hit.country for hit in hits if hit.sort in NATIONAL)
        return not self._countries.isdisjoint(countries)

    def of_country(self, last: int, link: str = "of") -> int:
        """Goes on over "of Ukraine", "of the Republic of Kenya" (or another preposition than "of") after a body."""
        following = last + 1
        if not self.linked(following, link):
            return last
        end = following
        if self.words[following].text.lower() in self.known.atlas.realms and self.linked(following + 1, "of"):
            end = following + 1
        for stop in range(min(end + 3, len(self.words) - 1), end - 1, -1):
            if self._is_land(end, stop):
                short = "." in self.phrase(end, stop) or self._opens_name(following, stop + 1)
                on = self.linked(stop + 1, "word") and (short or self.words[stop + 1].text in self.known.chambers)
                on = on or self.owns_body(stop)  # "Mazhilis of the Kazakhstan Parliament", "Unit of Ghana's Police"
                return last if on else stop
        return last

    def _opens_name(self, land: int, first: int) -> bool:
        """Whether a land behind "of the" opens the name of a body, whose other words begin with ``first``."""
        after = range(first, min(first + _LONGEST_LAND, len(self.words))) if self._article_before(land) else ()
        linked = takewhile(lambda at: self.linked(at, "word"), after)
        return any(phrase_at(self.known.heads, self.capitals, at) for at in linked)

    def owns_body(self, at: int) -> bool:
        """Whether a well-known body follows whose owner the word is: "China's National People's Congress"."""
        return self.linked(at + 1, "possessive") and at + 1 in self.bodies

    def is_state_of_town(self, at: int) -> bool:
        """Whether a word is a state's letters behind what is no ordinary word nor body: "Ashgrove , VA"."""
        before = self.words[at - 1].text
        town = before.istitle() and before.lower() not in self.known.ordinary and before not in self.known.bodies.values
        return town and self.words[at].text in self.known.codes and self.linked(at, "comma")

    def is_given_name(self, at: int) -> bool:
        """Whether a word opens a full name ("leader Duma Tarrow", not "the Duma") or is the second of one.

        Or it ends a name in capitals that begins with the family's: "KIM JONG UN".
        """
        if self.people.get(at - 1, at) > at or (
            self.people.get(at, at) > at and self.words[at].text in self.known.given
        ):
            return True
        name = self.phrase(max(0, at - 2), at)
        joined = self.linked(at, "word") and self.linked(at - 1, "word")
        return joined and name.isupper() and name.partition(" ")[0].title() in self.known.families

    def with_campus(self, last: int) -> int:
        """Goes on over the town of a university: "University of Oregon, Portland", "Tarrow University Amsterdam"."""
        of_state = self.linked(last, "of") and self.known.atlas.sort_of(self.words[last].text) == "state"
        campus = of_state and self.linked(last + 1, "comma") and self.words[last - 1].text in self.known.memorials
        if not campus and not (self.words[last].text == _UNIVERSITY and self.linked(last + 1, "word")):
            return last
        ends = (end for end in (last + 2, last + 1) if end == last + 1 or self.linked(end, "word"))
        places = self.known.places.values
        towns = (end for end in ends if places.get(self.phrase(last + 1, end)) in ("city", "capital"))
        return next((end for end in towns if not self.linked(end + 1, "word")), last)

    def over_heads(self, last: int) -> int:
        """Goes on over a head noun right after another ("Harbour Defence" before "Corps")."""
        heads = phrase_at(self.known.heads, self.capitals, last + 1) if self.linked(last + 1, "word") else None
        return last if heads is None or heads[1].before == "land" or last + 1 in self.titled else heads[0]

    def with_branch(self, last: int) -> int:
        """Goes on over the country of a branch after a body of many countries ("Harbour Watch Chile")."""
        end = last
        while self.linked(end + 1, "word") and end - last < _LONGEST_LAND:
            end += 1
        if end == last or self.linked(end + 1, "word"):
            return last
        return end if self.known.atlas.sort_of(self.phrase(last + 1, end)) == "name" else last

    def _run(self, index: int) -> int:
        """Index of the first of the words up to here that nothing parts."""
        while index and self.words[index].link == "word":
            index -= 1
        return index

    def _is_where(self, last: int) -> bool:
        """Whether a word ends the place where what follows is told: "in Port Tarrow, Ports and Tides Union chair X"."""
        first = self._run(last)
        at_place = lookbehind(FORMS.where, self.capitals.text, self.words[first].start, _PLACED) is not None
        return at_place and self.known.atlas.look_up(self.phrase(first, last)) is not None

    def _of_the(self, index: int) -> bool:
        """Whether the words up to here stand behind an "of the", as in a heading that is half a sentence."""
        first = self._run(index)
        return self.words[first].link == "of" and self._article_before(first)

    def _of_head(self, index: int) -> bool:
        """Whether the words up to here are what an earlier head noun is of ("Association of Drug Stores")."""
        first = self._run(index)
        return self.words[first].link in ("of", "for") and self.words[first - 1].text in self.known.heads.values

    def _is_named_after(self, index: int, first: int) -> bool:
        """Whether somebody with a title gave a college or hospital its name ("Lady Shri Ram College")."""
        titled = self.known.titles.values.get(self.words[index].text) in ("honorific", "office")
        return titled and self.words[first].text in self.known.memorials

    def is_crowned(self, index: int, first: int) -> bool:
        """Whether a crowned head gave a school or foundation the name: "Queen Mary's Hospital"."""
        royal = index >= 0 and self.words[index].text in self.known.uses["royal"] and self.linked(index + 1, "word")
        return royal and self.words[first].text in self.known.memorials

    def _is_epithet(self, index: int) -> bool:
        """Whether the word only describes the name after it, unless it is of many: "Retired Teachers Trust"."""
        return self.words[index].text in self.known.uses["epithet"] and not self.words[index + 1].text.endswith("s")

    def _is_title(self, index: int) -> bool:
        """Whether the word is a title of people, and none that names of bodies have inside them ("Law and Justice")."""
        inside = self.words[index].text in self.known.uses["inside"] and not self.linked(index + 1, "word")
        return index in self.titled and not inside

    def _elsewhere(self, index: int) -> bool:
        """Whether the word is a country, part of a person or (but in what an office is for) a known body."""
        word = self.words[index].text
        known = None if self.duty else self.known.bodies.values.get(word)
        body = known is not None and not known.only_at
        person = any(self.people.get(first, -1) >= index for first in range(max(0, index - 3), index + 1))
        return self.known.atlas.sort_of(word) not in (None, "demonym") or body or person

    def _asks_for(self, index: int) -> bool:
        """Whether a word goes on with the preposition behind it: "Persons with Disabilities", "Access to Justice"."""
        return any(
            self.linked(index + 1, link) and self.words[index].text in self.known.uses[use] for link, use in _ASKS
        )

    def _of_land(self, last: int, right: int) -> bool:
        """Whether a name has ended with the country that it is of ("Ministry of Finance of Chile and …")."""
        starts = range(max(last, right - _LONGEST_LAND) + 1, right + 1)
        of = next((at for at in reversed(starts) if self.words[at].link == "of"), right + 1)
        return of <= right and self.known.atlas.sort_of(self.phrase(of, right)) == "name"

    def _is_seat(self, index: int, head: Head) -> bool:
        """Whether a mission abroad has its town here ("British Embassy Amman", "in Amman")."""
        sorts = map(self.known.places.values.get, (self.words[index].text, self._pair(index)))
        return {"to", "in"} <= head.after and "capital" in sorts

    def _pair(self, index: int) -> str:
        return " ".join(word.text for word in self.words[index : index + 2])

    def _holds(self, index: int) -> bool:
        """Whether a person is named here, by title or by name."""
        while index in self.titled and self.linked(index + 1, "word"):
            index += 1
        return index in self.people

    def _is_verb(self, word: Word) -> bool:
        return (word.text.title() if word.text.isupper() else word.text) in self.known.uses["verb"]

    def _is_joint(self, word: Word) -> bool:
        """Whether the word tells of a body and is no part of its name: "Leeds-based", "Cash-strapped"."""
        front, _, back = word.text.partition("-")
        made = FORMS.described.match(word.text) is not None
        return made or not self.known.uses["ending"].isdisjoint((front, back.rpartition("-")[2]))

    def _is_known(self, first: int, last: int) -> bool:
        """Whether these words are a known body already ("Department of Defense" before "Appropriations")."""
        name = self.phrase(first, last)
        return name in self.known.bodies.values or (first < last and name in self.known.alone)

    def _not_inside(self, left: int, first: int) -> int:
        """Where the name begins that would begin in the midst of a well-known body: with it, or behind an "of"."""
        for last in range(left, first):
            start = self.long.get(last, left)
            if start < left:
                whole = all(self.words[index].link == "word" for index in range(start + 1, left + 1))
                return start if whole else last + 1
        return left

    def _ends_body(self, index: int) -> bool:
        """Whether the word ends the head of another body, and is no matter of one ("Energy and Petroleum")."""
        word = self.words[index].text
        if (word in self.known.firms and word not in self.known.bare) or word in self.known.uses["matter"]:
            return False
        heads = (phrase_at(self.known.heads, self.capitals, first) for first in range(max(0, index - 1), index + 1))
        return any(head and head[0] == index for head in heads)

    def _is_half_firm(self, left: int, first: int) -> bool:
        """Whether but ordinary words stand before a firm's legal form: "Tarrow Alkalies and Chemicals Ltd"."""
        plainly = {word.text.lower() for word in self.words[left:first]}
        form = self.known.around["forms"].fullmatch(f" {self.words[first].text}")
        return form is not None and bool(plainly) and plainly <= self.known.ordinary

    def _is_land(self, first: int, last: int) -> bool:
        return self.known.atlas.sort_of(self.phrase(first, last)) in LAND_NAMES

    def _article_before(self, index: int) -> bool:
        return "the" in self.capitals.text[self.words[index - 1].end : self.words[index].start].split()
