"""The grammar: rules are templates over classes of words, tried once per distinct run of known words.

A template is a sequence of class names (``month``), marks (``,``), quoted words (``"of"``) and parts (named templates
of ``models/dates/parts.tsv``), with ``?``, ``|`` and round brackets as in regular expressions. Blanks and single
line ends may stand between any two elements. Each class or part is captured under its name; the second
occurrence of ``day`` is ``day2``.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property, lru_cache

from msgspec import Struct

from extractor.data import Library, Row
from extractor.facts.dates.lexed import Lexed
from extractor.facts.dates.lexicon import OTHER, SPACE, Lexicon
from extractor.regex import compiled

_ELEMENT = compiled(r"""\s*(?:"(?P<literal>[^"]+)"|(?P<name>[a-z]+)|(?P<op>[()|?])|(?P<mark>[^\s\w]))\s*""")
_RUNS_KEPT = 1 << 15


class Compiled(Struct, frozen=True):
    """A piece of a template: its expression, the characters it may start with, whether it may be empty."""

    regex: str
    first: frozenset[str]
    empty: bool = False


class Rule(Struct, frozen=True, dict=True):
    """A named template and the name of the reading that makes a value of what it captures."""

    name: str
    reading: str
    regex: str
    vague: bool

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


class _Template(Struct):
    """Reads one template, by recursive descent."""

    elements: list[tuple[str, str]]
    leaf: Callable[[str, str, "_Template"], Compiled]
    row: Row
    at: int = 0
    names: dict[str, int] = {}

    def choice(self) -> Compiled:
        options = [self.sequence()]
        while self._take("|"):
            options.append(self.sequence())
        first = frozenset[str]().union(*(option.first for option in options))
        return Compiled("|".join(option.regex for option in options), first, any(option.empty for option in options))

    def sequence(self) -> Compiled:
        regex, first, empty = "", frozenset[str](), True
        while self.at < len(self.elements) and self.elements[self.at] not in (("op", "|"), ("op", ")")):
            part = self.element()
            regex += part.regex
            first = first | part.first if empty else first
            empty = empty and part.empty
        return Compiled(regex, first, empty)

    def element(self) -> Compiled:
        kind, text = self.elements[self.at]
        self.at += 1
        if (kind, text) == ("op", "("):
            part = self.choice()
            if not self._take(")"):
                self.row.fail("a bracket is not closed")
        elif kind == "op":
            self.row.fail(f"{text!r} has nothing to stand after")
        else:
            part = self.leaf(kind, text, self)
        optional = self._take("?")
        return Compiled(f"(?:{part.regex})" + "?" * optional, part.first, part.empty or optional)

    def _take(self, op: str) -> bool:
        found = self.at < len(self.elements) and self.elements[self.at] == ("op", op)
        self.at += found
        return found


class Grammar:
    """All rules of one library, compiled over its lexicon."""

    def __init__(self, library: Library, readings: frozenset[str], more_parts: tuple[Row, ...] = ()) -> None:
        columns = ("rule", "pattern", "reading")
        plain = library.table("dates/rules.tsv", *columns)
        vague = library.table("dates/vague.tsv", *columns)
        parts = (*library.table("dates/parts.tsv", "part", "pattern"), *more_parts)
        literals = {
            text for row in (*plain, *vague, *parts) for kind, text in _elements(row) if kind in ("literal", "mark")
        }
        self.lexicon = Lexicon(library, sorted(literals))
        self._parts = {row["part"]: row for row in parts}
        self._part = cache(lambda part: self._compile(self._parts[part], capture=False))
        self.classes = {row["part"]: tuple(text for kind, text in _elements(row) if kind == "name") for row in parts}
        self._rules = [self._rule(row, is_vague) for rows, is_vague in ((plain, False), (vague, True)) for row in rows]
        for row in (*plain, *vague):
            if row["reading"] not in readings:
                row.fail(f"no reading {row['reading']!r}; there are {', '.join(sorted(readings))}")
        self._starting: dict[str, list[tuple[int, Rule]]] = {}
        for order, (rule, first) in enumerate(self._rules):
            for char in first:
                self._starting.setdefault(char, []).append((order, rule))
        self._loose = SPACE + (self.lexicon.chars('","') or "")
        starts = "".join(sorted(self._starting))
        self._run = compiled(f"[{re.escape(starts)}][^{OTHER}]*")
        self._hits = lru_cache(_RUNS_KEPT)(self._fitting)

    def _rule(self, row: Row, vague: bool) -> tuple[Rule, frozenset[str]]:
        compiled = self._compile(row, capture=True)
        if compiled.empty:
            row.fail("the pattern may match nothing")
        return Rule(row["rule"], row["reading"], compiled.regex, vague), compiled.first

    def _compile(self, row: Row, capture: bool) -> Compiled:
        def leaf(kind: str, text: str, template: _Template) -> Compiled:
            if kind == "name" and text in self._parts:
                inner = self._part(text)
            else:
                chars = self.lexicon.chars(text if kind == "name" else f'"{text}"')
                if not chars:
                    row.fail(f"no class or part {text!r}")
                inner = Compiled(f"[{re.escape(chars)}]{SPACE}{{0,2}}", frozenset(chars))
            if kind != "name" or not capture:
                return Compiled(f"(?:{inner.regex})", inner.first, inner.empty)
            count = template.names[text] = template.names.get(text, 0) + 1
            label = text if count == 1 else f"{text}{count}"
            return Compiled(f"(?P<{label}>{inner.regex})", inner.first, inner.empty)

        template = _Template(list(_elements(row)), leaf, row)
        compiled = template.choice()
        if template.at < len(template.elements):
            row.fail("a closing bracket without an opening one")
        return compiled

    def runs(self, lexed: Lexed) -> Iterator[tuple[int, tuple[tuple[Hit, ...], ...]]]:
        """Where rules fit: the first token of a run of known words, and the rules by the tokens that they start from.

        For each such token the longest comes first, then the order in the tables decides.
        """
        for match in self._run.finditer(lexed.classes):
            if hits := self._hits(match[0]):
                yield match.start(), hits

    def _fitting(self, run: str) -> tuple[tuple[Hit, ...], ...]:
        found = (tuple(self._from(run, start)) for start in range(len(run)))
        return tuple(hits for hits in found if hits)

    def _from(self, run: str, start: int) -> list[Hit]:
        found = []
        for order, rule in self._starting.get(run[start], ()):
            if match := rule.pattern.match(run, start):
                groups = tuple(
                    (name, match.start(name), _trim(run, match.end(name)))
                    for name in rule.pattern.groupindex
                    if match[name] is not None
                )
                end = _trim(run, match.end(), self._loose)
                found.append((-end, order, Hit(rule, start, end, groups)))
        return [hit for _, _, hit in sorted(found, key=lambda item: item[:2])]


def _trim(run: str, end: int, loose: str = SPACE) -> int:
    while run[end - 1] in loose:
        end -= 1
    return end


def _elements(row: Row) -> Iterator[tuple[str, str]]:
    template, at = row["pattern"], 0
    while at < len(template):
        match = _ELEMENT.match(template, at)
        if match is None or match.lastgroup is None:
            row.fail(f"cannot read the pattern at {template[at:]!r}")
        yield match.lastgroup, match[match.lastgroup].lower()
        at = match.end()
