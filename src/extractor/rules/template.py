"""Templates: the patterns of rules, read by recursive descent.

A template is a sequence of class names (``month``), marks (``,``), quoted words (``"of"``) and parts (named templates
of ``parts.tsv``), with ``? | * + {m,n}`` and round brackets as in regular expressions; ``*`` and ``+`` stop at 20, and
``{m,n}?`` takes as few as it can.
``!name`` and ``!(name | "of")`` are one token of none of the classes, within the paragraph; a repeated one is a gap, as
short as can be. Blanks and single line ends may stand between any two elements. Each class or part that stands in a
rule is captured under its name, the second occurrence of ``day`` as ``day2``; ``ayes=cardinal`` gives a capture a name
of its own, in parts too, and so does ``ayes=(cardinal+)``.
"""

from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from extractor.data import Row
from extractor.regex import compiled

_ELEMENT = compiled(
    r"""\s*(?:"(?P<literal>[^"]+)"|(?P<label>[a-z]+)=|(?P<name>[a-z]+)|(?P<times>\{\d+(?:,\d+)?\}\??)"""
    r"""|(?P<op>[()|?*+!])|(?P<mark>[^\s\w]))\s*"""
)
_TIMES = {"?": "?", "*": "{0,20}", "+": "{1,20}"}
_ONE = compiled(r"\[[^]]+\]|\w")
"""An expression for one character."""
Elements = list[tuple[str, str]]


Chars = frozenset[str]
Needs = frozenset[Chars]
ANY = Chars([""])
"""What a gap begins with."""


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


class Template(Struct):
    """Reads one template; ``leaf`` and ``none_of`` make pieces of a class, part or literal, and of none of some."""

    elements: Elements
    leaf: Callable[[str, str, str, "Template"], Compiled]
    none_of: Callable[[list[tuple[str, str]]], Compiled]
    row: Row
    names: dict[str, int]
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
        either = Chars().union(*(need for need in rarest if need))
        needs = frozenset((either,)) if all(rarest) else Needs()
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
            part = self.named(label, self._closed(self.choice())) if label else self._closed(self.choice())
        elif (kind, text) == ("op", "!"):
            part = self.none_of([self._next()] if not self._take("(") else self._listed())
        elif kind in ("op", "times"):
            self.row.fail(f"{text!r} has nothing to stand after")
        else:
            part = self.leaf(kind, text, label, self)
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

    def named(self, name: str, part: Compiled) -> Compiled:
        """The piece as a capture."""
        count = self.names[name] = self.names.get(name, 0) + 1
        regex = f"(?P<{name if count == 1 else f'{name}{count}'}>{part.regex})"
        return replace(part, regex=regex)

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
