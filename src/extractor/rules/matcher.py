"""Reads a text by rules: the grammar proposes, contexts forbid or demand, readings make facts or refuse."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from msgspec import Struct

from extractor.data import Library
from extractor.draft import Refusal
from extractor.errors import DataError
from extractor.regex import compiled
from extractor.rules.grammar import Grammar
from extractor.rules.lexer import Lexed

NOTHING = "nothing"
"""The reading of rules that only keep others from their words."""

C = TypeVar("C")
F = TypeVar("F")


class Refused(Struct, frozen=True):
    """What a reading gives in the place of a fact: why the words are none; ``final``: for no other rule either."""

    reason: str
    final: bool = False


class Match(Struct, frozen=True):
    """Words that a rule fits, from ``start`` to ``end`` (code points), with its captures and their values."""

    rule: str
    reading: str
    start: int
    end: int
    lexed: Lexed
    groups: dict[str, tuple[int, int]]
    values: dict[tuple[str, str], int | str]
    classes: dict[str, tuple[str, ...]]

    def __contains__(self, name: str) -> bool:
        return name in self.groups

    def span(self, name: str) -> tuple[int, int]:
        """Where a capture stands (code points); KeyError for one that the rule has not filled."""
        first, last = self.groups[name]
        return self.lexed.edges(first)[0], self.lexed.edges(last - 1)[1]

    def words(self, name: str) -> list[str]:
        """The words of a capture, in lower case."""
        return [*map(self.lexed.word, range(*self.groups[name]))]

    def value(self, name: str) -> int | str | None:
        """The value of the first word of a capture that has one."""
        if name not in self.groups:
            return None
        base = name.rstrip("0123456789")
        classes = self.classes.get(base, (base,))
        tens = 0
        words = self.words(name)
        phrase = " ".join(words).replace("’", "'")
        for each in dict.fromkeys((base, *classes)) if len(words) > 1 else ():
            if (whole := self.values.get((each, phrase))) is not None:
                return whole
        for word in words:
            if word.isdecimal():
                return int(word)
            for each in classes:
                value = self.values.get((each, word))
                if isinstance(value, int) and each == "number" and "ordinal" in classes:
                    tens = value
                elif value is not None:
                    return value + tens if isinstance(value, int) else value
        return None

    def number(self, name: str) -> int | None:
        """The value of a capture, if it is a number."""
        value = self.value(name)
        return value if isinstance(value, int) else None

    def text(self, name: str) -> str | None:
        """The value of a capture, if it is no number."""
        value = self.value(name)
        return value if isinstance(value, str) else None


Reading = Callable[[Match, C], F | Refused | None]


def by_name(*readings: Reading[C, F]) -> dict[str, Reading[C, F]]:
    """Readings by the names of their functions, as rules ask for them."""
    return {reading.__name__: reading for reading in readings}


class Matcher(Generic[C, F]):
    """The rules of a kind with their contexts and readings; built once per process.

    The table of ``contexts`` (none without a name) says what must (yes) or must not (no) stand within ``window`` code
    points before or after what a rule fits: ``*`` is any rule; the anchor of a pattern is the edge of the match.
    """

    def __init__(
        self, library: Library, grammar: Grammar, readings: Mapping[str, Reading[C, F]], contexts: str = "",
        window: int = 40,
    ) -> None:  # fmt: skip
        self.grammar = grammar
        self._window = window
        self._readings = readings
        for rule in grammar.rules:
            if rule.reading not in (*readings, NOTHING):
                there = ", ".join(sorted(readings))
                raise DataError(f"{rule.place}: no reading {rule.reading!r}; there are {there}")
        rules = {"*", *(rule.name for rule in grammar.rules)}
        self._contexts = _contexts(library, contexts, rules) if contexts else {}

    def read(
        self, lexed: Lexed, context: C, refused: list[Refusal], without: str = "",
        within: Iterable[tuple[int, int]] | None = None,
    ) -> Iterator[tuple[Match, F]]:  # fmt: skip
        """What rules fit in a text and what their readings make of it, in order, no two over the same words.

        Args:
            lexed: the text.
            context: what readings look at besides the match.
            refused: gets what rules fit and do not give.
            without: a table whose rules are passed over.
            within: the stretches of the text (code points, in order and apart) in which rules may start; None for all.
        """
        at = 0
        for hits in self.grammar.hits(lexed, within):
            for hit in hits:
                if hit.start < at or hit.rule.table == without:
                    continue
                start, end = lexed.edges(hit.start)[0], lexed.edges(hit.end - 1)[1]
                values, classes = self.grammar.lexer.values, self.grammar.classes
                match = Match(hit.rule.name, hit.rule.reading, start, end, lexed, hit.groups, values, classes)
                found = self._fact(match, context)
                if isinstance(found, Refused):
                    refused.append(Refusal(match.rule, found.reason, match.start, match.end))
                    if not found.final:
                        continue
                    found = None
                at = hit.end
                if found is not None:
                    yield match, found
                break

    def _fact(self, match: Match, context: C) -> F | Refused | None:
        """The fact, why there is none, or None where the rule only keeps others away."""
        if match.reading == NOTHING:
            return self._barred(match, (match.rule,))
        if barred := self._barred(match, ("*", match.rule)):
            return barred
        return self._readings[match.reading](match, context) or Refused(f"{match.reading} makes nothing of it")

    def _barred(self, match: Match, rules: tuple[str, ...]) -> Refused | None:
        text = match.lexed.text
        before = after = ""
        for name in rules:
            for side, demanded, pattern in self._contexts.get(name, ()):
                if side == "before":
                    before = before or text[max(0, match.start - self._window) : match.start]
                    found = pattern.search(before)
                else:
                    after = after or text[match.end : match.end + self._window]
                    found = pattern.match(after)
                if (found is not None) != demanded:
                    return Refused(
                        f"{found[0].strip()!r} stands {side} it" if found else f"what must stand {side} it is not there"
                    )
        return None


def _contexts(library: Library, table: str, rules: set[str]) -> dict[str, list[tuple[str, bool, re.Pattern[str]]]]:
    patterns: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in library.table(table, "rule", "side", "demand", "pattern"):
        if row["side"] not in ("before", "after") or row["demand"] not in ("yes", "no"):
            row.fail("side is before or after, demand is yes or no")
        if row["rule"] not in rules:
            row.fail(f"no rule {row['rule']!r}")
        row.pattern(row["pattern"])
        patterns[row["rule"], row["side"], row["demand"]].append(row["pattern"])
    result: defaultdict[str, list[tuple[str, bool, re.Pattern[str]]]] = defaultdict(list)
    for (rule, side, demand), each in patterns.items():
        joined = f"(?:{'|'.join(each)})" + (r"\Z" if side == "before" else "")
        result[rule].append((side, demand == "yes", compiled(joined)))
    return dict(result)
