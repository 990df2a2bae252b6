"""The classes of words by a law's head noun, a letter each, by ``classes.tsv``; ``titles.tsv`` is written over them."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from extractor.data import Library, Patterns, Row
from extractor.regex import any_of

SIGNS = Patterns("instruments/signs.tsv")

CLASSES = {
    "name": "C", "gerund": "V", "head": "H", "outer": "O", "inner": "I", "figure": "D",
    "owner": "p", "s": "j", "small": "c", "article": "t", "ours": "m", "generic": "g", "other": "x", "unlisted": "X",
    "an": "o", "and": "&", "mark": "q", "end": r"\.", "-": "",
}  # fmt: skip
"""The letter of each class; the signs ``( ) ,`` stand for themselves."""
_HARD_WRAP, _WRAP_BEFORE_BLANK, _LINES_NEAR, _RAGGED = 40, 60, 600, 12
_SIGNS = {"(": "(", ")": ")", "[": "(", "]": ")", ",": ",", "&": "&", "§": "D"} | dict.fromkeys("“\"‘«';", "q")
_NAME, _KIND = re.compile(r"(?<![\\{])\b[a-z_]+\b"), re.compile(r"\{([a-z_]+)\}")
_REMEMBERED = 1 << 13
_SHAPES: dict[str, Callable[[str], bool]] = {
    "": bool, "lost": bool, "title": str.istitle, "upper": str.isupper, "small": str.islower,
    "lower": lambda word: word[0].islower(),
    "capital": lambda word: not word[0].islower(),
    "cased": lambda word: word[0].isupper() or (word[0].islower() and word[1:2].isupper()),  # the iTaukei Land Bill
    "figure": lambda word: word[0].isdecimal(),
}  # fmt: skip


class Token(Struct, frozen=True):
    """A word or sign at code points ``start`` to ``end``, and its class as one letter."""

    text: str
    start: int
    end: int
    letter: str


class _Rule:
    """The class of a word, by its shape, all of its letters, the words it may be, and what must stand before it."""

    def __init__(self, row: Row, words: Mapping[str, frozenset[str]]) -> None:
        def pattern(column: str, named: Mapping[str, str]) -> re.Pattern[str] | None:
            whole = _NAME.sub(lambda name: named.get(name[0], name[0]), row[column])
            return row.pattern(_KIND.sub(lambda kind: any_of(words[kind[1]]), whole)) if whole else None

        self.letter, self.shape = CLASSES[row["class"]][-1:], row["shape"]
        self.like, self.before = pattern("like", {}), pattern("before", CLASSES)
        kinds = {it: words.get(it.strip("-")) or row.fail(f"no kind of words {it!r}") for it in row["words"].split()}
        self.words = frozenset[str]().union(*(each for kind, each in kinds.items() if kind[0] != "-"))
        self.words -= frozenset[str]().union(*(each for kind, each in kinds.items() if kind[0] == "-"))

    def fits(self, word: str) -> bool:
        """Whether a word has the shape and the letters."""
        return _SHAPES[self.shape](word) and (self.like is None or self.like.fullmatch(word) is not None)


class Rules:
    """The rules by which words get their classes; ``heads`` are all head nouns."""

    def __init__(self, library: Library, words: Mapping[str, frozenset[str]], heads: Mapping[str, object]) -> None:
        self.heads = heads
        self._rules = [_Rule(row, words) for row in library.table("instruments/classes.tsv")]
        self.of = lru_cache(_REMEMBERED)(self._of)

    def _of(self, word: str, stripped: bool) -> list[_Rule]:
        """The rules that fit a word, up to the first that asks for nothing before it."""
        low = low_of(word)
        near = [rule for rule in self._rules if not rule.words or low in rule.words]
        known = [rule for rule in near if rule.fits(word) and (stripped or rule.shape != "lost")]
        return known[: 1 + next(at for at, rule in enumerate(known) if rule.before is None)]


class WordClasses:
    """Tells the classes of a text's words; ``stripped``: of apostrophes, ``loose``: words apart, ``spaced``: lines."""

    def __init__(self, text: str, rules: Rules) -> None:
        self.text, self._rules = text, rules
        self.loose = text.count("  ") * 4 > text.count(" ") < len(re.findall(r"\S {2,}\S", text)) * 4
        self.spaced = 2 * len(SIGNS.open_line.findall(text)) > len(SIGNS.blank_line.findall(text))
        self.stripped = "'" not in text and "’" not in text

    def tokens(self, start: int, end: int) -> list[Token]:
        """The words and signs between two code points of the text."""
        tokens: list[Token] = []
        for match in SIGNS.token.finditer(self.text, start, end):
            letter = self._letter(match, tokens)
            if letter:
                tokens.append(Token(match[0], match.start(), match.end(), letter))
        return tokens

    def _letter(self, match: re.Match[str], before: list[Token]) -> str:
        if match.lastgroup == "word":
            rules = self._rules.of(match[0], self.stripped)
            if len(rules) == 1:
                return rules[0].letter
            context = _context(before)
            return next(rule.letter for rule in rules if rule.before is None or rule.before.search(context))
        if match.lastgroup == "sign":
            return _SIGNS.get(match[0], ".")
        if match.lastgroup in ("line", "break"):
            line = self.text[self.text.rfind("\n", 0, match.start()) + 1 : match.start()].rstrip()
            least = _HARD_WRAP if match.lastgroup == "line" else _WRAP_BEFORE_BLANK
            short = len(line) < least or not line[-1].isalpha() or (SIGNS.row.search(line) and not self.loose)
            whole = short or low_of(line.rsplit(" ", 1)[-1]) in self._rules.heads
            whole = whole or (match.lastgroup == "line" and self._ends(match.start(), line))
            return "." if whole or (match.lastgroup == "break" and not self.spaced) else ""
        return "" if self.loose else ","

    def _ends(self, at: int, line: str) -> bool:
        """Whether a line of names ends by itself: the next word would fit in, as a line near it is longer."""
        following = None if SIGNS.small_word.search(line) else SIGNS.line_word.match(self.text, at)
        near = self.text[max(0, at - _LINES_NEAR) : at + _LINES_NEAR].split("\n") if following else ()
        return following is not None and max(map(len, near)) > len(line) + len(following[0]) + _RAGGED


def _context(before: Sequence[Token]) -> str:
    """What stands before a word, as the column ``before`` of the rules looks at it."""
    near = "".join([token.letter for token in before[-2:]])
    last = next((token for token in reversed(before) if token.letter != ","), None)
    if last is None:
        return f"{near} "
    word = last.text
    return f"{near} {last.letter}{'U' * word.isupper()}{'T' * word.istitle()}:{low_of(word)}"


def titles(library: Library) -> dict[str, re.Pattern[str]]:
    """The patterns of ``titles.tsv``, written over letters, by name."""
    rows = {row["name"]: row for row in library.table("instruments/titles.tsv")}

    def written(row: Row) -> str:
        def word(name: re.Match[str]) -> str:
            inner = rows.get(name[0])
            return f"(?:{written(inner)})" if inner else CLASSES.get(name[0]) or row.fail(f"no class {name[0]!r}")

        return _NAME.sub(word, row["pattern"]).replace(" ", "")

    return {name: row.pattern(written(row)) for name, row in rows.items()}


def low_of(word: str) -> str:
    """A word in small letters, with a straight apostrophe."""
    return word.lower().replace("’", "'")
