"""Tokens: the rules that a spaCy pipeline has saved as its tokenizer, with each run of signs between blanks cut once.

The same as spaCy's ``Tokenizer`` (spacy/tokenizer.pyx) finds: prefixes and suffixes come off until nothing changes or
a special case ("don't", "U.S.") is left, then infixes; at last what rules have cut of a special case is put together.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

import numpy as np

from extractor.doc import Doc, Vocabulary, Word
from extractor.regex import compiled

_CHUNK = re.compile(r"\S+ ?|\s+")
_LONGEST = 250
_LONG_RUN = compiled(rf"\S{{{_LONGEST}}}(?=\S)")
"""To take affixes off takes time with the square of a run of signs without a blank: a token ends after so many."""
_REMEMBERED = 40_000  # chunks whose tokens are kept, and words, before all are forgotten
_POINT = re.compile(r"\.(?:[^0-9.]{2}|\d+\.\d+\.\d)")
"""What every web address has: a point before two signs that are no figures, or the figures of a machine."""
_LATIN, _MARKS = 0x250, range(0x2000, 0x20D0)
_WESTERN = re.compile(f"[\0-{chr(_LATIN - 1)}{chr(_MARKS.start)}-{chr(_MARKS.stop - 1)}]*")
"""Latin letters, and the marks and signs of money of English texts."""
_CLASS = compiled(r"\\.|\[((?:\\.|[^\]\\])+)\]")
_SIGN = r"(\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\.|.)"
_MEMBER = compiled(rf"{_SIGN}(?:-{_SIGN})?", re.DOTALL)
_ORTH, _NORM = 65, 67  # as in spacy/attrs.pyx

Cases = dict[str, list[Word]]


class _Affixes(NamedTuple):
    prefix: re.Pattern[str]
    suffix: re.Pattern[str]
    infix: re.Pattern[str]
    url: re.Pattern[str]


class Tokenizer:
    """Cuts texts into tokens.

    Args:
        saved: what a pipeline's file ``tokenizer`` holds.

    Raises:
        KeyError: something is not there.
    """

    def __init__(self, saved: dict[str, object]) -> None:
        patterns = [str(saved[name]) for name in ("prefix_search", "suffix_search", "infix_finditer", "url_match")]
        self._all = _Affixes(*map(compiled, patterns))
        self._western = _Affixes(*(compiled(_western(pattern)) for pattern in patterns))
        self._cases: Cases = {
            case: [Word(part[_ORTH], part.get(_NORM, "")) for part in parts]
            for case, parts in saved["exceptions"].items()  # type: ignore[attr-defined]
        }
        self._by_start: defaultdict[str, list[str]] = defaultdict(list)
        for case in self._cases:
            self._by_start[case[:2]].append(case)
        self._start()

    def _start(self) -> None:
        self.vocabulary = Vocabulary()
        self._codes: dict[str, tuple[int, ...]] = {}

    def __call__(self, text: str) -> Doc:
        """The tokens of a text."""
        return self.docs([text])[0]

    def docs(self, texts: Iterable[str]) -> list[Doc]:
        """The tokens of some texts, in one vocabulary."""
        if max(len(self.vocabulary), len(self._codes)) > _REMEMBERED:
            self._start()
        return [*map(self._doc, texts)]

    def _doc(self, text: str) -> Doc:
        chunks, known = _CHUNK.findall(text), self._codes
        if max(map(len, chunks), default=0) > _LONGEST:
            chunks = [chunk for start, end in pairwise(cuts(text)) for chunk in _CHUNK.findall(text, start, end)]
        for chunk in set(chunks).difference(known):
            known[chunk] = self._of(chunk)
        codes = np.fromiter(chain.from_iterable(map(known.__getitem__, chunks)), dtype=np.intp)
        return Doc(self.vocabulary, codes >> 1, (codes & 1).astype(np.bool_))

    def _of(self, chunk: str) -> tuple[int, ...]:
        """The rows of a chunk's tokens, each twice, one more where a blank stands behind."""
        blank = chunk[-1] == " " and not chunk.isspace()
        span = chunk[:-1] if blank else chunk
        words = self._split(span, self._cases)
        if len(words) > 1:
            words = self._joined(span, words)
        codes = [self.vocabulary[word] * 2 for word in words]
        codes[-1] += blank
        return tuple(codes)

    def _split(self, span: str, cases: Cases) -> list[Word]:
        rules = self._western if _WESTERN.fullmatch(span) else self._all
        first: list[str] = []
        last: list[str] = []
        size = 0
        while span and len(span) != size and span not in cases and not _is_plain(span):
            size = len(span)
            before = _length(rules.prefix.search(span))
            without = span[before:]
            if before and without in cases:
                first.append(span[:before])
                span = without
                break
            behind = _length(rules.suffix.search(without))
            if behind and span[:-behind] in cases:
                last.append(span[-behind:])
                span = span[:-behind]
                break
            first += filter(None, [span[:before]])
            last += filter(None, [span[size - behind :]])
            span = span[before : size - behind]
        middle = cases.get(span) or [Word(part) for part in _parts(span, rules)]
        return [*map(Word, first), *middle, *map(Word, reversed(last))]

    def _joined(self, span: str, words: list[Word]) -> list[Word]:
        """The same tokens, but those of special cases where they are what the other rules cut such a case into."""
        starts = [*accumulate((len(word.text) for word in words), initial=0)]
        found = [
            (at, at + count, case)
            for at, start in enumerate(starts)
            for case in self._by_start.get(span[start : start + 2], ())
            if span.startswith(case, start) and (count := self._cut_into(case, words[at:]))
        ]
        taken: set[int] = set()
        chosen = []
        for at, end, case in sorted(found, key=lambda each: (each[0] - each[1], each[0])):
            if at not in taken and end - 1 not in taken:
                chosen.append((at, end, case))
            taken.update(range(at, end))
        for at, end, case in sorted(chosen, reverse=True):
            words = [*words[:at], *self._cases[case], *words[end:]]
        return words

    def _cut_into(self, case: str, words: list[Word]) -> int:
        """How many of the words make up a special case that rules would cut; 0 where they make up none."""
        rules = self._western if _WESTERN.fullmatch(case) else self._all
        if not (rules.prefix.search(case) or rules.infix.search(case) or rules.suffix.search(case)):
            return 0
        parts = [word.text for word in self._split(case, {})]
        return len(parts) if parts == [word.text for word in words[: len(parts)]] else 0


