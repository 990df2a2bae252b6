"""The classes of words beside a law's head noun, one letter a word, over which the patterns of titles are written.

| letter | word |
|---|---|
| C | any word with a capital |
| V | one in "-ing" with a capital, which may open a title ("Amending the Tax Code") |
| H | a head noun that may close another title ("Act") |
| O, B, I, G | nouns that stand outside one, hold one, go on with "of the", or name no single one |
| D | figures, section signs |
| p, j | an owner ("Forbes'"), the "s" that is left of one |
| c, t, m | a small word that joins ("of", "for"), an article, an owner ("our") |
| g, x | a small word that may stand before a title ("new"), one that stands in none |
| & | "and" |
| q, the signs ( ) , and . | a mark that opens a quotation; signs; any end |
"""

import re

from msgspec import Struct

from extractor.facts.instruments.lexicon import Lexicon
from extractor.regex import compiled

_HARD_WRAP, _WRAP_BEFORE_BLANK = 40, 60
_TOKEN = compiled(
    r"(?P<break>\n[^\S\n]*\n\s*)|(?P<line>\n)|(?P<wide>[^\S\n]{2,}(?=[^\s])(?!(?:of|for|on|to|in)\s))"
    r"|(?P<word>\d+\s\(\d+\)(?=\sof\s)|Nos?\.(?=\s*\d)|(?:[A-Z]\.){2,}(?:-\w[\w-]*)?|\w[\w-]*-(?:[A-Z]\.){2,}|[A-Z]\.(?=\s+[A-Z])|\w(?:[\w&/–-]|[’'](?=\w)|\.(?=[a-z\d]))*(?:(?<=s)[’'](?!\w))?)|(?P<sign>[^\w\s])"
)
_BLANK_LINE, _OPEN_LINE = compiled(r"\n[^\S\n]*\n"), compiled(r"[a-z,] ?\n[^\S\n]*\n")
_OPENING = "“\"‘«'"
_SIZE = compiled(r"\d+-[a-z]")  # "a 45-article bill"
_CALLING = compiled(r"(?:er|or|ist|ee|ant|ent|ian)s'$")
_AMOUNT = compiled(r"[A-Z]{1,3}\d+\.\d+\w*")


class Token(Struct, frozen=True):
    """A word or sign at code points ``start`` to ``end``, and its class as one letter."""

    text: str
    start: int
    end: int
    letter: str


