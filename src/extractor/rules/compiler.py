"""Makes grammars of tables: the templates of rules become regular expressions over the characters of a lexer.

A template is a sequence of class names (``month``), marks (``,``), quoted words (``"of"``) and parts (named templates
of ``parts.tsv``), with ``? | * + {m,n}`` and round brackets as in regular expressions; ``*`` and ``+`` stop at 20, and
``{m,n}?`` takes as few as it can.
``!name`` and ``!(name | "of")`` are one token of none of the classes, within the paragraph; a repeated one is a gap, as
short as can be. Blanks and single line ends may stand between any two elements. Each class or part that stands in a
rule is captured under its name, the second occurrence of ``day`` as ``day2``; ``ayes=cardinal`` gives a capture a name
of its own, in parts too, and so does ``ayes=(cardinal+)``.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from extractor.data import Library, Row
from extractor.kept import keep
from extractor.regex import compiled
from extractor.rules.grammar import ANY, Chars, Grammar, Needs, Rule, one_of
from extractor.rules.lexer import BREAK, SHAPES, Lexer, Word

_ELEMENT = compiled(
    r"""\s*(?:"(?P<literal>[^"]+)"|(?P<label>[a-z]+)=|(?P<name>[a-z]+)|(?P<times>\{\d+(?:,\d+)?\}\??)"""
    r"""|(?P<op>[()|?*+!])|(?P<mark>[^\s\w]))\s*"""
)
_TIMES = {"?": "?", "*": "{0,20}", "+": "{1,20}"}
_ONE = compiled(r"\[[^]]+\]|.", re.DOTALL)  # an expression for one character
Elements = list[tuple[str, str]]


class Compiled(Struct, frozen=True):
    """A piece of a template.

    Its expression, the characters it may start with, whether it may be empty or is a gap, sets of characters of each
    of which every match has one, what may be its second character, and whether it may be of one character alone.
    """

    regex: str
    first: Chars
    empty: bool = False
    gap: bool = False
    needs: Needs = Needs()
    second: Chars = Chars()
    single: bool = True


class _Template(Struct):
    """Reads one template by recursive descent, a rule's or a part's."""

    elements: Elements
    compiler: "_Compiler"
    row: Row
    names: dict[str, int]
    rule: bool
    at: int = 0

    def choice(self) -> Compiled:
        """All up to the end or a closing bracket."""
        options = [self.sequence()]
        while self._take("|"):
            options.append(self.sequence())
        if len(options) == 1:
            return options[0]
        first = Chars().union(*(option.first for option in options))
        regex, empty = _either([option.regex for option in options]), any(option.empty for option in options)
        rarest = [min(option.needs, key=len, default=None) for option in options]
        needs = frozenset((Chars().union(*(need for need in rarest if need)),)) if all(rarest) else Needs()
        second = Chars().union(*(option.second for option in options))
        single = any(option.single for option in options)
        return Compiled(regex, first, empty, needs=needs, second=second, single=single)

    def sequence(self) -> Compiled:
        """What stands between two strokes."""
        regex, first, empty, gaps, needs = "", Chars(), True, [False], Needs()
        second, single = Chars(), False
        while self.at < len(self.elements) and self.elements[self.at] not in (("op", "|"), ("op", ")")):
            part = self.element()
            gaps.append(part.gap)
            regex += part.regex
            second |= (part.first if single else Chars()) | (part.second if empty else Chars())
            single = (single and part.empty) or (empty and part.single)
            first = first | part.first if empty else first
            empty = empty and part.empty
            needs |= part.needs
        return Compiled(regex, first, empty, gaps == [False, True], needs, second, single)

    def element(self) -> Compiled:
        """A class, part, literal or bracket with what stands before and behind it."""
        kind, text = self._next()
        label = text if kind == "label" else ""
        kind, text = self._next() if label else (kind, text)
        if (kind, text) == ("op", "("):
            part = self._closed(self.choice())
        elif (kind, text) == ("op", "!"):
            part = self.compiler.none_of(self._listed() if self._take("(") else [self._next()], self.row)
        elif kind in ("op", "times"):
            self.row.fail(f"{text!r} has nothing to stand after")
        else:
            part = self.compiler.leaf(kind, text, self.row, self.names)
            label = label or (text if self.rule and kind == "name" else "")
        part = self._named(label, part) if label else part
        times = self._times()
        if times not in ("", "?") and part.empty:
            self.row.fail("what is repeated may match nothing")
        lazy = "?" if part.gap and times and times[-1] != "?" else ""
        empty = part.empty or times[:1] == "?" or "{0" in times
        needs = Needs() if empty else part.needs
        regex = f"(?:{part.regex})" if times and not _ONE.fullmatch(part.regex) else part.regex
        regex += times + lazy
        second = part.second | part.first if times not in ("", "?") and part.single else part.second
        return Compiled(regex, part.first, empty, part.gap and not times, needs, second, part.single)

    def _named(self, name: str, part: Compiled) -> Compiled:
        count = self.names[name] = self.names.get(name, 0) + 1
        return replace(part, regex=f"(?P<{name if count == 1 else f'{name}{count}'}>{part.regex})")

    def _times(self) -> str:
        kind, text = self.elements[self.at] if self.at < len(self.elements) else ("", "")
        if kind == "times" or (kind == "op" and text in _TIMES):
            self.at += 1
        return text if kind == "times" else _TIMES.get(text, "") if kind == "op" else ""

    def _listed(self) -> list[tuple[str, str]]:
        listed = [self._next()]
        while self._take("|"):
            listed.append(self._next())
        self._closed(None)
        return listed

    def _closed(self, part: Compiled | None) -> Compiled:
        return (part or Compiled("", frozenset())) if self._take(")") else self.row.fail("a bracket is not closed")

    def _next(self) -> tuple[str, str]:
        if self.at == len(self.elements):
            self.row.fail("the pattern ends too early")
        self.at += 1
        return self.elements[self.at - 1]

    def _take(self, op: str) -> bool:
        found = self.at < len(self.elements) and self.elements[self.at] == ("op", op)
        self.at += found
        return found


