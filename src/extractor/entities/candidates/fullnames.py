"""How far a person's full name goes: further names, particles, nicknames (Ramon "Monty" Tarrant), "Jr."."""

from extractor.entities.candidates.gazetteer import phrase_at
from extractor.entities.candidates.given_names import GivenNames
from extractor.entities.candidates.lexicon import Lexicon
from extractor.entities.naming import FORMS
from extractor.regex import lookbehind
from extractor.text.capitals import Capitals

_MOST_WORDS = 7
LONGEST_NAME = 12
"""Capitalised words that no name reaches, its nickname counted."""
_ABBREVIATION, _FEW = 4, 3
_NEAR = 8
MOST_DUTIES = 10
"""How many words what an office is for may have."""
DUTY_LINKS = ("word", "of", "for", "and", "comma", "listed")
"""What hangs the words of an office and of what it is for together."""


class FullNames(GivenNames):
    """The capitalised words of a text as parts of people's names."""

    def _name_end(self, start: int) -> int | None:
        """Index of the last word of a person's name that begins with the word ``start``."""
        if not self._begins(start) or self._is_of_land(start):
            return None
        words, last = self.words, self._nicknamed(start)
        while self.linked(last + 1, "word", "particle", "comma") and last - start < _MOST_WORDS - 1:
            following = words[last + 1]
            title = self.linked(last + 2, "word") and self._is_role(words[last + 2].text)  # "Ana Brook, Sr. Manager"
            generation = FORMS.generation.fullmatch(following.text) is not None and not title
            further = following.link != "comma" and self._nameable(last + 1, inside=True)
            if not (generation or further or self._is_surname(last + 1)):
                break
            if last > start and following.text == words[start].text and self._is_twice(start, last):
                break
            apart = following.heading != words[last].heading or self._next_person(start, last)
            if following.link == "word" and (apart or self._opens_body(last + 1)):
                break
            if following.heading and following.text.title() in self.known.uses["verb"]:
                break
            last += 1
            if generation:
                break
        if self.linked(last + 1, "word"):
            head = phrase_at(self.known.heads, self.capitals, last + 1) is not None
            ground = phrase_at(self.known.grounds, self.capitals, last + 1) is not None
            if head or ground or words[last + 1].text.rpartition("-")[2] in self.known.uses["ending"]:
                return None
        verbs = {at for at in range(start, last + 1) if words[at].text.title() in self.known.uses["verb"]}
        verbs = {at for at in verbs if not (words[at].link == "particle" or self._is_surname(at))}  # "Haitham al Said"
        return next((at for at in range(last, start - 1, -1) if at not in verbs), None)

    def _is_twice(self, start: int, last: int) -> bool:
        """Whether a name stands there once more, as credit and caption: "Ana Brook Ana Brook"."""
        again = self.words[last + 1 : last + 1 + last + 1 - start]
        return [word.text for word in again] == [word.text for word in self.words[start : last + 1]]

    def _end(self, last: int) -> int:
        end = self.words[last].end
        word = self.words[last].text
        short = FORMS.generation.fullmatch(word) is not None and not word.isupper()
        return end + (short and self.capitals.text[end : end + 1] == ".")

    def _title(self, first: int) -> tuple[int, str] | None:
        """Last word (index) and kind of the title that begins with a word."""
        title = phrase_at(self.known.titles, self.capitals, first)
        if title and self._is_initial(first) and (self._is_initial(first - 1) or self._is_initial(first + 1)):
            return None  # "N. M. Tarrow", no Monsieur
        if title and FORMS.hour.search(self.capitals.text, max(0, self.words[first].start - 2), self.words[first].end):
            return None  # "2 PM"
        if title and (office := FORMS.office.match(self.capitals.text, self.words[title[0]].start)):
            return self.capitals.first_at(office.end()) - 1, "office"
        if title and title[0] == first and self.words[first].text in self.known.stopped:
            return title if self.capitals.text.startswith(".", self.words[first].end) else None
        return title

    def _is_royal(self, index: int) -> bool:
        """Whether a title is a name here: "Dr Sultan Azam", "Tiong King Sing"."""
        word, before = self.words[index].text, self.words[index - 1].text
        majesty = before.isupper() or before in self.known.uses["majesty"]  # "HRH Prince", "His Majesty Sultan Tarrow"
        styled = self.known.titles.values.get(before) == "honorific" and not majesty
        named = self.linked(index, "word") and self.linked(index + 1, "word")
        if named and word in self.known.uses["called"] and self.known.titles.values.get(before) in ("office", "rank"):
            return True  # "Senator Prince Tarrow", "Prime Minister Dean Tarrow"
        house = word in self.known.uses["house"] and self.linked(index + 1, "word")
        house = house and FORMS.house.match(self.words[index + 1].text) is not None  # "Sultan Al Tarrow"
        free = house and not (majesty and self.linked(index, "word"))
        named = free or (named and (styled or before in self.known.families))
        return word in self.known.uses["royal"] and (named or self.linked(index + 1, "particle"))  # "Sultan bin Tarrow"

    def _is_surname(self, index: int) -> bool:
        """Whether a people's name ("Welsh") or a word of other names ("Law") ends a name behind a given name.

        So does any word behind a title and a given name ("Hon. Anita Among"), be it that of a body ("William Duma"),
        and a verb before what is no verb's ("Ana Close, director").
        """
        text, end = self.words[index].text, self.words[index].end
        titled = index > 1 and self.linked(index - 1, "word", "comma")
        titled = titled and self.words[index - 2].text in self.known.titles.values
        told = text in self.known.uses["verb"] and self.capitals.text.startswith((",", "’s", "'s"), end)
        common = text in self.known.demonyms or text in self.known.uses["surname"]
        other = text.istitle() and (text.lower() in self.known.ordinary or text in self.known.bodies.values)
        common = common or told or (titled and other)
        if not (common and self.linked(index, "word") and self._is_given(index - 1)) or self.words[index].heading:
            return False
        if not self.linked(index + 1, "word") or self.words[index + 1].text in self.known.letters:
            return True
        return self._nameable(index + 1, inside=True) and not self.linked(index + 2, "word")  # "Sandra Day O'Connor"

    def _nicknamed(self, start: int) -> int:
        """Index of the word after a nickname behind the first name or initials, else ``start``."""
        for at in range(start, start + _FEW):
            following = after_nickname(self.capitals, self.known, at, given=self._is_given(start))
            if following is not None and self._nameable(following, inside=True):
                return following
            if not (self.linked(at + 1, "word") and self._nameable(at + 1, inside=True)):
                break
        return start

    def _begins(self, index: int) -> bool:
        text = self.words[index].text
        first = (text.title() if text.isupper() else text) in self.known.uses["first"]
        doing = (text.endswith("ing") and text in self.known.uses["verb"]) or text in self.known.uses["tail"]
        doing = doing or FORMS.generation.fullmatch(text) is not None
        styled = index > 0 and self.known.titles.values.get(self.words[index - 1].text) == "honorific"
        body = self.known.bodies.values.get(text) if styled else None
        first = first or (body is not None and not body.public)  # "Dr Philips Ekpe"
        return self._is_first_name(index) if first else self._nameable(index) and not doing

    def _next_person(self, start: int, last: int) -> bool:
        """Whether after a full name the next one begins, as in a list of contacts without commas."""
        if self.capitals.text[self.words[last].end : self.words[last + 1].start] == " " and not self.capitals.stripped:
            return False
        given = self._is_given(last + 1) and self.words[last + 1].text.upper() not in self.known.particles
        return last > start and given and self._is_given(start) and self.linked(last + 2, "word")

    def _opens_body(self, index: int) -> bool:
        """Whether a well-known body of several words begins here: "President Tarrows White House"."""
        found = phrase_at(self.known.bodies, self.capitals, index)
        return found is not None and found[0] > index and not found[1].only_at

    def _nameable(self, index: int, *, inside: bool = False) -> bool:
        """Whether the word may stand in a person's name; ``inside``: after the name's first word."""
        text, known = self.words[index].text, self.known
        word = text.title() if text.isupper() and len(text) >= _ABBREVIATION else text
        if self._stands_for_name(index, inside=inside) or (inside and text in known.particles):
            return True
        if "/" in text or self._is_no_part(index, word, inside=inside):
            return False
        ends = not self.linked(index + 1, "word", "of", "for") or self.words[index + 1].text in known.letters
        refused = word in known.refused and not (inside and word in known.given and word not in known.uses["first"])
        if text[0].isdecimal() or refused or word in known.heads.values:
            return inside and word in known.titles.values and ends
        if (title := self._title(index)) and not self._is_royal(index):
            return self._is_titled_part(index, title[1], inside=inside, ends=ends)
        abbreviation = text.isupper() and 1 < len(text) < _ABBREVIATION and not self.words[index].heading
        return not abbreviation or (self.linked(index, "word") and len(text) == _ABBREVIATION - 2)

    def _is_no_part(self, index: int, word: str, *, inside: bool) -> bool:
        """Whether the word is no part of a name: of several people, of a land, or of the names of other things."""
        text, known = self.words[index].text, self.known
        if text.endswith("s") and text[:-1] in known.titles.values:
            return True
        if self._is_other(text, word) and not self._are_initials(index):
            initialled = text.istitle() and FORMS.initialled.fullmatch(self.words[index - 1].text)  # "M.L. Hizbullah"
            if not (inside and (self._is_middle(index) or initialled)):
                return True
        return inside and (word in known.demonyms or ("." in word and known.atlas.look_up(word) is not None))

    def _is_titled_part(self, index: int, kind: str, *, inside: bool, ends: bool) -> bool:
        """Whether a title is part of a name: "Awang Haji Quill"; ``ends``: no other name follows it."""
        text, known = self.words[index].text, self.known
        given_before = inside and self._is_given(index - 1)  # "bin Dato Haji Quill"
        if kind == "honorific" or text in known.uses["amid"]:
            style = known.titles.values.get(self.words[index - 2].text) if inside and index > 1 else None
            given = given_before or (inside and (self.words[index].link == "particle" or self._is_given(index)))
            given = given or (style == "honorific" and text in known.uses["amid"])  # "Dr. Cassiel Ato Forson"
            if given or (style is not None and text in known.uses["surname"]):  # "Governor Kusti Pandit Tarrow"
                return self.linked(index + 1, "word") or (ends and text in known.uses["surname"])
        son = self.linked(index + 1, "word", "comma") and FORMS.generation.fullmatch(self.words[index + 1].text)
        return inside and (ends or (given_before and (self.linked(index + 1, "of") or bool(son))))

    def _is_other(self, text: str, word: str) -> bool:
        """Whether a word is letters behind a name, an ordinary one, or of the names of other things."""
        known = self.known
        if word in known.given:
            return text in known.letters or word in known.uses["site"]
        thing = word.title() in known.uses["site"] or text.rpartition("-")[2] in known.uses["ending"]
        ordinary = word.lower() in known.ordinary and word not in known.uses["first"]
        return text in known.letters or thing or ordinary or any(map(self._is_body, (word, text)))

    def _is_body(self, word: str) -> bool:
        """Whether a word is a well-known body's name, and nobody's."""
        body = self.known.bodies.values.get(word)
        return body is not None and not body.may_be_name

    def _is_middle(self, index: int) -> bool:
        """Whether a firm's name stands between a given name and an unknown surname: "Michael Juul Vennar"."""
        surname = self.linked(index, "word") and self.linked(index + 1, "word") and not self.linked(index + 2, "word")
        firm = surname and (body := self.known.bodies.values.get(self.words[index].text)) and not body.public
        return bool(firm) and self._is_given(index - 1) and self._is_unknown(index + 1)

    def _is_opening(self, index: int) -> bool:
        """Whether a name may open here: after a comma, an "and" or a small word."""
        word, text = self.words[index], self.capitals.text
        if word.link in ("comma", "and", "listed"):
            return self._begins(index) and not text.endswith("the ", 0, word.start)
        before = lookbehind(self.known.around["small_before"], text, word.start, _NEAR)
        return word.link == "" and before is not None and self._begins(index)

    def _is_unknown(self, index: int) -> bool:
        """Whether no table holds a word that may be a name: no ordinary word, place, body, noun of role or thing."""
        text, known = self.words[index].text, self.known
        own = FORMS.fore.sub("", text)  # "McTarrow", "Al-Tarrow"
        lows = {text.lower(), text.lower().removesuffix("s")}
        if not (own.istitle() and own.isalpha()) or lows & known.ordinary or lows & self.capitals.lower:
            return False
        if self._is_body(text) or self._is_role(text) or known.atlas.look_up(text) is not None:
            return False
        tables = (known.matters, known.places.values, known.named, known.heads.values, known.titles.longest)
        uses = (known.uses[use] for use in ("verb", "site", "tail", "side"))
        return text not in known.refused and not any(text in each for each in (*tables, *uses))

    def _is_all_unknown(self, first: int, last: int) -> bool:
        if self.phrase(first, last) in self.known.refused:
            return False
        pairs = {at for at in range(first + 1, last + 1) if self.words[at - 1].text in self.known.families}
        rest = (at for at in range(first, last + 1) if at not in pairs)  # "Lau Kong-wah"
        return all(len(self.words[at].text) == 1 or self._is_given(at) or self._is_unknown(at) for at in rest)

    def _ends_duty(self, index: int) -> bool:
        """Whether a word may end what an office is for: any that is no name for all that is known, and no initial."""
        text = self.words[index].text
        named = text in self.known.families or self._is_unknown(index) or self._is_given(index)
        return not named and len(text) > 1

    def _is_role(self, noun: str) -> bool:
        return noun.lower() in self.known.roles or self.known.titles.values.get(noun) == "office"


def after_nickname(capitals: Capitals, known: Lexicon, at: int, *, given: bool) -> int | None:
    """Index of the word after a nickname behind the word ``at``; in brackets it is a given name behind another."""
    found = FORMS.nickname.match(capitals.text, capitals.words[at].end)
    if found is None or (found["given"] is not None and not (given and found["given"] in known.given)):
        return None
    following = capitals.first_at(found.end())
    there = following < len(capitals.words) and capitals.words[following].start == found.end()
    return following if there else None
