"""The grammar: rules are templates over classes of tokens (their language: ``rules/template.py``).

Each class or part that stands in a rule is captured under its name. A grammar without gaps and shapes is tried once per
distinct run of known words.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property, lru_cache, reduce
from itertools import accumulate, chain, repeat
from operator import or_

from msgspec import Struct

from extractor.regex import compiled
from extractor.rules.lexed import Lexed
from extractor.rules.lexer import BREAK, OTHER, Lexer
from extractor.rules.template import ANY, Needs

_RUNS_KEPT = 1 << 15


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
    groups: tuple[tuple[str, int, int], ...]


Starts = tuple[tuple[Hit, ...], ...]
Tried = list[tuple[int, Rule, int]]
"""Rules with their order, and what they need as bits."""


class _Fit(dict[str, Tried]):
    """The rules by two characters that they may begin with, those alone for which a run of words has all they need.

    Most of a grammar's rules are never tried in an article, nor compiled for it.
    """

    def __init__(self, beginning: Callable[[str], Tried], meets: dict[str, int], run: str, base: int = 0) -> None:
        self._beginning, self._meets, self._run, self._base = beginning, meets, run, base
        self._unmet = ~reduce(or_, map(meets.__getitem__, set(run) & meets.keys()), 0)

    def __missing__(self, pair: str) -> Tried:
        fit = self[pair] = [each for each in self._beginning(pair) if not each[2] & self._unmet]
        return fit

    @cached_property
    def _ahead(self) -> list[int]:
        """What the words from each one on do not meet."""
        met = accumulate(map(self._meets.get, reversed(self._run), repeat(0)), or_)
        return [~each for each in met][::-1]

    def at(self, start: int) -> Iterator[tuple[int, Rule]]:
        """The rules to be tried at a character, with their order."""
        place = start - self._base
        for order, rule, needs in self[self._run[place : place + 2]]:
            if not needs & self._ahead[place]:
                yield order, rule


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
        for order, (rule, first) in enumerate(zip(self.rules, self.firsts, strict=True)):
            needs = sum(map(self._bits.__getitem__, rule.needs))
            for char in first:
                starting[char].append((order, rule, needs))
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
    def _run(self) -> re.Pattern[str]:
        starts = one_of("".join(self._starting))
        return compiled(starts if self.lexer.shapes is not None else f"{starts}[^{OTHER}]*")

    @cached_property
    def _hits(self) -> Callable[[str], Starts]:
        return lru_cache(_RUNS_KEPT)(self._fitting)

    @cached_property
    def _beginning(self) -> Callable[[str], Tried]:
        return cache(self._with_pair)

    def _with_pair(self, pair: str) -> Tried:
        """The rules that may begin with two characters."""
        listed = self._starting.get(pair[0], ())
        return [each for each in listed if pair[1:] in each[1].second or not ANY.isdisjoint(each[1].second)]

    def runs(self, lexed: Lexed, within: Iterable[tuple[int, int]] | None) -> Iterator[tuple[int, Starts]]:
        """Where rules fit: the token that the places of the hits count from, and the rules by where they start.

        For each such place the longest comes first, then the order in the tables decides. No rule goes beyond a
        ``BREAK``, so that one that needs what the paragraph lacks is not tried. Rules may start in the
        stretches ``within`` (code points, in order and apart); None is all of the text.
        """
        places = [(0, len(lexed.classes))] if within is None else [tuple(map(lexed.place, each)) for each in within]
        fit, until = _Fit(self._beginning, self._meets, ""), 0
        for match in chain.from_iterable(self._run.finditer(lexed.classes, *each) for each in places):
            if self.lexer.shapes is not None:
                if match.start() >= until:
                    until = lexed.classes.find(BREAK, match.start())
                    until = until if until >= 0 else len(lexed.classes)
                    fit = _Fit(self._beginning, self._meets, lexed.classes[match.start() : until], match.start())
                if found := self._from(fit, lexed.classes, match.start()):
                    yield 0, (tuple(found),)
            elif hits := self._hits(match[0]):
                yield match.start(), hits

    def _fitting(self, run: str) -> Starts:
        fit = _Fit(self._beginning, self._meets, run)
        found = (tuple(self._from(fit, run, start)) for start in range(len(run)))
        return tuple(hits for hits in found if hits)

    def _from(self, fit: _Fit, run: str, start: int) -> list[Hit]:
        found = []
        for order, rule in fit.at(start):
            if match := rule.pattern.match(run, start):
                groups = tuple((name, *match.span(name)) for name in rule.pattern.groupindex if match[name])
                end = match.end()
                while run[end - 1] in self._comma:
                    end -= 1
                found.append((-end, order, Hit(rule, start, end, groups)))
        return [hit for _, _, hit in sorted(found, key=lambda item: item[:2])]


def one_of(chars: str, sign: str = "") -> str:
    """A regular expression for one of some characters, or with ``^`` for one of all others; neighbours as ranges."""
    codes = set(map(ord, chars))
    firsts = sorted(code for code in codes if code - 1 not in codes)
    lasts = sorted(code for code in codes if code + 1 not in codes)
    ranges = (
        f"{chr(first)}-{chr(last)}" if last > first else chr(first) for first, last in zip(firsts, lasts, strict=True)
    )
    return f"[{sign}{''.join(ranges)}]" if sign or len(codes) > 1 else chars[0]
