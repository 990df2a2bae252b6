"""Finds regular expressions that may take exponential time: loops that can read one word in two ways.

A pattern's parse tree becomes, loop by loop, Glushkov's automaton of the loop's body: a state for each character
class, and what may follow it. If two paths leave one state, read the same word and meet again, every further copy of
that word doubles the ways in which it can be read, and a search that fails in the end tries them all (Weideman et al.,
"Analyzing matching time behavior of backtracking regular expression matchers", CIAA 2016).

Assertions (`\\b`, lookarounds) are taken to hold anywhere, so that a loop may be told that is safe for their sake;
possessive loops and atomic groups are never entered again and are safe. A bounded loop counts from `MANY` on.
The parse tree is a private part of `re`: short of a parser of our own there is no other way to it; only tests use it.
"""

import re
from collections import defaultdict
from itertools import chain, product
from re import _constants as sre  # type: ignore[attr-defined] # private, see above
from re import _parser  # type: ignore[attr-defined] # private, see above

MANY = 10
COPIES = 3
_REPRESENTATIVES = " \n\t\xa0aAzZéÉ09_-.,;:'’\"“”()/&$€"
_CATEGORIES = {
    sre.CATEGORY_DIGIT: str.isdigit, sre.CATEGORY_SPACE: str.isspace,
    sre.CATEGORY_WORD: lambda c: c.isalnum() or c == "_",
}  # fmt: skip
_NOT = {
    sre.CATEGORY_NOT_DIGIT: sre.CATEGORY_DIGIT, sre.CATEGORY_NOT_SPACE: sre.CATEGORY_SPACE,
    sre.CATEGORY_NOT_WORD: sre.CATEGORY_WORD,
}  # fmt: skip
_LOOPS = (sre.MAX_REPEAT, sre.MIN_REPEAT)
_ONE = (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN)


def ambiguous(pattern, flags=0):
    """The loops of the pattern that can read a word in two ways, each as two texts of the classes that part them."""
    tree = _parser.parse(pattern, flags)
    case = bool(tree.state.flags & re.IGNORECASE)
    return [found for body, cased in _loops(tree, case) if (found := _twice(_Automaton(body, cased)))]


def _loops(tree, case):
    for operator, argument in tree:
        inner = _inner(operator, argument)
        if operator is sre.SUBPATTERN:
            _, add, remove, part = argument
            yield from _loops(part, (case or bool(add & re.IGNORECASE)) and not remove & re.IGNORECASE)
            continue
        if operator in _LOOPS and argument[1] >= MANY:
            yield argument[2], case
        for part in inner:
            yield from _loops(part, case)


def _inner(operator, argument):
    if operator in (*_LOOPS, sre.POSSESSIVE_REPEAT):
        return [argument[2]]
    if operator is sre.BRANCH:
        return argument[1]
    if operator in (sre.ASSERT, sre.ASSERT_NOT):
        return [argument[1]]
    if operator is sre.ATOMIC_GROUP:
        return [argument]
    if operator is sre.GROUPREF_EXISTS:
        return [part for part in argument[1:] if part is not None]
    return []


class _Automaton:
    """The automaton of a loop's body, gone through again and again."""

    def __init__(self, body, case):
        self.classes = []
        self.follow = defaultdict(list)
        self._alphabet = sorted({*_REPRESENTATIVES, *_literals(body)})
        first, last, _ = self._sequence(body, case)
        self._join(last, first)

    def _join(self, last, first):
        for one, other in product(last, first):
            self.follow[one].append(other)

    def _sequence(self, tree, case):
        first, last, empty = [], [], True
        for operator, argument in tree:
            its_first, its_last, its_empty = self._node(operator, argument, case)
            self._join(last, its_first)
            first = first + its_first if empty else first
            last = last + its_last if its_empty else its_last
            empty = empty and its_empty
        return first, last, empty

    def _node(self, operator, argument, case):
        if operator in _ONE:
            self.classes.append(
                sum(1 << at for at, c in enumerate(self._alphabet) if _cased(operator, argument, c, case))
            )
            state = [len(self.classes) - 1]
            return state, state, False
        if operator is sre.SUBPATTERN:
            _, add, remove, part = argument
            return self._sequence(part, (case or bool(add & re.IGNORECASE)) and not remove & re.IGNORECASE)
        if operator is sre.ATOMIC_GROUP:
            return self._sequence(argument, case)
        if operator is sre.BRANCH:
            parts = [self._sequence(part, case) for part in argument[1]]
            first, last, empty = zip(*parts, strict=True)
            return list(chain(*first)), list(chain(*last)), any(empty)
        if operator in (*_LOOPS, sre.POSSESSIVE_REPEAT):
            least, most, body = argument
            return self._repeat(least, most, body, case)
        return [], [], True

    def _repeat(self, least, most, body, case):
        loops = most >= MANY
        copies = max(1, min(least, COPIES)) if loops else min(int(most), COPIES)
        first, last, before, empty = [], [], [], False
        for number in range(1, copies + 1):
            its_first, its_last, empty = self._sequence(body, case)
            self._join(before, its_first)
            first = first + its_first if number == 1 or empty else first
            before = its_last + before if empty else its_last
            last = last + its_last if number >= min(least, copies) else last
            if loops and number == copies:
                self._join(its_last, its_first)
        return first, last, empty or not least


def _literals(tree):
    for operator, argument in tree:
        if operator in (sre.LITERAL, sre.NOT_LITERAL):
            yield chr(argument)
        elif operator is sre.IN:
            for kind, value in argument:
                if kind is sre.LITERAL:
                    yield chr(value)
                elif kind is sre.RANGE:
                    yield from (chr(value[0]), chr(value[1]))
        elif operator is sre.SUBPATTERN:
            yield from _literals(argument[3])
        else:
            for part in _inner(operator, argument):
                yield from _literals(part)


def _cased(operator, argument, c, case):
    return any(_member(operator, argument, each) for each in ({c, c.lower()[:1], c.upper()[:1]} if case else {c}))


def _member(operator, argument, c):
    if operator is sre.ANY:
        return True
    if operator is sre.LITERAL:
        return ord(c) == argument
    if operator is sre.NOT_LITERAL:
        return ord(c) != argument
    negated = argument[0][0] is sre.NEGATE
    return negated != any(_item(kind, value, c) for kind, value in argument[negated:])


def _item(kind, value, c):
    if kind is sre.LITERAL:
        return ord(c) == value
    if kind is sre.RANGE:
        return value[0] <= ord(c) <= value[1]
    if value in _NOT:
        return not _CATEGORIES[_NOT[value]](c)
    return _CATEGORIES[value](c)


def _twice(automaton):
    """Two states that are reached over one word by two paths which part in one state and meet in one."""
    follow, classes = automaton.follow, automaton.classes
    for state, after in follow.items():
        if len(set(after)) < len(after) and any(classes[each] for each in after if after.count(each) > 1):
            return state, state
    waiting = {(one, other) for after in follow.values() for one in after for other in after
               if one < other and classes[one] & classes[other]}  # fmt: skip
    seen = set(waiting)
    while waiting:
        one, other = waiting.pop()
        for pair in product(follow[one], follow[other]):
            if not classes[pair[0]] & classes[pair[1]]:
                continue
            if pair[0] == pair[1]:
                return one, other
            ordered = min(pair), max(pair)
            if ordered not in seen:
                seen.add(ordered)
                waiting.add(ordered)
    return None
