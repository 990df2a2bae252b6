"""The lexer: every token of a Doc becomes one character that says which classes it belongs to.

Rules are then regular expressions over these characters, and most of the work is one array look-up. Classes are those
of a kind's tables, of the rules' literals, of figures (``models/numbers/ranges.tsv``), of a token's shape, and of the
spans that the caller marks: a token inside a marked span has the span's class alone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import accumulate

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from extractor.data import Library
from extractor.doc import Column, Doc, Vocabulary
from extractor.regex import compiled

OTHER = "~"
SPACE = "_"
BREAK = "^"
"""A token that is nothing known; a blank or single line end, which is passed over; any other white space."""
SHAPES = ("cap", "upper", "initial", "lower")
SETS, _MARKED = 0x10080, 0x20000
"""Where the characters of sets of classes begin, and of marks: Python compiles stretches of such high ones fastest."""
_LONGEST_NUMBER = 6
_PIECES_KEPT = 1 << 13
_SPACES = (
    *(" " * count for count in range(1, 5)), "\n", "\n ", " \n", "\n  ", " \n ", "\r\n", "\r\n ", "\t",
    "\xa0", "\xa0 ", " \xa0", "\u2009", "\u202f",
)  # fmt: skip
_MARKS = {"-": "-‐‑–—", "'": "'’‘"}
_PIECE = re.compile(r"\d+|[^\W\d_]+|\W|_")
_DIGITS = re.compile(r"\d+")
_TOKEN = re.compile(r"['’]s\b|(?:[^\W_]\.){2,}|[^\W_]+(?:\.(?=\s|\Z))?|[^\w\s]|_")
_JOINED = re.compile(r"\s|\w['’-]\w")  # how the tokenizer takes a phrase of a table apart, and what makes a phrase


Offsets = NDArray[np.intp]


class Lexed(Struct, frozen=True):
    """A text's words: a character for each that says its classes, and where it begins and ends (code points)."""

    text: str
    classes: str
    starts: Offsets
    ends: Offsets

    def edges(self, i: int) -> tuple[int, int]:
        """Where the word of character ``i`` begins and ends (code points)."""
        return int(self.starts[i]), int(self.ends[i])

    def place(self, at: int) -> int:
        """The first character whose word begins at a code point or later."""
        return int(self.starts.searchsorted(at))

    def word(self, i: int) -> str:
        """The word of character ``i``, in lower case."""
        start, end = self.edges(i)
        return self.text[start:end].lower()


class Word(Struct, frozen=True):
    """A member of a class; ``case`` is any, or capital for March and MARCH, never march."""

    group: str
    word: str
    value: int | str
    case: str = "any"