def grammar(
    library: Library, folder: str, *, tables: tuple[str, ...] = ("rules",), more_parts: tuple[Row, ...] = (),
    more_words: tuple[Word, ...] = (), marks: tuple[str, ...] = (), glued: tuple[str, ...] = (),
) -> Grammar:  # fmt: skip
    """Rules of a folder over its ``words.tsv`` and ``parts.tsv``, or more; ``marks``, ``glued`` as in ``Lexer.of``."""

    def build() -> Grammar:
        rows = [(name, row) for name in tables for row in library.table(f"{folder}/{name}.tsv")]
        parts = (*library.table(f"{folder}/parts.tsv"), *more_parts)
        elements = [pair for row in (*parts, *(row for _, row in rows)) for pair in elements_of(row)]
        shapes = tuple(shape for shape in SHAPES if ("name", shape) in elements)
        lexer = Lexer.of(
            library, (*_words(library, folder), *more_words),
            {text for kind, text in elements if kind in ("literal", "mark")},
            shapes, marks, glued,
        )  # fmt: skip
        compiler = _Compiler(lexer, parts)
        rules = [compiler.rule(table, row) for table, row in rows]
        return Grammar(lexer, [rule for rule, _ in rules], [first for _, first in rules], compiler.classes(elements))

    return keep(library, f"{__name__}.{folder}.{'.'.join(tables)}", Grammar, build)


class _Compiler:
    def __init__(self, lexer: Lexer, parts: Iterable[Row]) -> None:
        self.lexer = lexer
        self._parts = {row["part"]: (row, [*elements_of(row)]) for row in parts}
        self._whole: dict[tuple[str, str], Compiled] = {}

    def classes(self, elements: Elements) -> dict[str, tuple[str, ...]]:
        """The classes in each part, and behind each label."""
        parts = ((part, inner) for part, (_, inner) in self._parts.items())
        classes = {part: tuple(text for kind, text in inner if kind == "name") for part, inner in parts}
        for (kind, label), (_, name) in pairwise(elements):
            if kind == "label":
                classes[label] = (*classes.get(label, (label,)), *classes.get(name, (name,)))
        return classes

    def rule(self, table: str, row: Row) -> tuple[Rule, str]:
        """A row's rule, and the characters with which it begins."""
        part = self._compile(row, [*elements_of(row)], names={}, rule=True)
        if part.empty:
            row.fail("the pattern may match nothing")
        if not part.first - ANY:
            row.fail("the pattern begins with a gap")
        second = ANY if part.single else part.second
        rule = Rule(row["rule"], table, row["reading"], row.place, part.regex, part.needs, second)
        return rule, "".join(part.first - ANY)

    def _compile(self, row: Row, elements: Elements, names: dict[str, int], rule: bool) -> Compiled:
        template = _Template(elements, self, row, names, rule)
        whole = template.choice()
        if template.at < len(elements):
            row.fail("a closing bracket without an opening one")
        return whole

    def none_of(self, listed: Elements, row: Row) -> Compiled:
        """One token of none of these classes and words."""
        known = "".join(
            self.lexer.chars(text if kind == "name" else f'"{text}"') or row.fail(f"no class or part {text!r}")
            for kind, text in listed
        )
        return Compiled(one_of(known + BREAK, "^"), ANY, gap=True)

    def leaf(self, kind: str, text: str, row: Row, names: dict[str, int]) -> Compiled:
        """A class, part or literal."""
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
            options.append(one_of(alone))
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
        options = [one_of(chars) + rest for rest, chars in heads.items()]
        if options and (len(options) > 1 or () in phrases):
            return f"(?:{'|'.join(options)})" + "?" * (() in phrases)
        return "".join(options)


def _words(library: Library, folder: str) -> Iterator[Word]:
    for row in library.table(f"{folder}/words.tsv"):
        value = row["value"]
        yield Word(row["class"], row["word"], int(value) if re.fullmatch(r"-?\d+", value) else value, row["case"])


def _either(options: list[str]) -> str:
    """Any of some expressions, as one class where each is for one of some characters."""
    if all(_ONE.fullmatch(option) and option[:2] != "[^" for option in options):
        return f"[{''.join(option.strip('[]') for option in options)}]"
    return f"(?:{'|'.join(options)})"


def elements_of(row: Row) -> Iterator[tuple[str, str]]:
    """The elements of a row's pattern: what each is (literal, label, name, times, op, mark), and its text."""
    template, at = row["pattern"], 0
    while at < len(template):
        match = _ELEMENT.match(template, at)
        if match is None or match.lastgroup is None:
            row.fail(f"cannot read the pattern at {template[at:]!r}")
        yield match.lastgroup, match[match.lastgroup].lower()
        at = match.end()
