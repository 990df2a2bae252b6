"""Conditions in the cells of a table: tests of the parts of a case, which must hold for its row to apply.

A blank joins tests that must all hold, "|" parts alternatives, and "!" before a test denies it::

    !given last:site | words>3

A test of a part, or of any of several:

    part          it is there: neither no, nor none, nor empty
    part:class    it is one of the words of a class ("_" stands for a blank in its name)
    part~form     a regular expression of that name is found in it
    part=a,b      it is "a" or "b"
    part<3        it is less, and ``part>3`` more
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from operator import eq, gt, lt
from typing import Any, Generic, TypeVar

from extractor.data import Library, Row
from extractor.regex import compiled

Case = TypeVar("Case")
Condition = Callable[[Case], Any]
Part = Callable[[Case], Any]
"""What of a case is tested: a string, a number, whether something is so, or a list of strings."""

Forms = Callable[[str], re.Pattern[str] | None]
"""The pattern of a name, if there is one."""

_TEST = compiled(r"(?P<no>!?)(?P<part>[^\s!:~=<>]+)(?:(?P<sign>[:~=<>])(?P<what>\S+))?")


class Conditions(Generic[Case]):
    """Reads the conditions of tables upon one sort of case, of parts by name, classes of words and patterns."""

    def __init__(
        self, part: Callable[[str], Part[Case] | None], classes: Mapping[str, Collection[str]], forms: Forms
    ) -> None:
        self._part, self._classes, self._forms = part, dict(classes), forms

    def read(self, row: Row, column: str = "when") -> Condition[Case]:
        """The condition in a column of a row; raises DataError for one that knows no such part, class or pattern."""
        joined = [[self._test(row, test) for test in each.split()] for each in row[column].split("|")]
        if not all(joined):
            row.fail("an empty alternative")
        return one_of([_every(tests) for tests in joined])

    def _test(self, row: Row, test: str) -> Condition[Case]:
        found = _TEST.fullmatch(test)
        part = self._part(found["part"]) if found else None
        if found is None or part is None:
            row.fail(f"no such test: {test}")
        holds = self._holds(row, part, found["sign"], found["what"])
        return (lambda case: not holds(case)) if found["no"] else holds

    def _holds(self, row: Row, part: Part[Case], sign: str | None, what: str) -> Condition[Case]:
        if sign is None:
            return part
        if sign in "<>" or (sign == "=" and what.isdecimal()):
            number = int(what) if what.isdecimal() else row.fail(f"{what!r} is no number")
            compare = {"<": lt, ">": gt, "=": eq}[sign]
            return lambda case: compare(part(case), number)
        if sign == "~":
            search = (self._forms(what) or row.fail(f"no such pattern: {what}")).search
            return lambda case: any(map(search, (value,) if isinstance(value := part(case), str) else value))
        name = what.replace("_", " ")
        if sign == ":" and name not in self._classes:
            row.fail(f"no such class: {what}")
        words = frozenset(self._classes[name] if sign == ":" else what.split(","))
        self._classes |= {name: words} if sign == ":" else {}
        return lambda case: value in words if isinstance(value := part(case), str) else not words.isdisjoint(value)


class Named(Generic[Case]):
    """The conditions of a table by name, each an attribute that asks whether it holds of a case.

    Rows of one name are alternatives. A row may ask for others by name, and for ``more``, as it does for a part.
    """

    def __init__(
        self, table: str, library: Library, part: Callable[[str], Part[Case] | None],
        classes: Mapping[str, Collection[str]], forms: Forms, **more: Condition[Case],
    ) -> None:  # fmt: skip
        self.__dict__ |= more
        self.conditions = Conditions(lambda name: self.known(name) or part(name), classes, forms)
        self._rows: defaultdict[str, list[Row]] = defaultdict(list)
        for row in library.table(table, "shape", "when", "meaning"):
            self._rows[row["shape"]].append(row)
        for name in [*self._rows] if len(library.folders) > 1 else ():  # a user's faults are told first
            getattr(self, name)

    def __getattr__(self, name: str) -> Condition[Case]:
        if name.startswith("_") or name not in self._rows:
            raise AttributeError(name)
        rows = self._rows.pop(name)  # none may ask for itself
        found = self.__dict__[name] = one_of([self.conditions.read(row) for row in rows])
        return found

    def known(self, name: str) -> Condition[Case] | None:
        """The condition of a name; None where there is none of it."""
        return None if name.startswith("_") else getattr(self, name, None)


def one_of(conditions: list[Condition[Case]]) -> Condition[Case]:
    """Whether one of several conditions holds."""

    def holds(case: Case) -> bool:
        for each in conditions:  # noqa: SIM110 - each word of a sentence asks: a generator takes twice as long
            if each(case):
                return True
        return False

    return conditions[0] if len(conditions) == 1 else holds


def _every(tests: list[Condition[Case]]) -> Condition[Case]:
    def holds(case: Case) -> bool:
        for test in tests:  # noqa: SIM110 - the same
            if not test(case):
                return False
        return True

    return tests[0] if len(tests) == 1 else holds