class Lexer(Struct, dict=True):
    """The vocabulary of one grammar: values of words, phrases by class, and a character for each set of classes.

    ``by_set``, ``by_word`` and ``by_class`` are these characters; ``grown``: words that may have grown together with
    the one before them.
    """

    shapes: tuple[str, ...]
    marks: tuple[str, ...]
    ranges: tuple[tuple[str, int, int, int, int], ...]
    values: dict[tuple[str, str], int | str]
    phrases: dict[str, set[tuple[str, ...]]]
    grown: set[str]
    by_set: dict[frozenset[str], str]
    by_word: dict[str, str]
    by_class: dict[str, str]

    @classmethod
    def of(
        cls, library: Library, words: Iterable[Word], literals: Iterable[str],
        shapes: tuple[str, ...] = (),
        marks: tuple[str, ...] = (), glued: tuple[str, ...] = (),
    ) -> "Lexer":  # fmt: skip
        """The lexer of a grammar's words.

        Args:
            library: its ``numbers/`` tables give number words, ordinals and ranges of figures their classes,
                those of dates months and weekdays.
            words: the members of the classes; one of several tokens is a phrase.
            literals: the literals of the rules.
            shapes: those of the classes ``cap``, ``upper``, ``initial`` and ``lower`` that the rules tell apart.
            marks: the classes of spans that the caller marks.
            glued: classes whose words may have grown together with the word before them ("onMarch 5").
        """
        ranges = tuple(
            (row["class"], int(row["from"]), int(row["to"]), int(row["low"]), int(row["high"]))
            for row in library.table("numbers/ranges.tsv")
        )
        lexer = cls(shapes, marks, ranges, {}, defaultdict(set), set(), {}, {}, {})
        lexer._fill(lexer._members((*words, *_shared(library)), {*literals}, glued))
        return lexer

    def _members(self, words: Iterable[Word], literals: set[str], glued: tuple[str, ...]) -> dict[str, set[str]]:
        """The classes of each word of a table in all its forms; phrases and what has values are noted."""
        members: defaultdict[str, set[str]] = defaultdict(set)
        for each in words:
            tokens = tuple(tokens_of(each.word)) if _JOINED.search(each.word) else (each.word,)
            self.values[each.group, " ".join(tokens).lower()] = each.value
            if len(tokens) > 1:
                self.phrases[each.group].add(tokens)
                literals |= set(tokens)
                continue
            if each.group in glued and each.word.isalpha():
                self.grown.add(each.word.capitalize())
            for form in forms(each.word, each.case):
                members[form].add(each.group)
        for literal in literals:
            for mark in _MARKS.get(literal[0], literal[0]):
                for form in forms(literal.replace(literal[0], mark, 1), "any"):
                    members[form].add(f'"{literal}"')
        return members

    def _fill(self, members: dict[str, set[str]]) -> None:
        """Gives a character to each set of classes: neighbours to those that share one that many have."""
        sets = {form: frozenset(classes | self._shape(form)) for form, classes in members.items()}
        times = Counter(name for classes in set(sets.values()) for name in classes)
        for classes in sorted({*sets.values()}, key=lambda each: sorted((-times[name], name) for name in each)):
            self._char(classes)
        self.by_word |= {form: self._char(classes) for form, classes in sets.items()}
        self.by_word |= dict.fromkeys(_SPACES, SPACE)
        edges = sorted({0}.union(*({low, high + 1} for *_, low, high in self.ranges)))
        for digits in (f"{edge:0{size}}" for size in range(1, _LONGEST_NUMBER + 1) for edge in edges):
            self._number(digits)
        for name in self.shapes:
            self._char(frozenset({name}))
        for names, char in self.by_set.items():
            for name in names:
                self.by_class[name] = self.by_class.get(name, "") + char

    @cached_property
    def _codes(self) -> Column[np.uint32]:
        return Column(self._told)

    @cached_property
    def _glued(self) -> re.Pattern[str] | None:
        return compiled(rf"(?<=[A-Za-z])(?:{'|'.join(sorted(self.grown))})\Z") if self.grown else None

    @cached_property
    def _pieces(self) -> Callable[[str], tuple[str, tuple[int, ...]]]:
        return lru_cache(_PIECES_KEPT)(self._cut_up)

    def _char(self, classes: frozenset[str]) -> str:
        return OTHER if not classes else self.by_set.setdefault(classes, chr(SETS + len(self.by_set)))

    def _shape(self, word: str) -> set[str]:
        """``cap`` is Bell, ``upper`` BELL, ``initial`` B or B., ``lower`` bell; nothing for words with other signs."""
        if not self.shapes or not word[:1].isalpha():
            return set()
        shape = "lower"
        if word[0].isupper():
            shape = "initial" if len(word.rstrip(".")) == 1 else "upper" if word.isupper() else "cap"
        return {shape}.intersection(self.shapes)

    def _number(self, digits: str) -> str:
        value, size = int(digits), len(digits)
        return self._char(
            frozenset(
                name for name, shortest, longest, low, high in self.ranges
                if shortest <= size <= longest and low <= value <= high
            )
        )  # fmt: skip

    def chars(self, name: str) -> str:
        """All characters whose tokens may belong to the class; a literal's is the word in double quotes."""
        return chr(_MARKED + self.marks.index(name)) if name in self.marks else self.by_class.get(name, "")

    def read(self, doc: Doc, text: str, marked: Mapping[str, Iterable[tuple[int, int]]] | None = None) -> Lexed:
        """The Doc of a text as classes. Tokens that hold digits are cut into runs of digits and letters.

        ``marked`` are spans (start and end in code points) by their class, one of the lexer's ``marks``.
        """
        starts = doc.begins
        codes = self._codes(doc.vocabulary)[doc.rows]
        for name, spans in (marked or {}).items():
            for start, end in spans:
                first, last = np.searchsorted(starts, (start, end)).tolist()
                codes[first:last] = _MARKED + self.marks.index(name)
        return self._cut(doc, text, codes.tobytes().decode("utf-32-le"))

    def _told(self, words: Vocabulary, first: int) -> NDArray[np.uint32]:
        """The classes of the words from a row on."""
        known = self.by_word
        pairs = zip(words.texts[first:], words.shapes[first:], strict=True)
        return np.array([ord(known[word]) if word in known else self._coded(like) for word, like in pairs], dtype="<u4")

    def _coded(self, shape: str) -> int:
        """The code of an unknown word of this shape, as spaCy writes shapes (Xxxx)."""
        return ord(BREAK if shape.isspace() else self._char(frozenset(self._shape(shape))))

    def _cut(self, doc: Doc, text: str, classes: str) -> Lexed:
        """The words one after another, those with figures in pieces, without blanks."""
        starts, ends = doc.begins, doc.closes
        parts: list[str] = []
        cut: list[tuple[int, tuple[int, ...]]] = []
        done = 0
        for token in self._broken(doc, text, classes):
            codes, edges = self._pieces(doc.texts[token])
            if ord(classes[token]) >= _MARKED:
                codes = classes[token] * len(codes)
            if len(codes) > 1:
                cut.append((token, edges))
            parts += (classes[done:token], codes)
            done = token + 1
        classes = "".join([*parts, classes[done:]])
        if cut:
            starts, ends = _pieces_of(starts, ends, cut)
        if SPACE in classes:
            words = np.frombuffer(classes.encode("utf-32-le"), dtype="<u4") != ord(SPACE)
            starts, ends, classes = starts[words], ends[words], classes.replace(SPACE, "")
        return Lexed(text, classes, starts, ends)

    def _broken(self, doc: Doc, text: str, classes: str) -> Iterator[int]:
        """Tokens to cut up: those with figures, and before one of them a word grown together with a known one."""
        last = -1
        for token in _figures(doc, text):
            before = token - 1 - (classes[token - 1] == SPACE)
            grown = self._glued if before > last and classes[before] == OTHER else None
            if grown and grown.search(text, doc.starts[before], doc.ends[before]):
                yield before
            last = token
            yield token

    def _cut_up(self, word: str) -> tuple[str, tuple[int, ...]]:
        """The classes of the pieces of a token, and where in it they begin and end."""
        glued = self._glued.search(word) if self._glued else None
        pieces = [word[: glued.start()], glued[0]] if glued else _PIECE.findall(word)
        known = (self._number(piece) if piece.isdecimal() else self.by_word.get(piece) for piece in pieces)
        codes = (code or self._char(frozenset(self._shape(piece))) for code, piece in zip(known, pieces, strict=True))
        return "".join(codes), tuple(accumulate(map(len, pieces), initial=0))


