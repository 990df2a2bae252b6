"""The grammar: rules are templates over classes of tokens, captured by their names (see ``rules/compiler.py``)."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property, reduce
from itertools import chain, repeat
from operator import or_

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from extractor.regex import compiled
from extractor.rules.lexer import BREAK, SETS, Lexed, Lexer

Chars = frozenset[str]
Needs = frozenset[Chars]
ANY = Chars([""])
"""What a gap begins with."""


class Rule(Struct, frozen=True, dict=True):
    """A named template, its table, the name of the reading that makes a fact of what it captures, and its place."""

    name: str
    table: str
    reading: str
    place: str
    regex: str
    needs: Needs
    second: frozenset[str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled expression; most runs of a program meet few of the rules."""
        return compiled(self.regex)


class Hit(Struct, frozen=True):
    """A rule that fits tokens ``start`` to ``end`` of a run, with the token ranges of its captures."""

    rule: Rule
    start: int
    end: int
    groups: dict[str, tuple[int, int]]


Tried = list[tuple[Rule, int]]
"""Rules in order, and what they need as bits."""


class Grammar(Struct, dict=True):
    """Rules over the characters of a lexer, those with which each begins, and classes in parts and behind labels."""

    lexer: Lexer
    rules: list[Rule]
    firsts: list[str]
    classes: dict[str, tuple[str, ...]]

    @cached_property
    def _starting(self) -> dict[str, Tried]:
        starting: defaultdict[str, Tried] = defaultdict(list)
        for rule, first in zip(self.rules, self.firsts, strict=True):
            needs = sum(map(self._bits.__getitem__, rule.needs))
            for char in first:
                starting[char].append((rule, needs))
        return dict(starting)

    @cached_property
    def _bits(self) -> dict[frozenset[str], int]:
        needs = dict.fromkeys(need for rule in self.rules for need in rule.needs)
        return {need: 1 << place for place, need in enumerate(needs)}

    @cached_property
    def _meets(self) -> dict[str, int]:
        """What each character meets of what rules need."""
        meets: defaultdict[str, int] = defaultdict(int)
        for need, bit in self._bits.items():
            for char in need:
                meets[char] |= bit
        return dict(meets)

    @cached_property
    def _begins(self) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """The row of each character with which rules begin, and in each row which may be their second; by low halves.

        No rule begins in the first row. The last place of a row is for what is known of no rule, and the end.
        """
        firsts: defaultdict[Chars, str] = defaultdict(str)
        for first, rules in self._starting.items():
            firsts[Chars().union(*(rule.second for rule, _ in rules))] += first
        rows = np.zeros(_low_halves(chr(SETS + len(self.lexer.by_set)))[0] + 1, dtype=np.intp)
        seconds = np.zeros((len(firsts) + 1, len(rows)), dtype=np.bool_)
        for row, (second, chars) in enumerate(firsts.items(), 1):
            rows[_low_halves(chars)] = row
            seconds[row, _low_halves("".join(second)) if ANY.isdisjoint(second) else slice(None)] = True
        return rows, seconds

    @cached_property
    def _beginning(self) -> Callable[[str], Tried]:
        return cache(self._with_pair)

    def _with_pair(self, pair: str) -> Tried:
        listed = self._starting.get(pair[0], ())
        return [each for each in listed if pair[1:] in each[0].second or not ANY.isdisjoint(each[0].second)]

    def hits(self, lexed: Lexed, within: Iterable[tuple[int, int]] | None) -> Iterator[list[Hit]]:
        """The rules that fit by where they start: the longest first, then the order in the tables decides.

        No rule goes beyond a ``BREAK``, so that one that needs what the paragraph lacks is not tried. Rules may start
        in the stretches ``within`` (code points, in order and apart); None is all of the text.
        """
        run, ahead, until = lexed.classes, 0, 0
        for start in self._places(lexed, within):
            if start >= until:
                until = run.find(BREAK, start)
                until = until if until >= 0 else len(run)
                ahead = reduce(or_, map(self._meets.get, {*run[start:until]}, repeat(0)))
            found = []
            for rule, needs in self._beginning(run[start : min(start + 2, until)]):
                if needs & ahead == needs and (hit := self._hit(rule, run, start)):
                    found.append(hit)
            if found:
                yield sorted(found, key=lambda hit: -hit.end)

    def _places(self, lexed: Lexed, within: Iterable[tuple[int, int]] | None) -> Iterable[int]:
        """Where a character with which a rule begins stands before one that may be its second."""
        rows, seconds = self._begins
        low = np.minimum(_low_halves(lexed.classes), len(rows) - 1)
        places = np.flatnonzero(seconds[rows[low], np.append(low[1:], len(rows) - 1)])
        if within is None:
            return places.tolist()
        edges = (places.searchsorted([*map(lexed.place, each)]) for each in within)
        return chain.from_iterable(places[first:last].tolist() for first, last in edges)

    def _hit(self, rule: Rule, run: str, start: int) -> Hit | None:
        if (match := rule.pattern.match(run, start)) is None:
            return None
        groups = {name: match.span(name) for name in rule.pattern.groupindex if match[name]}
        end, commas = match.end(), self.lexer.chars('","')
        while run[end - 1] in commas:
            end -= 1
        return Hit(rule, start, end, groups)


def _low_halves(chars: str) -> NDArray[np.uint16]:
    """The codes of characters without the bits that tell sets from marks."""
    return np.frombuffer(chars.encode("utf-32-le"), dtype="<u2")[::2]


def one_of(chars: str, sign: str = "") -> str:
    """A regular expression for one of some characters, or with ``^`` for one of all others; neighbours as ranges."""
    codes = set(map(ord, chars))
    firsts = sorted(code for code in codes if code - 1 not in codes)
    lasts = sorted(code for code in codes if code + 1 not in codes)
    ranges = (f"{chr(low)}-{chr(high)}" if high > low else chr(low) for low, high in zip(firsts, lasts, strict=True))
    return f"[{sign}{''.join(ranges)}]" if sign or len(codes) > 1 else chars[0]
