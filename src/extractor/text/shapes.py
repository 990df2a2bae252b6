"""Shapes of the dependency tree around a word, as rows of a table: ``dep=conj prev~comma !/aux,mark``.

A row is a condition (``rules/conditions.py``); rows of one name are alternatives, and may ask for others by name. What
is tested are the words at the end of a way through the tree, with a stop between its steps:

    head above verb     the word's head, all above it, the nearest verb above it
    child /aux,neg      what hangs on it, or what hangs on it under these labels
    all subject first   all under it with itself, its own subject, the first word of its phrase
    prev next between   its neighbours, and the words from its head up to it
    left right close    of these only those before the word that is asked about, behind it, or right behind it
    tag dep text pair   at the end: its tag, label or letters instead of the word, or the word with the next one
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from operator import attrgetter

from extractor.data import Library
from extractor.rules.conditions import Condition, Forms, Named, Part
from extractor.text.syntax import is_infinitive, own_subjects, verb_above
from extractor.tree import Token

_Step = Callable[[Token], Iterable[Token]]
_STEPS: dict[str, _Step] = {
    "head": lambda at: (at.head,),
    "above": lambda at: at.ancestors,
    "verb": lambda at: filter(None, (verb_above(at),)),
    "child": lambda at: at.children,
    "all": lambda at: at.subtree,
    "subject": own_subjects,
    "first": lambda at: (at.left_edge,),
    "prev": lambda at: at.doc[max(at.i - 1, 0) : at.i],
    "next": lambda at: at.doc[at.i + 1 : at.i + 2],
    "between": lambda at: at.doc[at.head.i : at.i],
}
_SIDES: dict[str, Callable[[Token, Token], bool]] = {
    "left": lambda at, asked: at.i < asked.i,
    "right": lambda at, asked: at.i > asked.i,
    "close": lambda at, asked: at.left_edge.i == asked.i + 1,
}
_ENDS: dict[str, Callable[[Token], str]] = {
    "word": attrgetter("lower_"),
    "tag": attrgetter("tag_"),
    "dep": attrgetter("dep_"),
    "text": attrgetter("text"),
    "pair": lambda at: " ".join(each.lower_ for each in at.doc[at.i : at.i + 2]),
}


class Shapes(Named[Token]):
    """The shapes of a table by name, each a function from a word to whether it stands so.

    ``classes``: the words of classes by name; ``forms``: patterns of words; ``more``: further shapes, beside
    ``starts`` (it opens a sentence) and ``infinitive`` ("to" stands before it).
    """

    def __init__(
        self, table: str, library: Library, classes: Mapping[str, Collection[str]], forms: Forms,
        **more: Condition[Token],
    ) -> None:  # fmt: skip
        own = {"starts": lambda at: at.is_sent_start, "infinitive": is_infinitive}
        super().__init__(table, library, self.way, classes, forms, **own, **more)

    def way(self, steps: str) -> Part[Token] | None:
        """The words at the end of a way through the tree from a word, None for a way with a step of no such name."""
        names = steps.replace("/", "./").strip(".").split(".")
        end = _ENDS[names.pop() if names[-1] in _ENDS else "word"]
        ways = [way for way in map(self._step, names) if way is not None]
        if len(ways) < len(names):
            return None
        if not ways:
            return end

        def words(asked: Token) -> list[str]:
            found: Iterable[Token] = (asked,)
            for way in ways:
                found = way(found, asked)
            return [end(each) for each in found]

        return words

    def _step(self, name: str) -> Callable[[Iterable[Token], Token], Iterable[Token]] | None:
        if name.startswith("/"):
            labels = name[1:].split(",")
            return lambda found, _: [each for at in found for each in at.under(*labels)]
        if side := _SIDES.get(name):
            return lambda found, asked: [at for at in found if side(at, asked)]
        if step := _STEPS.get(name):
            return lambda found, _: [each for at in found for each in step(at)]
        holds = self.known(name)
        return None if holds is None else lambda found, _: filter(holds, found)
