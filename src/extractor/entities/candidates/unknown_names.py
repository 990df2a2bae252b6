"""Names of people that no table holds: after which words they begin, and which words may be theirs."""

import re

from extractor.entities.candidates.fullnames import FullNames

_NEAR = 8
MOST_DUTIES = 10
"""How many words what an office is for may have."""
DUTY_LINKS = ("word", "of", "for", "and", "comma", "listed")
"""What hangs the words of an office and of what it is for together."""
_SMALL_BEFORE = re.compile(r"(?<![\w’'-])(?!(?:in|at|near|from|the|an?|this|that|his|her|its|our|their)\s)[a-z]{2,} $")


class UnknownNames(FullNames):
    """The capitalised words of a text as names that no table holds."""

    def _is_opening(self, index: int) -> bool:
        """Whether a name may open here: after a comma, an "and" or a small word."""
        word, text = self.words[index], self.capitals.text
        if word.link in ("comma", "and", "listed"):
            return self._begins(index) and not text.endswith("the ", 0, word.start)
        before = _SMALL_BEFORE.search(text, max(0, word.start - _NEAR), word.start)
        return word.link == "" and before is not None and self._begins(index)

    def _is_unknown(self, index: int) -> bool:
        """Whether no table holds a word that may be a name: no ordinary word, place, body, noun of role or thing."""
        text, known = self.words[index].text, self.known
        return (
            text.istitle()
            and text.isalpha()
            and known.ordinary.isdisjoint((text.lower(), text.lower().removesuffix("s")))
            and self.capitals.lower.isdisjoint((text.lower(), text.lower().removesuffix("s")))
            and known.atlas.look_up(text) is None
            and ((body := known.bodies.values.get(text)) is None or body.may_be_name)
            and text not in known.places.values
            and not (text in known.named or text in known.heads.values or text in known.titles.longest)
            and not (text in known.refused or text in known.verbs or text in known.sites or text in known.tails)
            and not self._is_role(text)
        )

    def _is_all_unknown(self, first: int, last: int) -> bool:
        return all(self._is_given(at) or self._is_unknown(at) for at in range(first, last + 1))

    def _ends_duty(self, index: int) -> bool:
        """Whether a word may end what an office is for: an ordinary one, a head noun, a land."""
        text = self.words[index].text
        land = self.known.atlas.look_up(text)
        ordinary = text.lower() in self.known.ordinary or text in self.known.heads.values
        return ordinary or (land is not None and land[1] == "name")

    def _is_small(self, index: int) -> bool:
        """Whether the text also writes the word small, so that "General Legislation" is no officer."""
        return self.words[index].text.lower() in self.capitals.lower

    def _is_role(self, noun: str) -> bool:
        return noun.lower() in self.known.roles or self.known.titles.values.get(noun) == "office"