def _pieces_of(starts: Offsets, ends: Offsets, cut: list[tuple[int, tuple[int, ...]]]) -> tuple[Offsets, Offsets]:
    """Where the pieces stand when some tokens are cut at offsets within them."""
    pieces = np.ones(len(starts), dtype=np.intp)
    pieces[[token for token, _ in cut]] = [len(edges) - 1 for _, edges in cut]
    base, ends = np.repeat(starts, pieces), np.repeat(ends, pieces)
    firsts, starts = np.cumsum(pieces) - pieces, base.copy()
    for token, edges in cut:
        at = slice(int(firsts[token]), int(firsts[token]) + len(edges) - 1)
        starts[at] = base[at] + np.array(edges[:-1], dtype=np.intp)
        ends[at] = base[at] + np.array(edges[1:], dtype=np.intp)
    return starts, ends


@lru_cache(maxsize=1)
def _figures(doc: Doc, text: str) -> list[int]:
    """The tokens with figures; kept, since the lexers of several kinds read an article one after another."""
    figures = [match.start() for match in _DIGITS.finditer(text)]
    return list(dict.fromkeys((np.searchsorted(doc.begins, figures, "right") - 1).tolist()))


def tokens_of(phrase: str) -> list[str]:
    """A phrase of a table, in lower case, as the tokenizer takes it apart."""
    return [token.replace("’", "'") for token in _TOKEN.findall(phrase.lower())]


def _shared(library: Library) -> Iterator[Word]:
    """The number words, ordinals, months and weekdays that all kinds share."""
    for row in library.table("numbers/words.tsv"):
        if row["sort"] == "word" or row["word"] in ("hundred", "thousand"):
            yield Word("number", row["word"], int(row["value"]))
        elif row["sort"] == "ordinal":
            yield Word("ordinal", row["word"], int(row["value"]))
    for row in library.table("dates/words.tsv"):
        if row["class"] in ("month", "weekday"):
            yield Word(row["class"], row["word"], int(row["value"]), row["case"])


def forms(word: str, case: str) -> set[str]:
    """How a text may write a word of a table."""
    capital = {word[:1].upper() + word[1:], word.upper()}
    return capital if case == "capital" else {word, word.lower(), *capital}
