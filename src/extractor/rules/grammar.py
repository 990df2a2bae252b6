"""The grammar: rules are templates over classes of tokens (their language: ``rules/template.py``).

Each class or part that stands in a rule is captured under its name. A grammar without gaps and shapes is tried once per
distinct run of known words.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property, lru_cache, reduce
from itertools import accumulate, chain, pairwise, repeat
from operator import or_

from msgspec import Struct

from extractor.data import Library, Row
from extractor.regex import compiled
from extractor.rules.lexed import Lexed
from extractor.rules.lexer import BREAK, OTHER, SHAPES, Lexer, Word
from extractor.rules.template import ANY, Compiled, Elements, Needs, Template, elements_of

_RUNS_KEPT = 1 << 15
COLUMNS = ("class", "word", "value", "case")
"""Of a table of words."""


class Rule(Struct, frozen=True, dict=True):
    """A named template, the table it stands in, and the name of the reading that makes a fact of what it captures."""

    name: str
    table: str
    reading: str
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


class Grammar:
    """Rules of tables in a folder, compiled over the classes of its ``words.tsv`` with the pieces of its ``parts.tsv``.

    Args:
        library: where the tables lie.
        folder: of the kind's tables.
        tables: names of its tables of rules.
        more_parts: rows that stand for lines of ``parts.tsv``.
        more_words: words that stand in tables of other columns.
        marks: classes of spans that the caller marks.
        glued: classes of which words grow together with the word before them.
    """

    def __init__(
        self, library: Library, folder: str, *, tables: tuple[str, ...] = ("rules",), more_parts: tuple[Row, ...] = (),
        more_words: tuple[Word, ...] = (), marks: tuple[str, ...] = (), glued: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        self.rows = [(name, row) for name in tables for row in library.table(f"{folder}/{name}.tsv")]
        parts = (*library.table(f"{folder}/parts.tsv"), *more_parts)
        self._parts = {row["part"]: (row, [*elements_of(row)]) for row in parts}
        elements = [pair for row in (*parts, *(row for _, row in self.rows)) for pair in elements_of(row)]
        shapes = tuple(shape for shape in SHAPES if ("name", shape) in elements)
        self._shaped = ("op", "!") in elements or bool(shapes)
        self.lexer = Lexer(
            library, (*_words(library, folder), *more_words),
            sorted({text for kind, text in elements if kind in ("literal", "mark")}),
            shapes if self._shaped else None, marks, glued,
        )  # fmt: skip
        self.classes = {
            part: tuple(text for kind, text in inner if kind == "name") for part, (_, inner) in self._parts.items()
        }
        for (kind, label), (_, name) in pairwise(elements):
            if kind == "label":
                self.classes[label] = (*self.classes.get(label, ()), *self.classes.get(name, (name,)))
        self._whole: dict[tuple[str, str], Compiled] = {}
        self._starting: dict[str, Tried] = {}
        self._meets: defaultdict[str, int] = defaultdict(int)
        bits: dict[frozenset[str], int] = {}
        for order, (table, row) in enumerate(self.rows):
            part = self._compile(row, [*elements_of(row)], names={}, rule=True)
            if part.empty:
                row.fail("the pattern may match nothing")
            if not part.first - ANY:
                row.fail("the pattern begins with a gap")
            rule = Rule(row["rule"], table, row["reading"], part.regex, part.needs, ANY if part.single else part.second)
            for need in part.needs:
                bits.setdefault(need, 1 << len(bits))
            needs = sum(map(bits.__getitem__, part.needs))
            for char in part.first - ANY:
                self._starting.setdefault(char, []).append((order, rule, needs))
        for need, bit in bits.items():
            for char in need:
                self._meets[char] |= bit
        self._comma = self.lexer.chars('","')
        starts = _one_of("".join(self._starting))
        self._run = compiled(starts if self._shaped else f"{starts}[^{OTHER}]*")
        self._hits = lru_cache(_RUNS_KEPT)(self._fitting)
        self._beginning = cache(self._with_pair)

    def _with_pair(self, pair: str) -> Tried:
        """The rules that may begin with two characters."""
        listed = self._starting.get(pair[0], ())
        return [each for each in listed if pair[1:] in each[1].second or not ANY.isdisjoint(each[1].second)]

    def _compile(self, row: Row, elements: Elements, names: dict[str, int], rule: bool) -> Compiled:
        def leaf(kind: str, text: str, label: str, template: Template) -> Compiled:
            inner = self._leaf(kind, text, row, template.names)
            name = label or (text if rule and kind == "name" else "")
            if not name:
                return inner
            return template.named(name, inner)

        def none_of(listed: list[tuple[str, str]]) -> Compiled:
            known = "".join(
                self.lexer.chars(text if kind == "name" else f'"{text}"') or row.fail(f"no class or part {text!r}")
                for kind, text in listed
            )
            return Compiled(_one_of(known + BREAK, "^"), ANY, gap=True)

        template = Template(elements, leaf, none_of, row, names)
        whole = template.choice()
        if template.at < len(template.elements):
            row.fail("a closing bracket without an opening one")
        return whole

    def _leaf(self, kind: str, text: str, row: Row, names: dict[str, int]) -> Compiled:
        if (kind, text) in self._whole:
            return self._whole[kind, text]
        if kind == "name" and text in self._parts:
            part_row, elements = self._parts[text]
            before = dict(names)
            part = self._compile(part_row, elements, names, rule=False)
            if names != before:
                return part
        else:
            part = self._of_class(kind, text, row)
        self._whole[kind, text] = part
        return part

    def _of_class(self, kind: str, text: str, row: Row) -> Compiled:
        phrases = self.lexer.phrases.get(text, ()) if kind == "name" else ()
        first = frozenset("".join(self.lexer.chars(f'"{phrase[0]}"') for phrase in phrases))
        options = [self._phrases(phrases)] if phrases else []
        if alone := self.lexer.chars(text if kind == "name" else f'"{text}"'):
            options.append(_one_of(alone))
        if not options:
            row.fail(f"no class or part {text!r}")
        first |= frozenset(alone)
        second = frozenset("".join(self.lexer.chars(f'"{phrase[1]}"') for phrase in phrases))
        regex = f"(?:{'|'.join(options)})" if phrases else options[0]
        return Compiled(regex, first, needs=frozenset((first,)), second=second, single=bool(alone))

    def _phrases(self, phrases: Iterable[tuple[str, ...]]) -> str:
        """A regular expression for any of some phrases, the longest first; no token is like another one's."""
        rests: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for phrase in sorted(phrases):
            if phrase:
                rests[phrase[0]].append(phrase[1:])
        heads: defaultdict[str, str] = defaultdict(str)
        for token, rest in rests.items():
            heads[self._phrases(rest)] += self.lexer.chars(f'"{token}"')
        options = [_one_of(chars) + rest for rest, chars in heads.items()]
        if options and (len(options) > 1 or () in phrases):
            return f"(?:{'|'.join(options)})" + "?" * (() in phrases)
        return "".join(options)

    def runs(self, lexed: Lexed, within: Iterable[tuple[int, int]] | None) -> Iterator[tuple[int, Starts]]:
        """Where rules fit: the token that the places of the hits count from, and the rules by where they start.

        For each such place the longest comes first, then the order in the tables decides. No rule goes beyond a
        ``BREAK``, so that one that needs what the paragraph lacks is not tried. Rules may start in the
        stretches ``within`` (code points, in order and apart); None is all of the text.
        """
        places = [(0, len(lexed.classes))] if within is None else [tuple(map(lexed.place, each)) for each in within]
        fit, until = _Fit(self._beginning, self._meets, ""), 0
        for match in chain.from_iterable(self._run.finditer(lexed.classes, *each) for each in places):
            if self._shaped:
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


def _one_of(chars: str, sign: str = "") -> str:
    """A regular expression for one of some characters, or with ``^`` for one of all others; neighbours as ranges."""
    codes = set(map(ord, chars))
    firsts = sorted(code for code in codes if code - 1 not in codes)
    lasts = sorted(code for code in codes if code + 1 not in codes)
    ranges = (
        f"{chr(first)}-{chr(last)}" if last > first else chr(first) for first, last in zip(firsts, lasts, strict=True)
    )
    return f"[{sign}{''.join(ranges)}]" if sign or len(codes) > 1 else chars[0]


def _words(library: Library, folder: str) -> Iterator[Word]:
    for row in library.table(f"{folder}/words.tsv"):
        value = row["value"]
        yield Word(row["class"], row["word"], int(value) if re.fullmatch(r"-?\d+", value) else value, row["case"])