class WordClasses:
    """Tells the classes of the words of one text.

    ``stripped``: it has lost its apostrophes; ``loose``: its words stand wide apart; ``spaced``: so do its lines.
    """

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text, self.words = text, lexicon.words
        words, heads = lexicon.words, lexicon.nouns
        self.heads = heads
        self._fixed = (
            ("&", words["and"]),
            ("t", words["article"] | words["ours"]),
            ("m", words["owner"]),
            ("c", words["connector"]),
            ("x", words["stop"]),
        )
        self._capitals = (
            ("H", frozenset(word for word in heads if "closes" in heads[word].forms)),
            ("O", words["outer"]),
            ("B", words["holder"]),
            ("I", words["inner_the"]),
            ("G", words["generic"]),
        )
        self.loose = "  " in text and len(re.findall(r"\S {2,}\S", text)) * 4 > text.count(" ")
        self.spaced = 2 * len(_OPEN_LINE.findall(text)) > len(_BLANK_LINE.findall(text))
        self.stripped = "'" not in text and "’" not in text

    def tokens(self, start: int, end: int) -> list[Token]:
        """The words and signs between two code points of the text."""
        tokens: list[Token] = []
        for match in _TOKEN.finditer(self.text, start, end):
            letter = self._letter(match, tokens)
            if letter:
                tokens.append(Token(match[0], match.start(), match.end(), letter))
        return tokens

    def _letter(self, match: re.Match[str], before: list[Token]) -> str:
        if match.lastgroup == "word":
            return self._word(match[0], before)
        if match.lastgroup == "sign":
            return match[0] if match[0] in "(),&" else "q" if match[0] in _OPENING else "D" if match[0] == "§" else "."
        if match.lastgroup in ("line", "break"):
            line = self.text[self.text.rfind("\n", 0, match.start()) + 1 : match.start()].rstrip()
            least = _HARD_WRAP if match.lastgroup == "line" else _WRAP_BEFORE_BLANK
            whole = len(line) < least or not line[-1].isalpha() or low_of(line.rsplit(" ", 1)[-1]) in self.heads
            return "." if whole or (match.lastgroup == "break" and not self.spaced) else ""
        return "" if self.loose else ","

    def _word(self, word: str, before: list[Token]) -> str:
        low = low_of(word)
        last = next((token for token in reversed(before) if token.letter != ","), None)
        previous = low_of(last.text) if last else ""
        if (own := self._within(word, low, before, last)) is not None:
            return own
        fixed = next((letter for letter, known in self._fixed if low in known), None)
        if fixed == "x" and low in self.words["generic"] and word.islower():
            fixed = "g"  # an amended Land Law
        if fixed:
            fixed = self._inside(low, fixed, before[-1], last) if last and word.istitle() else fixed
        if fixed:
            done = fixed == "x" and word.istitle() and low.endswith(("ed", "ing")) and low not in self.words["generic"]
            free = before and (before[-1].text.lower() == "the" or before[-1].letter == "c")
            return ("V" if low.endswith("ing") else "C") if done and free else fixed  # the Extended Fishing Act
        if low == "s" and previous in self.words["possessive"]:
            return "j"
        if low == "s" and last and len(previous) > 1 and (last.text.isupper() if word == "S" else self.stripped):
            return "p"
        if word[0].isupper() or (word[1:2].isupper() and word[0].islower()):  # the iTaukei Land Trust Bill
            return self._capital(word, low)
        plain = "g" if low in self.words["generic"] else "p" if low.endswith("'s") else "x"  # the new Harbour Law
        return "D" if word[0].isdecimal() and previous != "by" and not _SIZE.match(word) else plain

    def _within(self, word: str, low: str, before: list[Token], last: Token | None) -> str | None:
        """The class of a word by what stands before it, whatever lists it is in; empty where it is passed over."""
        previous = low_of(last.text) if last else "on"
        if word[0].islower():
            if word == "other" and last and last.letter == "&":
                return ""  # Piracy and other Maritime Offences
            opened = "(" in [token.letter for token in before[-2:]] or (before and before[-1].letter == ")")
            changes = low in self.words["change"] and opened  # Customs (25th amendment) Bill
            mine = low in self.words["ours"] and before and before[-1].letter == "V"  # the Honoring our Promise Act
            return "C" if changes or mine or previous.rstrip("-") in self.words["prefix"] else None
        if _AMOUNT.fullmatch(word):
            return "x"  # the Appropriation Bill of N28.7 trillion
        if low in self.words["numeral"]:
            numbered = before and (before[-1].letter in "()" or previous in self.words["nameless"])
            return "I" if numbered else "."  # (No. 2) Bill, (Fees) No. 2 Bill, Constitution Amendment No. 2 Bill
        if word.istitle() and low in self.words["opening"] and previous == "on":
            return "V"  # the bill On Amending the Tax Code
        ours = low in self.words["ours"] and last and last is before[-1] and last.letter == "C"  # the Save Our Seas Act
        acronym = word.isupper() and low in self.words["acronym"] and not (last and last.text.isupper())
        acronym = acronym and not (before and before[-1].letter == ",")
        bracketed = word.istitle() and before and before[-1].letter == "(" and low in self.words["stop"]
        return "C" if ours or acronym or bracketed else None  # the Court Proceedings (Delays) Bill

    def _inside(self, low: str, letter: str, before: Token, last: Token) -> str | None:
        """The class of a listed word that has a capital within a title; None where it is any other word of it."""
        if letter == "c" and last is before and last.letter == "t":
            return "V"  # the For the People Act
        if low in self.words["ours"] and before.letter in "&,":
            return "C"  # the Children and Their Families Act
        named = (last.letter in "CI" and last.text.istitle()) or (last is before and last.text == "of")
        inside = low in self.words["inside"] and named
        return None if inside or (low in self.words["inside_the"] and before.letter == "t") else letter

    def _capital(self, word: str, low: str) -> str:
        if low.endswith("'s") and low[:-2] not in self.words["possessive"]:
            return "p"
        if low.endswith("s'") and low[:-2] not in self.words["possessive"] and not _CALLING.search(low):
            return "p"  # Forbes' Strategy, but Servicemembers' Pay Act
        free = "V" if low.endswith("ing") and word.istitle() else "C"
        return next((letter for letter, known in self._capitals if low in known), free)


def low_of(word: str) -> str:
    """A word in small letters, with a straight apostrophe."""
    return word.lower().replace("’", "'")
