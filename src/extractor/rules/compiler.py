"""Makes grammars of tables: the templates of rules become regular expressions over the characters of a lexer."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from extractor.data import Library, Row
from extractor.kept import keep
from extractor.rules.grammar import Grammar, Rule, one_of
from extractor.rules.lexer import BREAK, SHAPES, Lexer, Word
from extractor.rules.template import ANY, Compiled, Elements, Template, elements_of

COLUMNS = ("class", "word", "value", "case")
"""Of a table of words."""


def grammar(
    library: Library, folder: str, *, tables: tuple[str, ...] = ("rules",), more_parts: tuple[Row, ...] = (),
    more_words: tuple[Word, ...] = (), marks: tuple[str, ...] = (), glued: tuple[str, ...] = (),
) -> Grammar:  # fmt: skip
    """Rules of tables in a folder, compiled over the classes of its ``words.tsv`` with the pieces of its ``parts.tsv``.

    There may be more of both, from tables of other columns. ``marks`` and ``glued`` as in ``Lexer.of``.
    """

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
            return Compiled(one_of(known + BREAK, "^"), ANY, gap=True)

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
