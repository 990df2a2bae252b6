"""The grammar: rules are templates over classes of tokens (their language: ``rules/compiler.py``).

Each class or part that stands in a rule is captured under its name.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from itertools import accumulate, chain, repeat
from operator import or_

from msgspec import Struct

from extractor.regex import compiled
from extractor.rules.lexer import BREAK, Lexed, Lexer

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
        """The rules by the characters with which they begin."""
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
    def _comma(self) -> str:
        return self.lexer.chars('","')

    @cached_property
    def _starts(self) -> re.Pattern[str]:
        """A character with which a rule begins, before one that may be its second."""
        firsts: defaultdict[frozenset[str], str] = defaultdict(str)
        for first, rules in self._starting.items():
            second = frozenset().union(*(rule.second for rule, _ in rules))
            firsts[second if ANY.isdisjoint(second) else ANY] += first
        alone = ((one_of(chars), "".join(second)) for second, chars in firsts.items())
        return compiled("|".join(f"{first}(?={one_of(second)})" if second else first for first, second in alone))

    @cached_property
    def _beginning(self) -> Callable[[str], Tried]:
        return cache(self._with_pair)

    def _with_pair(self, pair: str) -> Tried:
        """The rules that may begin with two characters."""
        listed = self._starting.get(pair[0], ())
        return [each for each in listed if pair[1:] in each[0].second or not ANY.isdisjoint(each[0].second)]

    def hits(self, lexed: Lexed, within: Iterable[tuple[int, int]] | None) -> Iterator[list[Hit]]:
        """The rules that fit by where they start: the longest first, then the order in the tables decides.

        No rule goes beyond a ``BREAK``, so that one that needs what the paragraph lacks is not tried. Rules may start
        in the stretches ``within`` (code points, in order and apart); None is all of the text.
        """
        run, met, until = lexed.classes, [0], 0
        places = [(0, len(run))] if within is None else [tuple(map(lexed.place, each)) for each in within]
        for match in chain.from_iterable(self._starts.finditer(run, *each) for each in places):
            start = match.start()
            if start >= until:
                until = run.find(BREAK, start)
                until = until if until >= 0 else len(run)
                met = [*accumulate(map(self._meets.get, reversed(run[start:until]), repeat(0)), or_)]
            ahead = met[until - start - 1]  # what the words from here to the end of the paragraph meet
            near = self._beginning(run[start : min(start + 2, until)])
            tried = [rule for rule, needs in near if needs & ahead == needs]
            if found := [hit for rule in tried if (hit := self._hit(rule, run, start))]:
                yield sorted(found, key=lambda hit: -hit.end)

    def _hit(self, rule: Rule, run: str, start: int) -> Hit | None:
        if (match := rule.pattern.match(run, start)) is None:
            return None
        groups = {name: match.span(name) for name in rule.pattern.groupindex if match[name]}
        end = match.end()
        while run[end - 1] in self._comma:
            end -= 1
        return Hit(rule, start, end, groups)


def one_of(chars: str, sign: str = "") -> str:
    """A regular expression for one of some characters, or with ``^`` for one of all others; neighbours as ranges."""
    codes = set(map(ord, chars))
    firsts = sorted(code for code in codes if code - 1 not in codes)
    lasts = sorted(code for code in codes if code + 1 not in codes)
    ranges = (
        f"{chr(first)}-{chr(last)}" if last > first else chr(first) for first, last in zip(firsts, lasts, strict=True)
    )
    return f"[{sign}{''.join(ranges)}]" if sign or len(codes) > 1 else chars[0]
