"""Given names and initials among the capitalised words of a text."""

import re

from extractor.entities.candidates.token_tags import Tokens
from extractor.entities.naming import FORMS
from extractor.regex import lookbehind

_SAINT = 8
_PAIR = re.compile(r"[A-Z]{2}")


class GivenNames(Tokens):
    """Which capitalised words are given names, and which letters initials."""

    def _is_given(self, index: int) -> bool:
        text = self.words[index].text
        name = text.title() if text.isupper() else text
        known = not self.known.given.isdisjoint((name, name.partition("-")[0]))
        return known and not lookbehind(FORMS.saint, self.capitals.text, self.words[index].start, _SAINT)

    def _begins_initial(self, index: int) -> bool:
        """Whether an initial with its stop stands before a further name: "N.Marsh", "Zh. Marsh"."""
        word, text = self.words[index], self.capitals.text
        stuck = len(word.text) == 1 and text[word.end + 1 : word.end + 2].isalpha()
        short = stuck or word.text in self.known.uses["initial"]
        return short and text.startswith(".", word.end) and self.linked(index + 1, "word")

    def _has_initial(self, index: int) -> bool:
        """Whether an initial with its stop and a further name follow the word ("Warren T. Marlow")."""
        if not (self.linked(index + 1, "word") and self.linked(index + 2, "word")):
            return False
        word, initial, further = self.words[index : index + 3]
        stopped = len(initial.text) == 1 and self.capitals.text.startswith(". ", initial.end)
        return stopped and len(further.text) > 1 and len(word.text) > 1 and word.text.istitle()

    def _has_pair(self, index: int) -> bool:
        """Whether a pair of given names follows a family name ("Han Duck-soo")."""
        family, pair = self.words[index].text, self.words[index + 1].text if self.linked(index + 1, "word") else ""
        land = self.known.atlas.look_up(f"{family} {pair.partition('-')[0]}")  # "Hong Kong-made"
        return family in self.known.families and not land and FORMS.pair_of_names.fullmatch(pair) is not None

    def _is_initial(self, index: int) -> bool:
        word = self.words[index] if 0 <= index < len(self.words) else None
        return word is not None and len(word.text) == 1 and self.capitals.text.startswith(". ", word.end)

    def _stands_for_name(self, index: int, *, inside: bool) -> bool:
        """Whether the word is an initial before a further name ("Leila M. de Tarrow", "S M Tarrow"), or "St"."""
        if inside and self.words[index].text == "St" and self.linked(index + 1, "word"):
            return self.words[index + 1].text in self.known.given and not self.linked(index + 2, "word")
        if len(self.words[index].text) == 1 and self.linked(index + 1, "word", "particle"):
            again = len(self.words[index + 1].text) == 1
            if inside or again or self.capitals.text.startswith(". ", self.words[index].end):
                return True
        return self._begins_initial(index)

    def _are_initials(self, index: int) -> bool:
        """Whether two letters between a title and a name are initials, whatever body they are: "Marshal AP Singh"."""
        titled = index > 0 and self.words[index - 1].text in self.known.titles.values and self.linked(index, "word")
        pair = _PAIR.fullmatch(self.words[index].text) is not None
        return titled and pair and self.linked(index + 1, "word") and self.words[index + 1].text.istitle()

    def _is_first_name(self, index: int) -> bool:
        """Whether "Bill" is a given name here: a further name follows, and before it stands nothing that has a bill."""
        word, before = self.words[index], self.words[index - 1].text if index else ""
        titles = self.known.titles.values
        free = word.link not in ("word", "possessive") or before in titles or before.removesuffix("s") in titles
        following = self.words[index + 1].text if self.linked(index + 1, "word") else ""
        return free and len(following) > 1

    def _is_small(self, index: int) -> bool:
        """Whether the text also writes the word small, so that "General Legislation" is no officer."""
        return self.words[index].text.lower() in self.capitals.lower