def cuts(text: str) -> list[int]:
    """Where a text is to be cut before its tokens are told: its edges, and the middle of long runs without a blank."""
    return [0, *(match.end() for match in _LONG_RUN.finditer(text)), len(text)]


def _parts(span: str, rules: _Affixes) -> list[str]:
    """A web address as it is, else what stands between infixes, and these."""
    if _is_plain(span) or (_POINT.search(span) and rules.url.match(span)):
        return [span]
    infixes = (match.span() for match in rules.infix.finditer(span) if match.start())
    edges = [0, *chain.from_iterable(infixes), len(span)]
    return [span[start:end] for start, end in pairwise(edges) if start < end]


def _is_plain(span: str) -> bool:
    """Whether no rule cuts it: to ask all would take most of the time."""
    return span.isascii() and span.isalpha()


def _western(pattern: str) -> str:
    """The pattern without the letters and signs in its classes that no western text has: they take most of the time."""
    return _CLASS.sub(lambda found: f"[{_kept(found[1])}]" if found[1] else found[0], pattern)


def _kept(members: str) -> str:
    kept = dict.fromkeys(
        member[0]
        for member in _MEMBER.finditer(members)
        if (first := _code(member[1])) < _LATIN
        or (first < _MARKS.stop and _code(member[2] or member[1]) >= _MARKS.start)
    )
    return "".join(kept) or members


def _code(written: str) -> int:
    return int(written[2:], 16) if written[:2] in ("\\u", "\\U") else ord(written[0])  # noqa: FURB166 - no prefix of Python


def _length(match: re.Match[str] | None) -> int:
    return match.end() - match.start() if match else 0
